/* test_bins.c -- means of points that are alike in x. */
#include <math.h>

#include <check.h>

#include "plots/bins.h"
#include "tests/suite.h"

enum { N_MANY = 300 };

START_TEST(few_values_have_a_bin_each)
{
    const plot_point p[] = {{1, 2.5}, {1, 3.5}, {2, 7}, {4, 1}, {4, 2}, {4, 6}};
    plot_point means[PLOT_MOST_BINS];

    ck_assert_uint_eq(plot_bins_find(p, 6, means), 3);
    ck_assert(means[0].x == 1 && means[0].y == 3);
    ck_assert(means[1].x == 2 && means[1].y == 7);
    ck_assert(means[2].x == 4 && means[2].y == 3);
}
END_TEST

START_TEST(many_values_have_ten_bins_of_as_many_points)
{
    plot_point p[N_MANY], means[PLOT_MOST_BINS];

    for (int i = 0; i < N_MANY; i++) p[i] = (plot_point){0.3 * i, 100 - 0.3 * i};
    ck_assert_uint_eq(plot_bins_find(p, N_MANY, means), 10);
    for (int i = 0; i < 10; i++) { /* 30 points each */
        ck_assert_double_eq_tol(means[i].x, 0.3 * (30 * i + 14.5), 1e-9);
        ck_assert_double_eq_tol(means[i].y, 100 - 0.3 * (30 * i + 14.5), 1e-9);
    }
}
END_TEST

START_TEST(bins_hold_five_points_and_never_part_equal_ones)
{
    plot_point p[N_MANY], means[PLOT_MOST_BINS];

    for (int i = 0; i < 23; i++) p[i] = (plot_point){i, 2 * i};
    ck_assert_uint_eq(plot_bins_find(p, 23, means), 4); /* of 5, 6, 6, 6 */
    ck_assert_double_eq(means[0].x, 2);
    ck_assert_double_eq(means[3].x, 19.5);
    for (int i = 0; i < 40; i++) p[i] = (plot_point){i < 17 ? 0 : i, i};
    ck_assert_uint_eq(plot_bins_find(p, 40, means), 5); /* the first takes that of four */
    ck_assert_double_eq(means[0].x, 0);
    ck_assert_double_eq(means[0].y, 8);
}
END_TEST

START_TEST(one_bin_is_no_line)
{
    const plot_point p[] = {{1, 1}, {1, 2}, {1, 3}, {1, 4}}, q[] = {{1, 1}, {2, 2}, {3, 1}};
    plot_point means[PLOT_MOST_BINS];

    ck_assert_uint_eq(plot_bins_find(p, 4, means), 0);
    ck_assert_uint_eq(plot_bins_find(q, 3, means), 0);
    ck_assert_uint_eq(plot_bins_find(p, 0, means), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bins");
    TCase *tcase = tcase_create("bins");

    tcase_add_test(tcase, few_values_have_a_bin_each);
    tcase_add_test(tcase, many_values_have_ten_bins_of_as_many_points);
    tcase_add_test(tcase, bins_hold_five_points_and_never_part_equal_ones);
    tcase_add_test(tcase, one_bin_is_no_line);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
