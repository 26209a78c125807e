/* sparse.h -- LU factors of a matrix whose nonzeros are known beforehand, without pivoting.
 *
 * The order of elimination is that of Markowitz (1957) Management Sci. 3, 255: on the diagonal,
 * the pivot with the fewest products of others in its row and its column, ties to the first.
 * What elimination then does is a list of operations on places of one array of values: nonzeros
 * and those that fill in.  A list is run here, or printed as straight-line C.
 *
 * Memory: a sim_sparse owns its lists; sim_sparse_free frees them, and is legal after a failure.
 */
#ifndef SIM_ENGINE_SPARSE_H
#define SIM_ENGINE_SPARSE_H

#include "sim/engine/network.h"
#include "sim/error.h"

typedef enum {
    SIM_LU_PIVOT,    /* v[a] = 1 / v[a] */
    SIM_LU_DIVIDE,   /* v[a] *= v[b], a pivot */
    SIM_LU_SUBTRACT, /* v[a] -= v[b] * v[c] */
} sim_lu_kind;

/* In a solution: y[a] -= v[b] * y[c], or y[a] *= v[b], a pivot. */
typedef struct {
    sim_lu_kind kind;
    size_t a, b, c;
} sim_lu_step;

typedef struct {
    size_t n;
    size_t n_values; /* nonzeros of the factors, the diagonal always */
    size_t *place;   /* [n * n] of an entry among the values; SIM_SPARSE_NONE: it is 0 */
    sim_lu_step *factor; /* [n_factor] */
    sim_lu_step *solve;  /* [n_solve] */
    size_t n_factor, n_solve;
} sim_sparse;

#define SIM_SPARSE_NONE ((size_t)-1)

/* Of n rows and columns; entries that stand twice count once. */
sim_status sim_sparse_init(sim_sparse *s, size_t n, const sim_entry entries[],
                           size_t n_entries, sim_error *err);
void sim_sparse_free(sim_sparse *s);

/* Replaces the matrix in v[n_values] by its factors; the size of its smallest pivot. */
double sim_sparse_factor(const sim_sparse *s, double v[]);

/* Replaces y[n] by the solution of the factored matrix. */
void sim_sparse_solve(const sim_sparse *s, const double v[], double y[]);

#endif
