/* headcount.h -- how many stand behind the curves of what is counted of a cohort: a row of
 * numbers for each arm, beneath the x axis at its ticks; where these have no room, one line for
 * all arms: "at risk: 60 at the start, 26 to 30 at the end".
 *
 * Units: points of the page.
 */
#ifndef PLOTS_HEADCOUNT_H
#define PLOTS_HEADCOUNT_H

#include "plots/view.h"

/* How high the rows, or the line, are that a plotting area of this height, which gives them room,
 * can spare; 0: none are drawn. */
double plot_headcount_height(const plot_view *view, double box);

/* Room to the left of the plotting area: of the names of arms in a panel alone; 0: no more
 * than its numbers need. */
double plot_headcount_left(const plot_view *view);

/* From `top` down.  On a page of several panels a piece of the arm's line is its name. */
void plot_headcount_draw(const plot_view *view, double top);

/* "At risk at the start and at the end: P2 200 and 103; P8 200 and 99." */
void plot_headcount_tell(const plot_view *view, GString *words);

#endif
