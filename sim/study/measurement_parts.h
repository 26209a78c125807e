/* measurement_parts.h -- what the files that read measurements share: the columns of a table,
 * and the row and cell that are being read. */
#ifndef SIM_STUDY_MEASUREMENT_PARTS_H
#define SIM_STUDY_MEASUREMENT_PARTS_H

#include "sim/study/measurement.h"

typedef struct sim_measured_column sim_measured_column;

/* What is being read. */
typedef struct {
    sim_measurements *table;
    sim_measurement *m;
    const sim_measured_column *column;
    const char *cell;
    sim_error *err;
} sim_measuring;

struct sim_measured_column {
    sim_status (*take)(const sim_measuring *r); /* a cell, into the row; NULL: it is kept */
    bool needed;                                /* the header must have it */
    size_t offset;                              /* of its member in the row */
    const char *name, *unit, *meaning;          /* of its sim_column */
    sim_cell_kind cell;                         /* likewise */
};

/* Those that are read; those that are made here follow, see sim_measurement_column. */
enum { SIM_MEASURED_READ = 25, SIM_MEASURED_COLUMNS = 31, SIM_MEASURED_TEXT = 512 };
extern const sim_measured_column sim_measured_columns[SIM_MEASURED_READ];

#endif
