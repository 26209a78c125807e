#include "sim/study/draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>

static const double rhat_most = 1.01;
static const double window = 5; /* Sokal's c */

/* ---- autocorrelation ------------------------------------------------------ */

/* series[size], of which the first n numbers have a mean of 0 and the rest is 0, becomes its
 * autocovariances: what is before is no part of what is behind, as size >= 2 n. */
static void correlate(double series[], size_t size, size_t n)
{
    gsl_fft_real_radix2_transform(series, 1, size);
    series[0] *= series[0];
    series[size / 2] *= series[size / 2];
    for (size_t i = 1; i < size / 2; i++) {
        series[i] = series[i] * series[i] + series[size - i] * series[size - i];
        series[size - i] = 0;
    }
    gsl_fft_halfcomplex_radix2_inverse(series, 1, size);
    for (size_t i = 0; i < n; i++) series[i] /= (double)n;
}

/* Of autocovariances; INFINITY where no window is long enough. */
static double find_time(const double covariances[], size_t n)
{
    double time = 1;

    if (!(covariances[0] > 0)) return NAN;
    for (size_t m = 1; m < n; m++) {
        time += 2 * covariances[m] / covariances[0];
        if ((double)m >= window * time) return time;
    }
    return INFINITY;
}

/* Means over walkers, [SIM_ENSEMBLES][n], and the mean and variance of all. */
static void fill_means(const sim_draws *d, sim_draw_number *number, void *self,
                       double means[], sim_draws_mean *mean)
{
    double squares = 0, n = 0;

    mean->mean = 0;
    for (size_t i = 0; i < d->n * SIM_ENSEMBLES; i++) {
        double *one = &means[i % SIM_ENSEMBLES * d->n + i / SIM_ENSEMBLES];

        for (size_t w = 0; w < d->n_walkers; w++) {
            const double value =
                number(self, sim_draws_at(d, i / SIM_ENSEMBLES, i % SIM_ENSEMBLES, w));
            const double off = value - mean->mean;

            n++;
            mean->mean += off / n;
            squares += off * (value - mean->mean);
            *one += value / (double)d->n_walkers;
        }
    }
    mean->sd = sqrt(squares / (n - 1));
}

static size_t size_for(size_t n)
{
    size_t size = 1;

    while (size < 2 * n) size *= 2;
    return size;
}

static void find_error(const sim_draws *d, const double means[], double series[],
                       double sum[], sim_draws_mean *mean)
{
    const size_t size = size_for(d->n);
    const double n = (double)(d->n * SIM_ENSEMBLES);
    double time;

    for (size_t e = 0; e < SIM_ENSEMBLES; e++) {
        memset(series, 0, size * sizeof *series);
        for (size_t i = 0; i < d->n; i++) series[i] = means[e * d->n + i] - mean->mean;
        correlate(series, size, d->n);
        for (size_t i = 0; i < d->n; i++) sum[i] += series[i] / SIM_ENSEMBLES;
    }
    time = find_time(sum, d->n);
    mean->time = time * (double)d->thin;
    mean->error = sqrt(sum[0] * time / n);
    mean->size = mean->sd * mean->sd / (mean->error * mean->error);
}

sim_status sim_draws_find_mean(const sim_draws *d, sim_draw_number *number, void *self,
                               sim_draws_mean *mean, sim_error *err)
{
    sim_pool pool = {0};
    double *means = sim_pool_take(&pool, SIM_ENSEMBLES * d->n + 1, sizeof *means);
    double *sum = sim_pool_take(&pool, d->n + 1, sizeof *sum);
    double *series = sim_pool_take(&pool, size_for(d->n), sizeof *series);
    const sim_status status = sim_pool_check(&pool, "draws", err);

    *mean = (sim_draws_mean){NAN, NAN, NAN, NAN, NAN};
    if (status == SIM_OK && d->n >= SIM_DRAWS_LEAST) {
        fill_means(d, number, self, means, mean);
        find_error(d, means, series, sum, mean);
    }
    sim_pool_free(&pool);
    return status;
}

/* ---- R-hat ---------------------------------------------------------------- */

/* Numbers become the normal scores of their ranks, those of equal ones the same (Blom (1958)). */
static void rank(double numbers[], size_t n, size_t order[])
{
    gsl_sort_index(order, numbers, 1, n);
    for (size_t i = 0, next; i < n; i = next) {
        double score;

        for (next = i + 1; next < n && numbers[order[next]] == numbers[order[i]];) next++;
        score = gsl_cdf_ugaussian_Pinv(((double)(i + next + 1) / 2 - 0.375) /
                                       ((double)n + 0.25));
        for (size_t k = i; k < next; k++) numbers[order[k]] = score;
    }
}

/* Of chains of n numbers each, which are halves already (Gelman & Rubin (1992) Stat. Sci. 7, 457). */
static double between_within(const double chains[], size_t n_chains, size_t n)
{
    double within = 0, mean = 0, between = 0;
    const double m = (double)n_chains, length = (double)n;

    for (size_t c = 0; c < n_chains; c++) {
        const double own = gsl_stats_mean(&chains[c * n], 1, n), off = own - mean;

        within += gsl_stats_variance_m(&chains[c * n], 1, n, own) / m;
        mean += off / ((double)c + 1);
        between += off * (own - mean);
    }
    return sqrt((length - 1) / length + between / (m - 1) / within);
}

/* Both halves of each chain behind each other; a middle one is left out. */
static void split(const double chains[], size_t n_chains, size_t n, double halves[])
{
    const size_t half = n / 2;

    for (size_t c = 0; c < n_chains; c++) {
        memcpy(&halves[2 * c * half], &chains[c * n], half * sizeof *halves);
        memcpy(&halves[(2 * c + 1) * half], &chains[c * n + n - half],
               half * sizeof *halves);
    }
}

sim_status sim_rhat(const double chains[], size_t n_chains, size_t n, double *rhat,
                    sim_error *err)
{
    const size_t half = n / 2, all = 2 * n_chains * half;
    sim_pool pool = {0};
    double *own = sim_pool_take(&pool, all + 1, sizeof *own);
    double *away = sim_pool_take(&pool, all + 1, sizeof *away);
    size_t *order = sim_pool_take(&pool, all + 1, sizeof *order);
    const sim_status status = sim_pool_check(&pool, "draws", err);

    *rhat = NAN;
    if (status == SIM_OK && half >= 2) {
        double median;

        split(chains, n_chains, n, own);
        memcpy(away, own, all * sizeof *own);
        rank(own, all, order);
        median = (away[order[(all - 1) / 2]] + away[order[all / 2]]) / 2;
        for (size_t i = 0; i < all; i++) away[i] = fabs(away[i] - median);
        rank(away, all, order);
        *rhat = fmax(between_within(own, 2 * n_chains, half),
                     between_within(away, 2 * n_chains, half));
    }
    sim_pool_free(&pool);
    return status;
}

/* ---- one dimension -------------------------------------------------------- */

static double take_dim(void *self, const double x[]) { return x[*(const size_t *)self]; }

/* Walkers as chains, one after the other. */
static void fill_chains(const sim_draws *d, size_t dim, double chains[])
{
    const size_t n_chains = SIM_ENSEMBLES * d->n_walkers;

    for (size_t i = 0; i < d->n; i++) {
        for (size_t c = 0; c < n_chains; c++)
            chains[c * d->n + i] = d->x[(i * n_chains + c) * d->n_dims + dim];
    }
}

static void find_quantiles(double sorted[], size_t n, sim_draws_summary *s)
{
    gsl_sort(sorted, 1, n);
    s->median = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.5);
    s->low = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.025);
    s->high = gsl_stats_quantile_from_sorted_data(sorted, 1, n, 0.975);
}

sim_status sim_draws_sum_up(const sim_draws *d, size_t dim, sim_draws_summary *s,
                            sim_error *err)
{
    const size_t n_chains = SIM_ENSEMBLES * d->n_walkers, n = d->n * n_chains;
    double *chains = calloc(n + 1, sizeof *chains);
    sim_status status;

    *s = (sim_draws_summary){.rhat = NAN};
    if (!chains) return sim_fail_memory(err, "draws");
    status = sim_draws_find_mean(d, take_dim, &dim, &s->mean, err);
    if (status == SIM_OK) {
        fill_chains(d, dim, chains);
        status = sim_rhat(chains, n_chains, d->n, &s->rhat, err);
        find_quantiles(chains, n, s);
    }
    free(chains);
    s->converged =
        s->rhat < rhat_most && (double)(d->n * d->thin) >= SIM_DRAWS_TIMES * s->mean.time;
    return status;
}
