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

typedef struct {
    sim_catalog catalog;
    sim_presets presets;
    sim_experiment experiment;
    sim_task task;
    sim_assay assay;
    double *values;
    const double **params;
} planted;

/* Reads an experiment of the planted chain; planted_close is due after a failure too. */
sim_status planted_read(planted *p, const char *text, sim_error *err);

/* The same made ready; the status is that of sim_assay_init. */
sim_status planted_open(planted *p, const char *text, sim_error *err);

void planted_close(planted *p);

/* Solves a cohort of it; any failure fails the test. */
void planted_run(planted *p, const char *text, size_t n, sim_ensemble *ensemble);

/* The same in one thread, with so many bytes for numbers (0: plenty). */
void planted_within(planted *p, const char *text, size_t n, size_t room,
                    sim_ensemble *ensemble);

/* The tally of a number of an arm. */
const sim_tally *planted_tally(const sim_ensemble *e, size_t arm, const char *number);

#endif
