/* test_course.c -- states at some times: kept, found and mixed. */
#include <check.h>

#include "sim/engine/course.h"
#include "tests/suite.h"

START_TEST(a_course_grows_and_keeps_what_was_added)
{
    sim_course course = {.n_states = 2, .n_rules = 1};
    sim_error err = {""};
    sim_course_row row;

    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(sim_course_add(&course, 0.71 * i, &row, &err), SIM_OK);
        row.x[0] = 2.385 * i;
        row.x[1] = -0.371 * i;
        row.o[0] = 3.71 * i;
    }
    ck_assert_uint_eq(course.n, 100);
    ck_assert_double_eq(course.t[37], 0.71 * 37);
    ck_assert_double_eq(course.x[2 * 37], 2.385 * 37);
    ck_assert_double_eq(course.x[2 * 99 + 1], -0.371 * 99);
    ck_assert_double_eq(course.o[41], 3.71 * 41);
    sim_course_free(&course);
}
END_TEST

START_TEST(a_mixture_is_a_mean_and_of_equals_exactly_those)
{
    double t[] = {0, 1}, a[] = {3.71, 0.1, 7}, b[] = {2.385, 0.1, 11};
    sim_course one = {.n = 2, .n_states = 1, .t = t, .x = a},
               other = {.n = 2, .n_states = 1, .t = t, .x = b};

    sim_course_mix(&one, &other, 0.3);
    ck_assert_double_eq_tol(one.x[0], 0.3 * 3.71 + 0.7 * 2.385, 1e-15);
    ck_assert_double_eq(one.x[1], 0.1);
    ck_assert_double_eq(one.x[2], 7); /* beyond its rows */
}
END_TEST

/* A day of the course is found where it was reached by adding up. */
START_TEST(a_row_is_found_within_rounding_of_its_time)
{
    double t[] = {0, 0.1 + 0.2, 7.000000000000001}, x[3] = {0};
    const sim_course course = {.n = 3, .n_states = 1, .t = t, .x = x};

    ck_assert_uint_eq(sim_course_find(&course, 0), 0);
    ck_assert_uint_eq(sim_course_find(&course, 0.3), 1);
    ck_assert_uint_eq(sim_course_find(&course, 7), 2);
    ck_assert_uint_eq(sim_course_find(&course, 7.0000001), 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("course");
    TCase *course = tcase_create("course");

    tcase_add_test(course, a_course_grows_and_keeps_what_was_added);
    tcase_add_test(course, a_mixture_is_a_mean_and_of_equals_exactly_those);
    tcase_add_test(course, a_row_is_found_within_rounding_of_its_time);
    suite_add_tcase(suite, course);
    return suite_run(suite);
}
