/* measurement.h -- published measurements that the model is held against: the rows of a
 * validation table, and what the model says to them.
 *
 * A table is a CSV whose header names the columns, in any order; some may be missing, and
 * columns that are not known are kept as they are.
 *
 * Units:  measured, low, high, predicted and the band in the row's `unit`; of a sign row
 *         low, high, reading and the band in `unit`, measured and predicted +1, 0 or -1.
 * Memory: a table owns its texts; those of its rows are borrowed from it.
 */
#ifndef SIM_STUDY_MEASUREMENT_H
#define SIM_STUDY_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/io/findings.h"
#include "sim/io/table.h"

typedef enum { SIM_CALIBRATION, SIM_PREDICTED, SIM_ROLES } sim_role;
typedef enum { SIM_NUMBER_ROW, SIM_SIGN_ROW, SIM_ROW_KINDS } sim_row_kind;

const char *sim_role_name(size_t i);     /* NULL past the last */
const char *sim_row_kind_name(size_t i); /* likewise */

typedef struct {
    size_t line; /* in its file; the header is line 1 */

    /* as published; texts are never NULL */
    const char *group, *study, *name; /* study and name together are unique */
    sim_role role;
    sim_row_kind kind;
    const char *scale; /* how a difference is shown: "pp", "PD", "mm", "log2", "sign" ... */
    double measured;
    double low, high; /* -INFINITY, INFINITY where open */
    const char *unit, *rule, *note;
    double n; /* patients or animals per arm; NAN: not known */

    /* what is read */
    const char *file, *arm, *against; /* against: "" where nothing is compared */
    const char *quantity, *at, *how;
    double limit;        /* of the assay, a share; NAN: none */
    const char *why_not; /* why it does not run; NULL: it does */

    /* what the model says; NAN: nothing */
    double predicted;     /* INFINITY: never */
    double reading;       /* the number behind a sign; NAN of a number */
    double low90, high90; /* INFINITY: beyond all that was run */
    size_t n_band;        /* replicates that have a value */
    const char *remark;   /* why there is no number, or none that it looks like; or NULL */
    bool hit;             /* false where it does not run */
    double place;         /* passage or day that `at` names first; of "end" the one meant */
    double doublings;     /* cumulative_doublings there, of a passage; else NAN */
} sim_measurement;

typedef struct {
    const char *file; /* borrowed, for messages */
    size_t n, n_columns;
    char **header;         /* [n_columns] */
    char **cells;          /* [n][n_columns] as they stand there */
    size_t *known;         /* [n_columns] which column each is; one past the last: none */
    sim_measurement *list; /* [n] */
    sim_findings remarks;  /* what is odd, and no mistake for sure */
} sim_measurements;

/* Reads and checks the rows, but for what hangs on the files that they name; messages start
 * with FILE:LINE.  sim_measurements_free is legal after a failure too. */
sim_status sim_measurements_read(sim_measurements *table, const char *file, FILE *in,
                                 sim_error *err);

void sim_measurements_free(sim_measurements *table);

/* Is it the first row of its group? */
bool sim_measurements_starts_group(const sim_measurements *table, size_t row);

/* "FILE:LINE: COLUMN = CELL: WRONG; RIGHT would be right", or without what is right. */
sim_status sim_measurement_refuse(const sim_measurements *table, const sim_measurement *m,
                                  const char *column, const char *cell, const char *wrong,
                                  sim_error *err);

/* Judges a reading as README of the rows says: fills predicted, reading and hit. */
void sim_measurement_judge(sim_measurement *m, double reading);

/* Writes the columns as they were read, then what the model says, of rows with
 * chosen[n] (NULL: of all). */
sim_status sim_measurements_write(const sim_measurements *table, const bool chosen[],
                                  const sim_rows_to *to, sim_error *err);

/* What the columns that were written are; false past the last. */
bool sim_measurement_column(size_t i, sim_column *column);

#endif
