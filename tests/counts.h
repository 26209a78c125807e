/* counts.h -- for tests: many runs of one model in counts, and their moments. */
#ifndef TESTS_COUNTS_H
#define TESTS_COUNTS_H

#include "sim/selftest/central.h"
#include "sim/selftest/forms.h"
#include "tests/solve.h"

typedef struct {
    const sim_model *model;
    const sim_value *changes; /* on top of the defaults; NULL: none */
    const char *method;
    double end;
    size_t n; /* replicates */
    uint64_t seed;
} counts_plan;

size_t counts_method(const char *name);

/* Runs one replicate with outputs at a distance of `every`; any failure ends the program. */
void counts_run(const counts_plan *plan, uint64_t replicate, double every,
                sim_result *result);

/* The moments of each name's value (of a state or rule) at the end, over all replicates. */
void counts_moments_of(const counts_plan *plan, const char *const names[], size_t n_names,
                       sim_central moments[]);

/* How many standard errors the means, and the sds, of two samples are apart. */
double counts_z_means(const sim_central *a, const sim_central *b);
double counts_z_sds(const sim_central *a, const sim_central *b);

/* True if all means and variances are less than 4 standard errors off; else `text` tells
 * of the first that is not. */
enum { COUNTS_TEXT = 512 };
bool counts_agree(const counts_plan *plan, sim_forms *forms_of, char text[COUNTS_TEXT]);

/* The same of two ensembles' means and standard deviations. */
bool counts_match(const counts_plan *one, const counts_plan *other,
                  const char *const names[], size_t n_names, char text[COUNTS_TEXT]);

#endif
