/* slopes.h -- the mean-field reading of a model by its rows: dx/dt = stoichiometry * rates.
 *
 * What flows into a state and out of it alike, but for rounding, does not move it: a stiff
 * solver would take that noise for a motion, and let it grow.
 */
#ifndef SIM_ENGINE_SLOPES_H
#define SIM_ENGINE_SLOPES_H

#include "sim/engine/network.h"

/* All is borrowed, the arrays are work. */
typedef struct {
    const sim_network *net;
    const double *p;
    double *x; /* [n_states] the state last asked for; the caller puts the records there */
    double *rates; /* [n_flows] */
    double *sizes; /* [n_moving] of what flows into and out of each state */
} sim_slopes;

/* dxdt[n_moving] of the state y[n_moving] at t. */
void sim_slopes_find(const sim_slopes *s, double t, const double y[], double dxdt[]);

#endif
