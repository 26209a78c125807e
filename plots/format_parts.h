/* format_parts.h -- the rows of the table of formats, and what they share. */
#ifndef PLOTS_FORMAT_PARTS_H
#define PLOTS_FORMAT_PARTS_H

#include "plots/format.h"

extern const plot_format plot_format_png, plot_format_svg, plot_format_pdf;

/* What the figure is made again from, as text that any file may carry; each line starts with
 * `before`.  sim_memory_free is legal after a failure too. */
sim_status plot_sheet_print_run_ini(const plot_sheet *sheet, const char *before,
                                    sim_memory *text, sim_error *err);

#endif
