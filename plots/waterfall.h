/* waterfall.h -- how one number becomes another, part by part: a bar for what it is at first, one
 * for each part from where the one before it ends, and one for what it is in the end.
 */
#ifndef PLOTS_WATERFALL_H
#define PLOTS_WATERFALL_H

#include "plots/draft.h"

typedef struct {
    const char *label; /* "secretion per cell" */
    double part;       /* what it adds; below 0: takes off */
    double low, high;  /* where most of its cases lie; NAN: it has none */
} plot_fall;

typedef struct {
    const char *title, *saying;
    const char *from_label, *to_label; /* "P2", "P12" */
    double from, to;                   /* from and all parts sum to it */
    const plot_fall *falls;            /* [n] from the top down */
    size_t n;
    const char *axis, *unit; /* "specific pain relief after 6 months", "mm" */
    double times;            /* numbers are shown times that: 100 of shares; 0: 1 */
    int decimals;            /* of the numbers at bars */
    const char *column;      /* the quantity, for figures.csv */
    const char
        *range_label; /* "nine patients in ten"; NULL: no part has a low and a high */
} plot_waterfall;

/* Shows a plot_waterfall.  Where all is far from 0, both numbers are drawn as points and the axis
 * starts near them.  What adds and what takes off differ in color, and in the sign before their
 * numbers. */
extern const plot_maker plot_waterfall_maker;

#endif
