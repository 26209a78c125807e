/* posterior.h -- a problem's residuals as a density: exp(-r'r/2) within its bounds, flat on the fitted
 * scale.  What is known beforehand is a residual more.
 *
 * Memory: a posterior owns its scratch; the problem is borrowed.
 * Safety: members of a team each have a scratch of their own.
 */
#ifndef SIM_STUDY_POSTERIOR_H
#define SIM_STUDY_POSTERIOR_H

#include "sim/study/sampler.h"
#include "sim/study/unknown.h"

typedef struct {
    const sim_problem *problem;
    sim_pool pool;
    double *values, *residuals; /* [threads][...] scratch */
} sim_posterior;

/* For `threads` as the sampler is asked for.  sim_posterior_free is legal after a failure too. */
sim_status sim_posterior_init(sim_posterior *posterior, const sim_problem *problem,
                              size_t threads, sim_error *err);
void sim_posterior_free(sim_posterior *posterior);

/* What the sampler draws from: points of the fitted scale.  Borrows the posterior. */
sim_target sim_posterior_target(sim_posterior *posterior);

#endif
