/* test_spots.c -- points at one place become one, and a grid is completed. */
#include <math.h>

#include "sim/study/spots.h"
#include "tests/suite.h"

static void check(const sim_spot *spot, double x, double y, double z)
{
    ck_assert_double_eq(spot->x, x);
    ck_assert_double_eq(spot->y, y);
    if (isnan(z))
        ck_assert_double_nan(spot->z);
    else
        ck_assert_double_eq_tol(spot->z, z, 1e-15 * fabs(z)); /* a rounding of the mean */
}

START_TEST(points_at_one_place_have_the_mean_of_those_with_a_number)
{
    sim_spot list[] = {
        {2.385, 7, 1.25}, {2.385, 3, NAN}, {0.71, 7, 4.5},   {2.385, 7, NAN},
        {2.385, 7, 3.5},  {2.385, 3, NAN}, {2.385, 7, 0.75},
    };

    ck_assert_uint_eq(sim_spots_join(list, 7), 3);
    check(&list[0], 0.71, 7, 4.5);
    check(&list[1], 2.385, 3, NAN);
    check(&list[2], 2.385, 7, (1.25 + 3.5 + 0.75) / 3);
    ck_assert_uint_eq(sim_spots_join(list, 0), 0);
}
END_TEST

/* Two of six cells are there. */
START_TEST(a_grid_is_completed_by_places_without_a_number)
{
    double x[] = {0.3, 1.7}, y[] = {5, 2, 9};
    const sim_axis across = {.levels = 2, .list = x}, up = {.levels = 3, .list = y};
    sim_spot list[8] = {{1.7, 9, 3.71}, {0.3, 2, -0.4}};

    ck_assert_uint_eq(sim_spots_join(list, 2), 2);
    ck_assert_uint_eq(sim_spots_complete(list, 2, &across, &up), 6);
    ck_assert_uint_eq(sim_spots_join(list, 6), 6);
    check(&list[0], 0.3, 2, -0.4);
    check(&list[1], 0.3, 5, NAN);
    check(&list[2], 0.3, 9, NAN);
    check(&list[3], 1.7, 2, NAN);
    check(&list[4], 1.7, 5, NAN);
    check(&list[5], 1.7, 9, 3.71);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("spots");
    TCase *cases = tcase_create("spots");

    tcase_add_test(cases, points_at_one_place_have_the_mean_of_those_with_a_number);
    tcase_add_test(cases, a_grid_is_completed_by_places_without_a_number);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
