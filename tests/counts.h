/* counts.h -- for tests: many runs of one model in counts, and their moments. */
#ifndef TESTS_COUNTS_H
#define TESTS_COUNTS_H

#include <stdint.h>

#include "sim/engine/run.h"
#include "tests/solve.h"

typedef struct {
    const sim_model *model;
    const change *changes; /* on top of the defaults; NULL: none */
    const char *method;
    double end;
    size_t n; /* replicates */
    uint64_t seed;
} counts_plan;

typedef struct {
    size_t n;
    double mean, variance, fourth; /* central */
} counts_moments;

size_t counts_method(const char *name);

/* Runs one replicate with outputs at a distance of `every`; any failure fails the test. */
void counts_run(const counts_plan *plan, uint64_t replicate, double every,
                sim_result *result);

/* The moments of each name's value (of a state or rule) at the end, over all replicates. */
void counts_moments_of(const counts_plan *plan, const char *const names[], size_t n_names,
                       counts_moments moments[]);

/* Distance of a mean from its expectation, in standard errors of that mean. */
double counts_z_mean(const counts_moments *m, double expected);

/* The same of a variance, whose standard error takes its kurtosis into account:
 * (m4 - (n - 3) / (n - 1) s^4) / n. */
double counts_z_variance(const counts_moments *m, double expected);

/* Distance of two ensembles' means, and of their sds, in standard errors. */
double counts_z_means(const counts_moments *a, const counts_moments *b);
double counts_z_sds(const counts_moments *a, const counts_moments *b);

/* The quantities of known.def and ramp.def with closed forms, at t = 8 and t = 4. */
typedef struct {
    const char *name;
    double mean, variance;
} counts_form;

enum { COUNTS_FORMS = 5 };
void counts_known(double size, counts_form forms[COUNTS_FORMS]);
void counts_ramp(double founders, counts_form forms[2]);

/* The chemical master equation of dimer.def without decay and maturing: mean and variance
 * of S2 at t, from `founders` S1 (Runge-Kutta of order 4). */
void counts_dimer(int founders, double join, double split, double t, counts_form *form);

/* True if all means and variances are less than 4 standard errors off; else `text` tells
 * of the first that is not. */
enum { COUNTS_TEXT = 512 };
bool counts_agree(const counts_plan *plan, const counts_form forms[], size_t n_forms,
                  char text[COUNTS_TEXT]);

/* The same of two ensembles' means and standard deviations. */
bool counts_match(const counts_plan *one, const counts_plan *other,
                  const char *const names[], size_t n_names, char text[COUNTS_TEXT]);

#endif
