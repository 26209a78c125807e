/* axes.h -- the axes of a recorded drawing, read as a reader does: by the numbers beside them and
 * the marks at which these stand.  Shares nothing with what placed them.
 *
 * Units: points of the page; values as the numbers have them.
 */
#ifndef TESTS_AXES_H
#define TESTS_AXES_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/look.h"
#include "plots/recording.h"

enum { AXES_TICKS = 32, AXES_PARTS = 2, AXES_FRAMES = 24 };

typedef struct {
    double at, value;
} axes_tick;

typedef struct {
    axes_tick ticks[AXES_TICKS]; /* [n] in the order of drawing */
    size_t n;                    /* 0: none can be read */
    bool is_log;
} axes_ruler;

/* A stretch of an x axis. */
typedef struct {
    plot_box box;
    axes_ruler x;
    double unit; /* of its numbers in days, where it says so; else 1 */
} axes_part;

typedef struct {
    const plot_recording *list;
    const plot_look *look;
    size_t from, at, to; /* drawn of it: grid, then at `at` its y axis, then the rest */
    plot_box box;        /* the plotting area */
    axes_part parts[AXES_PARTS];
    size_t n_parts;
    axes_ruler y;
} axes;

typedef struct {
    bool is_log_x, is_log_y;
} axes_scales;

/* How many plotting areas there are. */
size_t axes_count(const plot_recording *list, const plot_look *look);

/* Reads those of one, in the order of drawing.  Asserts that each number has its mark, and that
 * numbers are even on the page, or their logarithms. */
void axes_read(axes *a, const plot_recording *list, const plot_look *look, size_t which,
               axes_scales scales);

/* The sample of that kind beside the first text that is shown so, which a key is: keys are drawn
 * before what they explain.  Asserts that there is one. */
const plot_drawn *axes_sample(const plot_recording *list, plot_kind kind, const char *text);

/* The plotting area with this title; as many as there are: none. */
size_t axes_find(const plot_recording *list, const plot_look *look, const char *title);

/* The place of a number of this axis; numbers need two ticks. */
double axes_place(const axes_ruler *ruler, double value);

/* Is it drawn in the window of this part alone? */
bool axes_is_in(const axes *a, size_t part, const plot_drawn *d);

/* How far a point is from a line, and a box. */
double axes_to_line(plot_point at, const plot_point line[], size_t n);
double axes_box_to_line(const plot_box *box, const plot_point line[], size_t n);

/* The number that a text is, as "−2", "0.25", "1.5×10⁶" or "10⁻³"; NAN: none. */
double axes_number(const char *text);

bool axes_is_color(plot_color a, plot_color b);

#endif
