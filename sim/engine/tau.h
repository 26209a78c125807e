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

#include "sim/engine/jumps.h"

/* What a signal that relaxes makes in a span of a slope, and of one that drifts. */
typedef struct {
    double h;
    double *one, *two; /* [n_flows] */
} sim_decay;

typedef struct {
    sim_jumps jumps; /* stands first: what they share takes either */
    double epsilon;
    size_t burst;     /* exact steps still to go */
    double h;         /* the next leap is at most twice as long; 0: no such bound */
    bool leapt;       /* the last step was a leap */
    double t0;        /* its start, where the state is jumps.begin */
    double *y, *rest; /* [n_states] the state at its middle; work */
    double *v_start, *v_middle, *v_next; /* [n_flows] in a leap; v_next without firings */
    double *ramp;   /* [n_flows] of what a signal relaxes to, per time */
    double *fired;  /* [n_reactions] in the last leap */
    double *relax;  /* [n_flows] of a signal: its slope by itself, at most 0 */
    size_t relaxed; /* leaps for which that will do */
    sim_decay decays[2];
    int last;                      /* of them */
    double *drift, *spread, *loss; /* [n_moving] of each species per time */
    double *order;                 /* [n_moving] highest order of a reaction that uses it */
    double *own;                   /* [n_moving] how many of it such a reaction takes */
    double *block;
    bool *critical; /* [n_reactions] */
    size_t n_critical;
    sim_cost cost; /* of leaps alone */
} sim_tau;

/* How long a leap from now may be, at most `room`, with its critical reactions; false if none
 * is worth while. */
bool sim_tau_find_length(sim_tau *s, double room, double *length);

#endif
