/* heading.h -- the words around a panel: its title and the label of its y axis above it, what it
 * says below. */
#ifndef PLOTS_HEADING_H
#define PLOTS_HEADING_H

#include "plots/view.h"

/* Height that a panel's words ask for below its axis, in a room of this width. */
double plot_saying_height(plot_canvas *canvas, const plot_look *look, const char *caption,
                          double width);

/* Height that second lines of its title and of the label of its y axis ask for, in that room;
 * `letter` stands before the title, if it is not '\0'. */
double plot_heading_second(const plot_view *view, plot_canvas *canvas, char letter,
                           double width);

/* Title and label, above the plotting area. */
void plot_heading_draw(const plot_view *view);

/* What the panel says, at the foot of its room; nothing without a caption. */
void plot_saying_draw(const plot_view *view);

#endif
