/* bootstrap.h -- how sure one is of numbers that are worked out from sums over samples.
 *
 * Samples are dealt to units, at most SIM_UNITS, and units are drawn with replacement, so
 * that the work does not grow with the samples: sums of random groups of equal samples
 * vary as those of samples do (Wolter (2007) Introduction to Variance Estimation, ch. 2).
 *
 * Intervals are bias-corrected and accelerated (BCa; Efron (1987) J. Am. Stat. Assoc. 82,
 * 171), the acceleration by the jackknife, for a level that is widened as Student's t is
 * over the normal distribution (Hesterberg (2015) Am. Stat. 69, 371): without
 * that, intervals from ten or twenty samples are too narrow.
 *
 * Memory: a bootstrap owns its arrays.
 */
#ifndef SIM_STUDY_BOOTSTRAP_H
#define SIM_STUDY_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

enum { SIM_UNITS = 256, SIM_RESAMPLES = 1000 };

/* Fewer samples have no interval: it can be no wider than they are apart, and holds the truth
 * once in two for two samples, seven times in ten for three; from eight on it is nine times,
 * for the test functions of tests/test_screening.c. */
enum { SIM_SAMPLES_LEAST = 8 };

typedef struct {
    double value, low, high; /* ends of the 95 % interval */
} sim_interval;

/* Works out values[n_values] from sums[n_sums]; NAN where undefined. */
typedef void sim_statistic(const double sums[], size_t n_values, double values[]);

typedef struct {
    size_t n_units, n_sums, n_values;
    double *sums; /* [n_units][n_sums] */
    sim_statistic *statistic;
    uint64_t seed;
} sim_bootstrap;

/* sim_bootstrap_free is legal after a failure too. */
sim_status sim_bootstrap_init(sim_bootstrap *bootstrap, size_t samples, size_t n_sums,
                              sim_error *err);
void sim_bootstrap_free(sim_bootstrap *bootstrap);

/* The sums, from 0 at first, to which the terms of a sample are to be added. */
double *sim_bootstrap_sums(sim_bootstrap *bootstrap, size_t sample);

/* intervals[n_values], of values to each of which counted[] samples contribute; ends are
 * NAN for fewer than SIM_SAMPLES_LEAST. */
sim_status sim_bootstrap_run(const sim_bootstrap *bootstrap, const size_t counted[],
                             sim_interval intervals[], sim_error *err);

#endif
