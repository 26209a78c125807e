/* targets.h -- what was measured as a bar, and what the model says as a dot that hits or
 * misses it.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_TARGETS_H
#define PLOTS_TARGETS_H

#include "plots/look.h"

/* Where a mark stands: along the axis of values, in a panel's box.  Bars lie, or stand where
 * is_upright. */
typedef struct {
    bool is_upright;
    double across, middle; /* of dot and bar on the other axis */
    double from, to;       /* of the bar; from > to: none */
    double measured;       /* the stroke on it; NAN: none */
    double predicted;      /* the dot */
    double low90, high90;  /* the thin line through it; NAN: none */
    int beyond;            /* the dot is at the panel's edge, what it stands for is further
                              * to the left or below: -1, to the right or above: 1 */
    bool is_filled, is_miss;
    bool is_faint; /* the bar has others on it */
    double width;  /* of the bar */
} plot_target;

/* The gray bar, with the stroke. */
void plot_target_draw_bar(plot_canvas *canvas, const plot_look *look, const plot_target *t);

/* The thin line: behind all dots, as it may be long. */
void plot_target_draw_band(plot_canvas *canvas, const plot_look *look,
                           const plot_target *t);

/* The dot, and what rings a miss. */
void plot_target_draw_dot(plot_canvas *canvas, const plot_look *look, const plot_target *t);

/* How far a ring reaches from the middle of its dot. */
double plot_target_reach(const plot_look *look);

/* How wide a bar is where there is room. */
double plot_target_width(const plot_look *look);

#endif
