/* test_screening.c -- designs of screenings, and their answers for functions of which
 * the answers are known. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "sim/study/screening.h"
#include "tests/suite.h"

enum { SEEDS = 200, AXES_MAX = 8 };

static size_t find_column(const sim_screening *s, const char *name)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        if (strcmp(s->columns[i].name, name) == 0) return i;
    }
    ck_abort_msg("no column %s", name);
}

static double *cells(const sim_screening *s, size_t n_axes)
{
    double *table = calloc(n_axes * s->n_columns, sizeof *table);

    ck_assert_ptr_nonnull(table);
    return table;
}

/* ---- functions ------------------------------------------------------------ */

typedef struct {
    const char *name;
    size_t n_axes;
    double (*value)(const double u[]);
} function;

/* Ishigami & Homma (1990) Proc. ISUMA '90, 398, with a = 7, b = 0.1. */
static const double ishigami_a = 7, ishigami_b = 0.1;

static double ishigami(const double u[])
{
    double x[3];

    for (int j = 0; j < 3; j++) x[j] = M_PI * (2 * u[j] - 1);
    return sin(x[0]) + ishigami_a * gsl_pow_2(sin(x[1])) +
           ishigami_b * gsl_pow_4(x[2]) * sin(x[0]);
}

/* Saltelli & Sobol' (1995) Reliab. Eng. Syst. Saf. 50, 225. */
static const double g_weights[AXES_MAX] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double g_factor(double u, size_t j)
{
    return (fabs(4 * u - 2) + g_weights[j]) / (1 + g_weights[j]);
}

static double g_function(const double u[])
{
    double product = 1;

    for (size_t j = 0; j < AXES_MAX; j++) product *= g_factor(u[j], j);
    return product;
}

static const function functions[] = {{"ishigami", 3, ishigami},
                                     {"g function", AXES_MAX, g_function}};

/* ---- their answers -------------------------------------------------------- */

static void ishigami_shares(double first[], double total[])
{
    const double b = ishigami_b * pow(M_PI, 4);
    const double alone[3] = {gsl_pow_2(1 + b / 5) / 2, gsl_pow_2(ishigami_a) / 8, 0};
    const double both = b * b * (1.0 / 18 - 1.0 / 50);
    const double all = alone[0] + alone[1] + both;

    for (int j = 0; j < 3; j++) {
        first[j] = alone[j] / all;
        total[j] = (alone[j] + (j == 1 ? 0 : both)) / all;
    }
}

static void g_shares(double first[], double total[])
{
    double all = 1, alone[AXES_MAX];

    for (size_t j = 0; j < AXES_MAX; j++) {
        alone[j] = 1 / (3 * gsl_pow_2(1 + g_weights[j]));
        all *= 1 + alone[j];
    }
    for (size_t j = 0; j < AXES_MAX; j++) {
        first[j] = alone[j] / (all - 1);
        total[j] = alone[j] * all / (1 + alone[j]) / (all - 1);
    }
}

/* The 8 levels of a trajectory and its step of half of them. */
enum { LEVELS = 8, HALF = LEVELS / 2 };
static const double step = (double)HALF / (LEVELS - 1);

static double level(size_t i) { return (double)(i % LEVELS) / (LEVELS - 1); }

/* Mean size of an effect over all cells. */
static void ishigami_sizes(double sizes[])
{
    for (size_t j = 0; j < 3; j++) {
        sizes[j] = 0;
        for (size_t cell = 0; cell < LEVELS * LEVELS * LEVELS; cell++) {
            const size_t at[3] = {cell, cell / LEVELS, cell / LEVELS / LEVELS};
            double u[3];

            for (size_t k = 0; k < 3; k++) u[k] = level(at[k]);
            const double from = ishigami(u);
            u[j] = level(at[j] + HALF);
            sizes[j] += fabs(ishigami(u) - from) / step / (LEVELS * LEVELS * LEVELS);
        }
    }
}

/* The mean of a product is that of its factors. */
static void g_sizes(double sizes[])
{
    for (size_t j = 0; j < AXES_MAX; j++) {
        sizes[j] = 1;
        for (size_t k = 0; k < AXES_MAX; k++) {
            double sum = 0;

            for (size_t i = 0; i < LEVELS; i++)
                sum += k == j ? fabs(g_factor(level(i + HALF), k) - g_factor(level(i), k)) /
                                    step
                              : g_factor(level(i), k);
            sizes[j] *= sum / LEVELS;
        }
    }
}

static const struct {
    void (*sizes)(double[]);
    void (*shares)(double[], double[]);
} answers[] = {{ishigami_sizes, ishigami_shares}, {g_sizes, g_shares}};

/* ---- coverage ------------------------------------------------------------- */

static double *numbers(const sim_screening *s, const sim_screen *screen, const function *f,
                       double failing)
{
    const size_t n = screen->samples * s->points_per_sample(screen->n_axes);
    double *y = calloc(n, sizeof *y);
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert(y && rng);
    sim_rng_start(rng, &(sim_stream){.seed = screen->seed, .purpose = "failures"});
    for (size_t i = 0; i < n; i++) {
        double u[AXES_MAX];

        s->point(screen, i, u);
        y[i] = gsl_rng_uniform(rng) < failing ? NAN : f->value(u);
    }
    gsl_rng_free(rng);
    return y;
}

/* Adds to hits[n_axes] where intervals hold the truth. */
static void count_hits(const sim_screening *s, const double table[], size_t low,
                       const double truth[], size_t n_axes, unsigned hits[])
{
    for (size_t j = 0; j < n_axes; j++) {
        const double *row = &table[j * s->n_columns];

        hits[j] += row[low] <= truth[j] && truth[j] <= row[low + 1];
    }
}

/* Of 200 intervals of an axis, 95 % hold the truth, give or take 1.5 %: 4 of those are
 * allowed.  Axes share their samples, so that all together are not much surer; between
 * 90 and 98 % is what the intervals are made for. */
static void check_hits(const char *what, const unsigned hits[], size_t n_axes)
{
    double sum = 0;

    for (size_t j = 0; j < n_axes; j++) {
        const double part = (double)hits[j] / SEEDS;

        sum += part;
        ck_assert_msg(part > 0.95 - 4 * 0.0154, "%s: axis %zu: %g", what, j, part);
    }
    sum /= (double)n_axes;
    ck_assert_msg(sum >= 0.9 && sum <= 0.98, "%s: %g", what, sum);
}

static const struct {
    size_t function;
    double failing;
} covered[] = {{0, 0}, {0, 0.1}, {1, 0}, {1, 0.1}};
enum { N_COVERED = sizeof covered / sizeof *covered };

/* Truths that are looked at together: first, total, the sum of firsts of all axes. */
enum { TRUTHS = 3, SUM_OF_FIRSTS = 2 };

/* The columns are low ends of intervals, each followed by the high end. */
static void check_coverage(const sim_screening *s, int number,
                           const char *const columns[TRUTHS],
                           double truth[TRUTHS][AXES_MAX])
{
    const function *f = &functions[covered[number].function];
    unsigned hits[TRUTHS][AXES_MAX] = {{0}};
    double *table = cells(s, f->n_axes);
    sim_error err = {""};

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const sim_screen screen = {f->n_axes, s->samples, seed, NULL};
        double *y = numbers(s, &screen, f, covered[number].failing);

        ck_assert_int_eq(s->analyze(&screen, y, table, &err), SIM_OK);
        for (int i = 0; i < TRUTHS && columns[i]; i++)
            count_hits(s, table, find_column(s, columns[i]), truth[i], f->n_axes, hits[i]);
        free(y);
    }
    for (int i = 0; i < TRUTHS && columns[i]; i++)
        check_hits(columns[i], hits[i], i == SUM_OF_FIRSTS ? 1 : f->n_axes);
    free(table);
}

START_TEST(intervals_of_mean_sizes_hold_them)
{
    double truth[TRUTHS][AXES_MAX];

    answers[covered[_i].function].sizes(truth[0]);
    check_coverage(&sim_morris, _i, (const char *[TRUTHS]){"mu_star_low"}, truth);
}
END_TEST

START_TEST(intervals_of_shares_hold_them)
{
    const size_t n_axes = functions[covered[_i].function].n_axes;
    double truth[TRUTHS][AXES_MAX], sum = 0;

    answers[covered[_i].function].shares(truth[0], truth[1]);
    for (size_t j = 0; j < n_axes; j++) sum += truth[0][j];
    for (size_t j = 0; j < n_axes; j++) truth[SUM_OF_FIRSTS][j] = sum;
    check_coverage(&sim_saltelli, _i,
                   (const char *[TRUTHS]){"first_low", "total_low", "first_sum_low"},
                   truth);
}
END_TEST

/* ---- designs -------------------------------------------------------------- */

enum { MANY = 41 };

static const sim_screen many = {.n_axes = MANY, .samples = 23, .seed = 71};

static size_t points_of(const sim_screening *s, const sim_screen *screen)
{
    return screen->samples * s->points_per_sample(screen->n_axes);
}

START_TEST(screenings_have_names_and_rank_by_a_column)
{
    static const char *const names[] = {"morris", "sobol"}, *const ranks[] = {"mu_star",
                                                                              "total"};

    for (size_t i = 0; i < 2; i++) {
        ck_assert_str_eq(sim_screening_name(i), names[i]);
        ck_assert_ptr_nonnull(sim_screenings[i]);
        ck_assert_uint_eq(find_column(sim_screenings[i], ranks[i]),
                          sim_screenings[i]->rank);
    }
    ck_assert_ptr_null(sim_screening_name(2));
    ck_assert_ptr_null(sim_screening_name(3));
    ck_assert_ptr_null(sim_screenings[2]);
}
END_TEST

START_TEST(points_differ_and_lie_in_the_unit_cube)
{
    const sim_screening *s = sim_screenings[_i];
    const size_t n = points_of(s, &many);
    double *u = calloc(n * MANY, sizeof *u);

    ck_assert_ptr_nonnull(u);
    for (size_t i = 0; i < n; i++) {
        s->point(&many, i, &u[i * MANY]);
        for (size_t j = 0; j < MANY; j++)
            ck_assert(u[i * MANY + j] >= 0 && u[i * MANY + j] <= 1);
        for (size_t k = 0; k < i; k++)
            ck_assert(memcmp(&u[i * MANY], &u[k * MANY], MANY * sizeof *u) != 0);
    }
    free(u);
}
END_TEST

START_TEST(the_first_samples_are_a_smaller_design)
{
    const sim_screening *s = sim_screenings[_i];
    const sim_screen fewer = {MANY, 7, 71, NULL}, other = {MANY, 23, 72, NULL};
    double u[MANY], w[MANY];

    for (size_t i = points_of(s, &fewer); i-- > 0;) {
        s->point(&many, i, u);
        s->point(&fewer, i, w);
        ck_assert_mem_eq(u, w, sizeof u);
        s->point(&other, i, w);
        ck_assert(memcmp(u, w, sizeof u) != 0);
    }
}
END_TEST

/* The axis in which two neighbours differ; *size is by how much. */
static size_t find_move(const double u[], const double w[], size_t n_axes, double *size)
{
    size_t axis = n_axes;

    for (size_t j = 0; j < n_axes; j++) {
        if (u[j] == w[j]) continue;
        ck_assert_uint_eq(axis, n_axes);
        axis = j;
        *size = w[j] - u[j];
    }
    ck_assert_uint_lt(axis, n_axes);
    return axis;
}

START_TEST(a_trajectory_moves_each_axis_once)
{
    double u[MANY], w[MANY], size;

    for (size_t sample = 0; sample < many.samples; sample++) {
        bool moved[MANY] = {false};

        sim_morris.point(&many, sample * (MANY + 1), u);
        for (size_t j = 0; j < MANY; j++)
            ck_assert_double_eq(u[j], level((size_t)lround(u[j] * (LEVELS - 1))));
        for (size_t i = 1; i <= MANY; i++) {
            sim_morris.point(&many, sample * (MANY + 1) + i, w);
            size_t axis = find_move(u, w, MANY, &size);

            ck_assert(!moved[axis]);
            ck_assert_double_eq_tol(fabs(size), step, 1e-15); /* rounding */
            moved[axis] = true;
            memcpy(u, w, sizeof u);
        }
    }
}
END_TEST

/* Pearson's chi squares of starts, and of the axis that moves first, have 7 and 3 degrees
 * of freedom: beyond 30 and 22 is one in ten thousand. */
START_TEST(trajectories_start_anywhere_with_any_axis)
{
    enum { N = 4000 };
    const sim_screen screen = {4, N, 5, NULL};
    double starts[LEVELS] = {0}, firsts[4] = {0}, u[4], w[4], size, chi[2] = {0};

    for (size_t sample = 0; sample < N; sample++) {
        sim_morris.point(&screen, sample * 5, u);
        sim_morris.point(&screen, sample * 5 + 1, w);
        starts[lround(u[2] * (LEVELS - 1))]++;
        firsts[find_move(u, w, 4, &size)]++;
    }
    for (int i = 0; i < LEVELS; i++) chi[0] += gsl_pow_2(starts[i] - N / 8.0) / (N / 8.0);
    for (int i = 0; i < 4; i++) chi[1] += gsl_pow_2(firsts[i] - N / 4.0) / (N / 4.0);
    ck_assert_double_lt(chi[0], 30);
    ck_assert_double_lt(chi[1], 22);
}
END_TEST

START_TEST(a_mixed_point_is_one_row_with_a_coordinate_of_the_other)
{
    double a[MANY], b[MANY], mixed[MANY], size;

    for (size_t sample = 0; sample < many.samples; sample++) {
        const size_t first = sample * (MANY + 2);

        sim_saltelli.point(&many, first, a);
        sim_saltelli.point(&many, first + 1, b);
        for (size_t j = 0; j < MANY; j++) {
            ck_assert(a[j] != b[j]);
            sim_saltelli.point(&many, first + 2 + j, mixed);
            ck_assert_uint_eq(find_move(a, mixed, MANY, &size), j);
            ck_assert_double_eq(mixed[j], b[j]);
        }
    }
}
END_TEST

/* ---- answers -------------------------------------------------------------- */

/* Numbers without a pattern, of which some are missing. */
static double *any_numbers(size_t n, double failing)
{
    double *y = calloc(n, sizeof *y);
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert(y && rng);
    sim_rng_start(rng, &(sim_stream){.seed = 3, .purpose = "any numbers"});
    for (size_t i = 0; i < n; i++) {
        const bool fails = gsl_rng_uniform(rng) < failing;

        y[i] = fails ? NAN : 23.85 + 3.71 * gsl_rng_uniform(rng);
    }
    gsl_rng_free(rng);
    return y;
}

static double cell(const sim_screening *s, const double table[], size_t axis,
                   const char *column)
{
    return table[axis * s->n_columns + find_column(s, column)];
}

/* Both are worked out from the same numbers, in another order of some hundred sums. */
static const double rounding = 1e-11;

/* Effects of an axis, from its points: sum, sum of sizes, of squares, number. */
static void sum_effects(const sim_screen *screen, const double y[], size_t axis,
                        double sums[4])
{
    double u[AXES_MAX], w[AXES_MAX], size;

    for (size_t i = 0; i + 1 < points_of(&sim_morris, screen); i++) {
        if ((i + 1) % (screen->n_axes + 1) == 0) continue;
        sim_morris.point(screen, i, u);
        sim_morris.point(screen, i + 1, w);
        if (find_move(u, w, screen->n_axes, &size) != axis) continue;
        const double effect = (y[i + 1] - y[i]) / size;
        if (isnan(effect)) continue;
        sums[0] += effect;
        sums[1] += fabs(effect);
        sums[2] += effect * effect;
        sums[3]++;
    }
}

/* What takes 2, 3, 5 or 12 values moves by parts of its range that differ from the design's;
 * the effect is that of the whole range all the same. */
START_TEST(effects_of_few_levels_are_those_of_the_whole_range)
{
    static const size_t levels[] = {2, 3, 5, 12, 0};
    static const double slopes[] = {2.385, -3.71, 0.47, 11.3, -0.9};
    enum { N_AXES = sizeof levels / sizeof *levels };
    const sim_screen screen = {N_AXES, 60, 31, levels};
    const size_t n = points_of(&sim_morris, &screen);
    double *y = calloc(n, sizeof *y), *table = cells(&sim_morris, N_AXES), u[N_AXES];
    const size_t mu = find_column(&sim_morris, "mu");
    sim_error err = {""};

    for (size_t i = 0; i < n; i++) {
        sim_morris.point(&screen, i, u);
        for (size_t j = 0; j < N_AXES; j++) {
            const double k = floor(u[j] * (double)levels[j]);
            const double last = (double)levels[j] - 1;

            y[i] += slopes[j] * (levels[j] == 0 ? u[j] : fmin(k, last) / last);
        }
    }
    ck_assert_int_eq(sim_morris.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < N_AXES; j++) {
        const double *row = &table[j * sim_morris.n_columns];

        ck_assert_double_eq_tol(row[mu], slopes[j], 1e-12); /* rounding of sums */
        ck_assert_double_eq_tol(row[sim_morris.rank], fabs(slopes[j]), 1e-12);
    }
    free(table);
    free(y);
}
END_TEST

START_TEST(effects_are_differences_over_steps)
{
    const sim_screen screen = {5, _i == 0 ? 19 : 300, 23, NULL};
    double *y = any_numbers(points_of(&sim_morris, &screen), 0.2);
    double *table = cells(&sim_morris, 5);
    sim_error err = {""};

    ck_assert_int_eq(sim_morris.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 5; j++) {
        double sums[4] = {0};

        sum_effects(&screen, y, j, sums);
        const double n = sums[3], mean = sums[0] / n;
        ck_assert(n > 1 && n < (double)screen.samples);
        ck_assert_double_eq(cell(&sim_morris, table, j, "effects"), n);
        ck_assert_double_eq_tol(cell(&sim_morris, table, j, "mu"), mean, rounding);
        ck_assert_double_eq_tol(cell(&sim_morris, table, j, "mu_star"), sums[1] / n,
                                rounding);
        ck_assert_double_eq_tol(cell(&sim_morris, table, j, "sigma"),
                                sqrt((sums[2] - n * mean * mean) / (n - 1)), rounding);
        ck_assert_double_lt(cell(&sim_morris, table, j, "mu_star_low"), sums[1] / n);
        ck_assert_double_gt(cell(&sim_morris, table, j, "mu_star_high"), sums[1] / n);
    }
    free(y);
    free(table);
}
END_TEST

static const double slopes[3] = {3.71, -2.385, 0.0617};

static double plane(const double u[])
{
    return 0.917 + slopes[0] * u[0] + slopes[1] * u[1] + slopes[2] * u[2];
}

START_TEST(effects_of_a_plane_are_its_slopes)
{
    const function f = {"plane", 3, plane};
    const sim_screen screen = {3, 12, 9, NULL};
    double *y = numbers(&sim_morris, &screen, &f, 0), *table = cells(&sim_morris, 3);
    sim_error err = {""};

    ck_assert_int_eq(sim_morris.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 3; j++) {
        static const char *const sizes[] = {"mu_star", "mu_star_low", "mu_star_high"};

        for (int i = 0; i < 3; i++)
            ck_assert_double_eq_tol(cell(&sim_morris, table, j, sizes[i]), fabs(slopes[j]),
                                    rounding);
        ck_assert_double_eq_tol(cell(&sim_morris, table, j, "mu"), slopes[j], rounding);
        ck_assert_double_eq_tol(cell(&sim_morris, table, j, "sigma"), 0, rounding);
        ck_assert_double_eq(cell(&sim_morris, table, j, "effects"), 12);
    }
    free(y);
    free(table);
}
END_TEST

static double mean_of(const double y[], size_t n)
{
    double sum = 0, count = 0;

    for (size_t i = 0; i < n; i++) {
        if (isnan(y[i])) continue;
        sum += y[i];
        count++;
    }
    return sum / count;
}

/* Saltelli's products from the mean of all, and Jansen's squares, over the samples that are
 * whole for an axis, over the variance of all A and B that are there together. */
static void find_shares(const sim_screen *screen, const double y[], size_t axis,
                        double shares[3])
{
    const double middle = mean_of(y, points_of(&sim_saltelli, screen));
    double mean = 0, squares = 0, from_a = 0, products = 0, n = 0, whole = 0;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < screen->samples; i++) {
            const double *row = &y[i * (screen->n_axes + 2)];
            const double mixed = row[2 + axis];

            if (isnan(row[0] + row[1])) continue;
            if (pass == 0) mean += row[0] + row[1];
            if (pass == 0) n += 2;
            if (pass == 0) continue;
            squares += gsl_pow_2(row[0] - mean) + gsl_pow_2(row[1] - mean);
            if (isnan(mixed)) continue;
            from_a += gsl_pow_2(row[0] - mixed);
            products += (row[1] - middle) * (mixed - row[0]);
            whole++;
        }
        if (pass == 0) mean /= n;
    }
    shares[0] = products / whole / (squares / (n - 1));
    shares[1] = from_a / (2 * whole) / (squares / (n - 1));
    shares[2] = whole;
}

START_TEST(shares_are_those_of_saltelli_and_jansen)
{
    const sim_screen screen = {5, _i == 0 ? 29 : 300, 23, NULL};
    double *y = any_numbers(points_of(&sim_saltelli, &screen), 0.2);
    double *table = cells(&sim_saltelli, 5), sum = 0;
    sim_error err = {""};

    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 5; j++) {
        double shares[3];

        find_shares(&screen, y, j, shares);
        ck_assert(shares[2] > 1 && shares[2] < (double)screen.samples);
        ck_assert_double_eq_tol(cell(&sim_saltelli, table, j, "first"), shares[0],
                                rounding);
        ck_assert_double_eq_tol(cell(&sim_saltelli, table, j, "total"), shares[1],
                                rounding);
        ck_assert_double_eq(cell(&sim_saltelli, table, j, "samples"), shares[2]);
        sum += shares[0];
        ck_assert_double_lt(cell(&sim_saltelli, table, j, "first_low"), shares[0]);
        ck_assert_double_gt(cell(&sim_saltelli, table, j, "first_high"), shares[0]);
        ck_assert_double_lt(cell(&sim_saltelli, table, j, "total_low"), shares[1]);
        ck_assert_double_gt(cell(&sim_saltelli, table, j, "total_high"), shares[1]);
    }
    for (size_t j = 0; j < 5; j++)
        ck_assert_double_eq_tol(cell(&sim_saltelli, table, j, "first_sum"), sum,
                                5 * rounding);
    free(y);
    free(table);
}
END_TEST

static double first_only(const double u[]) { return u[0] * u[0]; }

START_TEST(an_axis_without_influence_has_no_part)
{
    const function f = {"first only", 2, first_only};
    const sim_screen screen = {2, 300, 9, NULL};
    double *y = numbers(&sim_saltelli, &screen, &f, 0), *table = cells(&sim_saltelli, 2);
    sim_error err = {""};

    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    ck_assert_double_le(cell(&sim_saltelli, table, 0, "first_low"), 1);
    ck_assert_double_ge(cell(&sim_saltelli, table, 0, "first_high"), 1);
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "first"), 0);
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "first_low"), 0);
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "first_high"), 0);
    ck_assert_double_eq(cell(&sim_saltelli, table, 0, "first_sum"),
                        cell(&sim_saltelli, table, 0, "first"));
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "total"), 0);
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "total_low"), 0);
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "total_high"), 0);
    free(y);
    free(table);
}
END_TEST

/* ---- what is missing ------------------------------------------------------ */

START_TEST(where_nothing_varies_there_are_no_shares)
{
    const sim_screen screen = {2, 30, 9, NULL};
    double y[30 * 4], *table = cells(&sim_saltelli, 2);
    sim_error err = {""};

    for (size_t i = 0; i < 30 * 4; i++) y[i] = 0.1;
    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < sim_saltelli.n_columns; i++)
        ck_assert(isnan(table[i]) || i == find_column(&sim_saltelli, "samples"));
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "samples"), 30);
    ck_assert_int_eq(sim_morris.analyze(&(sim_screen){2, 40, 9, NULL}, y, table, &err),
                     SIM_OK);
    for (size_t i = 0; i < sim_morris.n_columns; i++)
        ck_assert_double_eq(table[i], i == find_column(&sim_morris, "effects") ? 40 : 0);
    free(table);
}
END_TEST

/* Of 300 samples one has another A: all of the variance is in which sample it is, and total
 * is 1 and first 0, up to the w / 600 of a resample that has it w times; 12 is never
 * reached.  Resamples without it, every third, have no shares and may not count. */
START_TEST(resamples_in_which_nothing_varies_do_not_count)
{
    const sim_screen screen = {2, 300, 9, NULL};
    double y[300 * 4], *table = cells(&sim_saltelli, 2);
    sim_error err = {""};

    for (size_t i = 0; i < 300 * 4; i++) y[i] = i == 4 * 71 ? 23.85 : 0.371;
    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 2; j++) {
        static const char *const shares[] = {"first", "first_low", "first_high",
                                             "total", "total_low", "total_high"};

        for (int i = 0; i < 6; i++)
            ck_assert_double_eq_tol(cell(&sim_saltelli, table, j, shares[i]), i < 3 ? 0 : 1,
                                    12.0 / 600);
    }
    free(table);
}
END_TEST

/* Only the effects next to a point that failed are lost. */
START_TEST(a_failed_point_costs_the_effects_next_to_it)
{
    const sim_screen screen = {4, 8, 9, NULL};
    double *table = cells(&sim_morris, 4), lost = 0;
    double *y = any_numbers(8 * 5, 0);
    sim_error err = {""};

    y[5 + _i] = NAN;
    ck_assert_int_eq(sim_morris.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 4; j++) lost += 8 - cell(&sim_morris, table, j, "effects");
    ck_assert_double_eq(lost, _i == 0 || _i == 4 ? 1 : 2);
    free(y);
    free(table);
}
END_TEST

START_TEST(an_axis_whose_points_fail_has_empty_cells)
{
    const sim_screen screen = {3, 40, 9, NULL};
    double *y = any_numbers(40 * 5, 0), *table = cells(&sim_saltelli, 3);
    sim_error err = {""};

    for (size_t i = _i == 0 ? 0 : 1; i < 40; i++) y[i * 5 + 2 + 1] = NAN;
    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < sim_saltelli.n_columns; i++) {
        const bool counts = i == find_column(&sim_saltelli, "samples");
        const bool is_of_all = i >= sim_saltelli.sum;

        ck_assert(is_of_all != isfinite(table[i]));
        ck_assert(counts == isfinite(table[sim_saltelli.n_columns + i]));
        ck_assert(is_of_all != isfinite(table[2 * sim_saltelli.n_columns + i]));
    }
    ck_assert_double_eq(cell(&sim_saltelli, table, 1, "samples"), _i);
    free(y);
    free(table);
}
END_TEST

static const struct {
    size_t screening, samples, points; /* the first points have numbers */
    const char *message;
} refused[] = {
    {0, 30, 0, "morris: 0 of 30 samples gave a number; 8 or more would be right"},
    {0, 30, 22, "morris: 7 of 30 samples gave a number; 8 or more would be right"},
    {1, 30, 0, "sobol: 0 of 30 samples gave a number; 8 or more would be right"},
    {1, 30, 30, "sobol: 7 of 30 samples gave a number; 8 or more would be right"},
    {1, 1, 4, "sobol: 1 of 1 samples gave a number; 8 or more would be right"},
    {0, 2, 6, "morris: 2 of 2 samples gave a number; 8 or more would be right"},
    {0, 0, 0, "morris: 0 of 0 samples gave a number; 8 or more would be right"},
};

START_TEST(fewer_than_eight_samples_are_refused)
{
    const sim_screening *s = sim_screenings[refused[_i].screening];
    const sim_screen screen = {2, refused[_i].samples, 9, NULL};
    double *y = any_numbers(30 * 4, 0), *table = cells(s, 2);
    sim_error err = {""};

    for (size_t i = refused[_i].points; i < 30 * 4; i++) y[i] = NAN;
    ck_assert_int_eq(s->analyze(&screen, y, table, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, refused[_i].message);
    free(y);
    free(table);
}
END_TEST

/* Eight samples are enough: intervals are wide but there. */
START_TEST(eight_samples_are_enough)
{
    const sim_screening *s = sim_screenings[_i];
    const sim_screen screen = {2, 8, 9, NULL};
    double *y = any_numbers(8 * 4, 0), *table = cells(s, 2);
    sim_error err = {""};

    ck_assert_int_eq(s->analyze(&screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < 2 * s->n_columns; i++) ck_assert(isfinite(table[i]));
    free(y);
    free(table);
}
END_TEST

/* ---- many axes ------------------------------------------------------------ */

enum { AXES = 120, SAMPLES = 200, TRIES = 12 };

/* The firsts of a sum of many unlike terms add up to 1 and are the totals.  What Jansen's
 * estimator of first makes of the same points adds up to 1 give or take 8. */
static double sum_of_terms(const double u[])
{
    double sum = 0;

    for (size_t j = 0; j < AXES; j++) sum += u[j] * u[j] * exp(-0.1 * (double)(j % 40));
    return sum;
}

static size_t count_doubts(const sim_screening *s, const double table[], size_t n_axes)
{
    size_t n = 0;

    for (size_t j = 0; j < n_axes; j++) {
        for (size_t i = 0; i < s->n_doubts; i++)
            n += s->doubts[i].holds(&table[j * s->n_columns]);
    }
    return n;
}

static double *terms(const sim_screen *screen)
{
    const size_t n = points_of(&sim_saltelli, screen);
    double *y = calloc(n, sizeof *y), u[AXES];

    ck_assert_ptr_nonnull(y);
    for (size_t i = 0; i < n; i++) {
        sim_saltelli.point(screen, i, u);
        y[i] = sum_of_terms(u);
    }
    return y;
}

/* The error of the sum is that of the mean of b (b - a) over the variance: sqrt 3 over the
 * root of the samples; four of those. */
START_TEST(firsts_of_many_axes_add_up_to_one)
{
    double *table = cells(&sim_saltelli, AXES);
    sim_error err = {""};
    unsigned held = 0;

    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        const sim_screen screen = {AXES, SAMPLES, seed, NULL};
        double *y = terms(&screen);

        ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
        ck_assert_double_eq_tol(cell(&sim_saltelli, table, 0, "first_sum"), 1,
                                4 * sqrt(3.0 / SAMPLES));
        held += cell(&sim_saltelli, table, 0, "first_sum_low") <= 1 &&
                cell(&sim_saltelli, table, 0, "first_sum_high") >= 1;
        for (size_t j = 0; j < AXES; j++)
            ck_assert_double_le(cell(&sim_saltelli, table, j, "first_low"),
                                cell(&sim_saltelli, table, j, "total_high"));
        ck_assert_uint_eq(count_doubts(&sim_saltelli, table, AXES), 0);
        free(y);
    }
    ck_assert_uint_ge(held, TRIES - 3); /* 95 % of 12: fewer once in 500 */
    free(table);
}
END_TEST

/* ---- doubts --------------------------------------------------------------- */

static const struct {
    double first[3], total[3], sum[3], samples; /* value, low, high */
    const char *words;                          /* NULL: nothing is wrong */
} doubted[] = {
    {{0.31, 0.22, 0.4}, {0.21, 0.19, 0.24}, {0.97, 0.8, 1.1}, 30, NULL},
    {{0.31, 0.25, 0.4},
     {0.21, 0.19, 0.24},
     {0.97, 0.8, 1.1},
     30,
     "first is above total by more than both intervals"},
    {{0.31, 0.22, 0.4}, {0.21, 0.19, 0.24}, {1.27, 0.98, 1.6}, 30, NULL},
    {{0.31, 0.22, 0.4},
     {0.21, 0.19, 0.24},
     {1.27, 1.02, 1.6},
     30,
     "the sum of first is above 1 by more than its interval"},
    {{0.31, -0.71, 0.4},
     {0.21, 0.19, 0.24},
     {0.97, 0.8, 1.1},
     30,
     "an interval is wider than 1 and says nothing"},
    {{0.31, 0.22, 0.4},
     {0.21, 0.1, 1.24},
     {0.97, 0.8, 1.1},
     30,
     "an interval is wider than 1 and says nothing"},
    {{0.31, NAN, NAN},
     {0.21, NAN, NAN},
     {NAN, NAN, NAN},
     7,
     "too few samples count for an interval"},
    {{NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}, 30, NULL},
};
enum { N_DOUBTED = sizeof doubted / sizeof *doubted };

START_TEST(what_cannot_be_believed_is_doubted)
{
    const sim_screening *s = &sim_saltelli;
    double *row = cells(s, 1);
    const char *words = NULL;

    memcpy(&row[find_column(s, "first")], doubted[_i].first, sizeof doubted[_i].first);
    memcpy(&row[find_column(s, "total")], doubted[_i].total, sizeof doubted[_i].total);
    memcpy(&row[s->sum], doubted[_i].sum, sizeof doubted[_i].sum);
    row[find_column(s, "samples")] = doubted[_i].samples;
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (!s->doubts[i].holds(row)) continue;
        ck_assert_ptr_null(words);
        words = s->doubts[i].words;
    }
    ck_assert_pstr_eq(words, doubted[_i].words);
    free(row);
}
END_TEST

START_TEST(too_few_effects_are_doubted)
{
    double *row = cells(&sim_morris, 1);

    ck_assert_uint_eq(sim_morris.n_doubts, 1);
    row[find_column(&sim_morris, "effects")] = 8;
    ck_assert(!sim_morris.doubts[0].holds(row));
    row[find_column(&sim_morris, "effects")] = 7;
    ck_assert(sim_morris.doubts[0].holds(row));
    free(row);
}
END_TEST

/* B goes where A's mixed point goes, ten times as far: no function does that, and first is
 * as surely far above total. */
START_TEST(a_first_that_no_function_has_is_left_and_doubted)
{
    const sim_screen screen = {1, 60, 9, NULL};
    double y[60 * 3], *table = cells(&sim_saltelli, 1);
    sim_error err = {""};

    for (size_t i = 0; i < 60; i++) {
        const double sign = i % 2 ? 1 : -1;

        y[i * 3] = 0.371;
        y[i * 3 + 1] = 0.371 + sign;
        y[i * 3 + 2] = 0.371 + 0.1 * sign;
    }
    ck_assert_int_eq(sim_saltelli.analyze(&screen, y, table, &err), SIM_OK);
    ck_assert_double_gt(cell(&sim_saltelli, table, 0, "first_low"),
                        cell(&sim_saltelli, table, 0, "total_high"));
    ck_assert(sim_saltelli.doubts[0].holds(table));
    free(table);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("screening");
    TCase *coverage = tcase_create("coverage"), *designs = tcase_create("designs");
    TCase *many_axes = tcase_create("many axes"), *doubts = tcase_create("doubts");
    TCase *known = tcase_create("answers"), *missing = tcase_create("missing");

    tcase_set_timeout(coverage, 120);
    tcase_add_loop_test(coverage, intervals_of_mean_sizes_hold_them, 0, N_COVERED);
    tcase_add_loop_test(coverage, intervals_of_shares_hold_them, 0, N_COVERED);
    tcase_add_test(designs, screenings_have_names_and_rank_by_a_column);
    tcase_add_loop_test(designs, points_differ_and_lie_in_the_unit_cube, 0, 2);
    tcase_add_loop_test(designs, the_first_samples_are_a_smaller_design, 0, 2);
    tcase_add_test(designs, a_trajectory_moves_each_axis_once);
    tcase_add_test(designs, trajectories_start_anywhere_with_any_axis);
    tcase_add_test(designs, a_mixed_point_is_one_row_with_a_coordinate_of_the_other);
    tcase_add_test(known, effects_of_few_levels_are_those_of_the_whole_range);
    tcase_add_loop_test(known, effects_are_differences_over_steps, 0, 2);
    tcase_add_test(known, effects_of_a_plane_are_its_slopes);
    tcase_add_loop_test(known, shares_are_those_of_saltelli_and_jansen, 0, 2);
    tcase_add_test(known, an_axis_without_influence_has_no_part);
    tcase_add_test(missing, where_nothing_varies_there_are_no_shares);
    tcase_add_test(missing, resamples_in_which_nothing_varies_do_not_count);
    tcase_add_loop_test(missing, a_failed_point_costs_the_effects_next_to_it, 0, 5);
    tcase_add_loop_test(missing, an_axis_whose_points_fail_has_empty_cells, 0, 2);
    tcase_add_loop_test(missing, fewer_than_eight_samples_are_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(missing, eight_samples_are_enough, 0, 2);
    tcase_add_test(many_axes, firsts_of_many_axes_add_up_to_one);
    tcase_add_loop_test(doubts, what_cannot_be_believed_is_doubted, 0, N_DOUBTED);
    tcase_add_test(doubts, too_few_effects_are_doubted);
    tcase_add_test(doubts, a_first_that_no_function_has_is_left_and_doubted);
    tcase_set_timeout(many_axes, 60);
    suite_add_tcase(s, many_axes);
    suite_add_tcase(s, doubts);
    suite_add_tcase(s, coverage);
    suite_add_tcase(s, designs);
    suite_add_tcase(s, known);
    suite_add_tcase(s, missing);
    return s;
}

int main(void) { return suite_run(suite()); }
