/* data_table.h -- the table of a [data NAME] section that is no log, as texts.
 *
 * Memory: a table owns its texts.
 */
#ifndef SIM_STUDY_DATA_TABLE_H
#define SIM_STUDY_DATA_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "sim/io/memory.h"
#include "sim/study/data_rows.h"

enum { SIM_DATA_ROWS = 20000 };

struct sim_data_table {
    const char *file; /* for messages */
    size_t line;      /* of its header */
    size_t n_columns, n;
    const char **heading; /* [n_columns] */
    const char **cells;   /* [n][n_columns] without white space around them */
    size_t *lines;        /* [n] */
    bool *used;           /* [n_columns] by whoever understands it */
    sim_pool pool;        /* of texts */
};

/* Reads the table of a section, which keeps it.  `beside` as in data_rows.h. */
sim_status sim_data_read_table(sim_data *data, const char *beside, sim_error *err);
void sim_data_table_free(sim_data_table *table); /* NULL is fine */

/* The place of a heading; n_columns: it has none such. */
size_t sim_data_table_find(const sim_data_table *table, const char *heading);

/* Writes the section with its table in it, of which the columns that are used. */
void sim_data_write_table(const sim_data *data, FILE *out);

#endif
