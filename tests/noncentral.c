#include "tests/noncentral.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

/* Of s = sqrt(chi2 / df): 2 (df/2)^(df/2) / gamma(df/2) s^(df - 1) exp(-df s^2 / 2). */
static double density_of_spread(double s, double df)
{
    if (s <= 0) return 0;
    return exp(log(2) + df / 2 * log(df / 2) - gsl_sf_lngamma(df / 2) + (df - 1) * log(s) -
               df * s * s / 2);
}

/* By Simpson's rule; s has a standard deviation of about 1 / sqrt(2 df). */
double noncentral_t(double t, double df, double delta)
{
    enum { PARTS = 4000 };
    const double wide = 12 / sqrt(2 * df);
    const double low = fmax(0, 1 - wide), step = (1 + wide - low) / PARTS;
    double sum = 0;

    for (int i = 0; i <= PARTS; i++) {
        const double s = low + i * step,
                     weight = i == 0 || i == PARTS ? 1 : 2 + 2 * (i % 2);

        sum += weight * density_of_spread(s, df) * gsl_cdf_ugaussian_P(t * s - delta);
    }
    return sum * step / 3;
}

double noncentral_power(const noncentral_group *one, const noncentral_group *other,
                        double alpha)
{
    const double v = one->sd * one->sd / (double)one->n;
    const double w = other->sd * other->sd / (double)other->n;
    const double df =
        (v + w) * (v + w) / (v * v / (double)(one->n - 1) + w * w / (double)(other->n - 1));
    const double delta = (one->mean - other->mean) / sqrt(v + w);
    const double t = gsl_cdf_tdist_Qinv(alpha / 2, df);

    return 1 - noncentral_t(t, df, delta) + noncentral_t(-t, df, delta);
}

double noncentral_power_of_hazards(double ratio, double struck, double part, double alpha)
{
    const double z = gsl_cdf_ugaussian_Qinv(alpha / 2);
    const double mean = fabs(log(ratio)) * sqrt(struck * part * (1 - part));

    return gsl_cdf_ugaussian_P(mean - z) + gsl_cdf_ugaussian_P(-mean - z);
}
