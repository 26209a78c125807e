/* tau_signals.h -- how SIGNALs move along with the leaps of counts: see tau.h for the method. */
#ifndef SIM_ENGINE_TAU_SIGNALS_H
#define SIM_ENGINE_TAU_SIGNALS_H

#include "sim/engine/tau.h"

/* Estimates, now and then, how fast every signal relaxes by itself: by one difference each. */
void sim_tau_find_relaxation(sim_tau *s);

/* What each signal that relaxes makes in a span of its slope, and of one that drifts; it stays
 * until another span but the last was asked for. */
const sim_decay *sim_tau_decay(sim_tau *s, double h);

/* Moves the signals in x by h from where their slopes were v, each relaxing at its own rate
 * towards what drifts by `ramp` per time (NULL: stands still). */
void sim_tau_move_signals(sim_tau *s, const double v[], const double *ramp, double h,
                          double x[]);

#endif
