/* arm_order.h -- which arms a figure shows, and in which order.
 *
 * Memory: the list is the caller's to free (`names`); the names belong to the tables.
 */
#ifndef PLOTS_ARM_ORDER_H
#define PLOTS_ARM_ORDER_H

#include "plots/panel.h"

typedef struct {
    const char *const *names; /* [n] */
    size_t n;                 /* 0: all arms */
} plot_wanted;

/* Lists the arms of both runs that are wanted, those of the run in front first. */
sim_status plot_arms_init(plot_arms *arms, const plot_run runs[PLOT_LAYERS],
                          plot_wanted wanted, sim_error *err);

/* The number of an arm, arms->n if it is not among them; `start` is where it is likely. */
size_t plot_arms_find(const plot_arms *arms, const char *name, size_t start);

#endif
