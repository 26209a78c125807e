/* weave.h -- arms whose curves coincide: drawn as one line, in dashes of their colors by turns,
 * so that each is seen and none is hidden.
 *
 * Units:  points of the page.
 * Memory: points stand in the view's own array until the next curve is placed.
 */
#ifndef PLOTS_WEAVE_H
#define PLOTS_WEAVE_H

#include "plots/curve.h"

/* Finds the lead of each arm of the run in front: the first that has a color and is drawn
 * where it is, for most of its length; where it is thin and gray, with the same numbers. */
void plot_view_find_leads(plot_view *view);

/* Of how many arms that are drawn as one line, which one an arm is; and how many there are
 * with those that are thin and gray. */
typedef struct {
    size_t at, of, all;
} plot_turn;
plot_turn plot_view_turn(const plot_view *view, size_t arm);

/* Draws the dashes of one of several arms: they are measured along their lead, so that those
 * of all arms together fill the line. */
void plot_view_draw_woven(const plot_view *view, const plot_pen *pen, plot_curve curve);

#endif
