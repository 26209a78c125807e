/* between.h -- where a state may have been between the ends of a step, if nothing else is known
 * of it: on the straight line from one to the other. */
#ifndef SIM_ENGINE_BETWEEN_H
#define SIM_ENGINE_BETWEEN_H

#include "sim/model/model.h"

typedef struct {
    double t0, t1;
    const double *x0, *x1; /* [n_states] */
} sim_ends;

/* Fills x[n_states] for t, or for the end that is nearer where it is beyond.  Of a species there
 * is a whole number; a record stays as it was at the start. */
void sim_between(const sim_model *model, const sim_ends *ends, double t, double x[]);

#endif
