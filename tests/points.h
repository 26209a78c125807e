/* points.h -- for tests of sweeps: an experiment's points, planned, solved and read back, in a
 * folder of the test's own.
 */
#ifndef TESTS_POINTS_H
#define TESTS_POINTS_H

#include <check.h>

#include "sim/study/record.h"

enum { POINTS_TEXT = 1 << 14, POINTS_ROWS = 256 };

/* What the tests of a case have: closed behind each. */
extern sim_record points_record;
extern sim_error points_err;
void points_add_case(Suite *suite, const char *name, void (*add)(TCase *cases));

void points_succeed(sim_status status);

/* Reads a text as a.ini and makes its plan. */
void points_plan(const char *text, bool keeps_courses);

typedef struct {
    size_t threads, shard, shards;
    size_t last; /* 0: to the end */
} points_how;
extern const points_how points_at_once;

/* Solves some of it, into a database that may be there. */
sim_status points_solve(const char *file, const points_how *h);

/* One row as it was read. */
typedef struct {
    size_t point, arm;
    char *arm_name, *status, *condition, *reason, *words[4];
    double inputs[4], *numbers;
} points_row;

typedef struct {
    points_row rows[POINTS_ROWS];
    size_t n, n_inputs, n_numbers;
    char *text; /* all that was read, but no times */
} points_results;

/* All that is in a file; the caller frees it. */
points_results *points_read(const char *file);
void points_free(points_results *r);

/* Plans, solves and reads. */
points_results *points_sweep(const char *text, bool keeps_courses);

/* A run of the same experiment; its file says more. */
void points_run(sim_job *job, const char *text, const char *more);

size_t points_number(const char *name);

/* Every column of summary.csv is among the numbers, to the last bit. */
void points_check_run(const sim_job *job, const points_row *k);

#endif
