/* test_sheaf.c -- the numbers of an arm: their order, quantiles, counts and piles. */
#include <math.h>

#include <check.h>

#include "plots/sheaf.h"
#include "tests/suite.h"

static const double given[] = {7.1, NAN, 2.385, -1, 3.71, 2.385};

START_TEST(numbers_are_sorted_and_those_that_are_none_left_out)
{
    static const sim_column key = {"arm", "1", "arm", SIM_CELL_TEXT};
    static const sim_column column = {"y", "1", "y", SIM_CELL_NUMBER};
    sim_pool pool = {0};
    sim_table table;
    plot_sheaf s;
    sim_error err;

    ck_assert_int_eq(sim_table_init(&table, "t", key, &column, 1, &err), SIM_OK);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, "P2", &row, &err), SIM_OK);
        *row = given[i];
    }
    s = plot_sheaf_find(&table, 0, "P2", &pool);
    ck_assert_uint_eq(s.n, 5);
    ck_assert_uint_eq(s.n_rows, 6);
    ck_assert_double_eq(s.list[0], -1);
    ck_assert_double_eq(s.middle, 2.385);
    ck_assert_double_eq_tol(s.low, -1 + 0.2 * 3.385, 1e-12); /* a fifth of the first gap */
    ck_assert_double_eq_tol(s.high, 3.71 + 0.8 * 3.39, 1e-12);
    ck_assert_uint_eq(plot_sheaf_count(&s, 2.385, false), 4);
    ck_assert_uint_eq(plot_sheaf_count(&s, 2.385, true), 3);
    ck_assert_uint_eq(plot_sheaf_find(&table, 0, "P5", &pool).n_rows, 0);
    ck_assert_double_nan(plot_sheaf_find(&table, 0, "P5", &pool).middle);
    sim_pool_free(&pool);
    sim_table_free(&table);
}
END_TEST

START_TEST(dots_that_would_touch_stand_upon_each_other)
{
    const double at[] = {0, 0.5, 0.9, 1, 7};
    int steps[5];

    ck_assert_uint_eq(plot_sheaf_pile(at, 5, 1, steps), 3);
    ck_assert_int_eq(steps[0], 0);
    ck_assert_int_eq(steps[1], 1);
    ck_assert_int_eq(steps[2], -1);
    ck_assert_int_eq(steps[3], 0);
    ck_assert_int_eq(steps[4], 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sheaf");
    TCase *cases = tcase_create("numbers");

    tcase_add_test(cases, numbers_are_sorted_and_those_that_are_none_left_out);
    tcase_add_test(cases, dots_that_would_touch_stand_upon_each_other);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
