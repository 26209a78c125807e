/* contour.h -- lines of one level through numbers on a lattice, and their numbers on them.
 *
 * Marching squares, as in Lorensen & Cline (1987) SIGGRAPH 21, 163, in two dimensions; a
 * saddle is divided by the mean of its corners.
 *
 * Units:  of a drawn lattice, points of the page.
 * Memory: arrays of a contour are its pool's; a lattice borrows.
 */
#ifndef PLOTS_CONTOUR_H
#define PLOTS_CONTOUR_H

#include "plots/look.h"
#include "plots/measure.h"

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

/* Room for the lines of any lattice of at most n_x by n_y numbers; none where the pool
 * fails. */
void plot_contour_init(plot_contour *contour, sim_pool *pool, size_t n_x, size_t n_y);

/* Finds all lines of a level; closed ones end at their first point. */
void plot_contour_trace(plot_contour *contour, const plot_lattice *lattice, double level);

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_ruler *colors; /* its ticks are the levels, where there are no own ones */
    plot_box panel;           /* nothing is drawn outside it */
    plot_contour *contour;    /* room for the lattice */
    const double *own;        /* [n_own] levels, told with the unit of the colors */
    size_t n_own;
} plot_levels;

/* Draws a line for each level, in ink or paper, as its color lets it be seen; on a small panel
 * some of the colors' levels have none, that lines do not crowd.  A line's number
 * interrupts it where it is straight, if it is long enough.  The lattice is on the page, its
 * heights are parts of the color scale. */
void plot_levels_draw(const plot_levels *levels, const plot_lattice *lattice);

#endif
