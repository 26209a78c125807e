/* jumps.h -- the exact stochastic course of a network, reaction by reaction.
 *
 * Where laws change only when a reaction fires: Gillespie's direct method (Gillespie
 * (1977) J. Phys. Chem. 81, 2340), with all laws worked out anew after each reaction: for
 * 4 to 16 of them that is faster than, or as fast as, lists of those that change.  Else the SIGNALs and the integral of the total
 * propensity are solved together and a reaction fires where the integral reaches an
 * Exp(1) draw (Haseltine & Rawlings (2002) J. Chem. Phys. 117, 6959, section III; Alfonsi
 * et al. (2005) ESAIM: Proc. 14, 1).  The solver is Kutta's method of order 3 with an
 * embedded one of order 2; where reactions follow each other much faster than their
 * propensities drift, the drift it has measured is carried over some of them, scaled as
 * each reaction scales the laws: that of a reaction whose reactants are gone is nothing.
 *
 * Units:  those of the model.
 * Memory: owns its arrays; net and p are borrowed.
 */
#ifndef SIM_ENGINE_JUMPS_H
#define SIM_ENGINE_JUMPS_H

#include "sim/engine/rng.h"
#include "sim/engine/stepper.h"

typedef struct {
    const sim_network *net;
    const double *p;
    gsl_rng *rng;
    double t, *x;                 /* [n_states] now */
    double *v, *slope, *bend;     /* [n_flows] now; how they change with time */
    double left;                  /* of the integral until the next reaction */
    double h;                     /* suggested length of the next measured piece */
    double since;                 /* time since slope and bend were measured */
    int age;                      /* reactions since then */
    double t0;                    /* start of the last piece between two reactions */
    double *x0, *v0;              /* [n_states], [n_flows] there */
    double *begin;                /* [n_states] at the start of the last advance */
    double *before;               /* [n_flows] the laws before the last reaction */
    double *y, *v_middle, *v_end; /* work */
    double *gap, *scale;          /* [n_crossings], [n_moving] */
    bool *risen;                  /* [n_crossings] gaps that are not negative */
    double *block;
    sim_cost cost;
    bool each; /* reaction ends a step */
} sim_jumps;

/* sim_jumps_free is legal after a failure too. */
sim_status sim_jumps_init(sim_jumps *j, const sim_network *net, const double p[],
                          const sim_options *options, sim_error *err);
void sim_jumps_free(sim_jumps *j);

/* Starts afresh from x, which may be j->x itself; t_stop as in sim_stepper. */
sim_status sim_jumps_restart(void *jumps, double t, const double x[], double t_stop,
                             sim_error *err);

/* Goes on to t_stop, `most` reactions or the first change of a crossing's sign, whichever
 * comes first. */
sim_status sim_jumps_advance(sim_jumps *j, double t_stop, size_t most, sim_step *step,
                             sim_error *err);

/* Changes x by `times` firings of a reaction. */
void sim_jumps_apply(const sim_network *net, size_t reaction, double times, double x[]);

/* The reaction that `target` points to, 0 <= target < sum of v. */
size_t sim_jumps_choose(const double v[], size_t n, double target);

double sim_jumps_exponential(gsl_rng *rng); /* of mean 1 */

/* What steppers whose state starts with jumps have in common: see sim_stepper. */
sim_status sim_jumps_repeat(void *jumps, double t, double x[], sim_error *err);
void sim_jumps_interpolate(const void *jumps, double t, double x[]);
double sim_jumps_sample(void *jumps, double n, double part);
bool sim_jumps_leaps(const void *jumps);

#endif
