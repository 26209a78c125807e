/* spread.h -- where the spread of a cohort comes from: laboratory, source (a donor), subject
 * (a patient), luck (a needle that hits or misses) or chance.
 *
 * The law of total variance, one part after the other:
 *
 *     Var Y = Var E[Y|L] + E Var(E[Y|L,S]|L) + E Var(E[Y|L,S,P]|L,S)
 *             + E Var(E[Y|L,S,P,H]|L,S,P) + E Var(Y|L,S,P,H)
 *
 * so that the parts add up to all, and what two parts do together counts to the later one.
 * A sample is a replicate in which first chance, then luck, subject, source and laboratory
 * too are exchanged for those of another replicate.  Each sample has a laboratory of its own,
 * as samples are to be independent of each other; where all replicates of the cohort share
 * one (as many share it as there are, or more), so do all samples, and the
 * laboratory's part is 0.  With h_k = (Y - Y_k)^2 / 2, the mean of h_k
 * is without bias the variance that is left when all but the first k exchanged parts are
 * held (Jansen (1999) Comput. Phys. Commun. 117, 35; Saltelli et al. (2010) ibid. 181,
 * 259), and a part is a difference of two such means.  Shares are ratios of means, their
 * standard errors those of a ratio to first order.
 *
 * Memory: a spread owns its list; the assay is borrowed.
 */
#ifndef SIM_STUDY_SPREAD_H
#define SIM_STUDY_SPREAD_H

#include "sim/study/ensemble.h"

/* In the order of the bars; exchanged from the last to the first. */
enum { SIM_PARTS = 5 };

/* What a population calls a part; without a name where it has no such part. */
sim_part sim_spread_part(const sim_population *population, size_t part);

typedef struct {
    size_t n; /* samples */
    double total, total_squares;
    double mean[SIM_PARTS], squares[SIM_PARTS], products[SIM_PARTS]; /* with the total */
} sim_parting;

typedef struct {
    const sim_assay *assay;
    size_t n, n_failed; /* samples */
    size_t n_parted;
    sim_pool pool;     /* of what follows */
    size_t *numbers;   /* [n_parted] of the readout */
    sim_parting *list; /* [n_arms][n_parted] */
} sim_spread;

/* `task`: an ensemble's, of which the rows of CSV and the chunk play no part; each of its
 * replicates is a sample and takes a solve and one more for each part that plays any.
 * SIM_ESTOP as there.  sim_spread_free is legal after a failure too. */
sim_status sim_spread_run(sim_spread *spread, const sim_ensemble_task *task,
                          sim_error *err);

void sim_spread_free(sim_spread *spread);

/* A part's share of the variance and its standard error; NAN where nothing varies, and of fewer
 * than SIM_ALIKE_LEAST samples, whose shares are anything. */
double sim_spread_share(const sim_spread *spread, size_t arm, size_t parted, size_t part);
double sim_spread_error(const sim_spread *spread, size_t arm, size_t parted, size_t part);

/* Samples of which all solves have that number and are not set apart. */
size_t sim_spread_samples(const sim_spread *spread, size_t arm, size_t parted);

/* spread.csv: a row per arm, quantity and part. */
extern const sim_layout sim_spread_layout;
sim_status sim_spread_write(const sim_spread *spread, const sim_rows_to *to,
                            sim_error *err);

#endif
