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

#include <stddef.h>
#include <stdio.h>

#include "sim/error.h"

typedef struct {
    const char *name;    /* header of the column */
    const char *unit;    /* "day", "cell"; "1" if dimensionless */
    const char *meaning; /* one phrase, no full stop */
} sim_column;

typedef struct {
    const char *name; /* file name without its ending */
    sim_column key;   /* the text column */
    size_t n_columns, n_rows, capacity;
    sim_column *columns; /* [n_columns] the numbers */
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

/* Writes the table as CSV (RFC 4180, LF, %.9g with a decimal point in any locale; an
 * undefined number is an empty cell).  The caller checks `out` when closing it. */
void sim_table_write_csv(const sim_table *table, FILE *out);

/* Adds the rows of a CSV that sim_table_write_csv wrote.  Its header must be the table's;
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

/* Writes what a column of `file` is: a row of columns.csv. */
void sim_csv_write_column(const char *file, const sim_column *column, FILE *out);

/* Writes one CSV field, quoted where it must be. */
void sim_csv_write_text(const char *text, FILE *out);

/* Writes a comma and a number; nothing behind it for one that is not finite. */
void sim_csv_write_number(double number, FILE *out);

#endif
