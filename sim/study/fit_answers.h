/* fit_answers.h -- what a part of a fit says of each unknown, in numbers and words: see fit.h. */
#ifndef SIM_STUDY_FIT_ANSWERS_H
#define SIM_STUDY_FIT_ANSWERS_H

#include "sim/study/fit.h"

/* Fills answers, patterns, criteria and model of a part whose profiles are known. */
sim_status sim_fit_part_answer(const sim_fit *fit, sim_fit_part *part, sim_error *err);

/* Whether numbers i and j are correlated by more than that at the best point, each with the other. */
bool sim_fit_is_bound(const sim_fit_part *part, size_t i, size_t j);

extern const double sim_fit_bound_from; /* 0.99 */

#endif
