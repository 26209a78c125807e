/* measure.h -- what an axis or a color shows, and the ruler that shows it: where it starts
 * and ends, its ticks, and where a value falls on it.
 *
 * Pure numbers and words, nothing is drawn.  Ticks are round decimal multiples, worked out
 * from whole numbers, so that the third tenth is 0.3 and not 0.30000000000000004.
 *
 * Units: values, ends and ticks are in the unit of the data; even coordinates are those in
 *        which the axis is even: the value, or its decimal logarithm.  A plot_unit says in
 *        what larger unit ticks are counted and labelled (days shown as months).
 */
#ifndef PLOTS_MEASURE_H
#define PLOTS_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/words.h"

typedef enum { PLOT_LINEAR, PLOT_LOG } plot_scale;

/* What ticks are counted in. */
typedef struct {
    const char *name; /* plural, for the label of the axis; "" for a plain number */
    double size;      /* of one, in the unit of the data */
    int steps[8];     /* allowed steps between ticks, rising, then 0; none: 1, 2, 5 times
                       * any power of ten; beyond the last: those times the last */
} plot_unit;

extern const plot_unit plot_number;  /* any number */
extern const plot_unit plot_whole;   /* whole numbers: no tick between 1 and 2 */
extern const plot_unit plot_percent; /* of shares */
extern const plot_unit plot_days, plot_weeks, plot_months; /* of data in days */
extern const plot_unit plot_time; /* of data in days: whichever of these fits */

/* The unit itself; for plot_time days, weeks or months, as a span of days asks. */
const plot_unit *plot_unit_for(const plot_unit *unit, double span);

typedef struct {
    const char *label; /* "cells in one injection" */
    const char *unit;  /* "cell"; "1": none */
    plot_scale scale;
    bool whole; /* takes whole numbers only */
    const char *const
        *words; /* [n_words] not NULL: categories, values are 0 to n_words - 1 */
    size_t n_words;
    const plot_unit *counted; /* in which its ticks are; NULL: in plain or whole numbers */
} plot_measure;

/* Can this value be drawn: finite, and not so large that a span of two overflows? */
bool plot_drawable(double value);

/* "cells in one injection (cells)". */
void plot_measure_print(char text[PLOT_WORDS_SIZE], const plot_measure *measure);

/* The value as it is told: in what its ticks are, shares in percent. */
double plot_measure_told(const plot_measure *measure, double value);

/* Where a value is in even coordinates; NAN where the measure cannot show it. */
double plot_measure_even(const plot_measure *measure, double value);

/* The value at an even coordinate. */
double plot_measure_value(const plot_measure *measure, double even);

/* A value in a sentence: "0.0237", or a category's word. */
void plot_measure_print_value(char text[PLOT_WORDS_SIZE], const plot_measure *measure,
                              double value);

typedef struct {
    double from, to;
} plot_range;

/* Nothing yet: any value that is added is all of it. */
plot_range plot_range_empty(void);

/* Makes room for a value; one that the measure cannot show changes nothing. */
void plot_range_add(plot_range *range, const plot_measure *measure, double value);

bool plot_range_is_empty(plot_range range);

/* Down to 0 where it starts near enough to it, measured by its other end. */
plot_range plot_range_from_zero(plot_range range, const plot_measure *measure);

/* Wider at both ends by `part` of it, evenly.  One that is a single value gets a width: a
 * category or whole number 1, else half of the value to each side. */
plot_range plot_range_widen(plot_range range, const plot_measure *measure, double part);

/* Wider at both ends, until it spans that much; moved so that it does not leave `within`
 * unless it has left it before.  The same where that cannot be drawn. */
plot_range plot_range_at_least(plot_range range, double span, plot_range within);

enum { PLOT_MOST_TICKS = 64 };

typedef struct {
    const plot_measure *measure;
    double from, to; /* ends, from < to */
    double ticks[PLOT_MOST_TICKS];
    size_t n;
    const plot_unit *unit; /* NULL: ticks are categories, decades and digits of them, or
                            * values */
    bool is_listed;        /* they are values, as they come */
    int step, exponent;    /* else they are step * 10^exponent units apart */
} plot_ruler;

/* A ruler with exactly these ends (drawable; equal ends are moved apart) and at most about
 * `most` round ticks between them; all categories have one. */
plot_ruler plot_ruler_exact(const plot_measure *measure, plot_range range, size_t most);

/* Rising values for which alone an axis has something to show. */
typedef struct {
    const double *list; /* [n] n 0: it is of no such axis */
    size_t n;
} plot_values;

/* A ruler with these ends which is numbered at the values, if they are at most `most` and of
 * few digits; else at round numbers between the first and the last, or where there are too few,
 * at those two. */
plot_ruler plot_ruler_at(const plot_measure *measure, plot_range range, plot_values values,
                         size_t most);

/* A ruler whose ends are ticks.  On a linear one what is beyond a tick by 3 percent of the
 * axis asks for no other: -0.2 below 12 for no -5; but 10.5 above 10 for 15, or it would
 * stand in the words above.  A log one has whole decades that cover [from, to], 0 < from, a
 * tick per decade or per several if there were more than `most`; where decades are too
 * coarse, it has even ticks. */
plot_ruler plot_ruler_on_ticks(const plot_measure *measure, plot_range range, size_t most);

/* A ruler whose ends move outward to the next tick, and which holds all of the range. */
plot_ruler plot_ruler_rounded(const plot_measure *measure, plot_range range, size_t most);

/* Moves the ends outward, and no tick, until a range lies inside of both by `part` (less than
 * a half) of the ruler. */
void plot_ruler_make_room(plot_ruler *ruler, plot_range range, double part);

/* 0 at `from`, 1 at `to`, beyond them outside; NAN for what the measure cannot show. */
double plot_ruler_place(const plot_ruler *ruler, double value);

/* The label of tick i < n in UTF-8: "0.25", "1.5×10⁶", or a category's word. */
void plot_ruler_print(const plot_ruler *ruler, size_t i, char text[PLOT_WORDS_SIZE]);

#endif
