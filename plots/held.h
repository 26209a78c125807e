/* held.h -- the axes of a page that was drawn, for curves that are drawn into them later: while
 * somebody moves a number only what moves is drawn anew.
 *
 * What a page tells of its curves (shade, marks, captions, labels) is not part of its axes.
 *
 * Units:  points of the page.
 * Memory: a plot_held owns what it holds but for panels and look, which are rows of tables; it may
 *         outlive page and data.  All 0 holds nothing.
 */
#ifndef PLOTS_HELD_H
#define PLOTS_HELD_H

#include "plots/view.h"

/* The axes of one panel, as those of its view. */
typedef struct {
    plot_panel panel;
    plot_spot spot;
    plot_ruler x[PLOT_PARTS], y;
    plot_range ends[PLOT_PARTS];
    plot_box box, boxes[PLOT_PARTS];
    size_t n_parts;
    double lowest;
} plot_held_axes;

typedef struct plot_held {
    plot_held_axes *axes; /* [n] in the order of the page */
    size_t n;
    plot_arms arms; /* of the run in front, with the looks that they had */
    plot_look look;
    sim_pool pool;
} plot_held;

/* Takes the axes of n panels that are arranged, instead of those that it held; without memory it
 * fails and holds nothing. */
sim_status plot_held_take(plot_held *held, const plot_view views[], size_t n,
                          sim_error *err);
void plot_held_free(plot_held *held);

/* Draws, into each panel's axes, the shade and the curves of those of its arms that the run in
 * front of `data` has, which needs no arms of its own, and no bands.  What lies beyond an axis is
 * cut off, and a triangle at the edge points to where it is farthest.  Fails where a table or column of
 * a panel is missing. */
sim_status plot_held_draw(const plot_held *held, const plot_data *data, plot_canvas *canvas,
                          sim_error *err);

/* All that stands in a panel's axes: what happens, bands, strands, curves and dots. */
void plot_view_draw_inside(const plot_view *view);

#endif
