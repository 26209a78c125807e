/* test_cloud.c -- surfaces through scattered points. */
#include <math.h>

#include <check.h>

#include "plots/cloud.h"
#include "tests/page.h"
#include "tests/suite.h"

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
    sim_error err;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) z[i] = 0.3 + 0.5 * at[i].x - 0.2 * at[i].y;
    ck_assert_int_eq(plot_cloud_init(&c, at, z, N_POINTS, &err), SIM_OK);
    for (int i = 0; i < 9; i++) {
        plot_point p = {0.2 + 0.07 * i, 0.71 - 0.05 * i};

        ck_assert(plot_cloud_covers(&c, p));
        ck_assert_double_eq_tol(plot_cloud_fit(&c, p), 0.3 + 0.5 * p.x - 0.2 * p.y, 1e-9);
    }
    ck_assert(!plot_cloud_covers(&c, (plot_point){1.01, 0.5}));
    ck_assert(!plot_cloud_covers(&c, (plot_point){0.0005, 0.0005}));
    plot_cloud_free(&c);
}
END_TEST

/* Errors that do not depend on the place ask for many points, a curved surface for few. */
START_TEST(noise_is_averaged_and_curves_are_not)
{
    plot_point at[N_POINTS];
    double smooth[N_POINTS], noisy[N_POINTS];
    plot_cloud c;
    sim_error err;
    size_t few;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) {
        smooth[i] = sin(6 * at[i].x) * cos(5 * at[i].y);
        noisy[i] = 0.4 * at[i].x + page_scatter(i + 1, 5);
    }
    ck_assert_int_eq(plot_cloud_init(&c, at, smooth, N_POINTS, &err), SIM_OK);
    few = c.n_near;
    plot_cloud_free(&c);
    ck_assert_uint_lt(few, 12);
    ck_assert_int_eq(plot_cloud_init(&c, at, noisy, N_POINTS, &err), SIM_OK);
    ck_assert_uint_gt(c.n_near, 30);
    /* Mean 0.2 + 0.5; deviation of the mean of 30: 0.29 / sqrt(30) = 0.05, three times. */
    ck_assert_double_eq_tol(plot_cloud_fit(&c, (plot_point){0.5, 0.5}), 0.7, 0.16);
    plot_cloud_free(&c);
}
END_TEST

START_TEST(there_is_no_surface_where_points_failed)
{
    plot_point at[N_POINTS];
    double z[N_POINTS];
    plot_cloud c;
    sim_error err;

    scatter(at);
    for (int i = 0; i < N_POINTS; i++) z[i] = at[i].x > 0.6 ? NAN : 2.385;
    ck_assert_int_eq(plot_cloud_init(&c, at, z, N_POINTS, &err), SIM_OK);
    ck_assert_double_nan(plot_cloud_fit(&c, (plot_point){0.8, 0.5}));
    ck_assert_double_eq_tol(plot_cloud_fit(&c, (plot_point){0.3, 0.5}), 2.385, 1e-12);
    plot_cloud_free(&c);
}
END_TEST

START_TEST(points_on_a_line_have_no_surface)
{
    const plot_point at[] = {{0, 0}, {0.5, 0.5}, {1, 1}, {0.25, 0.25}};
    const double z[] = {1, 2, 3, 1.5};
    plot_cloud c;
    sim_error err;

    for (size_t n = 0; n <= 4; n++) {
        ck_assert_int_eq(plot_cloud_init(&c, at, z, n, &err), SIM_OK);
        ck_assert(!plot_cloud_covers(&c, (plot_point){0.5, 0.5}));
        plot_cloud_free(&c);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cloud");
    TCase *tcase = tcase_create("cloud");

    tcase_add_test(tcase, a_plane_is_fitted_exactly);
    tcase_add_test(tcase, noise_is_averaged_and_curves_are_not);
    tcase_add_test(tcase, there_is_no_surface_where_points_failed);
    tcase_add_test(tcase, points_on_a_line_have_no_surface);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
