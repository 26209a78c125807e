#include "sim/engine/variate.h"

#include <math.h>

/* Multiplies uniforms until they fall below exp(-mean). */
static double poisson_few(gsl_rng *rng, double mean)
{
    const double limit = exp(-mean);
    double product = gsl_rng_uniform(rng), n = 0;

    for (; product > limit; n++) product *= gsl_rng_uniform(rng);
    return n;
}

/* log of mean^n exp(-mean) / n!, without the loss of digits of its three large terms. */
static double log_poisson(double n, double mean)
{
    const double off = (mean - n) / n, square = 1 / (n * n);

    if (n < 10) return n * log(mean) - mean - log(tgamma(n + 1));
    return n * (log1p(off) - off) - 0.5 * log(2 * M_PI * n) -
           (1. / 12 - (1. / 360 - square / 1260) * square) / n;
}

double sim_variate_poisson(gsl_rng *rng, double mean)
{
    if (!(mean > 0)) return 0;
    if (mean < 10) return poisson_few(rng, mean);

    const double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
    const double inverse = 1.1239 + 1.1328 / (b - 3.4), fits = 0.9277 - 3.6224 / (b - 2);

    for (;;) {
        double u = gsl_rng_uniform(rng) - 0.5, v = gsl_rng_uniform(rng);
        double us = 0.5 - fabs(u), n = floor((2 * a / us + b) * u + mean + 0.43);

        if (us >= 0.07 && v <= fits) return n;
        if (n < 0 || (us < 0.013 && v > us)) continue;
        if (log(v) + log(inverse) - log(a / (us * us) + b) <= log_poisson(n, mean))
            return n;
    }
}

/* log of the probability of k: a binomial is one Poisson number, given a sum of two. */
static double log_binomial(double k, double n, double part)
{
    return log_poisson(k, n * part) + log_poisson(n - k, n * (1 - part)) -
           log_poisson(n, n);
}

/* For a mean of 10 or more and a part of at most 1/2. */
static double binomial_many(gsl_rng *rng, double n, double part)
{
    const double sd = sqrt(n * part * (1 - part)), b = 1.15 + 2.53 * sd;
    const double a = -0.0873 + 0.0248 * b + 0.01 * part, alpha = (2.83 + 5.1 / b) * sd;
    const double top = log_binomial(floor((n + 1) * part), n, part), fits = 0.92 - 4.2 / b;

    for (;;) {
        double u = gsl_rng_uniform(rng) - 0.5, v = gsl_rng_uniform(rng);
        double us = 0.5 - fabs(u), k = floor((2 * a / us + b) * u + n * part + 0.5);

        if (us >= 0.07 && v <= fits) return k;
        if (k < 0 || k > n) continue;
        if (log(v * alpha / (a / (us * us) + b)) <= log_binomial(k, n, part) - top)
            return k;
    }
}

/* For a mean below 10, part after part of the distribution. */
static double binomial_few(gsl_rng *rng, double n, double part)
{
    double left = gsl_rng_uniform(rng), p = exp(n * log1p(-part)), k = 0;

    for (; k < n && left >= p; k++) {
        left -= p;
        p *= (n - k) / (k + 1) * part / (1 - part);
        if (p < 1e-300) break;
    }
    return k;
}

double sim_variate_binomial(gsl_rng *rng, double n, double part)
{
    n = round(n);
    if (!(n > 0) || !(part > 0)) return 0;
    if (part >= 1) return n;
    if (part > 0.5) return n - sim_variate_binomial(rng, n, 1 - part);
    return n * part < 10 ? binomial_few(rng, n, part) : binomial_many(rng, n, part);
}
