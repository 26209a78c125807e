/* joined.h -- a table with the rows of another between its own, as lines want it: some of its
 * columns, in the order of the first, for each key.
 *
 * Memory: arrays are those of a pool; names and keys are borrowed.
 */
#ifndef PLOTS_JOINED_H
#define PLOTS_JOINED_H

#include "sim/io/memory.h"
#include "sim/io/table.h"

typedef struct {
    const sim_table *table;
    const sim_table *between; /* of whose rows none is at that of a row of the table but as
                                   * it was before: it is put before it */
    const char *x;            /* the column that both are in order of */
    const char *const *columns; /* [n_columns] kept, `x` among them; NULL: left out */
    size_t n_columns;
} plot_join;

/* The pool tells if there was no memory.  A column that `between` lacks is empty there; a key that
 * the table lacks is left out. */
sim_table plot_join_tables(const plot_join *join, sim_pool *pool);

#endif
