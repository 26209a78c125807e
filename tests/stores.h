/* stores.h -- for tests of the database of a sweep: one in a folder of the test's own, with two
 * inputs, four numbers and two arms.
 */
#ifndef TESTS_STORES_H
#define TESTS_STORES_H

#include <check.h>

#include "sim/io/store.h"

enum { STORES_TEXT = 1 << 16 };

extern const sim_column stores_inputs[], stores_numbers[];
extern const sim_store_form stores_form, stores_form_course;
extern const sim_store_row stores_rows[]; /* of a point, one for each arm */
extern char stores_long[STORES_TEXT];     /* a reason; filled where a store is made */

/* What the tests of a case have: closed behind each. */
extern sim_store stores_one;
extern sim_error stores_err;
void stores_add_case(Suite *suite, const char *name, void (*add)(TCase *cases));

void stores_succeed(sim_status status);
void stores_refuse(sim_status status, const char *message);

/* The names in the folder, in their order. */
const char *stores_files(void);
void stores_write(const char *name, const char *bytes, size_t n);

/* What stands in a file; the caller frees it. */
char *stores_bytes(const char *name, size_t *n);

/* Runs SQL on a file by a connection of the test's own; the first value, if any. */
const char *stores_sql(const char *name, const char *text);

/* Makes one, adds a point; makes a finished one with points 1 and 3. */
void stores_create(const char *name, const sim_store_form *columns);
void stores_add(size_t point, double seconds);
void stores_make(const char *name);

/* Adds all of another file to the one and commits. */
sim_status stores_join(const char *other);

/* Asserts that a row is as it was added, and counts it in. */
typedef struct {
    size_t n, points[8];
    double seconds[8];
} stores_seen;
sim_status stores_check_row(void *seen, const sim_store_row *row, sim_error *ignored);

#endif
