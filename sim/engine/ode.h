/* ode.h -- the mean-field reading of a model, by the solver that was asked for. */
#ifndef SIM_ENGINE_ODE_H
#define SIM_ENGINE_ODE_H

#include "sim/engine/stepper.h"

/* The i-th name that `[run] solver` accepts, "auto" first; NULL past the last. */
const char *sim_solver_name(size_t i);

/* Does `auto` have another solver for a course that the first cannot follow?  Its number. */
bool sim_ode_has_second(const sim_options *options);
size_t sim_ode_second(void);

/* Is it the mean, by Rodas5P? */
bool sim_ode_is_rodas(const sim_options *options);

/* The state of sim_stepper_rodas within that of sim_stepper_ode, which runs by it. */
void *sim_ode_rodas(void *state);

#endif
