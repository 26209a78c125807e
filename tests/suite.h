/* suite.h -- how a test program runs its suite and ends. */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>

/* Runs the suite, prints what CK_VERBOSITY asks for, and frees it; returns the program's exit
 * code. */
int suite_run(Suite *suite);

#endif
