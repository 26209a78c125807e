/* figure.h -- whole pages: a title, the arms, the panels of figures.def, a footer.
 *
 * Memory: everything passed in is borrowed until the function returns.
 * Safety: no global state; equal input gives equal bytes, whatever the date.
 */
#ifndef PLOTS_FIGURE_H
#define PLOTS_FIGURE_H

#include <stddef.h>
#include <stdio.h>

#include "plots/format.h"
#include "sim/error.h"
#include "sim/io/table.h"

/* Draws the page `figure` ("potency") from the tables and writes it to `out`, which the
 * caller opens, checks and closes.  Arms are the keys of the tables, in their order.  On
 * failure the error names the figure and, where it is one, the missing table or column;
 * what was already written is then of no use. */
sim_status plot_page_write(const char *figure, const sim_table *const tables[],
                           size_t n_tables, const plot_caption *caption,
                           const plot_format *format, FILE *out, sim_error *err);

#endif
