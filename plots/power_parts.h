/* power_parts.h -- power against n in the making, and what it says: what the files share that draw
 * it. */
#ifndef PLOTS_POWER_PARTS_H
#define PLOTS_POWER_PARTS_H

#include <glib.h>

#include "plots/facets.h"
#include "plots/power.h"

/* The power that trials are planned for. */
#define PLOT_POWER_ENOUGH 0.8

typedef struct {
    plot_trials_set set;
    plot_facets facets;
    plot_measure across, upward;
    const char **keys;  /* [n_arms] */
    plot_point *points; /* [2 * n_points] room for a line and its other side */
    size_t n_points;
    plot_box *taken; /* [n_taken] by words in the panel */
    size_t n_taken;
    sim_pool *pool;
} plot_power_page;

/* power_tell.c: title, the line below it, and the key of an arm; the pool's. */
const char *plot_power_title(const plot_power_page *page);
const char *plot_power_say(const plot_power_page *page);
const char *plot_power_key(const plot_power_page *page, const plot_trials_arm *arm);

/* Is the power of what was planned worth a ring?  Of few trials it is not: the ladder tells it better. */
bool plot_power_has_ring(const plot_trials_arm *arm);

/* "80 %". */
void plot_power_tell_share(double share, GString *text);

/* For the maker. */
void plot_power_tell(const void *page, GString *words);
void plot_power_find(const void *page, const char *figure, plot_facts *facts);

#endif
