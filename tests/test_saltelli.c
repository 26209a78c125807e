/* test_saltelli.c -- shares of the variance by mixed points. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "tests/screens.h"
#include "tests/suite.h"

START_TEST(a_mixed_point_is_one_row_with_a_coordinate_of_the_other)
{
    double a[SCREENS_MANY], b[SCREENS_MANY], mixed[SCREENS_MANY], size;

    for (size_t sample = 0; sample < screens_many.samples; sample++) {
        const size_t first = sample * (SCREENS_MANY + 2);

        sim_saltelli.point(&screens_many, first, a);
        sim_saltelli.point(&screens_many, first + 1, b);
        for (size_t j = 0; j < SCREENS_MANY; j++) {
            ck_assert(a[j] != b[j]);
            sim_saltelli.point(&screens_many, first + 2 + j, mixed);
            ck_assert_uint_eq(screens_move(a, mixed, SCREENS_MANY, &size), j);
            ck_assert_double_eq(mixed[j], b[j]);
        }
    }
}
END_TEST

/* ---- shares --------------------------------------------------------------- */

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
    const double middle = mean_of(y, screens_points(&sim_saltelli, screen));
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
    double *y = screens_any(screens_points(&sim_saltelli, &screen), 0.2);
    double *table = screens_cells(&sim_saltelli, 5), sum = 0;
    sim_error err = {""};

    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 5; j++) {
        double shares[3];

        find_shares(&screen, y, j, shares);
        ck_assert(shares[2] > 1 && shares[2] < (double)screen.samples);
        ck_assert_double_eq_tol(screens_cell(&sim_saltelli, table, j, "first"), shares[0],
                                SCREENS_ROUNDING);
        ck_assert_double_eq_tol(screens_cell(&sim_saltelli, table, j, "total"), shares[1],
                                SCREENS_ROUNDING);
        ck_assert_double_eq(screens_cell(&sim_saltelli, table, j, "samples"), shares[2]);
        sum += shares[0];
        ck_assert_double_lt(screens_cell(&sim_saltelli, table, j, "first_low"), shares[0]);
        ck_assert_double_gt(screens_cell(&sim_saltelli, table, j, "first_high"), shares[0]);
        ck_assert_double_lt(screens_cell(&sim_saltelli, table, j, "total_low"), shares[1]);
        ck_assert_double_gt(screens_cell(&sim_saltelli, table, j, "total_high"), shares[1]);
    }
    for (size_t j = 0; j < 5; j++)
        ck_assert_double_eq_tol(screens_cell(&sim_saltelli, table, j, "first_sum"), sum,
                                5 * SCREENS_ROUNDING);
    free(y);
    free(table);
}
END_TEST

static double first_only(const double u[]) { return u[0] * u[0]; }

START_TEST(an_axis_without_influence_has_no_part)
{
    const screens_function f = {"first only", 2, first_only};
    const sim_screen screen = {2, 300, 9, NULL};
    double *y = screens_numbers(&sim_saltelli, &screen, &f, 0),
           *table = screens_cells(&sim_saltelli, 2);
    sim_error err = {""};

    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    ck_assert_double_le(screens_cell(&sim_saltelli, table, 0, "first_low"), 1);
    ck_assert_double_ge(screens_cell(&sim_saltelli, table, 0, "first_high"), 1);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "first"), 0);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "first_low"), 0);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "first_high"), 0);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 0, "first_sum"),
                        screens_cell(&sim_saltelli, table, 0, "first"));
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "total"), 0);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "total_low"), 0);
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "total_high"), 0);
    free(y);
    free(table);
}
END_TEST

/* Of 300 samples one has another A: all of the variance is in which sample it is, and total
 * is 1 and first 0, up to the w / 600 of a resample that has it w times; 12 is never
 * reached.  Resamples without it, every third, have no shares and may not count. */
START_TEST(resamples_in_which_nothing_varies_do_not_count)
{
    const sim_screen screen = {2, 300, 9, NULL};
    double y[300 * 4], *table = screens_cells(&sim_saltelli, 2);
    sim_error err = {""};

    for (size_t i = 0; i < 300 * 4; i++) y[i] = i == 4 * 71 ? 23.85 : 0.371;
    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 2; j++) {
        static const char *const shares[] = {"first", "first_low", "first_high",
                                             "total", "total_low", "total_high"};

        for (int i = 0; i < 6; i++)
            ck_assert_double_eq_tol(screens_cell(&sim_saltelli, table, j, shares[i]),
                                    i < 3 ? 0 : 1, 12.0 / 600);
    }
    free(table);
}
END_TEST

START_TEST(an_axis_whose_points_fail_has_empty_cells)
{
    const sim_screen screen = {3, 40, 9, NULL};
    double *y = screens_any(40 * 5, 0), *table = screens_cells(&sim_saltelli, 3);
    sim_error err = {""};

    for (size_t i = _i == 0 ? 0 : 1; i < 40; i++) y[i * 5 + 2 + 1] = NAN;
    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    for (size_t i = 0; i < sim_saltelli.n_columns; i++) {
        const bool counts = i == screens_column(&sim_saltelli, "samples");
        const bool is_of_all = i >= sim_saltelli.sum;

        ck_assert(is_of_all != isfinite(table[i]));
        ck_assert(counts == isfinite(table[sim_saltelli.n_columns + i]));
        ck_assert(is_of_all != isfinite(table[2 * sim_saltelli.n_columns + i]));
    }
    ck_assert_double_eq(screens_cell(&sim_saltelli, table, 1, "samples"), _i);
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
    const size_t n = screens_points(&sim_saltelli, screen);
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
    double *table = screens_cells(&sim_saltelli, AXES);
    sim_error err = {""};
    unsigned held = 0;

    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        const sim_screen screen = {AXES, SAMPLES, seed, NULL};
        double *y = terms(&screen);

        ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err),
                         SIM_OK);
        ck_assert_double_eq_tol(screens_cell(&sim_saltelli, table, 0, "first_sum"), 1,
                                4 * sqrt(3.0 / SAMPLES));
        held += screens_cell(&sim_saltelli, table, 0, "first_sum_low") <= 1 &&
                screens_cell(&sim_saltelli, table, 0, "first_sum_high") >= 1;
        for (size_t j = 0; j < AXES; j++)
            ck_assert_double_le(screens_cell(&sim_saltelli, table, j, "first_low"),
                                screens_cell(&sim_saltelli, table, j, "total_high"));
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
    double *row = screens_cells(s, 1);
    const char *words = NULL;

    memcpy(&row[screens_column(s, "first")], doubted[_i].first, sizeof doubted[_i].first);
    memcpy(&row[screens_column(s, "total")], doubted[_i].total, sizeof doubted[_i].total);
    memcpy(&row[s->sum], doubted[_i].sum, sizeof doubted[_i].sum);
    row[screens_column(s, "samples")] = doubted[_i].samples;
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (!s->doubts[i].holds(row)) continue;
        ck_assert_ptr_null(words);
        words = s->doubts[i].words;
    }
    ck_assert_pstr_eq(words, doubted[_i].words);
    free(row);
}
END_TEST

/* B goes where A's mixed point goes, ten times as far: no function does that, and first is
 * as surely far above total. */
START_TEST(a_first_that_no_function_has_is_left_and_doubted)
{
    const sim_screen screen = {1, 60, 9, NULL};
    double y[60 * 3], *table = screens_cells(&sim_saltelli, 1);
    sim_error err = {""};

    for (size_t i = 0; i < 60; i++) {
        const double sign = i % 2 ? 1 : -1;

        y[i * 3] = 0.371;
        y[i * 3 + 1] = 0.371 + sign;
        y[i * 3 + 2] = 0.371 + 0.1 * sign;
    }
    ck_assert_int_eq(sim_screening_analyze(&sim_saltelli, &screen, y, table, &err), SIM_OK);
    ck_assert_double_gt(screens_cell(&sim_saltelli, table, 0, "first_low"),
                        screens_cell(&sim_saltelli, table, 0, "total_high"));
    ck_assert(sim_saltelli.doubts[0].holds(table));
    free(table);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("saltelli");
    TCase *designs = tcase_create("designs");
    TCase *answers = tcase_create("answers");
    TCase *many_axes = tcase_create("many axes");
    TCase *doubts = tcase_create("doubts");

    tcase_add_test(designs, a_mixed_point_is_one_row_with_a_coordinate_of_the_other);
    suite_add_tcase(s, designs);
    tcase_add_loop_test(answers, shares_are_those_of_saltelli_and_jansen, 0, 2);
    tcase_add_test(answers, an_axis_without_influence_has_no_part);
    tcase_add_test(answers, resamples_in_which_nothing_varies_do_not_count);
    tcase_add_loop_test(answers, an_axis_whose_points_fail_has_empty_cells, 0, 2);
    suite_add_tcase(s, answers);
    tcase_set_timeout(many_axes, 60);
    tcase_add_test(many_axes, firsts_of_many_axes_add_up_to_one);
    suite_add_tcase(s, many_axes);
    tcase_add_loop_test(doubts, what_cannot_be_believed_is_doubted, 0, N_DOUBTED);
    tcase_add_test(doubts, a_first_that_no_function_has_is_left_and_doubted);
    suite_add_tcase(s, doubts);
    return suite_run(s);
}
