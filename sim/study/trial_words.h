/* trial_words.h -- what trials of an experiment found, in sentences that are made from the numbers
 * of both tables.
 *
 * Memory: the view is borrowed; texts are the caller's, and cut off where they do not fit.
 */
#ifndef SIM_STUDY_TRIAL_WORDS_H
#define SIM_STUDY_TRIAL_WORDS_H

#include "sim/study/trial_view.h"

/* What is asked, in a sentence: "1000 trials of 30 (P2) and 20 (saline) patients, ..." */
void sim_trial_print_asked(const sim_trial_view *view, char text[], size_t size);

/* What trials tell of an arm, how many subjects it would take, what one laboratory tells: some
 * sentences, made from the numbers. */
void sim_trial_print_lesson(const sim_trial_view *view, const char *arm, char text[],
                            size_t size);

/* Of one trial how many it takes for one more: "P2: NNT 4.1 to infinity to harm 20.5"; "" where
 * nobody is counted. */
void sim_trial_print_nnt(const sim_trial_view *view, const char *arm, size_t trial,
                         char text[], size_t size);

/* "responders: measured pain falls by at least 20 mm ..." where means are compared and responders
 * counted beside them; else empty. */
void sim_trial_print_rule(const sim_trial_view *view, char text[], size_t size);

/* What is to be known of the design, the test and the model: sentences. */
void sim_trial_print_notes(const sim_trial_view *view, char text[], size_t size);

#endif
