/* bars_parts.h -- bars in the making, and what they say: what the files share that draw them. */
#ifndef PLOTS_BARS_PARTS_H
#define PLOTS_BARS_PARTS_H

#include <glib.h>

#include "plots/bars.h"
#include "plots/facets.h"
#include "plots/sheaf.h"

/* A panel. */
typedef struct {
    size_t column;
    plot_topic topic;
    plot_sheaf *sheaves; /* [n_arms] */
    plot_fact fact;
    plot_measure measure;
    plot_range range;
    const char *title, *saying;
} plot_bars_part;

typedef struct {
    const plot_bars *bars;
    plot_facets facets;
    plot_bars_part parts[PLOT_MOST_PANELS];
    const char **order; /* [n_arms] of the figure: backgrounds last */
    size_t n_arms;
    size_t n_shown; /* of them: the first */
    plot_arms arms; /* their colors */
    plot_measure words;
    sim_pool *pool;
} plot_bars_page;

/* bars_tell.c */

/* The limits and the line, by number; NAN: none. */
enum { PLOT_BARS_LOW, PLOT_BARS_HIGH, PLOT_BARS_LINE };
double plot_bars_guide(const plot_bars_page *page, size_t which);

/* Of the axis of a panel. */
plot_range plot_bars_range(const plot_bars_page *page, const plot_bars_part *part);

/* How many of an arm reach the line; nothing without one. */
void plot_bars_tell_share(const plot_bars_page *page, const plot_bars_part *part,
                          size_t arm, GString *text);

/* Title, and the line below it; the pool's. */
const char *plot_bars_title(const plot_bars_page *page);
const char *plot_bars_say(const plot_bars_page *page);

/* For the maker. */
void plot_bars_tell(const void *page, GString *words);
void plot_bars_find(const void *page, const char *figure, plot_facts *facts);

#endif
