/* mesh.h -- do points fill a grid, each place once?
 *
 * Memory: a grid owns its arrays.
 */
#ifndef PLOTS_MESH_H
#define PLOTS_MESH_H

#include <stddef.h>

#include "sim/error.h"

typedef struct {
    double *x, *y; /* [n_x], [n_y] distinct, rising */
    size_t n_x, n_y;
    size_t *points; /* [n_y][n_x] which point is there */
} plot_mesh;

/* Finds the grid of n points in any order; n_x is 0 if they are none: a place is empty or
 * taken twice.  Values nearer to each other than a billionth of their range are equal.
 * plot_mesh_free is legal after a failure too. */
sim_status plot_mesh_find(plot_mesh *grid, const double x[], const double y[], size_t n,
                          sim_error *err);
void plot_mesh_free(plot_mesh *grid);

/* Where cells end whose middles these are: halfway to the next, and as far beyond the first
 * and last; `single` to each side of one alone. */
void plot_mesh_edges(const double middles[], size_t n, double single, double edges[]);

#endif
