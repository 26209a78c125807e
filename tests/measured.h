/* measured.h -- for tests: a table of measurements and its parameter files, as texts. */
#ifndef TESTS_MEASURED_H
#define TESTS_MEASURED_H

#include "sim/cli/cli.h"
#include "sim/study/validate.h"

/* What most tables start with. */
#define MEASURED_HEADER \
    "study,row,role,kind,measured,low,high,unit,file,arm,against,quantity,at,how,limit\n"

typedef struct {
    const sim_text *files; /* ends at a name of NULL */
    const char *const *sets;
    size_t n_sets;
    size_t replicates, threads;
    bool no_cohorts;
    size_t most_asked;
} measured_wish;

typedef struct {
    sim_measurements table;
    const sim_text *files;
    sim_validation_task task;
    sim_validation validation;
} measured;

/* Reads a table from its text, as "rows.csv". */
sim_status measured_read(sim_measurements *table, const char *text, sim_error *err);

/* Reads a table and its files; measured_close is due after a failure too. */
sim_status measured_open(measured *m, const char *rows, const measured_wish *wish,
                         sim_error *err);
void measured_close(measured *m);

/* The same solved; any failure fails the test. */
void measured_solve(measured *m, const char *rows, const measured_wish *wish);

/* Three parameter files that rows may ask of: own.ini, cul.ini, one.ini; and rows that ask these
 * questions ("mm,own.ini,P2,,vas,30,value,"), solved; what is predicted of one. */
extern const sim_text measured_questioned[];
void measured_ask(measured *m, const char *const questions[], size_t n);
double measured_said(const measured *m, size_t row);

/* Files with arms that a band is worked out for, and rows of them. */
extern const sim_text measured_banded[];
extern const char measured_banded_rows[];

/* The published rows. */
void measured_read_published(sim_measurements *table);

#endif
