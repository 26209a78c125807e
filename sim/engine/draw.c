#include "sim/engine/draw.h"

#include <gsl/gsl_randist.h>
#include <math.h>

static const double largest_draw = 0x1p30; /* that gsl_ran_binomial takes at once */

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

double sim_draw_poisson(gsl_rng *rng, double mean)
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

double sim_draw_binomial(gsl_rng *rng, double n, double part)
{
    double drawn = 0;

    n = round(n);
    if (!(n > 0) || !(part > 0)) return 0;
    if (part >= 1) return n;
    for (; n > 0; n -= largest_draw)
        drawn += gsl_ran_binomial(rng, part, (unsigned)fmin(n, largest_draw));
    return drawn;
}
