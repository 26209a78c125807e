/* trial_print.h -- what trials found, on the terminal. */
#ifndef SIM_CLI_TRIAL_PRINT_H
#define SIM_CLI_TRIAL_PRINT_H

#include <stdio.h>

#include "sim/cli/explain.h"
#include "sim/study/trial_view.h"

/* Prints what was asked, the first trial, all trials, what they tell of each arm, and what the
 * words of all that mean. */
void sim_trial_print(const sim_trial_view *view, FILE *out);

/* Adds the words that it takes to read them. */
void sim_trial_explain(const sim_trial_view *view, sim_explained *words);

#endif
