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

#include "sim/study/screening.h"

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

static void point(const sim_screen *s, size_t i, double u[])
{
    const size_t n_points = sim_screening_points(&sim_saltelli, s->n_axes);
    const size_t sample = i / n_points, which = i % n_points;
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

static double square(double x) { return x * x; }

static void add_axis(double sums[N_OWN], double a, double b, double mixed)
{
    sums[COUNT]++;
    sums[TOWARDS_B] += b * (mixed - a);
    sums[FROM_A] += square(a - mixed);
}

/* y[n_axes + 2] of a sample. */
static bool add(sim_screen_work *w, size_t sample, const double y[], double sums[])
{
    const double a = y[POINT_A] - w->mean, b = y[POINT_B] - w->mean;
    bool any = false;

    (void)sample;
    if (!isfinite(a) || !isfinite(b)) return false;
    sums[NUMBERS] += 2;
    sums[OFF] += a + b;
    sums[SQUARES] += square(a) + square(b);
    for (size_t j = 0; j < w->screen->n_axes; j++) {
        const double mixed = y[POINT_MIXED + j] - w->mean;

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

/* ---- rows ----------------------------------------------------------------- */

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
static void fill(const sim_screen_work *w, size_t j, double row[])
{
    const sim_interval *first = &w->intervals[2 * j], *total = &w->intervals[2 * j + 1];
    const sim_interval *sum = &w->intervals[2 * w->screen->n_axes];
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
    .measure = "share of the variance",
    .sums = {.of_all = N_COMMON, .each = N_OWN, .add = add},
    .rank = TOTAL,
    .other = FIRST,
    .other_has_interval = true,
    .sum = SUM,
    .samples = 1024,
    .points_besides = POINT_MIXED,
    .values = {.of_all = 1, .each = 2, .find = find_indices, .fill = fill},
    .point = point,
    .columns = columns,
    .n_columns = N_COLUMNS,
    .doubts = doubts,
    .n_doubts = sizeof doubts / sizeof *doubts,
};
