/* stack.h -- where the variance of results comes from: a bar for each, stacked of parts.
 */
#ifndef PLOTS_STACK_H
#define PLOTS_STACK_H

#include "plots/draft.h"

enum { PLOT_MOST_BARS = 12, PLOT_MOST_PARTS = 8 };

typedef struct {
    const char *title;
    const char *const *parts; /* [n_parts] "donor: whose cells"; the last one, what the
                               * others leave, is gray */
    size_t n_parts;
    const char *const *labels; /* [n_bars] "P2: best relief" */
    size_t n_bars;
    const double *shares; /* [n_bars][n_parts] of the variance of the bar, 0 to 1 */
    const double *errors; /* the same of their standard errors; NULL: none */
    const char *const *arms, *const *columns; /* [n_bars] what they are about, for
                                               * figures.csv; NULL: nobody asks */
    size_t n_left; /* bars that have no room: how many are not given */
} plot_stack;

/* Shows a plot_stack.  Numbers that do not fit into their segment stand below the bar.  A share that is negative or not
 * finite, as an estimate may be, is drawn as 0, and the figure says so; then the others of
 * its bar may fill more than it, and are drawn narrower.  Shares whose sum is above 1 by
 * more than rounding are refused. */
extern const plot_maker plot_stack_maker;

#endif
