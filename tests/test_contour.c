/* test_contour.c -- where lines of one level go. */
#include <math.h>

#include <check.h>

#include "plots/contour.h"
#include "tests/suite.h"

enum { SIDE = 41 };

static const double thirds[] = {0, 1, 2};

static size_t count_lines(const plot_contour *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++)
        if (isnan(c->points[i].x)) n++;
    return n;
}

START_TEST(a_plane_has_a_straight_contour)
{
    const double z[] = {0, 1, 2, 2, 3, 4, 4, 5, 6}; /* x + 2 y */
    const plot_lattice l = {thirds, thirds, 3, 3, z};
    plot_contour c;
    sim_error err;

    ck_assert_int_eq(plot_contour_init(&c, 3, 3, &err), SIM_OK);
    plot_contour_trace(&c, &l, 2.5);
    ck_assert_uint_eq(count_lines(&c), 1);
    ck_assert_uint_ge(c.n, 4);
    for (size_t i = 0; i + 1 < c.n; i++)
        ck_assert_double_eq_tol(c.points[i].x + 2 * c.points[i].y, 2.5, 1e-12);
    plot_contour_trace(&c, &l, 6.5);
    ck_assert_uint_eq(c.n, 0);
    plot_contour_free(&c);
}
END_TEST

START_TEST(a_cone_has_a_closed_contour)
{
    double axis[SIDE], z[SIDE * SIDE];
    const plot_lattice l = {axis, axis, SIDE, SIDE, z};
    plot_contour c;
    sim_error err;

    for (int i = 0; i < SIDE; i++) axis[i] = 0.1 * (i - 20);
    for (int i = 0; i < SIDE * SIDE; i++) z[i] = hypot(axis[i % SIDE], axis[i / SIDE]);
    ck_assert_int_eq(plot_contour_init(&c, SIDE, SIDE, &err), SIM_OK);
    plot_contour_trace(&c, &l, 1.37);
    ck_assert_uint_eq(count_lines(&c), 1);
    ck_assert(c.points[0].x == c.points[c.n - 2].x && c.points[0].y == c.points[c.n - 2].y);
    for (size_t i = 0; i + 1 < c.n; i++) /* chords of a spacing of 0.1: 0.1^2 / 8 / 1.37 */
        ck_assert_double_eq_tol(hypot(c.points[i].x, c.points[i].y), 1.37, 1e-3);
    plot_contour_free(&c);
}
END_TEST

/* Of the two ways to join the sides of a saddle, that of the mean of its corners. */
START_TEST(a_saddle_is_divided_by_its_middle)
{
    const double high[] = {4, 0, 0, 4}, low[] = {2.2, 0, 0, 2.2}, axis[] = {0, 1};
    const plot_lattice ridge = {axis, axis, 2, 2, high}, gap = {axis, axis, 2, 2, low};
    plot_contour c;
    sim_error err;

    ck_assert_int_eq(plot_contour_init(&c, 2, 2, &err), SIM_OK);
    plot_contour_trace(&c, &ridge, 1.5); /* mean 2: a ridge from 0, 0 to 1, 1 */
    ck_assert_uint_eq(count_lines(&c), 2);
    for (size_t i = 0; i < c.n; i += 3)
        ck_assert_double_gt(
            fabs(c.points[i].x + c.points[i + 1].x - c.points[i].y - c.points[i + 1].y),
            0.5);
    plot_contour_trace(&c, &gap, 1.5); /* mean 1.1: two hills */
    ck_assert_uint_eq(count_lines(&c), 2);
    for (size_t i = 0; i < c.n; i += 3)
        ck_assert_double_lt(
            fabs(c.points[i].x + c.points[i + 1].x - c.points[i].y - c.points[i + 1].y),
            1e-12);
    plot_contour_free(&c);
}
END_TEST

START_TEST(no_contour_goes_beside_a_hole)
{
    const double z[] = {0, 1, 2, 2, NAN, 4, 4, 5, 6};
    const plot_lattice l = {thirds, thirds, 3, 3, z};
    plot_contour c;
    sim_error err;

    ck_assert_int_eq(plot_contour_init(&c, 3, 3, &err), SIM_OK);
    plot_contour_trace(&c, &l, 2.5);
    ck_assert_uint_eq(c.n, 0);
    plot_contour_free(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("contour");
    TCase *tcase = tcase_create("contour");

    tcase_add_test(tcase, a_plane_has_a_straight_contour);
    tcase_add_test(tcase, a_cone_has_a_closed_contour);
    tcase_add_test(tcase, a_saddle_is_divided_by_its_middle);
    tcase_add_test(tcase, no_contour_goes_beside_a_hole);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
