/* bars.h -- numbers of arms: a panel for each, and in it a row for each arm: a bar, with a whisker
 * where there are many numbers of an arm, or all of these as dots.
 *
 * Units:  those of the columns.
 * Memory: everything passed in is borrowed.
 */
#ifndef PLOTS_BARS_H
#define PLOTS_BARS_H

#include "plots/draft.h"
#include "plots/panel.h"

typedef struct {
    const char *name;       /* of the figure, for messages */
    const sim_table *table; /* a row for each arm, or one for each of its replicates */
    const char *const *y;   /* [n_y] its columns, at most PLOT_MOST_PANELS */
    size_t n_y;
    const char *const *arms; /* [n_arms] in this order */
    size_t n_arms;
    plot_wanted backgrounds; /* those of them that are gray, below the others */
    const plot_guides *guides;
    const sim_chain *chain; /* says how columns are told; NULL: nothing does */
    const char *title;      /* NULL: what was found */
    bool is_swarm;          /* all numbers of an arm are dots */
    const char *counted;    /* what rows of an arm are: "patients" */
} plot_bars;

/* Shows a plot_bars.  The axis starts at 0, unless limits say otherwise or all are dots.  Where
 * not all arms have room the first are shown, and the figure says so. */
extern const plot_maker plot_bars_maker;

#endif
