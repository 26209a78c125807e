/* setup.h -- a model with its values, made ready to be run many times.
 *
 * Units:  those of the model.
 * Memory: a setup owns its network.
 * Safety: any number of threads may run one setup.
 */
#ifndef SIM_SELFTEST_SETUP_H
#define SIM_SELFTEST_SETUP_H

#include "sim/engine/run.h"

/* The models whose courses are known in closed form. */
extern const sim_model model_known, model_ramp, model_dimer;

typedef struct {
    const char *name; /* of a parameter; NULL ends a list */
    double value;
} sim_value;

enum { SIM_SETUP_MAX = 256 };

typedef struct {
    const sim_model *model;
    sim_network net;
    double p[SIM_SETUP_MAX]; /* derived constants included */
} sim_setup;

/* Takes the model's defaults and, over them, `values` (NULL: none).  sim_setup_free is
 * legal after a failure too. */
sim_status sim_setup_init(sim_setup *setup, const sim_model *model,
                          const sim_value values[], sim_error *err);

void sim_setup_free(sim_setup *setup);

/* The value of a constant; it must be there. */
double sim_setup_value(const sim_setup *setup, const char *name);

/* How a setup is run. */
typedef struct {
    const char *method; /* a row of sim_steppers */
    double end;
    size_t n;          /* replicates */
    size_t threads;    /* 0: as many as there are processors */
    double epsilon;    /* of tau, as in sim_options */
    sim_stream stream; /* its replicate is the number of the first */
} sim_trials;

sim_options sim_trials_options(const sim_trials *batch, size_t replicate);

/* Runs all replicates: values[i][r] is that of names[i], a state or rule, at the end of
 * replicate r.  The numbers do not depend on threads. */
sim_status sim_trials_run(const sim_trials *batch, const sim_setup *setup,
                          const char *const names[], size_t n_names, double values[],
                          sim_error *err);

#endif
