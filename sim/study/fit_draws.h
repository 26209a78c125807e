/* fit_draws.h -- draws from what a fit's data say of its unknowns: [fit] intervals = mcmc.
 *
 * The density is that of the likelihood times what is known beforehand, flat within the ranges on the scale of the
 * fit (posterior.h), and drawn from by the ensembles of sampler.h, from around the best point on: a fifth
 * as many steps go before those that are kept, of which every some one is.
 *
 * Units:  x on the fitted scale.
 * Memory: draws own what they hold; the fit is borrowed.
 */
#ifndef SIM_STUDY_FIT_DRAWS_H
#define SIM_STUDY_FIT_DRAWS_H

#include "sim/io/results.h"
#include "sim/study/draws.h"
#include "sim/study/fit.h"

enum { SIM_FIT_DRAWS_KEPT = 500 }; /* steps that are kept, about */

typedef struct {
    sim_draws draws;
    sim_draws_summary *summaries; /* [n_unknowns] of the part, fitted scale */
    sim_pool pool;
} sim_fit_part_draws;

typedef struct {
    const sim_fit *fit;
    sim_fit_part_draws *parts; /* [n_parts] */
    size_t n_parts;            /* 0: none were asked for */
    sim_pool pool;
} sim_fit_draws;

/* How intervals are found, word by word: profile, mcmc; NULL past the last. */
const char *sim_fit_intervals_name(size_t i);

/* How many steps there are to take, of all parts; 0: the fit asks for none. */
size_t sim_fit_draws_steps(const sim_fit *fit);

/* Draws of a fit that is solved, which its store keeps, block by block; none where the fit asks for none.
 * SIM_ESTOP where hooks say so.  sim_fit_draws_free is legal after a failure too. */
sim_status sim_fit_draws_run(sim_fit_draws *draws, sim_fit *fit, const sim_hooks *hooks,
                             sim_error *err);
void sim_fit_draws_free(sim_fit_draws *draws);

/* Adds draws.csv and posterior.csv; their names, without an ending, the i-th, NULL past the last; and
 * what their columns are. */
sim_status sim_fit_draws_write(const sim_fit_draws *draws, sim_results *results,
                               sim_error *err);
const char *sim_fit_draws_table(size_t i);
sim_status sim_fit_draws_describe(const sim_fit_draws *draws, sim_rows *rows,
                                  sim_error *err);

#endif
