/* central.h -- mean and variance of a sample, and how far they are from what is expected.
 *
 * Units: a distance is in standard errors, and negative below the expectation.
 */
#ifndef SIM_SELFTEST_CENTRAL_H
#define SIM_SELFTEST_CENTRAL_H

#include <stddef.h>

typedef struct {
    size_t n;
    double mean, variance, fourth; /* central moments */
} sim_central;

sim_central sim_central_of(const double values[], size_t n);

double sim_central_mean_error(const sim_central *c);

/* The standard error of the variance, which depends on the kurtosis:
 * sqrt((m4 - (n - 3) / (n - 1) s^4) / n). */
double sim_central_variance_error(const sim_central *c);

double sim_central_z_mean(const sim_central *c, double expected);

/* Taken on the scale of logarithms: a sample that misses the tail has a small variance and
 * a small standard error of it, which there mostly cancel. */
double sim_central_z_variance(const sim_central *c, double expected);

#endif
