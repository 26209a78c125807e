#include "sim/study/misfit.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_erf.h>

static double sd_of(const sim_observation *o)
{
    return o->kind == SIM_ERROR_RELATIVE ? o->sd * fabs(o->value) : o->sd;
}

/* How far what was measured is above the model, in standard deviations. */
static double off_of(const sim_observation *o, double model)
{
    if (o->kind == SIM_ERROR_LOGARITHM) return log(o->value / model) / o->sd;
    return (o->value - model) / sd_of(o);
}

/* log Phi: by what is missing to 1, or by the complementary error function. */
static double log_phi(double off)
{
    if (off > 0) return log1p(-gsl_cdf_ugaussian_Q(off));
    return gsl_sf_log_erfc(-off * M_SQRT1_2) - M_LN2;
}

double sim_misfit_censored(double off) { return sqrt(-2 * log_phi(off)); }

double sim_misfit(const sim_observation *o, double model)
{
    const double off = off_of(o, model);

    if (o->seen == SIM_SEEN) return off;
    return sim_misfit_censored(o->seen == SIM_SEEN_BELOW ? off : -off);
}

double sim_misfit_log_likelihood(const sim_observation *o, double model)
{
    const double off = off_of(o, model);
    const double unit = o->kind == SIM_ERROR_LOGARITHM ? o->sd * o->value : sd_of(o);

    if (o->seen != SIM_SEEN) return log_phi(o->seen == SIM_SEEN_BELOW ? off : -off);
    return -off * off / 2 - log(unit) - log(2 * M_PI) / 2;
}

/* ---- fitted noise --------------------------------------------------------- */

static double middle_of(const sim_fitted_sd *f) { return (log(f->low) + log(f->high)) / 2; }

/* C */
static double constant_of(const sim_fitted_sd *f)
{
    return 2 * gsl_pow_2((log(f->high) - log(f->low)) / 2) + 1;
}

void sim_misfit_of_sd(const sim_fitted_sd *f, double sd, double r[])
{
    const double m = log(sd) - middle_of(f);

    r[0] = sqrt((double)f->n) * (1 + m);
    r[1] = sqrt((double)f->n * (constant_of(f) - m * m));
}

double sim_misfit_of_sd_offset(const sim_fitted_sd *f)
{
    return (double)f->n * (1 + constant_of(f) - 2 * middle_of(f));
}

sim_criteria sim_misfit_criteria(double log_likelihood, size_t n, size_t k)
{
    const double numbers = (double)k, left = (double)n - numbers - 1;
    const double aic = 2 * numbers - 2 * log_likelihood;

    return (sim_criteria){aic,
                          left > 0 ? aic + 2 * numbers * (numbers + 1) / left : INFINITY,
                          numbers * log((double)n) - 2 * log_likelihood};
}
