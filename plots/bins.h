/* bins.h -- the mean of points that are alike in x.
 *
 * Pure numbers, nothing is drawn.
 */
#ifndef PLOTS_BINS_H
#define PLOTS_BINS_H

#include "plots/draw.h"

enum { PLOT_MOST_BINS = 12 };

/* The means of bins of n points sorted by x; how many.  Where x takes few values, several
 * points each, a bin is a value; else bins hold about equally many points, five or more,
 * and equal x are never parted.  None if there were but one. */
size_t plot_bins_find(const plot_point sorted[], size_t n,
                      plot_point means[PLOT_MOST_BINS]);

#endif
