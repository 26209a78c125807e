/* noncentral.h -- for tests: how often a trial is expected to see a difference that there is. */
#ifndef TESTS_NONCENTRAL_H
#define TESTS_NONCENTRAL_H

#include <stddef.h>

/* How likely a noncentral t of df degrees of freedom, whose normal part has the mean `delta`, is at
 * most t: the normal distribution, integrated over that of the spread. */
double noncentral_t(double t, double df, double delta);

/* Mean and standard deviation of a group of n. */
typedef struct {
    double mean, sd;
    size_t n;
} noncentral_group;

/* How likely Welch's test finds p below alpha: a t of Satterthwaite's degrees of freedom for these
 * standard deviations. */
double noncentral_power(const noncentral_group *one, const noncentral_group *other,
                        double alpha);

/* How likely the log-rank test does, where so many are struck in all, of whom `part` would be of
 * the first group if both were alike (Schoenfeld (1981) Biometrika 68, 316). */
double noncentral_power_of_hazards(double ratio, double struck, double part, double alpha);

#endif
