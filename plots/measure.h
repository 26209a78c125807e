/* measure.h -- what an axis or a color shows, and the ruler that shows it.
 *
 * Pure numbers and words, nothing is drawn.
 *
 * Units: values, ends and ticks are in the unit of the data; even coordinates are those in
 *        which the axis is even: the value, or its decimal logarithm.
 */
#ifndef PLOTS_MEASURE_H
#define PLOTS_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/axis.h"
#include "plots/panel.h"
#include "plots/view.h"

typedef struct {
    const char *label; /* "cells in one injection" */
    const char *unit;  /* "cell"; "1": none */
    plot_scale scale;
    bool whole; /* takes whole numbers only */
    const char *const
        *words; /* [n_words] not NULL: categories, values are 0 to n_words - 1 */
    size_t n_words;
} plot_measure;

/* "cells in one injection (cells)". */
void plot_measure_print(char text[PLOT_WORDS_SIZE], const plot_measure *measure);

/* Where a value is in even coordinates; NAN where the measure cannot show it. */
double plot_measure_even(const plot_measure *measure, double value);

/* The value at an even coordinate. */
double plot_measure_value(const plot_measure *measure, double even);

typedef struct {
    double from, to;
} plot_range;

/* Nothing yet: any value that is added is all of it. */
plot_range plot_range_empty(void);

/* Makes room for a value; one that the measure cannot show changes nothing. */
void plot_range_add(plot_range *range, const plot_measure *measure, double value);

bool plot_range_is_empty(plot_range range);

/* Wider at both ends by `part` of it, evenly.  One that is a single value gets a width: a
 * category or whole number 1, else half of the value to each side. */
plot_range plot_range_widen(plot_range range, const plot_measure *measure, double part);

enum { PLOT_MOST_TICKS = 64 };

typedef struct {
    const plot_measure *measure;
    double from, to; /* ends, from < to */
    double ticks[PLOT_MOST_TICKS];
    size_t n;
    plot_axis axis; /* what counts evenly spaced ticks */
    bool even;      /* its ticks are evenly spaced */
} plot_ruler;

/* A ruler with exactly these ends and at most about `most` round ticks between them; all
 * categories have one. */
plot_ruler plot_ruler_exact(const plot_measure *measure, plot_range range, size_t most);

/* A ruler whose ends move outward to the next tick. */
plot_ruler plot_ruler_rounded(const plot_measure *measure, plot_range range, size_t most);

/* 0 at `from`, 1 at `to`; NAN for what the measure cannot show. */
double plot_ruler_place(const plot_ruler *ruler, double value);

/* The label of tick i < n: a number, or a category's word. */
void plot_ruler_print(const plot_ruler *ruler, size_t i, char text[PLOT_WORDS_SIZE]);

/* A value in a sentence: "0.0237", or a category's word. */
void plot_measure_print_value(char text[PLOT_WORDS_SIZE], const plot_measure *measure,
                              double value);

#endif
