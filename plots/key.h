/* key.h -- what the signs of a figure mean: a sample of each, and words.
 *
 * Units: points of the page.
 */
#ifndef PLOTS_KEY_H
#define PLOTS_KEY_H

#include <stddef.h>

#include "plots/panel.h"

typedef enum {
    PLOT_KEY_LINE,     /* with pen */
    PLOT_KEY_BOX,      /* of fill */
    PLOT_KEY_HATCH,    /* the same, hatched with pen */
    PLOT_KEY_DOT,      /* of fill, pen as rim */
    PLOT_KEY_CROSS,    /* with pen */
    PLOT_KEY_OCCASION, /* a triangle of fill */
    PLOT_KEY_BAND,     /* of fill, a line in it */
    PLOT_KEY_WHISKER,  /* a dot of fill on it */
    PLOT_KEY_TARGET,   /* a bar of what was measured */
    PLOT_KEY_FITTED,   /* a dot of the model on its band, filled */
    PLOT_KEY_OPEN,     /* the same, not filled */
    PLOT_KEY_MISS,     /* the same, ringed */
    PLOT_KEY_WORDS,    /* no sample */
} plot_key_kind;

typedef struct {
    plot_key_kind kind;
    plot_pen pen;
    plot_color fill;
    const char *text;
    double apart; /* em from its words to the next key; 0: as usual */
} plot_key;

/* Draws them in rows that fill the room's width; how high they are.  Words too long for a
 * row of their own go on below. */
double plot_key_draw(plot_canvas *canvas, const plot_look *look, const plot_key keys[],
                     size_t n, plot_box room);

/* The same in columns, each in one line with a longer sample: as many columns, each as wide as
 * its longest, as have room, and more if there were too many rows. */
double plot_key_draw_columns(plot_canvas *canvas, const plot_look *look,
                             const plot_key keys[], size_t n, plot_box room);

/* Draws in such columns the names of the arms beside a piece of their lines: the arms that
 * have a color, one key for the others, one for the run behind; below them it says what the
 * bands are, and what happens when.  How high it is: 0 without arms. */
double plot_legend_draw(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                        plot_box room);

/* A cross of this radius. */
void plot_draw_cross(plot_canvas *canvas, const plot_pen *pen, plot_point at,
                     double radius);

/* A line from a to b with strokes across at its ends, `half` to each side. */
void plot_draw_whisker(plot_canvas *canvas, const plot_pen *pen, plot_point a, plot_point b,
                       double half);

#endif
