/* test_screening.c -- what holds of all screenings, and their answers for functions of which
 * the answers are known. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "tests/screens.h"
#include "tests/suite.h"

enum { SEEDS = 200 };

/* ---- functions ------------------------------------------------------------ */

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
static const double g_weights[SCREENS_AXES] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static double g_factor(double u, size_t j)
{
    return (fabs(4 * u - 2) + g_weights[j]) / (1 + g_weights[j]);
}

static double g_function(const double u[])
{
    double product = 1;

    for (size_t j = 0; j < SCREENS_AXES; j++) product *= g_factor(u[j], j);
    return product;
}

static const screens_function functions[] = {{"ishigami", 3, ishigami},
                                             {"g function", SCREENS_AXES, g_function}};

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
    double all = 1, alone[SCREENS_AXES];

    for (size_t j = 0; j < SCREENS_AXES; j++) {
        alone[j] = 1 / (3 * gsl_pow_2(1 + g_weights[j]));
        all *= 1 + alone[j];
    }
    for (size_t j = 0; j < SCREENS_AXES; j++) {
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
    for (size_t j = 0; j < SCREENS_AXES; j++) {
        sizes[j] = 1;
        for (size_t k = 0; k < SCREENS_AXES; k++) {
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
                           double truth[TRUTHS][SCREENS_AXES])
{
    const screens_function *f = &functions[covered[number].function];
    unsigned hits[TRUTHS][SCREENS_AXES] = {{0}};
    double *table = screens_cells(s, f->n_axes);
    sim_error err = {""};

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        const sim_screen screen = {f->n_axes, s->samples, seed, NULL};
        double *y = screens_numbers(s, &screen, f, covered[number].failing);

        ck_assert_int_eq(sim_screening_analyze(s, &screen, y, table, &err), SIM_OK);
        for (int i = 0; i < TRUTHS && columns[i]; i++)
            count_hits(s, table, screens_column(s, columns[i]), truth[i], f->n_axes,
                       hits[i]);
        free(y);
    }
    for (int i = 0; i < TRUTHS && columns[i]; i++)
        check_hits(columns[i], hits[i], i == SUM_OF_FIRSTS ? 1 : f->n_axes);
    free(table);
}

START_TEST(intervals_of_mean_sizes_hold_them)
{
    double truth[TRUTHS][SCREENS_AXES];

    answers[covered[_i].function].sizes(truth[0]);
    check_coverage(&sim_morris, _i, (const char *[TRUTHS]){"mu_star_low"}, truth);
}
END_TEST

START_TEST(intervals_of_shares_hold_them)
{
    const size_t n_axes = functions[covered[_i].function].n_axes;
    double truth[TRUTHS][SCREENS_AXES], sum = 0;

    answers[covered[_i].function].shares(truth[0], truth[1]);
    for (size_t j = 0; j < n_axes; j++) sum += truth[0][j];
    for (size_t j = 0; j < n_axes; j++) truth[SUM_OF_FIRSTS][j] = sum;
    check_coverage(&sim_saltelli, _i,
                   (const char *[TRUTHS]){"first_low", "total_low", "first_sum_low"},
                   truth);
}
END_TEST

/* ---- designs -------------------------------------------------------------- */

START_TEST(screenings_have_names_and_rank_by_a_column)
{
    static const char *const names[] = {"morris", "sobol"}, *const ranks[] = {"mu_star",
                                                                              "total"};

    for (size_t i = 0; i < 2; i++) {
        ck_assert_str_eq(sim_screening_name(i), names[i]);
        ck_assert_ptr_nonnull(sim_screenings[i]);
        ck_assert_uint_eq(screens_column(sim_screenings[i], ranks[i]),
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
    const size_t n = screens_points(s, &screens_many);
    double *u = calloc(n * SCREENS_MANY, sizeof *u);

    ck_assert_ptr_nonnull(u);
    for (size_t i = 0; i < n; i++) {
        s->point(&screens_many, i, &u[i * SCREENS_MANY]);
        for (size_t j = 0; j < SCREENS_MANY; j++)
            ck_assert(u[i * SCREENS_MANY + j] >= 0 && u[i * SCREENS_MANY + j] <= 1);
        for (size_t k = 0; k < i; k++)
            ck_assert(memcmp(&u[i * SCREENS_MANY], &u[k * SCREENS_MANY],
                             SCREENS_MANY * sizeof *u) != 0);
    }
    free(u);
}
END_TEST

START_TEST(the_first_samples_are_a_smaller_design)
{
    const sim_screening *s = sim_screenings[_i];
    const sim_screen fewer = {SCREENS_MANY, 7, 71, NULL},
                     other = {SCREENS_MANY, 23, 72, NULL};
    double u[SCREENS_MANY], w[SCREENS_MANY];

    for (size_t i = screens_points(s, &fewer); i-- > 0;) {
        s->point(&screens_many, i, u);
        s->point(&fewer, i, w);
        ck_assert_mem_eq(u, w, sizeof u);
        s->point(&other, i, w);
        ck_assert(memcmp(u, w, sizeof u) != 0);
    }
}
END_TEST

/* ---- what is missing ------------------------------------------------------ */

START_TEST(where_nothing_varies_there_are_no_shares)
{
    const sim_screen screen = {2, 30, 9, NULL};
    double y[30 * 4], *table = screens_cells(&sim_saltelli, 2);
    sim_error err = {""};

    for (size_t i = 0; i < 30 * 4; i++) y[i] = 0.1;
    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < sim_saltelli.n_columns; i++)
        ck_assert(isnan(table[i]) || i == screens_column(&sim_saltelli, "samples"));
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "samples"), 30);
    ck_assert_int_eq(
        sim_screening_analyze(&sim_morris, &(sim_screen){2, 40, 9, NULL}, y, table, &err),
        SIM_OK);
    for (size_t i = 0; i < sim_morris.n_columns; i++)
        ck_assert_double_eq(table[i], i == screens_column(&sim_morris, "effects") ? 40 : 0);
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
    double *y = screens_any(30 * 4, 0), *table = screens_cells(s, 2);
    sim_error err = {""};

    for (size_t i = refused[_i].points; i < 30 * 4; i++) y[i] = NAN;
    ck_assert_int_eq(sim_screening_analyze(s, &screen, y, table, &err), SIM_EVALUE);
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
    double *y = screens_any(8 * 4, 0), *table = screens_cells(s, 2);
    sim_error err = {""};

    ck_assert_int_eq(sim_screening_analyze(s, &screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < 2 * s->n_columns; i++) ck_assert(isfinite(table[i]));
    free(y);
    free(table);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("screening");
    TCase *coverage = tcase_create("coverage");
    TCase *designs = tcase_create("designs");
    TCase *missing = tcase_create("missing");

    tcase_set_timeout(coverage, 120);
    tcase_add_loop_test(coverage, intervals_of_mean_sizes_hold_them, 0, N_COVERED);
    tcase_add_loop_test(coverage, intervals_of_shares_hold_them, 0, N_COVERED);
    suite_add_tcase(s, coverage);
    tcase_add_test(designs, screenings_have_names_and_rank_by_a_column);
    tcase_add_loop_test(designs, points_differ_and_lie_in_the_unit_cube, 0, 2);
    tcase_add_loop_test(designs, the_first_samples_are_a_smaller_design, 0, 2);
    suite_add_tcase(s, designs);
    tcase_add_test(missing, where_nothing_varies_there_are_no_shares);
    tcase_add_loop_test(missing, fewer_than_eight_samples_are_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(missing, eight_samples_are_enough, 0, 2);
    suite_add_tcase(s, missing);
    return suite_run(s);
}
