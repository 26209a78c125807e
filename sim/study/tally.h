/* tally.h -- mean, spread and quantiles of numbers that come one by one.
 *
 * Quantiles are estimates that need no list of the numbers: exact up to five of them, then
 * by the P2 algorithm (Jain & Chlamtac (1985) Commun. ACM 28, 1076; gsl_rstat).  The order
 * of the numbers counts.
 */
#ifndef SIM_STUDY_TALLY_H
#define SIM_STUDY_TALLY_H

#include <gsl/gsl_rstat.h>
#include <stddef.h>

enum { SIM_QUANTILES = 5 };
extern const double sim_quantiles[SIM_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

/* Mean and variance (Welford (1962) Technometrics 4, 419). */
typedef struct {
    size_t n;
    double mean, squares; /* sum of squared deviations */
} sim_moments;

typedef struct {
    sim_moments moments;
    gsl_rstat_quantile_workspace quantiles[SIM_QUANTILES];
} sim_tally;

/* Numbers that are not finite do not count. */
void sim_moments_add(sim_moments *moments, double number);
double sim_moments_sd(const sim_moments *moments); /* NAN for fewer than two */
double sim_moments_se(const sim_moments *moments); /* of the mean */

void sim_tally_init(sim_tally *tally);
void sim_tally_add(sim_tally *tally, double number);
double sim_tally_mean(const sim_tally *tally); /* NAN for none */
double sim_tally_quantile(const sim_tally *tally, size_t i);

#endif
