/* gsl.h -- the mean field by the methods of GSL: gsl_odeiv2 with free steps.
 *
 * Between two natural steps the state is a cubic Hermite polynomial of the states and
 * slopes at both ends (Hairer, Norsett & Wanner (1993) Solving ODEs I, II.6).
 */
#ifndef SIM_ENGINE_GSL_H
#define SIM_ENGINE_GSL_H

#include "sim/engine/stepper.h"

/* One of the ways of `[run] method = ode`: options.solver names the method. */
extern const sim_stepper sim_stepper_gsl;

const char *sim_gsl_name(size_t i); /* NULL past the last */

/* One evaluation of the right-hand side and of its Jacobian (row-major n_moving squared,
 * forward differences over the known sparsity), for tests.
 */
sim_status sim_gsl_slopes(const sim_network *net, const double p[], double t,
                          const double x[], double dxdt[], sim_error *err);
sim_status sim_gsl_jacobian(const sim_network *net, const double p[], double t,
                            const double x[], double jacobian[], sim_error *err);

#endif
