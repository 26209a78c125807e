/* corner.h -- which points of a line are seen: those that stand so near to a straight line that
 * no pixel tells are passed over.
 *
 * Williams 1978, An efficient algorithm for the piecewise linear approximation of planar curves.
 *
 * Units:  those of the points.
 */
#ifndef PLOTS_CORNER_H
#define PLOTS_CORNER_H

#include "plots/draw.h"

/* The next point to be drawn to after `at`, which is finite: all between them lie within `apart`
 * of the straight line, and in order along it.  at + 1 where there is none, as at the end of the
 * line, or before a point that is not finite. */
size_t plot_corner_next(const plot_point points[], size_t n, size_t at, double apart);

#endif
