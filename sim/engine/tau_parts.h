/* tau_parts.h -- what the files of tau share: its state, the length of a leap, and how signals
 * move in one. */
#ifndef SIM_ENGINE_TAU_PARTS_H
#define SIM_ENGINE_TAU_PARTS_H

#include "sim/engine/jumps.h"

typedef struct {
    sim_jumps jumps; /* stands first: what they share takes either */
    double epsilon;
    size_t burst;          /* exact steps still to go */
    double h;              /* the next leap is at most twice as long; 0: no such bound */
    bool leapt;            /* the last step was a leap */
    double t0;             /* its start */
    double *x0, *y, *rest; /* [n_states] the state there, at its middle; work */
    double *v_start, *v_middle, *v_next; /* [n_flows] in a leap; v_next without firings */
    double *ramp;   /* [n_flows] of what a signal relaxes to, per time */
    double *fired;  /* [n_reactions] in the last leap */
    double *relax;  /* [n_flows] of a signal: its slope by itself, at most 0 */
    size_t relaxed; /* leaps for which that will do */
    double *drift, *spread, *loss; /* [n_moving] of each species per time */
    double *order;                 /* [n_moving] highest order of a reaction that uses it */
    double *own;                   /* [n_moving] how many of it such a reaction takes */
    double *block;
    bool *critical; /* [n_reactions] */
    sim_cost cost;  /* of leaps alone */
} sim_tau;

/* Finds the order of each species' highest reaction: what it takes, and one more where its
 * law depends on other species than those. */
void sim_tau_find_orders(sim_tau *s);

/* How long a leap from now may be, at most `room`, with its critical reactions; false if none
 * is worth while. */
bool sim_tau_find_length(sim_tau *s, double room, double *length);

/* Moves the signals in x by h from where their slopes were v, each relaxing at its own
 * rate towards what drifts by `ramp` per time (NULL: stands still). */
void sim_tau_move_signals(const sim_tau *s, const double v[], const double *ramp, double h,
                          double x[]);

#endif
