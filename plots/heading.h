/* heading.h -- what all pages have: a headline above, a footer below.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_HEADING_H
#define PLOTS_HEADING_H

#include "plots/look.h"

/* Width between the margins. */
double plot_inner_width(const plot_look *look, double page_width);

/* Draws the headline, a little smaller where that saves a line; where it ends. */
double plot_headline_draw(plot_canvas *canvas, const plot_look *look, double page_width,
                          const char *title);

/* Draws the footer of a page whose lower right corner is given; the height it takes. */
double plot_footer_draw(plot_canvas *canvas, const plot_look *look, plot_point corner,
                        const char *footer);

#endif
