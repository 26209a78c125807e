/* ode.h -- the mean-field reading of a model, by the solver that was asked for. */
#ifndef SIM_ENGINE_ODE_H
#define SIM_ENGINE_ODE_H

#include "sim/engine/stepper.h"

/* The i-th name that `[run] solver` accepts, "auto" first; NULL past the last. */
const char *sim_solver_name(size_t i);

/* Is it the mean, by Rodas5P? */
bool sim_ode_is_rodas(const sim_options *options);

/* The state of sim_stepper_rodas within that of sim_stepper_ode, which runs by it. */
void *sim_ode_rodas(void *state);

#endif
