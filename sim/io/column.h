/* column.h -- what the columns of a CSV file are, said once, beside the code that fills them:
 * its header, columns.csv, results.json and whoever reads it follow from that.
 *
 * Units:  every column names its own; "1" if dimensionless.
 * Memory: texts are borrowed.
 */
#ifndef SIM_IO_COLUMN_H
#define SIM_IO_COLUMN_H

#include <stddef.h>

#include "sim/model/model.h"

/* What its cells hold.  A number that is not defined is an empty cell. */
typedef enum {
    SIM_CELL_NUMBER,
    SIM_CELL_WHOLE,
    SIM_CELL_TEXT,
    SIM_CELL_EITHER, /* a number, or a word in its place */
} sim_cell_kind;

typedef struct {
    const char *name;    /* header of the column */
    const char *unit;    /* "day", "cell"; "1" if dimensionless */
    const char *meaning; /* one phrase, no full stop */
    sim_cell_kind kind;
} sim_column;

/* All columns of a file. */
typedef struct {
    const char *name; /* file name without its ending */
    const sim_column *columns;
    size_t n;
} sim_layout;

#define SIM_LAYOUT(name, columns) \
    { \
        name, columns, sizeof(columns) / sizeof *(columns) \
    }

/* The column that many files start with, and that of their time. */
extern const sim_column sim_arm_column, sim_day_column;

/* The columns of columns.csv: a row for each column of each file. */
extern const sim_layout sim_columns_layout;

/* A column of numbers that a model declares. */
sim_column sim_column_of(const sim_symbol *symbol);

/* The place of a column; n if it has none of that name. */
size_t sim_layout_find(const sim_layout *layout, const char *column);

#endif
