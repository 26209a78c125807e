/* sampler.h -- draws from a density: the stretch move of an ensemble of walkers.
 *
 * Goodman & Weare (2010) Comm. App. Math. Comp. Sci. 5, 65, with a = 2: a walker moves along the line
 * to another one, of the other half of its ensemble, so that halves can be moved at once
 * (Foreman-Mackey et al. (2013) PASP 125, 306).  Nothing has to be tuned, and what is stretched or
 * skewed is sampled as if it were not.  Four ensembles know nothing of each other.
 *
 * A move takes its numbers from a stream of its walker and step: draws are a function of the target,
 * the seed and the numbers asked for; threads play no part, and blocks of draws that are kept serve
 * again.
 *
 * Memory: draws own their arrays.
 */
#ifndef SIM_STUDY_SAMPLER_H
#define SIM_STUDY_SAMPLER_H

#include <stdint.h>

#include "sim/io/memory.h"
#include "sim/study/team.h"

/* log of a density at x[n_dims], up to a constant; -INFINITY where there is none.  What refuses a
 * point (unknown.h) has none there; other failures end the work.  Members as in unknown.h. */
typedef sim_status sim_log_density(void *self, size_t member, const double x[],
                                   double *density, sim_error *err);

typedef struct {
    size_t n_dims;
    sim_log_density *density;
    void *self;
} sim_target;

enum { SIM_ENSEMBLES = 4, SIM_SAMPLER_BLOCK = 100 };

/* Draws, step by step: x[n][SIM_ENSEMBLES][n_walkers][n_dims]. */
typedef struct {
    size_t n; /* steps that are kept */
    size_t n_dims, n_walkers, thin;
    size_t moves, accepted; /* of steps that are kept and those between them */
    sim_pool pool;          /* of what follows */
    double *x;
    double *density; /* [n][SIM_ENSEMBLES][n_walkers] */
} sim_draws;

/* Where blocks of SIM_SAMPLER_BLOCK steps are kept, the last of which may be shorter; each may be
 * NULL.  `first` is the number of the first step of a block. */
typedef struct {
    size_t first, n;
    size_t n_walkers; /* of all ensembles: so many points a step */
    size_t accepted;
    double *x, *density; /* the draws' */
} sim_draws_block;

typedef struct {
    bool (*have)(void *self, sim_draws_block *block);
    sim_status (*keep)(void *self, const sim_draws_block *block, sim_error *err);
    void *self;
} sim_draws_store;

typedef struct {
    const double *from;   /* [n_dims] walkers begin around it, */
    const double *spread; /* [n_dims] normally, with that sd; refused ones elsewhere */
    size_t
        walkers; /* of an ensemble, even, more than n_dims; 0: 4 (n_dims + 1), 16 at least */
    size_t warmup; /* steps that are not kept */
    size_t steps;  /* after that */
    size_t thin;   /* every so many-th is kept; 0: each */
    uint64_t seed;
    size_t threads;
    const sim_draws_store *store; /* NULL: none */
    const sim_hooks *hooks;       /* told of steps, those of the warmup too; NULL: none */
} sim_sampler_ask;

/* SIM_ESTOP where a hook says so; SIM_ESOLVER where walkers find no place to begin.  sim_draws_free
 * is legal after a failure too. */
sim_status sim_sampler_run(const sim_target *target, const sim_sampler_ask *ask,
                           sim_draws *draws, sim_error *err);
void sim_draws_free(sim_draws *draws);

/* One draw. */
const double *sim_draws_at(const sim_draws *draws, size_t step, size_t ensemble,
                           size_t walker);

#endif
