/* saltelli.c -- shares of the variance (Sobol' (1993) Math. Model. Comput. Exp. 1, 407).
 *
 * A sample is a row of matrices A and B and, for each axis, A's row with that coordinate
 * from B's (Saltelli et al. (2010) Comput. Phys. Commun. 181, 259).  First is their table 2
 * (b), total (f), which is Jansen's (1999, Comput. Phys. Commun. 117, 35), the variance being
 * that of A's and B's numbers together.
 *
 * Both are means of terms that vanish where an axis does nothing, so that their errors are as
 * small as its influence.  Those of Jansen's first, (c), are not: what it makes of a sample
 * has nearly the same error for all axes, and of many axes these add up.
 *
 * Rows are independent random ones, not those of a quasi-random sequence: those are not
 * exchangeable, and a bootstrap over them would be too wide by an amount that nobody knows.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "sim/study/bootstrap.h"
#include "sim/study/screening.h"
#include "sim/study/tally.h"

enum {
    FIRST,
    FIRST_LOW,
    FIRST_HIGH,
    TOTAL,
    TOTAL_LOW,
    TOTAL_HIGH,
    SAMPLES,
    SUM,
    SUM_LOW,
    SUM_HIGH,
    N_COLUMNS
};

static const sim_column columns[N_COLUMNS] = {
    [FIRST] = {"first", "1", "share of the variance that it has by itself",
               SIM_CELL_NUMBER},
    [FIRST_LOW] = {"first_low", "1", "lower end of the 95 % interval of first",
                   SIM_CELL_NUMBER},
    [FIRST_HIGH] = {"first_high", "1", "upper end of the 95 % interval of first",
                    SIM_CELL_NUMBER},
    [TOTAL] = {"total", "1", "share of the variance that it has in all, with others",
               SIM_CELL_NUMBER},
    [TOTAL_LOW] = {"total_low", "1", "lower end of the 95 % interval of total",
                   SIM_CELL_NUMBER},
    [TOTAL_HIGH] = {"total_high", "1", "upper end of the 95 % interval of total",
                    SIM_CELL_NUMBER},
    [SAMPLES] = {"samples", "1", "samples that were counted", SIM_CELL_NUMBER},
    [SUM] = {"first_sum", "1", "sum of first over all parameters", SIM_CELL_NUMBER},
    [SUM_LOW] = {"first_sum_low", "1", "lower end of the 95 % interval of first_sum",
                 SIM_CELL_NUMBER},
    [SUM_HIGH] = {"first_sum_high", "1", "upper end of the 95 % interval of first_sum",
                  SIM_CELL_NUMBER},
};

/* ---- design --------------------------------------------------------------- */

/* Points of a sample. */
enum { POINT_A, POINT_B, POINT_MIXED };

static size_t points_per_sample(size_t n_axes) { return n_axes + POINT_MIXED; }

static void point(const sim_screen *s, size_t i, double u[])
{
    const size_t sample = i / points_per_sample(s->n_axes);
    const size_t which = i % points_per_sample(s->n_axes);
    sim_screen_rng room;
    gsl_rng *rng =
        sim_screen_start(&room, s, sample, which == POINT_B ? "sobol b" : "sobol a");

    for (size_t j = 0; j < s->n_axes; j++) u[j] = gsl_rng_uniform(rng);
    if (which < POINT_MIXED) return;
    rng = sim_screen_start(&room, s, sample, "sobol b");
    for (size_t j = POINT_MIXED; j <= which; j++)
        u[which - POINT_MIXED] = gsl_rng_uniform(rng);
}

/* ---- sums ----------------------------------------------------------------- */

/* Sums over the numbers of A and B of samples where both are there, then those of each
 * axis over samples where its point is there too. */
enum { NUMBERS, OFF, SQUARES, N_COMMON };
enum { COUNT, TOWARDS_B, FROM_A, N_OWN };

typedef struct {
    sim_bootstrap bootstrap;
    size_t *counted;         /* [2 n_axes + 1] first, total of each; the sum of firsts */
    sim_interval *intervals; /* the same */
} work;

static double square(double x) { return x * x; }

/* Products are those of distances from the mean, so that they leave something. */
static double find_mean(const double y[], size_t n)
{
    sim_moments moments = {0};

    for (size_t i = 0; i < n; i++) sim_moments_add(&moments, y[i]);
    return moments.mean;
}

static void add_axis(double sums[N_OWN], double a, double b, double mixed)
{
    sums[COUNT]++;
    sums[TOWARDS_B] += b * (mixed - a);
    sums[FROM_A] += square(a - mixed);
}

/* y[n_axes + 2] of a sample; says whether it counts for any axis. */
static bool add_sample(work *w, double sums[], size_t n_axes, const double y[], double mean)
{
    const double a = y[POINT_A] - mean, b = y[POINT_B] - mean;
    bool any = false;

    if (!isfinite(a) || !isfinite(b)) return false;
    sums[NUMBERS] += 2;
    sums[OFF] += a + b;
    sums[SQUARES] += square(a) + square(b);
    for (size_t j = 0; j < n_axes; j++) {
        const double mixed = y[POINT_MIXED + j] - mean;

        if (!isfinite(mixed)) continue;
        add_axis(&sums[N_COMMON + j * N_OWN], a, b, mixed);
        w->counted[2 * j]++;
        w->counted[2 * j + 1]++;
        any = true;
    }
    return any;
}

/* NAN where nothing varies: where no more is left of the squares than rounding leaves. */
static double find_variance(const double sums[])
{
    const double left = sums[SQUARES] - square(sums[OFF]) / sums[NUMBERS];

    return left > 1e-12 * sums[SQUARES] ? left / (sums[NUMBERS] - 1) : NAN;
}

static void find_indices(const double sums[], size_t n_values, double values[])
{
    const double variance = find_variance(sums);
    const size_t n_axes = n_values / 2;
    double *sum = &values[2 * n_axes];

    *sum = 0;
    for (size_t j = 0; j < n_axes; j++) {
        const double *own = &sums[N_COMMON + j * N_OWN];

        values[2 * j] = own[TOWARDS_B] / (own[COUNT] * variance);
        values[2 * j + 1] = own[FROM_A] / (2 * own[COUNT] * variance);
        *sum += values[2 * j];
    }
}

/* ---- analysis ------------------------------------------------------------- */

static sim_status work_init(work *w, const sim_screen *s, sim_error *err)
{
    const size_t n_values = 2 * s->n_axes + 1;

    w->counted = calloc(n_values, sizeof *w->counted);
    w->intervals = calloc(n_values, sizeof *w->intervals);
    if (!w->counted || !w->intervals) return sim_fail_memory(err, "sobol");
    return sim_bootstrap_init(&w->bootstrap, s->samples, N_COMMON + s->n_axes * N_OWN, err);
}

static void work_free(work *w)
{
    free(w->counted);
    free(w->intervals);
    sim_bootstrap_free(&w->bootstrap);
}

/* First is at most total, so that an interval that lies above that of total is known to miss;
 * of hundred parameters one or two do.  Such a one is made to reach total.  One that is twice
 * as far, as one in twenty thousand is by chance, is left for what it tells. */
static double find_low(const sim_interval *first, const sim_interval *total)
{
    const double reach = first->value - first->low + total->high - total->value;

    if (first->low > total->high && first->value - total->value <= 2 * reach)
        return total->value;
    return first->low;
}

/* An index of fewer than two samples is not one. */
static void fill(const work *w, size_t j, const sim_interval *sum, double row[])
{
    const sim_interval *first = &w->intervals[2 * j], *total = &w->intervals[2 * j + 1];
    const size_t n = w->counted[2 * j];

    row[FIRST] = n > 1 ? first->value : NAN;
    row[FIRST_LOW] = find_low(first, total);
    row[FIRST_HIGH] = first->high;
    row[TOTAL] = n > 1 ? total->value : NAN;
    row[TOTAL_LOW] = total->low;
    row[TOTAL_HIGH] = total->high;
    row[SAMPLES] = (double)n;
    row[SUM] = isfinite(sum->low) ? sum->value : NAN;
    row[SUM_LOW] = sum->low;
    row[SUM_HIGH] = sum->high;
}

/* Of the sum: no more than of any of its parts. */
static size_t count_whole(const work *w, size_t n, size_t n_axes)
{
    for (size_t j = 0; j < n_axes; j++) n = w->counted[2 * j] < n ? w->counted[2 * j] : n;
    return n;
}

static sim_status analyze(const sim_screen *s, const double y[], double table[],
                          sim_error *err)
{
    const size_t n_points = points_per_sample(s->n_axes);
    const double mean = find_mean(y, s->samples * n_points);
    work w = {0};
    sim_status status = work_init(&w, s, err);
    size_t n = 0;

    for (size_t i = 0; status == SIM_OK && i < s->samples; i++)
        n += add_sample(&w, sim_bootstrap_sums(&w.bootstrap, i), s->n_axes,
                        &y[i * n_points], mean)
                 ? 1
                 : 0;
    if (status == SIM_OK && n < SIM_SAMPLES_LEAST)
        status = sim_screen_fail(&sim_saltelli, s, n, err);
    if (status == SIM_OK) w.counted[2 * s->n_axes] = count_whole(&w, n, s->n_axes);
    w.bootstrap.n_values = 2 * s->n_axes + 1;
    w.bootstrap.statistic = find_indices;
    w.bootstrap.seed = s->seed;
    if (status == SIM_OK)
        status = sim_bootstrap_run(&w.bootstrap, w.counted, w.intervals, err);
    for (size_t j = 0; status == SIM_OK && j < s->n_axes; j++)
        fill(&w, j, &w.intervals[2 * s->n_axes], &table[j * N_COLUMNS]);
    work_free(&w);
    return status;
}

/* ---- doubts --------------------------------------------------------------- */

static bool exceeds_total(const double row[]) { return row[FIRST_LOW] > row[TOTAL_HIGH]; }

static bool exceeds_one(const double row[]) { return row[SUM_LOW] > 1; }

static bool has_no_interval(const double row[]) { return row[SAMPLES] < SIM_SAMPLES_LEAST; }

/* Shares lie between 0 and 1: such an interval says nothing. */
static bool is_wide(const double row[])
{
    return row[FIRST_HIGH] - row[FIRST_LOW] > 1 || row[TOTAL_HIGH] - row[TOTAL_LOW] > 1;
}

static const sim_doubt doubts[] = {
    {exceeds_total, "first is above total by more than both intervals", false},
    {exceeds_one, "the sum of first is above 1 by more than its interval", true},
    {is_wide, "an interval is wider than 1 and says nothing", false},
    {has_no_interval, "too few samples count for an interval", false},
};

const sim_screening sim_saltelli = {
    .name = "sobol",
    .doc = "shares of the variance, of a parameter by itself and with all others",
    .source = "Saltelli et al. (2010) Comput. Phys. Commun. 181, 259; Jansen (1999) ibid. "
              "117, 35",
    .samples = 1024,
    .points_per_sample = points_per_sample,
    .point = point,
    .measure = "share of the variance",
    .n_columns = N_COLUMNS,
    .columns = columns,
    .rank = TOTAL,
    .other = FIRST,
    .other_has_interval = true,
    .sign = N_COLUMNS,
    .sum = SUM,
    .doubts = doubts,
    .n_doubts = sizeof doubts / sizeof *doubts,
    .analyze = analyze,
};
