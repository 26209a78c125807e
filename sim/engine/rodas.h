/* rodas.h -- Rodas5P, a Rosenbrock method for stiff equations: order 5, stiffly accurate, with
 * its own dense output of order 4 (Steinebach (2023) BIT Numer. Math. 63, 27).
 *
 * With J the Jacobian and W = 1/(gamma h) - J, the eight stages of a step solve
 *
 *     W k_i = f(t + c_i h, x + sum_j a_ij k_j) + h d_i df/dt + sum_j C_ij k_j / h
 *
 * The new state is that of the last stage plus its k, and this k is the error of the embedded
 * method of order 4.  Between the ends of a step, at t + u h,
 *
 *     x = (1 - u) x0 + u (x1 + (1 - u) (D_1 + u (D_2 + u D_3))),    D_m = sum_j H_mj k_j
 *
 * Where a law is not smooth, both methods may be wrong by the same amount, so that this k says
 * nothing.  In the middle of the step the slope of the x above is therefore held against the law
 * (as in Rodas5Pr of OrdinaryDiffEq.jl), and h times their difference counts as well, but for what
 * is stiff, of which W^-1 W^-1 / (gamma h) leaves next to nothing: there the law takes any error
 * back by itself.
 */
#ifndef SIM_ENGINE_RODAS_H
#define SIM_ENGINE_RODAS_H

#include "sim/engine/kernel.h"
#include "sim/engine/stepper.h"

enum { SIM_RODAS_STAGES = 8 };

/* The ways of advancing: like those of stepper.h, but not asked for by `[run] method`. */
extern const sim_stepper sim_stepper_rodas;

/* ---- what its `advance` does, part by part, for who makes the attempts in lanes.  `state` is
 * that of sim_stepper_rodas. */

/* Sets out a step that does not go beyond t_stop; once more after one was refused. */
void sim_rodas_ask(void *state, double t_stop);

/* Takes what came of it: a step, or it is to be asked for again, shorter. */
sim_status sim_rodas_take(void *state, bool *accepted, sim_step *step, sim_error *err);

/* Where the numbers of a lane stand in the arrays of a batch: each of them `kernel->lanes` apart
 * from the one before. */
typedef struct {
    const sim_kernel *kernel;
    double *t, *h, *x, *q, *scale, *rtol;
    const double *x1, *dense, *error;
} sim_lane;

/* Between these two, the attempt is made. */
void sim_rodas_put(void *state, const sim_lane *lane);
void sim_rodas_get(void *state, const sim_lane *lane);

/* The last step. */
sim_dense sim_rodas_dense(const void *state);

#endif
