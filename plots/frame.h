/* frame.h -- a box with two rulers: its grid, axes, numbers and labels, and where values are.
 *
 * A frame is put together where it is needed, from a box and rulers that stand, and is copied
 * freely.  An axis that is split is two frames side by side with one ruler of y.
 *
 * Units:  points of the page, or em where said; values in the unit of their ruler.
 * Memory: everything is borrowed.
 */
#ifndef PLOTS_FRAME_H
#define PLOTS_FRAME_H

#include "plots/look.h"
#include "plots/measure.h"

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    plot_box box;            /* the plotting area */
    const plot_ruler *x, *y; /* NULL: no such axis, which has neither grid nor numbers */
    double tick;  /* em; of strokes below the box that lead to the numbers; 0: none */
    double reach; /* of the x axis' numbers beyond the box, before they are moved inward;
                       * 0: any */
    plot_values values; /* that the x axis is fitted to */
    double word_room;   /* width of categories beside the box */
    int word_lines;     /* that they may fill in it */
    bool marks_zero;    /* the line at 0 of the x axis is drawn as an axis is */
} plot_frame;

/* Where a value is on the page, beyond the box too; NAN where the ruler cannot show it. */
double plot_frame_x(const plot_frame *frame, double value);
double plot_frame_y(const plot_frame *frame, double value);
plot_point plot_frame_place(const plot_frame *frame, double x, double y);

/* Where its rulers run; the one beside the box from its lower end. */
plot_axis plot_frame_axis_x(const plot_frame *frame);
plot_axis plot_frame_axis_y(const plot_frame *frame);

/* A ruler below the box with these ends, and at most `most` ticks: as many as leave `apart`
 * em between their numbers.  The frame's own ruler of x plays no part. */
plot_ruler plot_frame_fit_x(const plot_frame *frame, const plot_measure *measure,
                            plot_range range, size_t most, double apart);

/* Width of the numbers beside the box, and height of those below it, with the gap to them. */
double plot_frame_left(const plot_frame *frame);
double plot_frame_below(const plot_frame *frame);

/* Lines at the ticks; categories have none. */
void plot_frame_draw_grid(const plot_frame *frame);

/* A line like those, at a point of the page. */
void plot_frame_draw_x_line(const plot_frame *frame, double x);
void plot_frame_draw_y_line(const plot_frame *frame, double y);

/* The axes: the lower, the left, or both in one line. */
void plot_frame_draw_bottom(const plot_frame *frame);
void plot_frame_draw_side(const plot_frame *frame);
void plot_frame_draw_corner(const plot_frame *frame);

/* Numbers or categories.  Those below the box stand in two rows, by turns, where a word has
 * less room than it needs. */
void plot_frame_draw_x_numbers(const plot_frame *frame);
void plot_frame_draw_y_numbers(const plot_frame *frame);

/* A label below the middle of the box, from `y` down, in at most two lines; moved so that it
 * ends within `span`. */
void plot_frame_draw_x_label(const plot_frame *frame, double y, plot_range span,
                             const char *label);

/* The label of the y axis, that many em above the box, from `left` on; cut to the width. */
void plot_frame_draw_y_label(const plot_frame *frame, double ems, plot_range span,
                             const char *label);

/* Words in the middle of a box that has nothing to show, clear of its grid. */
void plot_frame_draw_words(const plot_frame *frame, const char *words);

#endif
