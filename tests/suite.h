/* suite.h -- how a test program runs its suite and ends. */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>

/* Runs the suite, prints what CK_VERBOSITY asks for, and frees it; returns the program's exit
 * code. */
int suite_run(Suite *suite);

/* The same for tests that end their process, leave its folder, fork while they draw or replace what
 * a library uses: each has a process of its own, whatever CK_FORK says. */
int suite_run_apart(Suite *suite);

#endif
