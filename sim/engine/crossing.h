/* crossing.h -- where within a step a quantity first rises through the level of its event.
 *
 * It is bracketed to 1e-9 of its time.  The bracket starts from what the stepper says of the
 * course within the step, and is narrowed by steps that are taken anew, so that it holds of the
 * solution and not of the interpolant alone.
 */
#ifndef SIM_ENGINE_CROSSING_H
#define SIM_ENGINE_CROSSING_H

#include "sim/engine/runner.h"

/* Notes how far each quantity is above its level now. */
void sim_crossing_look(sim_runner *runner);

/* The same at the end of the last step, in which the state moves from t0 on; if any has risen
 * through its level since, the step ends there, just after the first that has. */
sim_status sim_crossing_locate(sim_runner *runner, double t0);

#endif
