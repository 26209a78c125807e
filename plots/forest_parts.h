/* forest_parts.h -- trials side by side in the making, and what they say: what the files share that
 * draw them. */
#ifndef PLOTS_FOREST_PARTS_H
#define PLOTS_FOREST_PARTS_H

#include <glib.h>

#include "plots/facets.h"
#include "plots/forest.h"

typedef struct {
    plot_trials_set set;
    plot_facets facets;
    plot_measure across, rows;
    plot_range range;
    size_t n_rows, n_beyond; /* of a panel; intervals that go on beyond the axis */
    const char *said;        /* the line below the title, as it is where there is room */
    sim_pool *pool;
} plot_forest_page;

/* forest_tell.c: title, the line below it, and that of an arm; the pool's. */
const char *plot_forest_title(const plot_forest_page *page);
const char *plot_forest_say(const plot_forest_page *page);
const char *plot_forest_counts(const plot_forest_page *page, const plot_trials_arm *arm);

/* "truth +5.9 mm". */
void plot_forest_tell_truth(const plot_forest_page *page, const plot_trials_arm *arm,
                            GString *text);

/* For the maker. */
void plot_forest_tell(const void *page, GString *words);
void plot_forest_find(const void *page, const char *figure, plot_facts *facts);

#endif
