/* stepper.h -- ways of advancing a model in time.
 *
 * A stepper is one row of the table sim_steppers: `[run] method` takes its name, a run calls
 * its functions.  A stepper takes one step of its own choice at a time and can say where
 * the state was within that step, so that neither the output grid nor the location of an
 * event drives it.
 */
#ifndef SIM_ENGINE_STEPPER_H
#define SIM_ENGINE_STEPPER_H

#include "sim/engine/kernel.h"
#include "sim/engine/network.h"
#include "sim/engine/rng.h"

/* What a run may be told; the defaults are the caller's. */
typedef struct {
    size_t method;  /* which of sim_steppers */
    size_t solver;  /* which of sim_solvers */
    double rtol;    /* relative tolerance; the absolute one is rtol * scale of a state */
    double epsilon; /* change of a propensity in one leap; 0 stands for 0.03 */
    bool (*stop)(void *data); /* asked now and then; true ends the run with SIM_ESTOP; NULL:
                                 never */
    void *stop_data;
    size_t work; /* right-hand sides and reactions that a run may take; beyond them it ends
                  * with SIM_EWORK, on any machine at the same step; 0: any number */
    bool each;   /* of an exact method: does each reaction end a step? */
    sim_kernel_choice kernels; /* of Rodas5P */
    sim_stream stream; /* of a run in counts; no purpose stands for the model's name */
} sim_options;

/* What a run took. */
typedef struct {
    size_t rhs; /* right-hand sides, those for Jacobians included; laws in counts */
    size_t jacobians;
    size_t steps;    /* accepted; of tau, leaps */
    size_t events;   /* reactions fired one by one */
    size_t restarts; /* after events */
} sim_cost;

/* One step, from (t0, x0) to (t1, x1).  The arrays are the stepper's, [n_states]. */
typedef struct {
    double t0, t1;
    const double *x0, *x1;
} sim_step;

typedef struct {
    const char *name, *doc;
    /* p[n_constants] and net are borrowed until free. */
    sim_status (*init)(void **state, const sim_network *net, const double p[],
                       const sim_options *options, sim_error *err);
    /* Starts afresh from x[n_states]; the first step knows that it may go to t_stop. */
    sim_status (*restart)(void *state, double t, const double x[], double t_stop,
                          sim_error *err);
    /* Takes one step, not beyond t_stop. */
    sim_status (*advance)(void *state, double t_stop, sim_step *step, sim_error *err);
    /* Steps again from the last step's start to exactly t, t0 < t <= t1, anew. */
    sim_status (*repeat)(void *state, double t, double x[], sim_error *err);
    /* Where the state was at t0 <= t <= t1 of the last step. */
    void (*interpolate)(const void *state, double t, double x[]);
    /* In counts: part of n, drawn; NULL reads the model in the mean. */
    double (*sample)(void *state, double n, double part);
    /* True if a step must end at the next output, as nothing lies between its ends; NULL:
     * never. */
    bool (*leaps)(const void *state);
    void (*free)(void *state);
    const char *(*solver)(
        const void *state); /* the one that runs; NULL: has the name above */
    sim_cost (*cost)(const void *state);
    bool jumps; /* do counts stand still within a step, whose end is a reaction or none? */
} sim_stepper;

/* Each in a file of its name: the mean; counts, exact; counts in leaps; and `auto`, counts
 * where they matter: `ode` for a model whose species that are there at its start all exceed
 * 1e5, `tau` for others.  Events of the latter draw either way. */
extern const sim_stepper sim_stepper_ode, sim_stepper_ssa, sim_stepper_tau,
    sim_stepper_auto;

/* Refuses a state that is not finite, and counts below -1. */
sim_status sim_stepper_check(const sim_network *net, double t, const double x[],
                             sim_error *err);

/* Does it know where the state was between the ends of a step? */
bool sim_stepper_sees_between(const sim_stepper *stepper, const void *state);

/* That a solver has no step that is short enough. */
sim_status sim_stepper_is_stuck(const sim_model *m, const char *solver, double t,
                                sim_error *err);

extern const sim_stepper *const sim_steppers[]; /* ends at NULL */

const char *sim_stepper_name(size_t i); /* NULL past the last */

#endif
