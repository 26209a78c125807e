/* field.h -- a number over two axes: colors with contour lines, as small multiples.
 *
 * Points that fill a grid are drawn as its cells, each of the one color of its point, with
 * contours between the middles of the cells: none along categories.  Points that are
 * scattered get a surface between them, fitted to near ones (cloud.h), and stand on it as
 * dots of their own colors if they are few: where other things vary as well, dots differ
 * from the surface.
 *
 * Memory: everything passed in is borrowed until the function returns.
 * Safety: no global state; equal input gives equal bytes.
 */
#ifndef PLOTS_FIELD_H
#define PLOTS_FIELD_H

#include <stddef.h>
#include <stdio.h>

#include "plots/facets.h"
#include "plots/format.h"
#include "plots/look.h"
#include "plots/measure.h"
#include "sim/error.h"

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
    const char *saying; /* a line below the title; NULL: none */
    const char *failed; /* what to call points without a number; NULL: failed */
} plot_field;

/* Draws the panels and writes them, under field->title: caption->title is not used.  A
 * number of panels that has no room, and an x or y that its axis cannot show, are refused. */
sim_status plot_field_write(const plot_field *field, const plot_caption *caption,
                            const plot_look *look, FILE *out, sim_error *err);

#endif
