/* test_morris.c -- trajectories and their effects. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_math.h>

#include "tests/screens.h"
#include "tests/suite.h"

enum { LEVELS = 8, HALF = LEVELS / 2 };
static const double step = (double)HALF / (LEVELS - 1);

static double level(size_t i) { return (double)(i % LEVELS) / (LEVELS - 1); }

START_TEST(a_trajectory_moves_each_axis_once)
{
    double u[SCREENS_MANY], w[SCREENS_MANY], size;

    for (size_t sample = 0; sample < screens_many.samples; sample++) {
        bool moved[SCREENS_MANY] = {false};

        sim_morris.point(&screens_many, sample * (SCREENS_MANY + 1), u);
        for (size_t j = 0; j < SCREENS_MANY; j++)
            ck_assert_double_eq(u[j], level((size_t)lround(u[j] * (LEVELS - 1))));
        for (size_t i = 1; i <= SCREENS_MANY; i++) {
            sim_morris.point(&screens_many, sample * (SCREENS_MANY + 1) + i, w);
            size_t axis = screens_move(u, w, SCREENS_MANY, &size);

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
        firsts[screens_move(u, w, 4, &size)]++;
    }
    for (int i = 0; i < LEVELS; i++) chi[0] += gsl_pow_2(starts[i] - N / 8.0) / (N / 8.0);
    for (int i = 0; i < 4; i++) chi[1] += gsl_pow_2(firsts[i] - N / 4.0) / (N / 4.0);
    ck_assert_double_lt(chi[0], 30);
    ck_assert_double_lt(chi[1], 22);
}
END_TEST

/* ---- effects -------------------------------------------------------------- */

/* Effects of an axis, from its points: sum, sum of sizes, of squares, number. */
static void sum_effects(const sim_screen *screen, const double y[], size_t axis,
                        double sums[4])
{
    double u[SCREENS_AXES], w[SCREENS_AXES], size;

    for (size_t i = 0; i + 1 < screens_points(&sim_morris, screen); i++) {
        if ((i + 1) % (screen->n_axes + 1) == 0) continue;
        sim_morris.point(screen, i, u);
        sim_morris.point(screen, i + 1, w);
        if (screens_move(u, w, screen->n_axes, &size) != axis) continue;
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
    const size_t n = screens_points(&sim_morris, &screen);
    double *y = calloc(n, sizeof *y), *table = screens_cells(&sim_morris, N_AXES),
           u[N_AXES];
    const size_t mu = screens_column(&sim_morris, "mu");
    sim_error err = {""};

    for (size_t i = 0; i < n; i++) {
        sim_morris.point(&screen, i, u);
        for (size_t j = 0; j < N_AXES; j++) {
            const double k = floor(u[j] * (double)levels[j]);
            const double last = (double)levels[j] - 1;

            y[i] += slopes[j] * (levels[j] == 0 ? u[j] : fmin(k, last) / last);
        }
    }
    ck_assert_int_eq(sim_screening_analyze(&sim_morris, &screen, y, table, &err), SIM_OK);
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
    double *y = screens_any(screens_points(&sim_morris, &screen), 0.2);
    double *table = screens_cells(&sim_morris, 5);
    sim_error err = {""};

    ck_assert_int_eq(sim_screening_analyze(&sim_morris, &screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 5; j++) {
        double sums[4] = {0};

        sum_effects(&screen, y, j, sums);
        const double n = sums[3], mean = sums[0] / n;
        ck_assert(n > 1 && n < (double)screen.samples);
        ck_assert_double_eq(screens_cell(&sim_morris, table, j, "effects"), n);
        ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, "mu"), mean,
                                SCREENS_ROUNDING);
        ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, "mu_star"), sums[1] / n,
                                SCREENS_ROUNDING);
        ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, "sigma"),
                                sqrt((sums[2] - n * mean * mean) / (n - 1)),
                                SCREENS_ROUNDING);
        ck_assert_double_lt(screens_cell(&sim_morris, table, j, "mu_star_low"),
                            sums[1] / n);
        ck_assert_double_gt(screens_cell(&sim_morris, table, j, "mu_star_high"),
                            sums[1] / n);
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
    const screens_function f = {"plane", 3, plane};
    const sim_screen screen = {3, 12, 9, NULL};
    double *y = screens_numbers(&sim_morris, &screen, &f, 0),
           *table = screens_cells(&sim_morris, 3);
    sim_error err = {""};

    ck_assert_int_eq(sim_screening_analyze(&sim_morris, &screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 3; j++) {
        static const char *const sizes[] = {"mu_star", "mu_star_low", "mu_star_high"};

        for (int i = 0; i < 3; i++)
            ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, sizes[i]),
                                    fabs(slopes[j]), SCREENS_ROUNDING);
        ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, "mu"), slopes[j],
                                SCREENS_ROUNDING);
        ck_assert_double_eq_tol(screens_cell(&sim_morris, table, j, "sigma"), 0,
                                SCREENS_ROUNDING);
        ck_assert_double_eq(screens_cell(&sim_morris, table, j, "effects"), 12);
    }
    free(y);
    free(table);
}
END_TEST

/* Only the effects next to a point that failed are lost. */
START_TEST(a_failed_point_costs_the_effects_next_to_it)
{
    const sim_screen screen = {4, 8, 9, NULL};
    double *table = screens_cells(&sim_morris, 4), lost = 0;
    double *y = screens_any(8 * 5, 0);
    sim_error err = {""};

    y[5 + _i] = NAN;
    ck_assert_int_eq(sim_screening_analyze(&sim_morris, &screen, y, table, &err), SIM_OK);
    for (size_t j = 0; j < 4; j++)
        lost += 8 - screens_cell(&sim_morris, table, j, "effects");
    ck_assert_double_eq(lost, _i == 0 || _i == 4 ? 1 : 2);
    free(y);
    free(table);
}
END_TEST

START_TEST(too_few_effects_are_doubted)
{
    double *row = screens_cells(&sim_morris, 1);

    ck_assert_uint_eq(sim_morris.n_doubts, 1);
    row[screens_column(&sim_morris, "effects")] = 8;
    ck_assert(!sim_morris.doubts[0].holds(row));
    row[screens_column(&sim_morris, "effects")] = 7;
    ck_assert(sim_morris.doubts[0].holds(row));
    free(row);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("morris");
    TCase *designs = tcase_create("designs");
    TCase *answers = tcase_create("answers");
    TCase *doubts = tcase_create("doubts");

    tcase_add_test(designs, a_trajectory_moves_each_axis_once);
    tcase_add_test(designs, trajectories_start_anywhere_with_any_axis);
    suite_add_tcase(s, designs);
    tcase_add_test(answers, effects_of_few_levels_are_those_of_the_whole_range);
    tcase_add_loop_test(answers, effects_are_differences_over_steps, 0, 2);
    tcase_add_test(answers, effects_of_a_plane_are_its_slopes);
    tcase_add_loop_test(answers, a_failed_point_costs_the_effects_next_to_it, 0, 5);
    suite_add_tcase(s, answers);
    tcase_add_test(doubts, too_few_effects_are_doubted);
    suite_add_tcase(s, doubts);
    return suite_run(s);
}
