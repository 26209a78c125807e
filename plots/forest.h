/* forest.h -- trials side by side: for each arm a panel, in it a line for each trial, its estimate
 * with its interval, sorted, held against 0 and the truth.
 */
#ifndef PLOTS_FOREST_H
#define PLOTS_FOREST_H

#include "plots/draft.h"
#include "plots/trials.h"

enum { PLOT_FOREST_TRIALS = 30 }; /* of an arm: the first */

/* Shows a plot_trials that has both tables.  All panels have one axis.  Intervals that are much
 * longer than most end in arrows at its ends, and the figure says how many.  Where not all arms
 * have room the first are shown, and the figure says so. */
extern const plot_maker plot_forest_maker;

#endif
