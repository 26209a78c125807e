/* view.h -- a panel in the making: its columns found, its axes chosen, its curves placed.
 *
 * Memory: a view owns the arrays that plot_view_init allocates; all else is borrowed.
 */
#ifndef PLOTS_VIEW_H
#define PLOTS_VIEW_H

#include <glib.h>

#include "plots/frame.h"
#include "plots/panel.h"

/* The rows of an arm in a table. */
typedef struct {
    size_t first, end;
} plot_rows;

/* Where a run keeps what the panel shows; columns that the panel does not name: 0. */
typedef struct {
    const sim_table *table; /* NULL: there is no such run */
    size_t x, y, mark, owner, shade;
    plot_rows *rows; /* [arms.n] */
} plot_layer;

/* A band of the panel's column, and which columns of its tables that is. */
typedef struct {
    const plot_band *band; /* NULL: the band does not have it */
    size_t low, high;
} plot_span;

/* A stretch of the x axis; most panels have one. */
typedef struct {
    plot_ruler x;
    plot_box box;
} plot_part;

enum { PLOT_PARTS = 2 };

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_panel *panel;
    const plot_data *data;
    plot_spot spot;
    plot_layer layers[PLOT_LAYERS];
    plot_measure across, upward; /* what the axes show */
    plot_part parts[PLOT_PARTS];
    size_t n_parts;
    plot_ruler y;
    plot_box box;       /* the plotting area, all parts */
    bool empty;         /* no value in the window can be drawn */
    plot_rows *rows;    /* [PLOT_LAYERS][arms.n] */
    size_t *drawn_for;  /* [PLOT_LAYERS][arms.n] */
    plot_span *spans;   /* [data->bands.n] */
    plot_point *points; /* room for any one curve there and back, and two more points */
} plot_view;

/* Which curve: column `column` of an arm of a layer, on a part of the x axis. */
typedef struct {
    size_t layer, arm, column, part;
} plot_curve;

/* Finds table and columns.  Fails, with the names, where one is missing; plot_view_free is
 * legal after a failure too. */
sim_status plot_view_init(plot_view *view, const plot_panel *panel, const plot_data *data,
                          const plot_look *look, sim_error *err);

/* Chooses the axes; `spot` tells how many ticks have room. */
void plot_view_set_axes(plot_view *view, plot_canvas *canvas, plot_spot spot);
void plot_view_free(plot_view *view);

/* Width of the numbers at the y axis, and the gap to it. */
double plot_view_left(const plot_view *view);

/* Puts the plotting area into its room, `left` from the edge. */
void plot_view_arrange(plot_view *view, double left);

/* Height that a panel's words ask for below its axis, in a room of this width. */
double plot_saying_height(plot_canvas *canvas, const plot_look *look,
                          const plot_panel *panel, double width);

/* One part with the axes of both directions. */
plot_frame plot_view_frame(const plot_view *view, size_t part);

/* From numbers to the page: the only place. */
plot_point plot_view_place(const plot_view *view, size_t part, double x, double y);

bool plot_is_finite(plot_point point);

/* Places a curve's points, NAN where it cannot be drawn, into view->points; how many. */
size_t plot_view_trace(const plot_view *view, plot_curve curve);

/* The same for a span: its lower edge, then its upper one, each of as many points as are
 * returned.  What is below the start of a log axis is placed on it. */
size_t plot_view_trace_span(const plot_view *view, const plot_span *span, plot_curve curve);

/* Has the panel a span to draw? */
bool plot_view_has_spans(const plot_view *view);

/* The arm that is drawn for this one: itself, but where points coincide only one arm's are
 * drawn; arms.n for points whose owner has no number: none is. */
size_t plot_view_drawn_for(const plot_view *view, size_t layer, size_t arm);

/* Has the arm a color and a label, or is it thin and gray, one of too many? */
bool plot_view_names(const plot_view *view, size_t arm);

/* The pen and the color of an arm that has them. */
plot_pen plot_view_pen(const plot_view *view, size_t layer, size_t arm);
plot_color plot_view_color(const plot_view *view, size_t arm);

/* Has the arm a number in the column of the points' owner, if there is such a column? */
bool plot_view_owns(const plot_view *view, size_t layer, size_t arm);

/* The arm in which the shade is largest stands for all; false if none has it. */
bool plot_view_find_shade(const plot_view *view, size_t layer, plot_curve *curve);

/* Do two arms of the run in front lie so near to each other all along that one line is seen? */
bool plot_view_look_alike(const plot_view *view, size_t one, size_t other);

/* Where on the page the shade ends below: at 0 or, where that is not on the axis, at the
 * nearer end of it. */
double plot_view_floor(const plot_view *view);

/* curve.c: what lies behind the grid, and the curves. */
void plot_view_draw_shade(const plot_view *view);
void plot_view_draw_curves(const plot_view *view);

/* label.c: names at curves, points and the shade, wherever one has room and could not be
 * taken for that of another; false without memory. */
bool plot_view_draw_labels(const plot_view *view);

/* panel.c: all of it; false without memory. */
bool plot_view_draw(const plot_view *view);

/* panel.c: what a reader who cannot see the figure is told about it. */
void plot_tell_panel(const plot_view *view, GString *words);

#endif
