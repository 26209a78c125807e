/* csv.h -- the rows of a CSV file as texts, one after the other.
 *
 * Memory: a row's texts hold until its call returns.
 */
#ifndef SIM_IO_CSV_H
#define SIM_IO_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/error.h"

enum { SIM_CSV_FIELDS = 128, SIM_CSV_TEXT = 16384 }; /* of a row, at most */

typedef struct {
    size_t line;    /* where it starts in the file, from 1 */
    bool is_header; /* the first row */
    size_t n;
    const char *field[SIM_CSV_FIELDS];
} sim_csv_row;

/* Takes a row; a failure ends the reading. */
typedef sim_status sim_csv_take(void *self, const sim_csv_row *row, sim_error *err);

typedef struct {
    FILE *in;
    const char *file;  /* what messages start with */
    const char *right; /* what would be right where it is no CSV */
} sim_csv_input;

/* Gives all rows to `take`; a file without any fails. */
sim_status sim_csv_take_all(const sim_csv_input *input, sim_csv_take *take, void *self,
                            sim_error *err);

#endif
