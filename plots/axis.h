/* axis.h -- where an axis starts and ends, its ticks, and where a value falls on it.
 *
 * Pure numbers, nothing is drawn.  Ticks are round decimal multiples, worked out from
 * whole numbers, so that the third tenth is 0.3 and not 0.30000000000000004.
 *
 * Units: from, to and ticks are in the unit of the data; a plot_unit says in what larger
 *        unit the ticks are counted and labelled (days shown as months).
 */
#ifndef PLOTS_AXIS_H
#define PLOTS_AXIS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum { PLOT_LINEAR, PLOT_LOG } plot_scale;

/* What an axis counts in. */
typedef struct {
    const char *name; /* plural, for the label of the axis; "" for a plain number */
    double size;      /* of one, in the unit of the data */
    int steps[8];     /* allowed steps between ticks, rising, then 0; none: 1, 2, 5 times
                       * any power of ten; beyond the last: those times the last */
} plot_unit;

extern const plot_unit plot_number; /* any number */
extern const plot_unit plot_whole;  /* whole numbers: no tick between 1 and 2 */
extern const plot_unit plot_days, plot_weeks, plot_months; /* of data in days */
extern const plot_unit plot_time; /* of data in days: whichever of these fits */

enum { PLOT_LABEL_SIZE = 64 }; /* characters that hold the label of any tick */

typedef struct {
    plot_scale scale;
    const plot_unit *unit;
    double from, to; /* ends, from < to */
    long long first; /* the first tick, counted in steps; on a log axis its exponent */
    size_t n_ticks;
    int step, exponent; /* ticks are step * 10^exponent units apart; log: step decades */
    bool even;          /* log: ticks are apart as on a linear axis */
} plot_axis;

/* Can this value be drawn: finite, and not so large that a span of two overflows? */
bool plot_drawable(double value);

/* The unit itself; for plot_time days, weeks or months, as a span of days asks. */
const plot_unit *plot_unit_for(const plot_unit *unit, double span);

/* A linear axis with exactly these ends (drawable; equal ends are moved apart) and at
 * most about `most` ticks between them. */
plot_axis plot_axis_linear(const plot_unit *unit, double from, double to, size_t most);

/* A linear axis whose ends move outward to the next tick.  What is
 * beyond a tick by 3 percent of the axis asks for no other: -0.2 below 12 for no -5; but 10.5
 * above 10 for 15, or it would stand in the words above. */
plot_axis plot_axis_rounded(const plot_unit *unit, double from, double to, size_t most);

/* A log axis from and to whole decades that cover [from, to], 0 < from <= to; a tick per
 * decade, or per several if there were more than `most`.  Where decades are too coarse, its
 * ends and ticks are those of plot_axis_rounded. */
plot_axis plot_axis_log(double from, double to, size_t most);

/* The value of tick number i < n_ticks, in the unit of the data. */
double plot_axis_tick(const plot_axis *axis, size_t i);

/* Its label in UTF-8: "0.25", "1.5×10⁶". */
void plot_axis_print(const plot_axis *axis, size_t i, char text[PLOT_LABEL_SIZE]);

/* "10⁶". */
enum { PLOT_POWER_SIZE = 32 };
void plot_print_power(int power, char text[PLOT_POWER_SIZE]);

/* 0 at `from`, 1 at `to`, beyond them outside; NAN for what the axis cannot show. */
double plot_axis_place(const plot_axis *axis, double value);

#endif
