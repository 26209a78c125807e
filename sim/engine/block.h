/* block.h -- the arrays that belong together, in one allocation.
 *
 * Memory: the caller frees the block, which is where the first array starts.
 */
#ifndef SIM_ENGINE_BLOCK_H
#define SIM_ENGINE_BLOCK_H

#include <stddef.h>

/* An array of a block. */
typedef struct {
    double **at; /* where its start is put down */
    size_t n;
} sim_array;

/* Makes arrays of zeros side by side; NULL if there is no memory, and no array is then set. */
double *sim_block_make(const sim_array arrays[], size_t n_arrays);

#endif
