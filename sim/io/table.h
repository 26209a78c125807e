/* table.h -- a table of numbers whose rows belong to named groups.
 *
 * The first column is text (the key: an arm's name); all others are numbers with a unit
 * and a meaning.  Rows of one key stand together, in the order in which they were added.
 *
 * Units:  every column names its own; "1" if dimensionless.
 * Memory: the table owns its arrays; names, units, meanings and keys are borrowed and
 *         must outlive it.
 */
#ifndef SIM_IO_TABLE_H
#define SIM_IO_TABLE_H

#include "sim/io/rows.h"

/* Differences below this part of 1 (or of an extreme) are rounding: an extreme is read
 * off the first day that comes this close to it. */
#define SIM_NEGLIGIBLE 1e-9

typedef struct {
    const char *name; /* file name without its ending */
    size_t n_columns, n_rows;
    sim_column *all;     /* [1 + n_columns] the key, a text, and the numbers */
    sim_column *columns; /* [n_columns] the numbers, which follow there */
    const char **keys;   /* [n_rows] */
    double *cells;       /* [n_rows][n_columns]; NAN or infinite where undefined */
} sim_table;

/* Copies `columns`.  sim_table_free is legal after a failure too. */
sim_status sim_table_init(sim_table *table, const char *name, sim_column key,
                          const sim_column columns[], size_t n_columns, sim_error *err);

void sim_table_free(sim_table *table);

/* Adds a row; *row then points at its n_columns cells, until the next row is added. */
sim_status sim_table_add_row(sim_table *table, const char *key, double **row,
                             sim_error *err);

/* The number of a column, n_columns if it has none of that name. */
size_t sim_table_find(const sim_table *table, const char *column);

double sim_table_cell(const sim_table *table, size_t row, size_t column);

/* Leaves each number as one that is read back from its CSV is: an infinite one is undefined.
 * What is then drawn and told of a table is the same as of its file. */
void sim_table_round(sim_table *table);

/* All its columns. */
sim_layout sim_table_layout(const sim_table *table);

/* Writes the rows of the table. */
sim_status sim_table_write(const sim_table *table, const sim_rows_to *to, sim_error *err);

/* Adds the rows of a CSV that sim_table_write wrote.  Its header must be the table's;
 * a row's key must be one of `keys`[n_keys], which must outlive the table.  Messages start
 * with `file`. */
typedef struct {
    const char *file;
    FILE *in;
    const char *const *keys;
    size_t n_keys;
} sim_csv_source;
sim_status sim_table_read_csv(sim_table *table, const sim_csv_source *source,
                              sim_error *err);

#endif
