/* tell.h -- what a panel says: its caption, and what a reader is told who cannot see it.
 *
 * Memory: the caption is of the data's pool.
 */
#ifndef PLOTS_TELL_H
#define PLOTS_TELL_H

#include "plots/saying.h"
#include "plots/view.h"

/* Sets its caption: what always holds, what was found, and whose the gray area is. */
void plot_view_set_caption(plot_view *view);

/* What was found, as a title says it; nothing where nothing can be read. */
plot_fact plot_view_tell_found(const plot_view *view, GString *title);

/* A sentence that says of each arm that is named what it does. */
void plot_view_tell_arms(const plot_view *view, GString *words);

/* Adds the rows of figures.csv that are about this panel. */
void plot_view_find(const plot_view *view, const char *figure, plot_facts *facts);

#endif
