/* tally.h -- mean, spread and quantiles of numbers that come one by one.
 *
 * A tally that has room to keep its numbers gives exact quantiles (between two of them
 * linearly, as R's type 7); so does one without as long as it meets few different numbers,
 * which it counts: answers of yes or no never have a quantile between.  Others give estimates
 * that need no list: the P2 algorithm (Jain & Chlamtac (1985) Commun. ACM 28, 1076;
 * gsl_rstat), for which the order of the numbers counts.
 *
 * Memory: room and estimates are borrowed.
 */
#ifndef SIM_STUDY_TALLY_H
#define SIM_STUDY_TALLY_H

#include <gsl/gsl_rstat.h>
#include <stdbool.h>
#include <stddef.h>

#include "sim/study/sort.h"

enum { SIM_QUANTILES = 5, SIM_FEW = 16 };
extern const double sim_quantiles[SIM_QUANTILES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

/* Mean and variance (Welford (1962) Technometrics 4, 419). */
typedef struct {
    size_t n;
    double mean, squares; /* sum of squared deviations */
} sim_moments;

/* Numbers that are not finite do not count. */
void sim_moments_add(sim_moments *moments, double number);
/* Are all the same, but for rounding?  Fewer of them say nothing of how far others may be. */
enum { SIM_ALIKE_LEAST = 8 };
bool sim_moments_are_alike(const sim_moments *moments);

double sim_moments_sd(const sim_moments *moments); /* NAN for fewer than two */
double sim_moments_se(const sim_moments *moments); /* of the mean */

typedef struct {
    gsl_rstat_quantile_workspace quantile[SIM_QUANTILES];
    double few[SIM_FEW]; /* [n_few] different numbers, ascending */
    size_t times[SIM_FEW];
    size_t n_few; /* beyond SIM_FEW: there were more */
} sim_estimates;

typedef struct {
    sim_moments moments;
    double *kept;             /* room for all numbers; NULL: none are kept */
    sim_estimates *estimates; /* without that */
} sim_tally;

/* One of the two may be NULL. */
void sim_tally_init(sim_tally *tally, double *kept, sim_estimates *estimates);
void sim_tally_add(sim_tally *tally, double number);

/* Adds to each of so many tallies n numbers one after the other: the first ones of all stand
 * side by side, the next ones `stride` further on. */
void sim_tally_add_all(sim_tally tallies[], size_t n_tallies, const double numbers[],
                       size_t n, size_t stride);

/* To be called once, after the last number and before a quantile is asked for: fastest where the
 * tally that the order was used for before had nearly the same ranking. */
void sim_tally_close(sim_tally *tally, sim_order *order);

double sim_tally_mean(const sim_tally *tally); /* NAN for none */
double sim_tally_quantile(const sim_tally *tally, size_t i);
bool sim_tally_is_exact(const sim_tally *tally); /* its quantiles, or are they estimates? */

#endif
