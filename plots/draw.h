/* draw.h -- the few things a figure is made of: lines, areas, points and text.
 *
 * Units:  points of the page (1/72 inch), x to the right, y downward.
 * Memory: a canvas owns its cairo context and a private font map, so that nothing of
 *         Pango's outlives it; the surface is the caller's.
 * Safety: no global state.  Failures stay in the cairo context until plot_canvas_check.
 */
#ifndef PLOTS_DRAW_H
#define PLOTS_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>
#include <pango/pango.h>

#include "sim/error.h"

typedef struct {
    double x, y;
} plot_point;
typedef struct {
    double x, y, width, height;
} plot_box; /* x, y: upper left corner */
typedef struct {
    double red, green, blue, alpha;
} plot_color; /* each 0 to 1 */

typedef enum { PLOT_SOLID, PLOT_DASHED } plot_line;

typedef struct {
    plot_color color;
    double width;
    plot_line line;
} plot_pen;

typedef struct {
    double size; /* of the font */
    plot_color color;
    double align_x,
        align_y;  /* the point is at 0: left, top; 0.5: middle; 1: right, bottom; so are
                   * the lines of a text of several */
    double width; /* of the room; 0 without end */
    int lines;    /* the most it may fill in that room; what is longer gets an ellipsis */
    bool bold;
    double halo; /* width of a line around the letters; 0: none */
    plot_color halo_color;
} plot_text;

typedef struct {
    cairo_t *cr;
    PangoFontMap *fonts;
    PangoLayout *layout; /* the text that is being drawn */
} plot_canvas;

/* `scale` is the surface's units per point.  plot_canvas_free is legal after a failure. */
sim_status plot_canvas_init(plot_canvas *canvas, cairo_surface_t *surface, double scale,
                            sim_error *err);
void plot_canvas_free(plot_canvas *canvas);

/* From then on the libraries print nothing, not even why they abort; once per process. */
void plot_silence(void);

/* Did all that was drawn so far succeed? */
sim_status plot_canvas_check(const plot_canvas *canvas, sim_error *err);

/* A line through points; one that is not finite interrupts it. */
void plot_draw_line(plot_canvas *canvas, const plot_pen *pen, const plot_point points[],
                    size_t n);

void plot_draw_segment(plot_canvas *canvas, const plot_pen *pen, plot_point a,
                       plot_point b);

/* Fills a polygon of n finite points. */
void plot_draw_area(plot_canvas *canvas, plot_color color, const plot_point points[],
                    size_t n);

/* Fills it with slanting lines this far apart. */
void plot_draw_hatch(plot_canvas *canvas, const plot_pen *pen, double apart,
                     const plot_point points[], size_t n);

/* Fills what lies between two lines of n finite points. */
void plot_draw_strip(plot_canvas *canvas, plot_color color, const plot_point one[],
                     const plot_point other[], size_t n);

void plot_draw_box(plot_canvas *canvas, plot_color color, plot_box box);

/* A disk of `fill` with a rim. */
void plot_draw_disk(plot_canvas *canvas, plot_color fill, const plot_pen *rim,
                    plot_point at, double radius);

/* Fills the box with an image of rows from top to bottom, colors between pixels mixed. */
void plot_draw_image(plot_canvas *canvas, plot_box box, const plot_color pixels[],
                     size_t n_columns, size_t n_rows);

/* Between these two, nothing is drawn outside the box. */
void plot_clip(plot_canvas *canvas, plot_box box);

/* The same, outside a polygon of n points. */
void plot_clip_area(plot_canvas *canvas, const plot_point points[], size_t n);

/* The same, outside the box, and nothing inside n boxes that do not overlap. */
void plot_clip_but(plot_canvas *canvas, plot_box box, const plot_box holes[], size_t n);
void plot_unclip(plot_canvas *canvas);

/* Where a text would stand, and the same with drawing it. */
plot_box plot_measure_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                           const char *text);
plot_box plot_draw_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                        const char *text);

#endif
