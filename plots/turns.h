/* turns.h -- a line through points; of lines that coincide each draws dashes of its color by
 * turns, so that together they are one line on which all are seen.
 *
 * Units:  points of the page.
 * Memory: everything is borrowed.
 */
#ifndef PLOTS_TURNS_H
#define PLOTS_TURNS_H

#include "plots/look.h"

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    plot_pen pen;
    const plot_point *points; /* [n] one that is not finite parts the line */
    size_t n;
    bool has_dots; /* at its points; else only where one is alone */
    size_t at, of; /* which of how many lines that coincide; of 1: it is alone */
} plot_course;

void plot_course_draw(const plot_course *course);

#endif
