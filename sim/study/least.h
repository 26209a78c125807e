/* least.h -- one fit: the point where a sum of squared residuals is least, from one start.
 *
 * GSL's multifit_nlinear: Levenberg and Marquardt's method in a trust region (More (1978) LNM 630,
 * 105) with geodesic acceleration (Transtrum & Sethna (2012) arXiv:1201.5885).  A point that the
 * problem refuses is a step that was too long.
 *
 * Bounds: a step is projected onto them; an unknown that meets one stays exactly there, out of the
 * search, until at the end of it the sum of squares would fall inward (an active set; Nocedal &
 * Wright (2006) Numerical Optimization, ch. 16.5), so that what is least is always a sum of squares.
 *
 * Derivatives are differences inside the bounds: one-sided with steps of sqrt(noise) while it goes
 * down, then two-sided of cbrt(noise), which balance the noise of residuals with their curvature
 * (Nocedal & Wright, ch. 8.1); where there is a bound or a refusal, of three points on one side.
 *
 * Converged is told by the expected fall: what a linear model of the residuals would still gain,
 * |projection of r onto the columns of the Jacobian|^2 (Bates & Watts (1988) Nonlinear Regression
 * Analysis, ch. 2.2.3).  Directions that change residuals by less than their derivatives are sure of
 * do not count.  Where no step goes down, a fall that the noise of residuals hides is none.
 *
 * Memory: a fit owns its arrays; problem and ask are borrowed.
 */
#ifndef SIM_STUDY_LEAST_H
#define SIM_STUDY_LEAST_H

#include "sim/io/memory.h"
#include "sim/study/unknown.h"

typedef enum {
    SIM_LEAST_FOUND, /* the expected fall is below sim_least_fall (1 + misfit) or lost in noise */
    SIM_LEAST_STUCK,   /* no step goes down, though one is expected to */
    SIM_LEAST_SPENT,   /* all evaluations are used */
    SIM_LEAST_REFUSED, /* its start, or all steps for a derivative, were */
} sim_least_ending;

/* "converged", "no step went down", ... */
const char *sim_least_ending_text(sim_least_ending ending);

extern const double sim_least_fall; /* 1e-8 */

typedef struct {
    const double *from; /* [n_unknowns] fitted scale; moved into the bounds */
    const bool *held;   /* [n_unknowns] these stay; NULL: none */
    size_t member;      /* of a team, passed on */
    size_t most;        /* evaluations; 0: 200 for each unknown and as many more */
} sim_least_ask;

typedef struct {
    sim_least_ending ending;
    double chi2; /* sum of squares; INFINITY where the start was refused */
    double fall; /* what was expected still to be gained */
    size_t evaluations, refusals;
    size_t n_unknowns, n_residuals;
    sim_pool pool;  /* of what follows */
    double *x;      /* [n_unknowns] fitted scale */
    double *values; /* [n_unknowns] natural scale */
    int *at;        /* [n_unknowns] -1, 1: lies on its lower, its upper bound; 0: inside */
    double *residuals; /* [n_residuals] */
    double *jacobian;  /* [n_residuals][n_unknowns] dr/dx, fitted scale; held: 0 */
} sim_least;

/* Fails where memory or the problem does; sim_least_free is legal then too. */
sim_status sim_least_run(const sim_problem *problem, const sim_least_ask *ask,
                         sim_least *fit, sim_error *err);
void sim_least_free(sim_least *fit);

#endif
