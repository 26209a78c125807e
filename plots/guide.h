/* guide.h -- what the user holds curves against: limits of the axis, and a line across it.
 *
 * Units:  those of the columns.
 * Memory: words are appended; all else is borrowed.
 */
#ifndef PLOTS_GUIDE_H
#define PLOTS_GUIDE_H

#include <glib.h>

#include "plots/view.h"

/* Has the axis of y an end that the user gave? */
bool plot_view_is_limited(const plot_view *view);

/* The ruler with these ends, and the others at a tick of one that shows the range.  Where all
 * of that lies beyond the only end that is given, the axis goes on a little from there. */
plot_ruler plot_view_limit(const plot_view *view, plot_range range, size_t most);

/* Cuts what is drawn down to what is seen, and notes where that is nothing. */
void plot_view_cut(plot_view *view);

/* The line is seen, where there is anything. */
void plot_view_widen_by_line(const plot_view *view, plot_range *range);

/* Dots at the rows that the panel's column of dots marks, on the curves. */
void plot_view_draw_dots(const plot_view *view);

/* "P2: bone marrow 16.2 mm, adipose 15.1 mm": of an axis of words. */
void plot_view_tell_words(const plot_view *view, size_t arm, GString *words);

/* "Disease score, farthest from the start: 3.1 with P2 on day 129": what the panel shows, and
 * a caption of it. */
void plot_view_tell_caption(const plot_view *view, const plot_fact *fact,
                            const plot_topic *topic, GString *words);

/* "P2 goes on to 16.3 mm": of the curves that leave the limits; nothing where none does. */
void plot_view_tell_beyond(const plot_view *view, GString *words);

/* "Log axis: what lies at day 0 or below is not drawn"; nothing where nothing does. */
void plot_view_tell_unplaced(const plot_view *view, GString *words);

#endif
