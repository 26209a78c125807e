/* extent.h -- how far the axes of a panel reach, and where they stand.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_EXTENT_H
#define PLOTS_EXTENT_H

#include "plots/frame.h"
#include "plots/view.h"

/* Chooses the axes; `spot` tells how many ticks have room. */
void plot_view_set_axes(plot_view *view, plot_canvas *canvas, plot_spot spot);

/* Width of the numbers at the y axis, and the gap to it. */
double plot_view_left(const plot_view *view);

/* Puts the plotting area into its room, `left` from the edge. */
void plot_view_arrange(plot_view *view, double left);

/* One part of a panel with the axes of both directions. */
plot_frame plot_view_frame(const plot_view *view, size_t part);

/* Height that a panel's words ask for below its axis, in a room of this width. */
double plot_saying_height(plot_canvas *canvas, const plot_look *look,
                          const plot_panel *panel, double width);

#endif
