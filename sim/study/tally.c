#include "sim/study/tally.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics.h>

const double sim_quantiles[SIM_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Of a finite one. */
static inline void move(sim_moments *m, double number)
{
    const double off = number - m->mean;

    m->n++;
    m->mean += off / (double)(long long)m->n; /* signed: one instruction */
    m->squares += off * (number - m->mean);
}

void sim_moments_add(sim_moments *m, double number)
{
    if (isfinite(number)) move(m, number);
}

double sim_moments_sd(const sim_moments *m)
{
    return m->n > 1 ? sqrt(m->squares / (double)(m->n - 1)) : NAN;
}

double sim_moments_se(const sim_moments *m)
{
    return sim_moments_sd(m) / sqrt((double)m->n);
}

bool sim_moments_are_alike(const sim_moments *m)
{
    return sim_moments_sd(m) <= 1e-9 * fabs(m->mean);
}

/* Estimates start as gsl_rstat_quantile_alloc makes them. */
void sim_tally_init(sim_tally *tally, double *kept, sim_estimates *estimates)
{
    *tally = (sim_tally){.kept = kept, .estimates = kept ? NULL : estimates};
    if (tally->estimates) estimates->n_few = 0;
    for (size_t i = 0; tally->estimates && i < SIM_QUANTILES; i++) {
        estimates->quantile[i].p = sim_quantiles[i];
        gsl_rstat_quantile_reset(&estimates->quantile[i]);
    }
}

/* Counts a number, or gives up. */
static void count(sim_estimates *e, double number)
{
    size_t at = 0;

    if (e->n_few > SIM_FEW) return;
    while (at < e->n_few && e->few[at] < number) at++;
    if (at < e->n_few && e->few[at] == number) {
        e->times[at]++;
        return;
    }
    if (e->n_few++ == SIM_FEW) return;
    memmove(&e->few[at + 1], &e->few[at], (e->n_few - 1 - at) * sizeof *e->few);
    memmove(&e->times[at + 1], &e->times[at], (e->n_few - 1 - at) * sizeof *e->times);
    e->few[at] = number;
    e->times[at] = 1;
}

static void estimate(sim_estimates *e, double number)
{
    count(e, number);
    for (size_t i = 0; i < SIM_QUANTILES; i++)
        gsl_rstat_quantile_add(number, &e->quantile[i]);
}

/* Of a tally that keeps them. */
static void keep_all(sim_tally *tally, const double numbers[], size_t n, size_t stride)
{
    double *kept = tally->kept;
    sim_moments moments = tally->moments;

    for (size_t i = 0; i < n; i++) {
        const double number = numbers[i * stride];

        if (!isfinite(number)) continue;
        kept[moments.n] = number;
        move(&moments, number);
    }
    tally->moments = moments;
}

static void add_each(sim_tally *tally, const double numbers[], size_t n, size_t stride)
{
    if (tally->kept) {
        keep_all(tally, numbers, n, stride);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(numbers[i * stride])) continue;
        move(&tally->moments, numbers[i * stride]);
        if (tally->estimates) estimate(tally->estimates, numbers[i * stride]);
    }
}

void sim_tally_add(sim_tally *tally, double number) { add_each(tally, &number, 1, 1); }

/* ---- side by side --------------------------------------------------------- */

enum { SIDE = 4 };
typedef double numbers_of_side __attribute__((vector_size(8 * SIDE)));

/* Do all of them keep their numbers, and have as many? */
static bool are_alike(const sim_tally tallies[SIDE])
{
    for (size_t i = 0; i < SIDE; i++)
        if (!tallies[i].kept || tallies[i].moments.n != tallies->moments.n) return false;
    return true;
}

/* As keep_all does, of tallies that are alike; returns how many were added to each: those
 * before the first that is not finite in one of them. */
static size_t keep_side_by_side(sim_tally tallies[SIDE], const double numbers[], size_t n,
                                size_t stride)
{
    const size_t had = tallies->moments.n;
    double *a = tallies[0].kept + had, *b = tallies[1].kept + had,
           *c = tallies[2].kept + had, *d = tallies[3].kept + had;
    numbers_of_side mean, squares;
    size_t i;

    for (size_t l = 0; l < SIDE; l++) mean[l] = tallies[l].moments.mean;
    for (size_t l = 0; l < SIDE; l++) squares[l] = tallies[l].moments.squares;
    for (i = 0; i < n; i++) {
        numbers_of_side number, off, nothing;

        memcpy(&number, &numbers[i * stride], sizeof number);
        nothing = number - number; /* not so where one is not finite */
        if (!(nothing[0] + nothing[1] + (nothing[2] + nothing[3]) == 0)) break;
        a[i] = number[0], b[i] = number[1], c[i] = number[2], d[i] = number[3];
        off = number - mean;
        mean += off / (double)(long long)(had + i + 1);
        squares += off * (number - mean);
    }
    for (size_t l = 0; l < SIDE; l++)
        tallies[l].moments = (sim_moments){had + i, mean[l], squares[l]};
    return i;
}

void sim_tally_add_all(sim_tally tallies[], size_t n_tallies, const double numbers[],
                       size_t n, size_t stride)
{
    for (size_t k = 0; k < n_tallies; k += SIDE) {
        const size_t some = n_tallies - k < SIDE ? n_tallies - k : SIDE;
        const size_t done = some == SIDE && are_alike(&tallies[k])
                                ? keep_side_by_side(&tallies[k], &numbers[k], n, stride)
                                : 0;

        for (size_t i = k; done < n && i < k + some; i++)
            add_each(&tallies[i], &numbers[done * stride + i], n - done, stride);
    }
}

/* ---- what comes out ------------------------------------------------------- */

void sim_tally_close(sim_tally *tally, sim_order *order)
{
    if (tally->kept) sim_sort(tally->kept, tally->moments.n, order);
}

double sim_tally_mean(const sim_tally *tally)
{
    return tally->moments.n > 0 ? tally->moments.mean : NAN;
}

bool sim_tally_is_exact(const sim_tally *tally)
{
    return tally->kept || tally->moments.n == 0 ||
           (tally->estimates && tally->estimates->n_few <= SIM_FEW);
}

/* The i-th of all numbers, in ascending order. */
static double find_counted(const sim_estimates *e, size_t i)
{
    size_t at = 0;

    for (size_t below = e->times[0]; below <= i && at + 1 < e->n_few; below += e->times[at])
        at++;
    return e->few[at];
}

/* As gsl_stats_quantile_from_sorted_data. */
static double counted_quantile(const sim_estimates *e, size_t n, double part)
{
    const double place = part * (double)(n - 1), low = floor(place);
    const double one = find_counted(e, (size_t)low),
                 next = find_counted(e, (size_t)low + 1);

    return (1 - (place - low)) * one + (place - low) * next;
}

double sim_tally_quantile(const sim_tally *tally, size_t i)
{
    gsl_rstat_quantile_workspace copy; /* reading a short one sorts it */

    if (tally->moments.n == 0) return NAN;
    if (tally->kept)
        return gsl_stats_quantile_from_sorted_data(tally->kept, 1, tally->moments.n,
                                                   sim_quantiles[i]);
    if (sim_tally_is_exact(tally))
        return counted_quantile(tally->estimates, tally->moments.n, sim_quantiles[i]);
    copy = tally->estimates->quantile[i];
    return gsl_rstat_quantile_get(&copy);
}
