/* contour.h -- lines of one level through numbers on a lattice.
 *
 * Marching squares, as in Lorensen & Cline (1987) SIGGRAPH 21, 163, in two dimensions; a
 * saddle is divided by the mean of its corners.
 *
 * Memory: a contour owns its arrays; a lattice borrows.
 */
#ifndef PLOTS_CONTOUR_H
#define PLOTS_CONTOUR_H

#include "plots/draw.h"

typedef struct {
    const double *x, *y; /* [n_x], [n_y] where its columns and rows are */
    size_t n_x, n_y;
    const double *z; /* [n_y][n_x]; NAN: no line goes beside it */
} plot_lattice;

typedef struct {
    plot_point *points; /* [n] of lines; after each a point that is NAN */
    size_t n;
    size_t *links; /* room to work in */
} plot_contour;

/* Room for the lines of any lattice of at most n_x by n_y numbers.  plot_contour_free is
 * legal after a failure too. */
sim_status plot_contour_init(plot_contour *contour, size_t n_x, size_t n_y, sim_error *err);
void plot_contour_free(plot_contour *contour);

/* Finds all lines of a level; closed ones end at their first point. */
void plot_contour_trace(plot_contour *contour, const plot_lattice *lattice, double level);

#endif
