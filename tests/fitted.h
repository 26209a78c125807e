/* fitted.h -- fits of texts, for tests: read and solved, without a folder. */
#ifndef TESTS_FITTED_H
#define TESTS_FITTED_H

#include <check.h>

#include "sim/study/fit.h"

/* Reads a text as own.ini; or fails with one line. */
sim_status fitted_try(sim_fit *fit, const char *text, size_t threads, sim_error *err);

/* Reads and solves it. */
void fitted_solve(sim_fit *fit, const char *text, size_t threads);

/* What the first part says of an unknown, by its name. */
const sim_fitted *fitted_answer(const sim_fit *fit, const char *name);

#endif
