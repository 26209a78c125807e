/* tau.h -- counts, many reactions in one leap.
 *
 * The length of a leap: Cao, Gillespie & Petzold (2006) J. Chem. Phys. 124, 044109, eq. 33,
 * with their critical reactions and their bursts of exact steps; further bounded so that
 * no propensity changes by more than epsilon through t or a SIGNAL, and that no species
 * loses more than a quarter of itself.
 *
 * The draws: the weak trapezoidal method with theta = 1/2 (Anderson & Koyama (2012)
 * Multiscale Model. Simul. 10, 1493), whose means and variances are of second order;
 * SIGNALs take an exponential Runge-Kutta method of order 2 along with it (Cox & Matthews
 * (2002) J. Comput. Phys. 176, 430; the diagonal of their Jacobian is estimated now and
 * then), so that fast ones do not shorten the leaps.  Where a count could go negative a draw is
 * binomial (Tian & Burrage (2004) J. Chem. Phys. 121, 10356).
 */
#ifndef SIM_ENGINE_TAU_H
#define SIM_ENGINE_TAU_H

#include "sim/engine/stepper.h"

extern const sim_stepper sim_stepper_tau;

#endif
