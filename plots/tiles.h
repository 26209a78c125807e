/* tiles.h -- colors and their scale; over two axes the cells of a mesh, or a surface through a
 * cloud, with contours.
 *
 * Cells reach halfway to the next and have the one color of their point, contours go between
 * their middles.  A surface is drawn within the outline of its points.  Categories have no
 * contours.
 *
 * Units:  points of the page; numbers on tiles are parts of the colors, NAN: failed.
 * Memory: arrays are those of a pool that is given; all else is borrowed.
 */
#ifndef PLOTS_TILES_H
#define PLOTS_TILES_H

#include "plots/cloud.h"
#include "plots/contour.h"
#include "plots/frame.h"

/* Numbers or categories as colors: their scale, and its place in a legend. */
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

/* A grid that points fill, each place once. */
typedef struct {
    double *x, *y; /* [n_x], [n_y] distinct, rising */
    size_t n_x, n_y;
    size_t *points; /* [n_y][n_x] which point is there */
} plot_mesh;

/* Finds the grid of n points in any order; n_x is 0 if they are none: a place is empty or
 * taken twice, or the pool fails.  Values nearer to each other than a billionth of their
 * range are equal. */
void plot_mesh_find(plot_mesh *grid, sim_pool *pool, const double x[], const double y[],
                    size_t n);

/* Sorts n values and drops those that are equal to one before; how many are left. */
size_t plot_sort_distinct(double values[], size_t n);

/* Where cells end whose middles these are: halfway to the next, and as far beyond the first
 * and last; `single` to each side of one alone. */
void plot_mesh_edges(const double middles[], size_t n, double single, double edges[]);

typedef struct {
    const plot_tints *tints;
    const double *levels; /* [n_levels] of contours, in place of those of the colors */
    size_t n_levels;
    plot_contour contour;
    size_t columns, rows;    /* of a raster */
    plot_color *pixels;      /* [columns rows] of it */
    double *heights, *x, *y; /* room for a lattice */
    plot_lattice lattice;    /* of what is drawn now */
    plot_point *outline;     /* of a cloud on the page */
} plot_tiles;

/* Makes room for meshes and clouds of at most n points, and a raster that is `coarser` times
 * coarser than it could be; none where the pool fails. */
void plot_tiles_init(plot_tiles *tiles, sim_pool *pool, const plot_tints *tints, size_t n,
                     size_t coarser);

/* Adds what the cells of n > 0 points take on an axis; `middles` are even coordinates. */
void plot_tiles_add_range(plot_range *range, const plot_measure *measure,
                          const double middles[], size_t n);

/* Draws the cells of a mesh of even coordinates, those that failed hatched. */
void plot_tiles_draw_mesh(plot_tiles *tiles, const plot_frame *frame, const plot_mesh *mesh,
                          const double numbers[]);

/* Draws the surface of a cloud, whose points are parts of the frame's axes. */
void plot_tiles_draw_surface(plot_tiles *tiles, const plot_frame *frame,
                             const plot_cloud *cloud);

/* The same surface's contours, which stand above what is drawn on it; right behind it. */
void plot_tiles_draw_contours(plot_tiles *tiles, const plot_frame *frame);

/* Of the hatching. */
plot_pen plot_tiles_pen(const plot_look *look);

#endif
