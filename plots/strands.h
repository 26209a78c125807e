/* strands.h -- single ones of a cohort in a panel, each a thin line, a strand, of its arm's color.
 *
 * They stand in place of the bands, where the panel draws a column that they have.
 */
#ifndef PLOTS_STRANDS_H
#define PLOTS_STRANDS_H

#include "plots/view.h"

/* Sets view->strand, once tables and columns are found. */
void plot_view_find_strands(plot_view *view);

bool plot_view_has_strands(const plot_view *view);

/* Widens the range by all that is drawn in the window of x. */
void plot_view_widen_by_strands(const plot_view *view, plot_range *range);

void plot_view_draw_strands(const plot_view *view);

/* Draws a sample of them, and of the line among them, into a box of a legend. */
void plot_draw_strands_sample(plot_canvas *canvas, const plot_look *look, plot_box box);

#endif
