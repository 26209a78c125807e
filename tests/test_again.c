/* test_again.c -- ratios of states that were changed. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "sim/engine/again.h"
#include "sim/engine/lanes.h"
#include "tests/suite.h"

enum { ROWS = 11 }; /* no whole number of lanes */

static double *cell(const sim_course *course, const char *name, size_t row)
{
    size_t stride;
    double *column = sim_course_column(course, sim_model_find(&model_knee, name), &stride);

    return column + row * stride;
}

START_TEST(a_ratio_is_that_of_its_row_and_no_other_rule_is_touched)
{
    static const size_t lanes[] = {1, 2, 4, 8, 3};
    const sim_kernel_choice kernels = {.lanes = lanes[_i]};
    static double p[256];
    const sim_again again = {&model_knee, p, &kernels};
    sim_course course = sim_course_make(&model_knee, NULL);
    sim_error err = {""};

    if (lanes[_i] > sim_lanes_best(&(sim_kernel_choice){0}) && lanes[_i] != 3) return;
    for (size_t i = 0; i < ROWS; i++) {
        sim_course_row row;

        ck_assert_int_eq(sim_course_add(&course, (double)i, &row, &err), SIM_OK);
        memset(row.x, 0, course.n_states * sizeof *row.x);
        *cell(&course, "m1", i) = 2.385 + (double)i;
        *cell(&course, "m2", i) = 3.71;
        *cell(&course, "m1_m2_ratio", i) = -1;
        *cell(&course, "vas", i) = 37.1;
    }
    ck_assert_int_eq(sim_again_ratios(&again, &course, &err), SIM_OK);
    for (size_t i = 0; i < ROWS; i++) {
        ck_assert_double_eq(*cell(&course, "m1_m2_ratio", i), (2.385 + (double)i) / 3.71);
        ck_assert_double_eq(*cell(&course, "vas", i), 37.1);
    }
    sim_course_free(&course);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("again");
    TCase *all = tcase_create("again");

    tcase_add_loop_test(all, a_ratio_is_that_of_its_row_and_no_other_rule_is_touched, 0, 5);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
