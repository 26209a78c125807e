/* trials.h -- for tests: an experiment's trials, from its text to their tables. */
#ifndef TESTS_TRIALS_H
#define TESTS_TRIALS_H

#include "sim/study/job.h"
#include "sim/study/trial_set.h"

typedef struct {
    sim_job job;
    sim_task task;
    sim_trial_ask ask;
    sim_trial_pool pool;
    sim_trial_set set;
} trials;

/* Reads the text and finds what it asks; trials_close is due after a failure too. */
sim_status trials_open(trials *t, const char *text, size_t threads, sim_error *err);

/* The same, and solves the pool; any failure fails the test. */
void trials_solve(trials *t, const char *text, size_t threads);

/* The same, and draws all trials. */
void trials_run(trials *t, const char *text, size_t threads);

void trials_close(trials *t);

/* What trials of the size that is asked for found of an arm, by its name. */
const sim_trial_sizes *trials_of(const trials *t, const char *arm);

#endif
