/* power.h -- how often trials of n subjects an arm find a difference: a line for each arm over n,
 * with the error of the Monte Carlo, where it reaches 80 %, and what was planned.
 */
#ifndef PLOTS_POWER_H
#define PLOTS_POWER_H

#include "plots/draft.h"
#include "plots/trials.h"

/* Shows a plot_trials, whose table of single trials plays no part. */
extern const plot_maker plot_power_maker;

#endif
