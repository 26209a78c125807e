/* test_cloud.c -- surfaces through scattered points, and means of those that are alike in x. */
#include <math.h>

#include <check.h>

#include "plots/cloud.h"
#include "tests/page.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

enum { N_POINTS = 120 };

static void scatter(plot_point at[N_POINTS])
{
    for (int i = 0; i < N_POINTS; i++)
        at[i] = (plot_point){page_scatter(i + 1, 2), page_scatter(i + 1, 3)};
}

START_TEST(a_plane_is_fitted_exactly)
{
    plot_point at[N_POINTS];
    double z[N_POINTS];
    plot_cloud c;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) z[i] = 0.3 + 0.5 * at[i].x - 0.2 * at[i].y;
    plot_cloud_init(&c, &pool, at, z, N_POINTS);
    ck_assert(!pool.failed);
    for (int i = 0; i < 9; i++) {
        plot_point p = {0.2 + 0.07 * i, 0.71 - 0.05 * i};

        ck_assert(plot_cloud_covers(&c, p));
        ck_assert_double_eq_tol(plot_cloud_fit(&c, p), 0.3 + 0.5 * p.x - 0.2 * p.y, 1e-9);
    }
    ck_assert(!plot_cloud_covers(&c, (plot_point){1.01, 0.5}));
    ck_assert(!plot_cloud_covers(&c, (plot_point){0.0005, 0.0005}));
    sim_pool_free(&pool);
}
END_TEST

/* Errors that do not depend on the place ask for many points, a curved surface for few. */
START_TEST(noise_is_averaged_and_curves_are_not)
{
    plot_point at[N_POINTS];
    double smooth[N_POINTS], noisy[N_POINTS];
    plot_cloud c;
    size_t few;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) {
        smooth[i] = sin(6 * at[i].x) * cos(5 * at[i].y);
        noisy[i] = 0.4 * at[i].x + page_scatter(i + 1, 5);
    }
    plot_cloud_init(&c, &pool, at, smooth, N_POINTS);
    ck_assert(!pool.failed);
    few = c.n_near;
    sim_pool_free(&pool);
    ck_assert_uint_lt(few, 12);
    plot_cloud_init(&c, &pool, at, noisy, N_POINTS);
    ck_assert(!pool.failed);
    ck_assert_uint_gt(c.n_near, 30);
    /* Mean 0.2 + 0.5; deviation of the mean of 30: 0.29 / sqrt(30) = 0.05, three times. */
    ck_assert_double_eq_tol(plot_cloud_fit(&c, (plot_point){0.5, 0.5}), 0.7, 0.16);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(there_is_no_surface_where_points_failed)
{
    plot_point at[N_POINTS];
    double z[N_POINTS];
    plot_cloud c;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) z[i] = at[i].x > 0.6 ? NAN : 2.385;
    plot_cloud_init(&c, &pool, at, z, N_POINTS);
    ck_assert(!pool.failed);
    ck_assert_double_nan(plot_cloud_fit(&c, (plot_point){0.8, 0.5}));
    ck_assert_double_eq_tol(plot_cloud_fit(&c, (plot_point){0.3, 0.5}), 2.385, 1e-12);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(points_on_a_line_have_no_surface)
{
    const plot_point at[] = {{0, 0}, {0.5, 0.5}, {1, 1}, {0.25, 0.25}};
    const double z[] = {1, 2, 3, 1.5};
    plot_cloud c;

    for (size_t n = 0; n <= 4; n++) {
        plot_cloud_init(&c, &pool, at, z, n);
        ck_assert(!pool.failed);
        ck_assert(!plot_cloud_covers(&c, (plot_point){0.5, 0.5}));
        sim_pool_free(&pool);
    }
}
END_TEST

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
    Suite *suite = suite_create("cloud");
    TCase *tcase = tcase_create("cloud"), *bins = tcase_create("bins");

    tcase_add_test(tcase, a_plane_is_fitted_exactly);
    tcase_add_test(tcase, noise_is_averaged_and_curves_are_not);
    tcase_add_test(tcase, there_is_no_surface_where_points_failed);
    tcase_add_test(tcase, points_on_a_line_have_no_surface);
    suite_add_tcase(suite, tcase);
    suite_add_tcase(suite, bins);
    tcase_add_test(bins, few_values_have_a_bin_each);
    tcase_add_test(bins, many_values_have_ten_bins_of_as_many_points);
    tcase_add_test(bins, bins_hold_five_points_and_never_part_equal_ones);
    tcase_add_test(bins, one_bin_is_no_line);
    return suite_run(suite);
}
