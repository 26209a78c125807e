#include "sim/study/reml.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

typedef struct {
    const double *values, *errors;
    size_t n;
} sample;

/* Sums with weights 1/(error^2 + variance). */
typedef struct {
    double weights, squared_weights, mean;
    double q;         /* weights times squared distances from the mean */
    double squared_q; /* squared weights times them */
    double logs;      /* of what is weighed by */
} sums;

static double weight_of(const sample *s, size_t i, double variance)
{
    return 1 / (s->errors[i] * s->errors[i] + variance);
}

static sums add_up(const sample *s, double variance)
{
    sums t = {0};

    for (size_t i = 0; i < s->n; i++) {
        const double w = weight_of(s, i, variance);

        t.weights += w;
        t.squared_weights += w * w;
        t.mean += w * s->values[i];
        t.logs -= log(w);
    }
    t.mean /= t.weights;
    for (size_t i = 0; i < s->n; i++) {
        const double w = weight_of(s, i, variance), off = s->values[i] - t.mean;

        t.q += w * off * off;
        t.squared_q += w * w * off * off;
    }
    return t;
}

/* ---- restricted likelihood ------------------------------------------------ */

static double likelihood(const sample *s, double variance)
{
    const sums t = add_up(s, variance);

    return -(t.logs + log(t.weights) + t.q) / 2;
}

/* Its derivative by the variance. */
static double slope(const sample *s, double variance)
{
    const sums t = add_up(s, variance);

    return (t.squared_q + t.squared_weights / t.weights - t.weights) / 2;
}

/* A decreasing function's excess over what is looked for. */
typedef double excess(const sample *s, double variance, double aim);

static double slope_excess(const sample *s, double variance, double aim)
{
    return slope(s, variance) - aim;
}

static double q_excess(const sample *s, double variance, double aim)
{
    return add_up(s, variance).q - aim;
}

/* Where it changes its sign, which it does between both: halved until no number is between. */
static double find_root(const sample *s, excess *function, double aim, double low,
                        double high)
{
    for (;;) {
        const double middle = low + (high - low) / 2;

        if (!(middle > low && middle < high)) return middle;
        if (function(s, middle, aim) > 0)
            low = middle;
        else
            high = middle;
    }
}

/* No spread is larger than a variance of this. */
static double find_limit(const sample *s)
{
    double low = s->values[0], high = low, error = 0;

    for (size_t i = 0; i < s->n; i++) {
        low = fmin(low, s->values[i]);
        high = fmax(high, s->values[i]);
        error = fmax(error, s->errors[i]);
    }
    return gsl_pow_2(high - low) + gsl_pow_2(error);
}

/* Maxima are looked for between neighbours of a list of variances, each a part larger. */
static double find_variance(const sample *s)
{
    const double limit = find_limit(s), factor = 1.1;
    double best = 0, most = likelihood(s, 0), last = 0;

    for (double next = 1e-10 * limit; last < limit; next *= factor) {
        if (slope(s, last) > 0 && slope(s, next) <= 0) {
            const double top = find_root(s, slope_excess, 0, last, next);
            const double height = likelihood(s, top);

            if (height > most) {
                best = top;
                most = height;
            }
        }
        last = next;
    }
    return best;
}

/* ---- intervals ------------------------------------------------------------ */

static const double tail = 0.025;

/* The variance at which Q is so large; 0 where it is smaller without any. */
static double find_by_q(const sample *s, double q)
{
    double high = find_limit(s);

    if (!(q_excess(s, 0, q) > 0)) return 0;
    while (q_excess(s, high, q) > 0) high *= 2;
    return find_root(s, q_excess, q, 0, high);
}

static sim_reml find(const sample *s)
{
    const double df = (double)s->n - 1, variance = find_variance(s);
    const sums t = add_up(s, variance);
    const double half = gsl_cdf_tdist_Qinv(tail, df) * sqrt(t.q / (df * t.weights));

    return (sim_reml){.mean = t.mean,
                      .low = t.mean - half,
                      .high = t.mean + half,
                      .spread = sqrt(variance),
                      .spread_low = sqrt(find_by_q(s, gsl_cdf_chisq_Qinv(tail, df))),
                      .spread_high = sqrt(find_by_q(s, gsl_cdf_chisq_Pinv(tail, df))),
                      .q = add_up(s, 0).q};
}

sim_status sim_reml_find(const double values[], const double errors[], size_t n,
                         const char *what, sim_reml *reml, sim_error *err)
{
    *reml = (sim_reml){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (n < SIM_REML_LEAST)
        return sim_fail(err, SIM_EVALUE,
                        "fit: %zu %s tell no spread; %d at least would be right", n, what,
                        SIM_REML_LEAST);
    for (size_t i = 0; i < n; i++) {
        if (isfinite(values[i]) && errors[i] > 0 && isfinite(errors[i])) continue;
        return sim_fail(
            err, SIM_EVALUE,
            "fit: of %zu %s number %zu is %g with an error of %g; a number with an "
            "error above 0 would be right",
            n, what, i + 1, values[i], errors[i]);
    }
    *reml = find(&(sample){values, errors, n});
    return SIM_OK;
}
