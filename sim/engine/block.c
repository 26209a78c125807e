#include "sim/engine/block.h"

#include <stdlib.h>

double *sim_block_make(const sim_array arrays[], size_t n_arrays)
{
    size_t n = 0;
    double *block, *next;

    for (size_t i = 0; i < n_arrays; i++) n += arrays[i].n;
    block = next = calloc(n + 1, sizeof *block);
    for (size_t i = 0; block && i < n_arrays; next += arrays[i++].n) *arrays[i].at = next;
    return block;
}
