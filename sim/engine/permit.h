/* permit.h -- whether a run may go on.
 */
#ifndef SIM_ENGINE_PERMIT_H
#define SIM_ENGINE_PERMIT_H

#include "sim/engine/stepper.h"

/* How far a run is. */
typedef struct {
    const sim_model *model;
    double t;
    size_t steps;
    const sim_cost *cost;
} sim_progress;

/* Asked after each step: SIM_EWORK beyond the work that the options allow; SIM_ESTOP if their
 * `stop` says so, which is asked after the first and now and then: even ssa takes many steps in
 * a moment. */
sim_status sim_permit(const sim_options *options, const sim_progress *progress,
                      sim_error *err);

#endif
