/* runner.h -- a model on its way from its start to its end, step by step.
 *
 * Whoever runs it takes the steps: one course alone, or several in lanes.
 *
 * Memory: a runner owns its arrays; sim_runner_close frees them, and is due after a failure too.
 */
#ifndef SIM_ENGINE_RUNNER_H
#define SIM_ENGINE_RUNNER_H

#include "sim/engine/below.h"
#include "sim/engine/instant.h"
#include "sim/engine/run.h"
#include "sim/engine/scribe.h"
#include "sim/engine/tracer.h"

typedef struct {
    const sim_run *run;
    const sim_model *model;
    const sim_stepper *stepper;
    void *state; /* of the stepper */
    sim_result *result;
    sim_error *err;
    double *block;                    /* what holds the arrays */
    double t, from_t;                 /* now, and where the last step started */
    double *x, *from, *after, *trial; /* [n_states] */
    double *was, *now;                /* [n_crossings] gaps before and after a change */
    double *scale;                    /* [n_moving] sizes of the states */
    sim_below below;                  /* what a step must not lead to */
    double *k, *due;                  /* [n_timetables] events given, time of the next */
    double *fired;                    /* [n_events] how often each has */
    sim_scribe scribe;
    sim_tracer tracer;
    sim_outputs outputs;
    size_t next_output, next_glance;
    size_t n_steps;
    sim_refusals refused;
    const sim_event *event; /* the one that fires */
    bool changed;           /* did it change the state? */
    bool stopped;
} sim_runner;

/* Starts a model, with the events then; run, result and err are borrowed until it is closed. */
sim_status sim_runner_open(sim_runner *runner, const sim_run *run, sim_result *result,
                           sim_error *err);

/* Is there another step to take? */
bool sim_runner_goes_on(const sim_runner *runner);

/* Where it may lead at most. */
double sim_runner_stop(const sim_runner *runner);

/* Takes one that its stepper took: gives outputs, fires events; or refuses it, and the next is
 * shorter. */
sim_status sim_runner_take(sim_runner *runner, const sim_step *step);

/* Fills the result from a run that has come to its end, or to a failure. */
sim_status sim_runner_close(sim_runner *runner, sim_status status);

#endif
