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

/* Logs that SciPy fitted cycle_time, hazard_scale and hazard_shape to: tests/data/fits/passages.py. */
enum { FITTED_PEERS = 4, FITTED_UNKNOWNS = 3 };
typedef struct {
    const char *name;
    double chi2, best[FITTED_UNKNOWNS], errors[FITTED_UNKNOWNS]; /* of logarithms */
    const char *rows;
} fitted_peer;
extern const fitted_peer fitted_peers[FITTED_PEERS];

/* Reads one, with rows of [fit]. */
void fitted_read_peer(sim_fit *fit, size_t peer, const char *rows, size_t threads);

#endif
