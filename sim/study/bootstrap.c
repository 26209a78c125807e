#include "sim/study/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>

#include "sim/engine/rng.h"
#include "sim/io/memory.h"

static const double tail = 0.025; /* of a 95 % interval, on either side */

typedef struct {
    sim_pool pool;     /* of what follows */
    double *total;     /* [n_sums] */
    double *sums;      /* [n_sums] of a resample, or without a unit */
    double *values;    /* [n_values] */
    double *resamples; /* [n_values][SIM_RESAMPLES] */
    double *without;   /* [n_values][n_units] */
    gsl_rng *rng;
} work;

/* ---- life ----------------------------------------------------------------- */

sim_status sim_bootstrap_init(sim_bootstrap *b, size_t samples, size_t n_sums,
                              sim_error *err)
{
    *b = (sim_bootstrap){.n_units = samples < SIM_UNITS ? samples : SIM_UNITS,
                         .n_sums = n_sums};
    b->sums = calloc(b->n_units * n_sums + 1, sizeof *b->sums);
    return b->sums ? SIM_OK : sim_fail_memory(err, "bootstrap");
}

void sim_bootstrap_free(sim_bootstrap *b)
{
    free(b->sums);
    *b = (sim_bootstrap){0};
}

double *sim_bootstrap_sums(sim_bootstrap *b, size_t sample)
{
    return &b->sums[sample % b->n_units * b->n_sums];
}

static sim_status work_init(work *w, const sim_bootstrap *b, sim_error *err)
{
    w->total = sim_pool_take(&w->pool, b->n_sums, sizeof *w->total);
    w->sums = sim_pool_take(&w->pool, b->n_sums, sizeof *w->sums);
    w->values = sim_pool_take(&w->pool, b->n_values, sizeof *w->values);
    w->resamples =
        sim_pool_take(&w->pool, b->n_values * SIM_RESAMPLES, sizeof *w->resamples);
    w->without = sim_pool_take(&w->pool, b->n_values * b->n_units, sizeof *w->without);
    w->rng = gsl_rng_alloc(sim_rng_type);
    return w->rng ? sim_pool_check(&w->pool, "bootstrap", err)
                  : sim_fail_memory(err, "bootstrap");
}

static void work_free(work *w)
{
    sim_pool_free(&w->pool);
    gsl_rng_free(w->rng);
}

/* ---- values --------------------------------------------------------------- */

static void add_unit(const sim_bootstrap *b, size_t unit, double times, double sums[])
{
    const double *terms = &b->sums[unit * b->n_sums];

    for (size_t i = 0; i < b->n_sums; i++) sums[i] += times * terms[i];
}

/* values of `sums` into place i of rows of `width`. */
static void put_values(const sim_bootstrap *b, work *w, double rows[], size_t width,
                       size_t i)
{
    b->statistic(w->sums, b->n_values, w->values);
    for (size_t v = 0; v < b->n_values; v++) rows[v * width + i] = w->values[v];
}

static void resample(const sim_bootstrap *b, work *w)
{
    sim_rng_start(w->rng, &(sim_stream){.seed = b->seed, .purpose = "bootstrap"});
    for (size_t i = 0; i < SIM_RESAMPLES; i++) {
        unsigned times[SIM_UNITS] = {0};

        for (size_t k = 0; k < b->n_units; k++) times[sim_rng_below(w->rng, b->n_units)]++;
        memset(w->sums, 0, b->n_sums * sizeof *w->sums);
        for (size_t unit = 0; unit < b->n_units; unit++) {
            if (times[unit] > 0) add_unit(b, unit, times[unit], w->sums);
        }
        put_values(b, w, w->resamples, SIM_RESAMPLES, i);
    }
}

static void leave_out(const sim_bootstrap *b, work *w)
{
    for (size_t unit = 0; unit < b->n_units; unit++) {
        memcpy(w->sums, w->total, b->n_sums * sizeof *w->sums);
        add_unit(b, unit, -1, w->sums);
        put_values(b, w, w->without, b->n_units, unit);
    }
}

/* ---- intervals ------------------------------------------------------------ */

/* Moves the numbers that are defined to the front. */
static size_t keep_finite(double list[], size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (isfinite(list[i])) list[kept++] = list[i];
    }
    return kept;
}

/* Efron & Tibshirani (1993) An Introduction to the Bootstrap, eq. 14.15. */
static double acceleration(double without[], size_t n_units)
{
    const size_t n = keep_finite(without, n_units);
    const double mean = gsl_stats_mean(without, 1, n);
    double squares = 0, cubes = 0;

    for (size_t i = 0; i < n; i++) {
        const double off = mean - without[i];

        squares += off * off;
        cubes += off * off * off;
    }
    return squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
}

/* How far the value is from the median of the resamples, in standard deviations of a
 * normal distribution; resamples equal to it count half on either side. */
static double bias(const double sorted[], size_t n, double value)
{
    double below = 0;

    for (size_t i = 0; i < n; i++)
        below += sorted[i] < value ? 1 : sorted[i] > value ? 0 : 0.5;
    return gsl_cdf_ugaussian_Pinv((below + 0.5) / ((double)n + 1));
}

/* The quantile of the resamples that stands for the normal deviate z. */
static double quantile(const double sorted[], size_t n, double bias, double skew, double z)
{
    const double moved = bias + z, scale = 1 - skew * moved;
    const double part = scale > 0 ? gsl_cdf_ugaussian_P(bias + moved / scale) : moved > 0;

    return gsl_stats_quantile_from_sorted_data(sorted, 1, n, part);
}

static void find_ends(const sim_bootstrap *b, work *w, size_t v, size_t counted,
                      sim_interval *interval)
{
    double *sorted = &w->resamples[v * SIM_RESAMPLES];
    const size_t n = keep_finite(sorted, SIM_RESAMPLES);
    const double df = (double)(counted < b->n_units ? counted : b->n_units) - 1;

    interval->low = interval->high = NAN;
    if (df + 1 < SIM_SAMPLES_LEAST || n < 2 || !isfinite(interval->value)) return;
    gsl_sort(sorted, 1, n);

    const double z = gsl_cdf_tdist_Qinv(tail, df) * sqrt((df + 1) / df);
    const double off = bias(sorted, n, interval->value);
    const double skew = acceleration(&w->without[v * b->n_units], b->n_units);

    interval->low = quantile(sorted, n, off, skew, -z);
    interval->high = quantile(sorted, n, off, skew, z);
}

sim_status sim_bootstrap_run(const sim_bootstrap *b, const size_t counted[],
                             sim_interval intervals[], sim_error *err)
{
    work w = {0};
    sim_status status = work_init(&w, b, err);

    if (status == SIM_OK) {
        for (size_t unit = 0; unit < b->n_units; unit++) add_unit(b, unit, 1, w.total);
        b->statistic(w.total, b->n_values, w.values);
        for (size_t v = 0; v < b->n_values; v++) intervals[v].value = w.values[v];
        resample(b, &w);
        leave_out(b, &w);
        for (size_t v = 0; v < b->n_values; v++)
            find_ends(b, &w, v, counted[v], &intervals[v]);
    }
    work_free(&w);
    return status;
}
