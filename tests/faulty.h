/* faulty.h -- for tests: each subject with its n-th call failing, for n = 1, 2, ... until none is left,
 * or with all of them failing from the n-th on.
 *
 * What must hold: the failure is reported in one line, no allocation is lost, and the folder is as it
 * was.
 */
#ifndef TESTS_FAULTY_H
#define TESTS_FAULTY_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/faults.h"
#include "tests/subjects.h"

extern char faulty_program[4096];

/* A folder with all that subjects read, and the way back. */
void faulty_set_up(void);
void faulty_tear_down(void);

/* The folder that results go to: there is none, or one that holds an earlier run. */
typedef enum { FRESH, OLD } faulty_folder;

/* Makes it, by running the subject where there was one, and returns its hash. */
uint64_t faulty_prepare_folder(const subject *s, faulty_folder state);

/* What is there is an earlier run's from then on; restoring gives the folder what it had then. */
uint64_t faulty_keep_folder(void);
void faulty_restore_folder(void);

/* Fails one call after the other; a failure that did no harm gives the same result. */
void faulty_fail_each(const subject *s, fault_kind kind, bool all_after,
                      faulty_folder state);

#endif
