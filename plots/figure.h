/* figure.h -- figures of a run: the pages of figures.def, and any the user wishes for.
 *
 * Memory: everything passed in is borrowed until the function returns.
 * Safety: no global state; equal input gives equal bytes, whatever the date.
 */
#ifndef PLOTS_FIGURE_H
#define PLOTS_FIGURE_H

#include <stddef.h>
#include <stdio.h>

#include "plots/format.h"
#include "plots/look.h"
#include "plots/panel.h"
#include "sim/error.h"
#include "sim/io/table.h"

enum { PLOT_MOST_COLUMNS = 12 }; /* of a wish */

/* A figure of the user's own: any columns of one table, a panel for each. */
typedef struct {
    const char *name;      /* of the figure, for messages */
    const char *table, *x; /* "timecourse", "day" */
    const char *const *y;  /* [n_y] columns, at most PLOT_MOST_COLUMNS */
    size_t n_y;
    plot_scale scale;
    double from, to;         /* window in x, in the unit of that column; NAN: the data */
    const char *const *arms; /* [n_arms] which; 0: all */
    size_t n_arms;
    const char *title; /* NULL: made from the meanings of the columns */
} plot_wish;

/* Draws the page ("potency") and writes it to `out`, which the caller opens, checks and
 * closes.  Arms are the keys of the tables, in their order.  On failure the error names
 * the figure and, where it is one, the missing table or column; what was already written
 * is then of no use.  Where there are bands, a panel whose table or column is missing in
 * the run in front is left out instead. */
sim_status plot_page_write(const char *page, const plot_data *data,
                           const plot_caption *caption, const plot_look *look, FILE *out,
                           sim_error *err);

/* The same for a figure of the user's own, under its own title: caption->title is not
 * used.  A table, column or arm that does not exist is named in the error. */
sim_status plot_wish_write(const plot_wish *wish, const plot_data *data,
                           const plot_caption *caption, const plot_look *look, FILE *out,
                           sim_error *err);

#endif
