/* band.h -- the bands of an ensemble: areas in the color of their arm.
 *
 * They are translucent, so that where arms overlap all of them show.  Where there are many
 * arms only the narrowest band is filled; of the others the edges are drawn.
 */
#ifndef PLOTS_BAND_H
#define PLOTS_BAND_H

#include "plots/view.h"

/* Draws all bands of a panel. */
void plot_band_draw(const plot_view *view);

/* Draws a sample of them, and of the line inside, into a box of a legend. */
void plot_band_draw_sample(plot_canvas *canvas, const plot_look *look,
                           const plot_data *data, plot_box box);

#endif
