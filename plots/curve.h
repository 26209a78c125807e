/* curve.h -- the curves of a panel, the bands of an ensemble and the shade behind the grid:
 * from numbers to points of the page, and drawn.
 *
 * Bands are areas in the color of their arm, translucent, so that where arms overlap all of
 * them show.  Where there are many arms only the narrowest band is filled; of the others the
 * edges are drawn.
 *
 * Memory: points stand in the view's own array until the next curve is placed.
 */
#ifndef PLOTS_CURVE_H
#define PLOTS_CURVE_H

#include "plots/view.h"

/* Which curve: column `column` of an arm of a layer, on a part of the x axis. */
typedef struct {
    size_t layer, arm, column, part;
} plot_curve;

/* Places a curve's points, NAN where it cannot be drawn, into view->points; how many. */
size_t plot_view_trace(const plot_view *view, plot_curve curve);

/* The same, into an array with room for the arm's rows. */
size_t plot_view_trace_to(const plot_view *view, plot_curve curve, plot_point points[]);

/* The same for a span: its lower edge, then its upper one, each of as many points as are
 * returned.  What is below the start of a log axis is placed on it. */
size_t plot_view_trace_span(const plot_view *view, const plot_span *span, plot_curve curve);

/* Has the panel a span to draw, or strands? */
bool plot_view_has_spans(const plot_view *view);

/* The last point of an arm, and its number; false if it is not in the window. */
bool plot_view_find_end(const plot_view *view, size_t arm, plot_point *at, double *number);

/* The arm in which the shade is largest stands for all; false if none has it. */
bool plot_view_find_shade(const plot_view *view, size_t layer, plot_curve *curve);

/* Where on the page the shade ends below: at 0 or, where that is not on the axis, at the
 * nearer end of it. */
double plot_view_floor(const plot_view *view);

/* Is one line seen of two arms of the run in front in a row of theirs, counted from 0? */
bool plot_view_are_near(const plot_view *view, size_t one, size_t other, size_t i);

/* Do two arms of the run in front lie so near to each other all along that one line is seen? */
bool plot_view_look_alike(const plot_view *view, size_t one, size_t other);

/* How far marks reach beyond the places of their values, to a side and up or down. */
plot_point plot_view_reach(const plot_view *view);

void plot_view_draw_shade(const plot_view *view);
void plot_view_draw_bands(const plot_view *view);
void plot_view_draw_curves(const plot_view *view);

/* Draws a sample of the bands, and of the line inside, into a box of a legend. */
void plot_draw_band_sample(plot_canvas *canvas, const plot_look *look,
                           const plot_data *data, plot_box box);

#endif
