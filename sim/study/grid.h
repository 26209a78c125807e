/* grid.h -- an order of the cells of a grid of which any beginning covers it evenly. */
#ifndef SIM_STUDY_GRID_H
#define SIM_STUDY_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

/* Fills order[product of levels[n_axes]] with the numbers of all cells, the level of the
 * first axis running fastest.
 *
 * Levels of an axis are spread over the next power of two of columns, and cells stand in
 * the order in which a scrambled Sobol' sequence first meets them, a bounded number of
 * draws long; those it has not met by then follow, shuffled.  Then, of the next few cells,
 * always the one comes first whose levels came least so far.  The same levels give the
 * same order. */
sim_status sim_grid_order(const size_t levels[], size_t n_axes, uint32_t order[],
                          sim_error *err);

#endif
