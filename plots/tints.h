/* tints.h -- numbers or categories as colors: the scale of colors, and its place in a legend.
 *
 * Units:  numbers in the unit of their measure; lengths in points of the page.
 * Memory: the measure is borrowed.
 */
#ifndef PLOTS_TINTS_H
#define PLOTS_TINTS_H

#include "plots/measure.h"

typedef struct {
    const plot_measure *measure;
    plot_ruler ruler; /* its ticks are levels; none where there is no number */
    bool has_any;     /* else all failed */
    bool is_flat;     /* all have one value */
} plot_tints;

/* Colors of the numbers in a range, which may be empty. */
plot_tints plot_tints_find(const plot_measure *measure, plot_range range);

/* Which part of the colors a number has; NAN where it has none. */
double plot_tints_place(const plot_tints *tints, double number);

/* A bar of the colors with its numbers, each category and its color, or the one color that
 * there is; the height that it takes, 0 where there is no number. */
double plot_tints_draw(const plot_tints *tints, plot_canvas *canvas, const plot_look *look,
                       plot_box room);

#endif
