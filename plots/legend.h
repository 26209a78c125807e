/* legend.h -- the names of the arms beside a piece of their lines.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_LEGEND_H
#define PLOTS_LEGEND_H

#include "plots/panel.h"

/* Draws the legend with its upper left corner at a point, at most `width` wide; its
 * height, 0 without arms.  Below the arms it says what the bands are. */
double plot_legend_draw(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                        plot_box room);

#endif
