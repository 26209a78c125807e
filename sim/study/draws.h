/* draws.h -- what draws of a sampler say, and whether there are enough of them.
 *
 * A mean of draws is as sure as the mean of each ensemble, step by step, is: that series has an
 * integrated autocorrelation time, of Goodman & Weare (2010) Comm. App. Math. Comp. Sci. 5, 65, sec.
 * 3, with Sokal's window of c = 5 (Sokal (1997) NATO ASI B 361, 131), its autocovariances about the
 * mean of all ensembles, averaged over these.  The effective sample size is the number of
 * independent draws that would be as sure.
 *
 * R-hat is that of Vehtari et al. (2021) Bayesian Anal. 16, 667: split, rank-normalized, the larger of
 * the draws' own and of their distances from the median; its chains are all walkers of all ensembles.
 *
 * Converged: 50 autocorrelation times were sampled, and R-hat is below 1.01.
 *
 * Units: times are steps of the sampler, whatever was kept of them.
 */
#ifndef SIM_STUDY_DRAWS_H
#define SIM_STUDY_DRAWS_H

#include "sim/study/sampler.h"

enum { SIM_DRAWS_TIMES = 50, SIM_DRAWS_LEAST = 8 };

/* A number worked out of one draw. */
typedef double sim_draw_number(void *self, const double x[]);

typedef struct {
    double mean, sd; /* over all draws */
    double error;    /* of the mean, by chance: its Monte-Carlo error */
    double time; /* integrated autocorrelation time; INFINITY where its window has no end */
    double size; /* effective */
} sim_draws_mean;

/* NANs of fewer steps than SIM_DRAWS_LEAST. */
sim_status sim_draws_find_mean(const sim_draws *draws, sim_draw_number *number, void *self,
                               sim_draws_mean *mean, sim_error *err);

typedef struct {
    sim_draws_mean mean;
    double median, low, high; /* quantiles of 0.5, 0.025 and 0.975 */
    double rhat;
    bool converged;
} sim_draws_summary;

/* Of one dimension. */
sim_status sim_draws_sum_up(const sim_draws *draws, size_t dim, sim_draws_summary *summary,
                            sim_error *err);

/* Split, rank-normalized R-hat of chains [n_chains][n]; NAN where nothing varies. */
sim_status sim_rhat(const double chains[], size_t n_chains, size_t n, double *rhat,
                    sim_error *err);

#endif
