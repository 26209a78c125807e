/* title.h -- what the title of a run's figure says: its headline, arm against arm.
 *
 * Units:  those of the columns.
 * Memory: everything passed in is borrowed until the function returns.
 */
#ifndef PLOTS_TITLE_H
#define PLOTS_TITLE_H

#include <glib.h>

#include "plots/panel.h"
#include "plots/saying.h"

/* The best and the worst that happens to each arm, of a quantity that is 0 without an
 * effect.  A column NAME_day says when. */
typedef struct {
    const sim_chain *chain;
    const sim_table *summary; /* a row for each arm */
    size_t best, worst;       /* columns */
    const char *quantity;     /* of which both are read, a column of `between` */
    const sim_table *between; /* rows between the days that they are read on; NULL: none */
    double end;               /* the day on which all courses end */
    bool is_median;           /* of a cohort */
    plot_wanted backgrounds;  /* arms of which nothing is told */
    const char *of;           /* before the quantity: "one patient's "; NULL: nothing */
    const sim_table *counted; /* of a cohort: what its chain's last model says that a title
                               * tells, a row for each arm; NULL: nothing is counted */
    bool is_against;          /* are the arms held against backgrounds? */
} plot_headline;

/* What it is about, and the best and the worst of the arm of a row. */
plot_topic plot_headline_topic(const plot_headline *headline);
void plot_headline_read(const plot_headline *headline, size_t row, plot_read *best,
                        plot_read *worst);

/* Adds the title of a figure to facts (NULL: nobody asks) and appends it to text. */
sim_status plot_title_print(const plot_headline *headline, const char *figure,
                            plot_facts *facts, GString *text, sim_error *err);

/* The same for what is counted beside the headline: a line below the title; nothing where
 * nothing is. */
sim_status plot_title_print_count(const plot_headline *headline, const char *figure,
                                  plot_facts *facts, GString *text, sim_error *err);

#endif
