/* panel.h -- one panel of a figure: what its row in figures.def says, drawn.
 *
 * A panel takes its numbers from one table, by the names of columns, one curve for each
 * arm and series.  It knows no biology: words, columns and units come from the row and
 * the table.
 *
 * Units: x.unit says in what the axis counts; x.from, x.to, y.start, y.end and y.level
 *        are in the unit of their columns.  NAN leaves a number to the data.
 */
#ifndef PLOTS_PANEL_H
#define PLOTS_PANEL_H

#include "plots/axis.h"
#include "plots/draw.h"
#include "sim/error.h"
#include "sim/io/table.h"

enum { PLOT_MAX_SERIES = 6 }; /* in a panel */

typedef enum {
    PLOT_CURVE,  /* a line for each arm */
    PLOT_POINTS, /* and a point at each row, the last one large */
    PLOT_SHARED, /* alike in all arms that have it: one gray area for all of them */
} plot_kind;

typedef struct {
    const char *column;
    plot_line line;
    plot_kind kind;
    const char *label; /* in the panel's key, where there are several series */
} plot_series;

typedef struct {
    const char *column;
    const plot_unit *unit;
    double from, to; /* the window; the axis ends earlier where the data do */
    const char *label;
} plot_x;

typedef struct {
    plot_scale scale;
    double start;      /* linear: the axis starts here or lower; log: here or higher, and
                        * what is less is not drawn */
    double end;        /* linear: the axis ends here or higher */
    double level;      /* where a line helps the eye */
    const char *label; /* the unit of the first series is added */
} plot_y;

typedef struct {
    const char *page, *name, *table;
    const char *title;
    const char *note; /* under the title, where there is no key */
    plot_x x;
    plot_y y;
    const char *end_column; /* the last point of each arm is labelled with this column */
    const char *end_prefix; /* and this before it; NULL: no such labels */
    plot_series series[PLOT_MAX_SERIES]; /* ends with column NULL */
} plot_panel;

/* The keys of the tables, in the order in which they are drawn. */
typedef struct {
    const char **names; /* [n], borrowed from the tables */
    size_t n;
} plot_arms;

typedef struct {
    const sim_table *const *tables; /* [n_tables] */
    size_t n_tables;
    plot_arms arms;
} plot_data;

/* Where a panel stands on its page, title and labels included. */
typedef struct {
    plot_box room;
    char letter; /* before the title */
} plot_spot;

plot_pen plot_arm_pen(const plot_arms *arms, size_t arm, plot_line line);

/* Draws the panel.  Fails, with the names, where its table or a column is missing. */
sim_status plot_panel_draw(plot_canvas *canvas, const plot_panel *panel,
                           const plot_data *data, plot_spot spot, sim_error *err);

#endif
