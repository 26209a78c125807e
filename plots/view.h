/* view.h -- a panel in the making: its arms and columns are found, and what arms look like in
 * it.
 *
 * Memory: arrays are those of the data's pool; all else is borrowed.
 */
#ifndef PLOTS_VIEW_H
#define PLOTS_VIEW_H

#include <glib.h>

#include "plots/frame.h"
#include "plots/panel.h"

/* The rows of an arm in a table.  `drawn_for` is the arm that is drawn for this one: itself,
 * but where points coincide only one arm's are drawn; arms.n for points whose owner has no
 * number: none is. */
typedef struct {
    size_t first, end, drawn_for;
} plot_rows;

/* Where a run keeps what the panel shows; columns that the panel does not name: 0. */
typedef struct {
    const sim_table *table; /* what is drawn; NULL: there is no such run */
    size_t x, y, mark, owner, shade;
    double *across, *upward; /* [table->n_rows] columns x and y, each in one piece */
    plot_rows *rows;         /* [arms.n] */
    const sim_table *told;   /* what is told: the same without rows between its own */
    plot_rows *told_rows;    /* [arms.n] */
} plot_layer;

/* A band of the panel's column, and which columns of its tables that is. */
typedef struct {
    const sim_table *lows, *highs; /* NULL: the band does not have it */
    size_t low, high;              /* columns of these */
} plot_span;

enum { PLOT_PARTS = 2 };

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_panel *panel;
    const plot_data *data;
    plot_spot spot;
    const char *caption; /* below it; NULL: none */
    const char *shorter; /* the same of arms alone, without their backgrounds */
    plot_layer layers[PLOT_LAYERS];
    plot_measure across, upward; /* what the axes show */
    plot_ruler x[PLOT_PARTS], y;
    plot_frame parts[PLOT_PARTS]; /* stretches of the x axis; most panels have one */
    size_t n_parts;
    plot_box box;                /* the plotting area, all parts */
    double headcount;            /* height of the rows of numbers below it; 0: none */
    bool empty;                  /* no value in the window can be drawn */
    bool is_beyond;              /* all that could lies beyond the limits of y */
    bool is_bare;                /* its axes alone are drawn */
    plot_range ends[PLOT_PARTS]; /* of x, before room is made for what is drawn there */
    double lowest;               /* what is less is not drawn */
    plot_range drawn_x, drawn_y; /* the values that are drawn */
    size_t *lead;       /* [arms.n] the first arm that is drawn where this one is */
    plot_span *spans;   /* [data->bands.n] */
    size_t strand;      /* column of the data's strands that is drawn; SIZE_MAX: none */
    plot_point *points; /* room for any one curve there, back and there again, and two more
                         * points */
} plot_view;

/* Lists the arms of both runs that are wanted, those of the run in front first.  The names
 * belong to the tables. */
sim_status plot_arms_find_all(plot_data *data, plot_wanted wanted, sim_error *err);

/* The pen of an arm that is named. */
plot_pen plot_arms_pen(const plot_arms *arms, const plot_look *look, size_t arm);

/* Is it what others are held against? */
bool plot_arms_is_background(const plot_arms *arms, size_t arm);

/* The number of an arm, arms->n if it is not among them; `start` is where it is likely. */
size_t plot_arms_find(const plot_arms *arms, const char *name, size_t start);

/* The table of a run; NULL: it has none of that name. */
const sim_table *plot_run_find(const plot_run *run, const char *name);

/* Finds table and columns.  Fails, with the names, where one is missing. */
sim_status plot_view_init(plot_view *view, const plot_panel *panel, const plot_data *data,
                          const plot_look *look, sim_error *err);

/* Has the arm a color and a label, or is it thin and gray, one of too many? */
bool plot_view_names(const plot_view *view, size_t arm);

/* Is it drawn, with a color, and no arm before it has the same points? */
bool plot_view_draws(const plot_view *view, size_t layer, size_t arm);

/* The pen of an arm that has one; that of the run in front has the arm's color. */
plot_pen plot_view_pen(const plot_view *view, size_t layer, size_t arm);

/* Have two arms of a layer the same numbers all along? */
bool plot_layer_is_same(const plot_layer *layer, size_t one, size_t other);

/* Has the arm a number in the column of the points' owner, if there is such a column? */
bool plot_view_owns(const plot_view *view, size_t layer, size_t arm);

/* panel.c */

/* Height of all that stands above and below the plotting area. */
double plot_view_around(const plot_view *view, const plot_spot *spot);

/* Chooses the axes; `spot` tells how many ticks have room.  From then on the view must stay
 * where it is. */
void plot_view_set_axes(plot_view *view, plot_canvas *canvas, plot_spot spot);

/* Width of what stands to the left of the plotting area. */
double plot_view_left(const plot_view *view);

/* Puts the plotting area into its room, `left` from the edge. */
void plot_view_arrange(plot_view *view, double left);

/* All of it; the data's pool tells if there was no memory. */
void plot_view_draw(const plot_view *view);

/* What a reader who cannot see the figure is told about it. */
void plot_tell_panel(const plot_view *view, GString *words);

#endif
