/* field.h -- a number over two axes: colors with contour lines, as small multiples.
 *
 * Points that fill a grid are drawn as its cells, each of the one color of its point, with
 * contours between the middles of the cells: none along categories.  Points that are
 * scattered get a surface between them, fitted to near ones (cloud.h), and stand on it as
 * dots of their own colors if they are few: where other things vary as well, dots differ
 * from the surface.
 */
#ifndef PLOTS_FIELD_H
#define PLOTS_FIELD_H

#include "plots/facets.h"
#include "plots/found.h"

typedef struct {
    const char *title;       /* "source = adipose"; NULL: none */
    const double *x, *y, *z; /* [n] on a grid or scattered, in any order; z NAN, or nothing
                              * that its scale can show: the point failed */
    size_t n;
} plot_field_panel;

typedef struct {
    const char *title;
    plot_measure x, y, z;
    const plot_field_panel *panels; /* [n_panels] 1 to PLOT_MOST_PANELS */
    size_t n_panels;
    const char *saying;   /* a line below the title; NULL: none */
    const char *failed;   /* what to call points without a number; NULL: failed */
    const double *levels; /* [n_levels] of contour lines; none: those of the colors */
    size_t n_levels;
    const plot_told
        *told; /* how its points are told, in place of `title`; NULL: they are not */
} plot_field;

/* Shows a plot_field.  A number of panels that has no room, and an x or y that its axis
 * cannot show, are refused. */
extern const plot_maker plot_field_maker;

#endif
