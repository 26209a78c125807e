/* draw.h -- the few things a figure is made of: lines, areas, points and text.
 *
 * What they become is a medium's: cairo's surfaces (cairo.h), SVG as text (svg.h) or a list
 * (recording.h).
 *
 * Units:  points of the page (1/72 inch), x to the right, y downward.
 * Memory: a canvas owns what its medium needs.
 * Safety: no global state.  Failures stay in the canvas until plot_canvas_check; one that
 *         was not opened draws nothing.
 */
#ifndef PLOTS_DRAW_H
#define PLOTS_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/lines.h"
#include "sim/error.h"

typedef struct {
    double x, y;
} plot_point;
bool plot_is_finite(plot_point point);

typedef struct {
    double x, y, width, height;
} plot_box; /* x, y: upper left corner */
typedef struct {
    double red, green, blue, alpha;
} plot_color; /* each 0 to 1 */

typedef enum { PLOT_SOLID, PLOT_DASHED, PLOT_LONG, PLOT_DOTTED, PLOT_DASH_DOT } plot_line;

typedef struct {
    plot_color color;
    double width;
    plot_line line;
} plot_pen;

/* Lengths of dashes and gaps in turn; how many, 0 of a line without gaps. */
enum { PLOT_MOST_DASHES = 4 };
size_t plot_pen_dashes(const plot_pen *pen, double lengths[PLOT_MOST_DASHES]);

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

typedef enum {
    PLOT_A_LINE,
    PLOT_AN_AREA,
    PLOT_A_HATCH,
    PLOT_A_BOX,
    PLOT_A_DISK,
    PLOT_AN_IMAGE,
} plot_kind;

/* What is drawn, as a medium is told; it says which fields each kind has. */
typedef struct {
    plot_kind kind;
    plot_color fill; /* of an area, box or disk */
    plot_pen pen;    /* of a line, hatch or the rim of a disk */
    const plot_point
        *points;            /* [n] of a line (one that is not finite interrupts it), an area
                               * or a hatch */
    const plot_point *back; /* [n] the other side of an area that is a strip; NULL: none */
    size_t n;
    plot_box box;             /* of a box or image; around a disk */
    double apart;             /* lines of a hatch */
    const plot_color *pixels; /* [n_columns * n_rows] of an image */
    size_t n_columns, n_rows;
} plot_shape;

/* Where alone is drawn: a polygon, or a box but for the holes in it. */
typedef struct {
    const plot_point *points; /* [n_points]; NULL: a box */
    plot_box box;
    const plot_box *holes; /* [n] */
    size_t n;              /* of points or holes */
} plot_window;

/* A line of text as it is shown; its letters stand on box.y + ascent. */
typedef struct {
    const char *text;
    plot_box box;
    double ascent;
} plot_words;

/* A stretch of an axis: from one place on the page to another, and the values there. */
typedef struct {
    double from, to, first, last;
    bool is_log;
} plot_axis;

/* What the next shapes and texts show, for media that can name it. */
typedef struct {
    const char *panel; /* by name: they are one; NULL: they are part of one */
    plot_box room;     /* of a panel */
    const char *table, *column, *arm; /* whose numbers they are; NULL: not one's */
    const char *place;                /* "caption": they tell numbers in words; NULL */
    const plot_axis *across, *upward; /* [n_across] of a panel, left to right, and one */
    size_t n_across;                  /* 0: it has none, or none of numbers */
} plot_scope;

/* What canvases of one kind do; `self` is one of them. */
typedef struct {
    plot_find_letter *find;
    void (*draw)(void *self, const plot_shape *shape);
    void (*clip)(void *self, const plot_window *window);
    void (*unclip)(void *self);
    /* Of letters with a halo shows that alone: all halos lie below all letters. */
    void (*show)(void *self, const plot_text *style, const plot_words *words);
    void (*open)(void *self, const plot_scope *scope); /* NULL: it names nothing */
    void (*close)(void *self);
    sim_status (*check)(const void *self, sim_error *err);
    void (*free)(void *self);
} plot_medium;

/* The pixels of an image as words of 32 bits, alpha in the highest byte, then red, green and blue,
 * each times alpha: rows of `stride` bytes, n_rows of them. */
void plot_fill_rows(const plot_shape *image, unsigned char *bytes, size_t stride);

typedef struct {
    const plot_medium *medium;
    void *self;
    bool failed; /* for want of memory */
} plot_canvas;

/* Legal after a failure. */
void plot_canvas_free(plot_canvas *canvas);

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

/* Fills what lies between two lines of n points; a pair that is not finite interrupts it. */
void plot_draw_strip(plot_canvas *canvas, plot_color color, const plot_point one[],
                     const plot_point other[], size_t n);

void plot_draw_box(plot_canvas *canvas, plot_color color, plot_box box);

/* A disk of `fill` with a rim. */
void plot_draw_disk(plot_canvas *canvas, plot_color fill, const plot_pen *rim,
                    plot_point at, double radius);

/* Fills the box with an image of rows from top to bottom, colors between pixels mixed. */
void plot_draw_image(plot_canvas *canvas, plot_box box, const plot_color pixels[],
                     size_t n_columns, size_t n_rows);

/* From here to plot_unclip nothing is drawn outside the box by more than that. */
void plot_clip(plot_canvas *canvas, plot_box box, double more);

/* The same, outside the window; holes that it has do not overlap. */
void plot_clip_to(plot_canvas *canvas, plot_window window);
void plot_unclip(plot_canvas *canvas);

/* From here to plot_close_scope all is of that; scopes and windows nest. */
void plot_open_scope(plot_canvas *canvas, const plot_scope *scope);
void plot_close_scope(plot_canvas *canvas);

/* The scope of an arm within that of a panel. */
void plot_open_arm(plot_canvas *canvas, const char *arm);

/* How wide and high a text would be, and where one stands that is drawn. */
plot_box plot_measure_text(plot_canvas *canvas, const plot_text *style, const char *text);
plot_box plot_draw_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                        const char *text);

#endif
