/* trials.h -- many trials of the same arms, put in order for figures: what each found against a
 * control, how often that excludes 0, and how that depends on the number of subjects.
 *
 * Pure numbers and their words, nothing is drawn.
 *
 * Units:  differences in those of the column "difference"; shares 0 to 1.
 * Memory: arrays are those of the pool; all else is borrowed.
 */
#ifndef PLOTS_TRIALS_H
#define PLOTS_TRIALS_H

#include <glib.h>

#include "plots/fact.h"
#include "plots/measure.h"
#include "sim/io/memory.h"

/* What is shown.  Tables are read by the names of their columns; a row's key is its arm.
 *
 * trial: a row per trial and arm: difference, low, high; NULL: none is shown.
 * trials: a row per arm, but the control, and size: n, n_of_control, asked (1 of what was
 * planned), trials, truth, power, power_se. */
typedef struct {
    const char *name;  /* of the figure, for messages */
    const char *title; /* NULL: what was found */
    const sim_table *trial, *trials;
    const char *control;
    const char *number;   /* the quantity, for figures.csv */
    const char *label;    /* "pain relief after 6 months" */
    sim_unit_told told;   /* of differences of it */
    const char *counted;  /* what n counts: "patients" */
    const char *test;     /* "Welch's t-test"; NULL: not said */
    const char *interval; /* what its intervals are: "Welch"; NULL: not said */
    sim_better better;    /* which differences of it are: those above 0, or below */
    const char *note;     /* on their design, a phrase; NULL: none */
    double alpha;         /* of intervals and test: 0.05 */
} plot_trials;

/* What one trial found of an arm. */
typedef struct {
    double at, low, high; /* low and high NAN: it has no interval */
} plot_estimate;

/* Of how many trials of n the test finds a difference. */
typedef struct {
    double n, power, error; /* error: of the Monte Carlo, one standard error */
    double trials;          /* of that size */
} plot_rung;

typedef struct {
    const char *name;
    double n, n_of_control, truth; /* of the plan; NAN where no row says it */
    plot_estimate *list;           /* [n_list] rising */
    size_t n_list, n_trials;    /* those with an estimate, of so many that are looked at */
    size_t n_excluding;         /* whose interval excludes 0 */
    size_t n_wrong;             /* whose estimate lies across 0 from the truth */
    size_t n_excluding_wrong;   /* both */
    size_t n_holding;           /* whose interval holds the truth */
    plot_rung *ladder, planned; /* [n_ladder] rising in n; planned.n NAN: none */
    size_t n_ladder;
} plot_trials_arm;

typedef struct {
    const plot_trials *asked;
    plot_topic topic;      /* of differences */
    plot_trials_arm *arms; /* [n_arms] without the control, in their order */
    size_t n_arms;
} plot_trials_set;

/* Reads of each arm the first `most` trials and all rungs.  Refuses tables that lack a column,
 * or have no arm but the control. */
sim_status plot_trials_init(plot_trials_set *set, const plot_trials *trials, size_t most,
                            sim_pool *pool, sim_error *err);

/* Does the interval exclude 0?  Not where there is none. */
bool plot_estimate_excludes(const plot_estimate *estimate);

/* Do the estimate and the truth of its arm lie on opposite sides of 0?  Not where one is 0. */
bool plot_estimate_is_wrong(const plot_estimate *estimate, double truth);

/* The smallest n with this power, between rungs on a straight line over the logarithm of n; the
 * first rung where that has it; NAN where none has. */
double plot_trials_reach(const plot_trials_arm *arm, double power);

/* "10 patients an arm"; "20 (saline) and 30 (P2) patients"; of several
 * controls "40 against 20 (P2) and 30 against 30 (P8) patients"; of many arms "5 to 30 patients an
 * arm". */
void plot_trials_tell_n(const plot_trials_set *set, GString *text);

/* How many trials there are of a size, "1000"; "200 to 1000"; nothing where no row says it. */
void plot_trials_tell_number(const plot_trials_set *set, GString *text);

/* "95 %" of an alpha of 0.05. */
void plot_trials_tell_level(const plot_trials_set *set, GString *text);

/* Adds "difference to CONTROL in LABEL", and behind all else "; NOTE". */
void plot_trials_tell_difference(const plot_trials_set *set, GString *text);
void plot_trials_tell_note(const plot_trials_set *set, GString *text);

/* "11 of 30 exclude 0; 3 on the wrong side". */
void plot_trials_tell_counts(const plot_trials_arm *arm, GString *text);

#endif
