/* cohort.h -- for tests: a planted chain whose results have known means and variances.
 *
 * final = give + need + effect * hit + arrived: normal with sd 2 (donor) and 3 (patient),
 * 4 times a Bernoulli(0.5) (needle), and Poisson(0.3 * 10) in counts (chance).
 */
#ifndef TESTS_COHORT_H
#define TESTS_COHORT_H

#include "sim/cli/cli.h"
#include "sim/study/outlook.h"
#include "sim/study/spread.h"
#include "sim/study/tallies.h"

enum { PLANTED_DAYS = 10 };

/* A chain and what it draws. */
typedef struct {
    const sim_chain *chain;
    const sim_model *last;
} planted_world;

/* The chain above; and one whose patients die at a rate of 0.05 a day, less 0.004 times the
 * gift, and fall at one of 0.03: beside an arm with a gift stands a background. */
extern const planted_world planted_sum, planted_mortal;

typedef struct {
    const planted_world *world; /* NULL: planted_sum */
    const sim_model *models[3];
    sim_catalog catalog;
    sim_presets presets;
    sim_experiment experiment;
    sim_task task;
    sim_assay assay;
    double *values;
    const double **params;
} planted;

/* Reads an experiment of the planted chain, or of the world that is set; planted_close is due after a failure too. */
sim_status planted_read(planted *p, const char *text, sim_error *err);

/* The same made ready; the status is that of sim_assay_init. */
sim_status planted_open(planted *p, const char *text, sim_error *err);
sim_status planted_open_in(planted *p, const planted_world *world, const char *text,
                           sim_error *err);

void planted_close(planted *p);

/* Solves a cohort of it; any failure fails the test. */
void planted_run(planted *p, const char *text, size_t n, sim_ensemble *ensemble);

/* The same in one thread, with so many bytes for numbers (0: plenty). */
void planted_within(planted *p, const char *text, size_t n, size_t room,
                    sim_ensemble *ensemble);

/* The same of another world. */
void planted_run_in(planted *p, const planted_world *world, const char *text, size_t n,
                    sim_ensemble *ensemble);

/* The tally of a number of an arm. */
const sim_tally *planted_tally(const sim_ensemble *e, size_t arm, const char *number);

#endif
