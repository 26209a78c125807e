/* trialed.h -- tables of trials for tests of figures, of the columns that figures read. */
#ifndef TESTS_TRIALED_H
#define TESTS_TRIALED_H

#include "plots/trials.h"
#include "tests/page.h"

/* What is true of an arm. */
typedef struct {
    const char *name;
    double truth, sd; /* of one subject; shown in "mm" */
    double n;         /* planned */
} trialed_arm;

typedef struct {
    sim_table trial, trials;
    plot_trials shown; /* both tables, against "saline" */
} trialed;

/* Tables of so many trials, whose estimates spread around the truth as means do (evenly over the
 * normal distribution, and in no order), and of a ladder of n with the power that the normal
 * distribution gives; intervals are not even; n_rungs 0: only what was planned. */
void trialed_init(trialed *t, const trialed_arm arms[], size_t n_arms, size_t n_trials,
                  size_t n_rungs);
void trialed_free(trialed *t);

/* A figure of them, recorded. */
typedef struct {
    trialed made;
    page_list page;
    plot_look look;
    plot_facts facts; /* what it says */
} trialed_drawing;

/* Draws what was made in one of the sizes, each other dark; asserts that no text lies upon
 * another. */
void trialed_draw(trialed_drawing *d, const plot_maker *maker, int size);
void trialed_end(trialed_drawing *d);

/* A row more of a trial, or of all. */
void trialed_add(trialed *t, const char *arm, double difference, double low, double high);
void trialed_add_rung(trialed *t, const char *arm, double n, bool asked, double truth,
                      double power);

/* The same as planned, with a control of its own size. */
void trialed_add_plan(trialed *t, const char *arm, double n, double n_of_control);

/* n of rung i: 5, 10, 20, 50, ... */
double trialed_n(size_t i);

#endif
