/* svg.h -- canvases of SVG as text: letters that can be searched and edited, in the font that a
 * drawing carries along.
 *
 * Needs no library of drawing: what it measures by is a table (font.h).  Each line of a text has its
 * width as textLength, so that one who has another font sees it in its place.
 *
 * A panel is an <svg data-panel="NAME" data-table="..." data-column="..."> whose viewBox is its room
 * on the page, so that it can be taken out and stand alone; within it a curve is of <g data-arm="NAME">,
 * and what tells its numbers in words of <g data-place="caption">.  data-x and data-y are its axes:
 * "FROM TO FIRST LAST [log]" of each stretch, places on the page and the values there.
 *
 * Units:  points of the page, rounded as svg_write.h says.
 * Memory: a canvas owns what it knows of its windows; bytes go to the caller's stream, which
 *         remembers where they had no room (sim/io/memory.h).
 */
#ifndef PLOTS_SVG_H
#define PLOTS_SVG_H

#include <stdio.h>

#include "plots/draw.h"

/* A canvas that writes its shapes to `out`; NULL: one that shows nothing, to measure on.  Names of
 * its parts start with `name`, so that several drawings can share a page.  plot_canvas_free is legal
 * after a failure. */
sim_status plot_svg_init(plot_canvas *canvas, FILE *out, const char *name, sim_error *err);

/* Ends what is open; the shapes are then complete. */
sim_status plot_svg_end(plot_canvas *canvas, sim_error *err);

#endif
