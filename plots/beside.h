/* beside.h -- what several runs found, beside each other: a panel for each, and in it a bar for
 * each arm that all of them have.
 *
 * Each panel has the scale of its own quantity.  What is better points to the right in all.
 *
 * Units:  those of the columns.
 * Memory: everything passed in is borrowed.
 */
#ifndef PLOTS_BESIDE_H
#define PLOTS_BESIDE_H

#include "plots/draft.h"
#include "plots/title.h"

enum { PLOT_BESIDE_MOST = 12 }; /* runs */

typedef struct {
    const char *name;  /* of its panel in figures.csv */
    const char *title; /* "heart failure after an infarct" */
    plot_headline headline;
} plot_beside_run;

typedef struct {
    const plot_beside_run *runs; /* [n_runs] 2 to PLOT_BESIDE_MOST */
    size_t n_runs;
    const char *const *arms; /* [n_arms] rows of all summaries, one or more */
    size_t n_arms;
} plot_beside;

/* "two", "four"; from PLOT_BESIDE_MOST + 1 on "many". */
const char *plot_beside_count(size_t n);

/* Shows a plot_beside, under a title that says which arm helps most, and in how many. */
extern const plot_maker plot_beside_maker;

#endif
