/* counted.h -- what is counted of a cohort, as a title tells it: each arm's share or mean, less
 * that of its background where arms are held against one.
 *
 * Units:  those of the columns.
 * Memory: everything passed in is borrowed until the function returns.
 */
#ifndef PLOTS_COUNTED_H
#define PLOTS_COUNTED_H

#include "plots/title.h"

/* What the chain says; its name is NULL where it says nothing. */
const sim_headcount *plot_count_of(const plot_headline *headline);

/* Has some arm a number of it? */
bool plot_count_is_told(const plot_headline *headline);

/* Of a headline of which it is told: what it is about, and the number of a row. */
plot_topic plot_count_topic(const plot_headline *headline);
plot_read plot_count_read(const plot_headline *headline, size_t row);

#endif
