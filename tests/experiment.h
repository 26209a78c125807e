/* experiment.h -- experiments from texts, in a temporary folder, for tests. */
#ifndef TESTS_EXPERIMENT_H
#define TESTS_EXPERIMENT_H

#include <check.h>

#include "sim/study/arms.h"
#include "sim/study/session.h"
#include "tests/temp.h"

enum { EXPERIMENT_SETS = 3 }; /* at most; NULL ends them */

/* Opened by the fixture: the knee's session, and the path of the file that is read. */
extern sim_session experiment_session;
extern char experiment_file[TEMP_PATH + 16];
void experiment_add_fixture(TCase *cases);

extern const char *const experiment_no_sets[EXPERIMENT_SETS];

/* Reads a text as that file. */
sim_status experiment_try(sim_experiment *e, const char *text, const char *const sets[],
                          sim_error *err);
void experiment_read(sim_experiment *e, const char *text, const char *const sets[]);

/* What sim_experiment_write writes; the caller frees it. */
char *experiment_text(const sim_experiment *e);

/* The number of a parameter's row; its setting in an arm. */
size_t experiment_row(const char *section, const char *name);
const sim_setting *experiment_setting(const sim_experiment *e, size_t arm,
                                      const char *section, const char *name);

#endif
