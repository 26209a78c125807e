/* cairo.h -- canvases of cairo and Pango: to measure on, of pixels and PDF.
 *
 * Nothing else knows these libraries.
 *
 * Memory: a canvas owns its surface and a private font map, or holds that of one like it, so
 *         that nothing of Pango's outlives them.
 */
#ifndef PLOTS_CAIRO_H
#define PLOTS_CAIRO_H

#include <stdio.h>

#include "plots/draw.h"

typedef enum { PLOT_ON_NOTHING, PLOT_ON_PIXELS, PLOT_ON_PDF } plot_ground;

typedef struct {
    plot_ground ground;
    const char *name;        /* for messages */
    double width, height;    /* in points */
    double scale;            /* units of the surface per point */
    FILE *bytes;             /* what a PDF is written to */
    const plot_canvas *like; /* another whose fonts are known by now; NULL: none */
} plot_cairo_paper;

/* From then on the libraries print nothing, not even why they abort; once per process. */
void plot_silence(void);

/* A canvas to be drawn on; plot_canvas_free is legal after a failure. */
sim_status plot_cairo_init(plot_canvas *canvas, const plot_cairo_paper *paper,
                           sim_error *err);

/* One that shows nothing, to arrange and measure on. */
sim_status plot_cairo_init_blank(plot_canvas *canvas, sim_error *err);

/* What a PDF says of itself; not yet ended. */
void plot_cairo_describe(plot_canvas *canvas, const char *title, const char *subject,
                         const char *keywords);

/* Ends the drawing; what it is written to is then complete. */
sim_status plot_cairo_end(plot_canvas *canvas, sim_error *err);

/* Rows from top to bottom; a pixel is 0x00RRGGBB in the machine's byte order. */
typedef struct {
    const unsigned char *bytes;
    size_t width, height, stride; /* stride: bytes from row to row */
} plot_pixels;

/* What was drawn on pixels, once that has ended; it lives as long as the canvas. */
plot_pixels plot_cairo_pixels(const plot_canvas *canvas);

#endif
