/* levels.h -- contour lines with their numbers on them.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_LEVELS_H
#define PLOTS_LEVELS_H

#include "plots/contour.h"
#include "plots/look.h"
#include "plots/measure.h"

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_ruler *colors; /* its ticks are the levels */
    plot_box panel;           /* nothing is drawn outside it */
    plot_contour *contour;    /* room for the lattice */
} plot_levels;

/* Draws a line for each level, in ink or paper, as its color lets it be seen; its number
 * interrupts it where it is straight, if it is long enough.  The lattice is on the page, its
 * heights are parts of the color scale. */
void plot_levels_draw(const plot_levels *levels, const plot_lattice *lattice);

#endif
