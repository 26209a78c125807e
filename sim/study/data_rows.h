/* data_rows.h -- the table of a [data NAME] section, row by row as texts: that of its file, or
 * the one that stands in the section.
 *
 *     file = own.csv                beside the parameter file; or, in its place,
 *     columns = NAME, NAME, ...     a header, and
 *     row N = CELL, CELL, ...       its rows, N = 1, 2, ...
 *
 * Memory: texts hold until the call that has them returns.
 */
#ifndef SIM_STUDY_DATA_ROWS_H
#define SIM_STUDY_DATA_ROWS_H

#include "sim/io/csv.h"
#include "sim/study/data.h"

/* A row, or the header: cells without white space around them. */
typedef struct {
    const char *file; /* where it stands */
    size_t line;
    size_t n; /* as many as the header has */
    const char *cell[SIM_CSV_FIELDS];
} sim_data_cells;

/* A failure of either ends the reading.  Headings are texts of UTF-8; rows without any text are passed
 * over. */
typedef sim_status sim_data_take(void *self, const sim_data_cells *cells, sim_error *err);

typedef struct {
    sim_data_take *header, *row;
    void *self;
    const char *unit_word; /* of what there is a row each, for messages: "passage" */
    size_t most;           /* rows at most */
    const char *section;   /* that rows are of, for messages; NULL: data */
} sim_data_taker;

/* Gives the header, then all rows, of which there is one or more.  `beside` is the file that the section's is
 * relative to; NULL: the folder we are in.  Messages start with FILE:LINE. */
sim_status sim_data_take_rows(const sim_data *data, const char *beside,
                              const sim_data_taker *to, sim_error *err);

/* Is it a row that says where the table stands, or is of it? */
bool sim_data_row_is_of_table(const sim_data_row *row);

#endif
