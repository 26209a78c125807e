/* measurement_parts.h -- what the files that read measurements share: the columns of a table,
 * and the row and cell that are being read. */
#ifndef SIM_STUDY_MEASUREMENT_PARTS_H
#define SIM_STUDY_MEASUREMENT_PARTS_H

#include "sim/io/csv.h"
#include "sim/study/measurement.h"

/* How a cell is taken. */
typedef enum {
    SIM_TAKE_TEXT, /* any text */
    SIM_TAKE_NAME, /* a text that is there and is printed */
    SIM_TAKE_ROLE, /* one of some words, these three */
    SIM_TAKE_KIND,
    SIM_TAKE_SCALE,
    SIM_TAKE_NUMBER, /* empty: NAN */
    SIM_TAKE_WHOLE,  /* the same, at least 1 */
    SIM_TAKE_LOWER,  /* empty: -INFINITY */
    SIM_TAKE_UPPER,  /* empty: INFINITY */
    SIM_TAKE_RUNS,   /* "yes", or "no: " and why */
    SIM_TAKE_KEPT,   /* is not looked at */
    SIM_TAKE_MADE,   /* made here: what an earlier table says is left out */
    SIM_TAKINGS
} sim_taking;

typedef struct {
    sim_taking taking;
    bool needed; /* the header must have it */
    size_t offset;
    const char *name, *unit, *meaning; /* of its sim_column */
    sim_cell_kind cell;                /* likewise */
} sim_measured_column;

enum { SIM_MEASURED_COLUMNS = 31, SIM_MEASURED_TEXT = 512 };
extern const sim_measured_column sim_measured_columns[SIM_MEASURED_COLUMNS];

/* The column of that name; one past the last if it is unknown. */
size_t sim_measured_column_find(const char *name);

/* What is being read. */
typedef struct {
    sim_measurements *table;
    sim_measurement *m;
    const sim_measured_column *column;
    const char *cell;
    sim_error *err;
} sim_measuring;

sim_status sim_measuring_refuse_bytes(const sim_measuring *r, size_t line,
                                      const char *column, const char *which);

/* In measurement_header.c: takes the first row, and checks it. */
sim_status sim_measuring_take_header(const sim_measuring *r, const sim_csv_row *row);

/* In measurement_cell.c: takes a cell into its member of the row. */
sim_status sim_measuring_take_cell(const sim_measuring *r);

#endif
