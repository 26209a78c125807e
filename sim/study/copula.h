/* copula.h -- standard normal numbers made to vary together: a Gaussian copula.
 *
 * With L L' the matrix of correlations (Cholesky), numbers z that are independent become L z.  A number
 * that no pair names stays what it was, as does the first of each pair's.  Whatever is worked out of
 * each number alone keeps its own distribution (Nelsen (2006) An Introduction to Copulas, ch. 2.3).
 *
 * Memory: a copula owns its matrix.
 * Safety: one that is not changed may be used by several threads.
 */
#ifndef SIM_STUDY_COPULA_H
#define SIM_STUDY_COPULA_H

#include "sim/io/memory.h"

/* Two numbers vary together. */
typedef struct {
    size_t one, other; /* numbers, not the same */
    double correlation;
    const char *place; /* "FILE:LINE" for messages; NULL: none; borrowed */
} sim_pair_of;

typedef struct {
    size_t n;
    sim_pool pool;
    double *lower;  /* [n][n] L; 1 on the diagonal of numbers that stay */
    size_t *groups; /* [n] the lowest number that each hangs together with, by any way */
} sim_copula;

/* `names`[n] for messages.  Refuses a correlation outside (-1, 1), a number with itself, a pair
 * named twice, and pairs that cannot be together: names the last of those that alone could mend it,
 * with what the others allow it to be.
 * sim_copula_free is legal after a failure too. */
sim_status sim_copula_init(sim_copula *copula, size_t n, const char *const names[],
                           const sim_pair_of pairs[], size_t n_pairs, sim_error *err);
void sim_copula_free(sim_copula *copula);

/* z[n], independent standard normal numbers, become correlated ones. */
void sim_copula_correlate(const sim_copula *copula, double z[]);

#endif
