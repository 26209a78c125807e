/* ode.h -- the mean-field reading of a model: gsl_odeiv2 with free steps.
 *
 * Between two natural steps the state is a cubic Hermite polynomial of the states and
 * slopes at both ends (Hairer, Norsett & Wanner (1993) Solving ODEs I, II.6).
 */
#ifndef SIM_ENGINE_ODE_H
#define SIM_ENGINE_ODE_H

#include "sim/engine/stepper.h"

/* The i-th name that `[run] solver` accepts, "auto" first; NULL past the last. */
const char *sim_solver_name(size_t i);

/* One evaluation of the right-hand side and of its Jacobian (row-major n_moving squared,
 * forward differences over the known sparsity), for tests and for the choice of a solver.
 */
sim_status sim_ode_slopes(const sim_network *net, const double p[], double t,
                          const double x[], double dxdt[], sim_error *err);
sim_status sim_ode_jacobian(const sim_network *net, const double p[], double t,
                            const double x[], double jacobian[], sim_error *err);

#endif
