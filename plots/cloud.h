/* cloud.h -- what scattered points show: a surface through them, or the mean of those that are
 * alike in x.
 *
 * Pure numbers, nothing is drawn.  At any place a plane is fitted to the nearest points, near ones counting more (Cleveland &
 * Devlin (1988) J. Am. Stat. Assoc. 83, 596).  How many they are is what predicts points
 * best that are left out: few where all follow one surface, many where they scatter about
 * it because other things vary too.
 *
 * Units:  any; distances in x and y must be comparable.
 * Memory: a cloud borrows its points and owns its outline.
 */
#ifndef PLOTS_CLOUD_H
#define PLOTS_CLOUD_H

#include "plots/draw.h"
#include "sim/io/memory.h"

typedef struct {
    const plot_point *at; /* [n] finite */
    const double *z;      /* [n]; NAN: no value */
    size_t n;
    plot_point *outline; /* [n_outline] of the points with a value: convex; fewer than 3 if
                          * they lie on one line */
    size_t n_outline;
    size_t n_near; /* points to fit to */
} plot_cloud;

/* Without an outline where the pool fails, of which it is. */
void plot_cloud_init(plot_cloud *cloud, sim_pool *pool, const plot_point at[],
                     const double z[], size_t n);

/* The surface at a place, within the values of the points it is fitted to; NAN where the
 * nearest point has no value. */
double plot_cloud_fit(const plot_cloud *cloud, plot_point at);

/* Is a place between the points that have a value, within their outline? */
bool plot_cloud_covers(const plot_cloud *cloud, plot_point at);

enum { PLOT_MOST_BINS = 12 };

/* The means of bins of n points sorted by x; how many.  Where x takes few values, several
 * points each, a bin is a value; else bins hold about equally many points, five or more,
 * and equal x are never parted.  None if there were but one. */
size_t plot_bins_find(const plot_point sorted[], size_t n,
                      plot_point means[PLOT_MOST_BINS]);

#endif
