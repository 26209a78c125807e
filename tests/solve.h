/* solve.h -- for tests: a chain solved at its defaults with a few values changed. */
#ifndef TESTS_SOLVE_H
#define TESTS_SOLVE_H

#include "models/models.h"
#include "sim/selftest/setup.h"
#include "sim/study/chain.h"

/* A parameter of any stage; NULL ends a list. */
typedef sim_value change;

typedef struct {
    sim_solution solution;
    double *values;
    const double **params;
    size_t n_arms;
} solved;

/* Solves `n_arms` arms of the default chain, of which arm i has the changes[i][] on top of the defaults.  The
 * status is that of sim_chain_solve; solved_free is due after a failure too. */
sim_status solve_arms(solved *s, const change *const changes[], size_t n_arms, double end,
                      const sim_options *options, sim_error *err);

/* The same of any chain; in the name of a change a section may stand before the name. */
sim_status solve_chain(solved *s, const sim_chain *chain, const change *const changes[],
                       size_t n_arms, double end, const sim_options *options,
                       sim_error *err);

/* One arm of the default chain for 730 days at rtol 1e-7; any failure fails the test. */
void solve_one(solved *s, const change changes[]);

void solved_free(solved *s);

/* The stage at its end, and one number of it: "passaging", "divisions". */
const sim_outcome *solved_stage(const solved *s, size_t arm, const char *stage);
double solved_end(const solved *s, size_t arm, const char *stage, const char *name);

/* A number of the last stage on a day. */
double solved_on(const solved *s, size_t arm, const char *name, double day);

/* The highest value of sign * name and its day. */
double solved_extreme(const solved *s, size_t arm, const char *name, double sign,
                      double *day);

/* A toss that gets 4 for a hit of these odds and 0 for a miss, and what is told of it: of a share
 * of 0.25, the squares are 4 in the mean, while the square of the mean is 1. */
void solve_toss(double odds, sim_solution *solution);

#endif
