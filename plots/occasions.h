/* occasions.h -- what happens to the arms, and when: triangles below a panel's axis, and words for
 * the legend.
 *
 * Units: of the column along which it happens.
 */
#ifndef PLOTS_OCCASIONS_H
#define PLOTS_OCCASIONS_H

#include "plots/view.h"

/* "dose on days 0, 7 and 14; enrolment on day 9, not in every arm": of the arms of the run in
 * front that are no background.  False if nothing happens to them. */
bool plot_occasions_print(const plot_data *data, GString *words);

/* A triangle below its tip, so tall. */
void plot_draw_occasion(plot_canvas *canvas, plot_color color, plot_point tip, double tall);

/* Does the panel show them? */
bool plot_view_has_occasions(const plot_view *view);

/* Where the axis of the panel reaches; what happens to one of several arms has its color. */
void plot_view_draw_occasions(const plot_view *view);

#endif
