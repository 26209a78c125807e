/* test_central.c -- moments of a sample, and how far they are from what is expected. */
#include <check.h>
#include <math.h>

#include "sim/selftest/central.h"
#include "tests/counts.h"
#include "tests/suite.h"

START_TEST(moments_are_those_of_the_numbers)
{
    const double values[] = {2, 4, 4, 4, 5, 5, 7, 9}; /* squares off the mean: 32 */
    const sim_central c = sim_central_of(values, 8);

    ck_assert_uint_eq(c.n, 8);
    ck_assert_double_eq_tol(c.mean, 5, 1e-14);
    ck_assert(fabs(c.variance - 32. / 8) < 1e-12 || fabs(c.variance - 32. / 7) < 1e-12);
    ck_assert_double_eq_tol(sim_central_mean_error(&c), sqrt(c.variance / 8), 1e-12);
}
END_TEST

START_TEST(a_number_that_is_the_mean_is_no_error_off)
{
    const double values[] = {2.385, 3.71, 7.1, 0.371};
    const sim_central c = sim_central_of(values, 4);

    ck_assert_double_eq(sim_central_z_mean(&c, c.mean), 0);
    ck_assert_double_gt(sim_central_z_mean(&c, c.mean - 1), 0);
    ck_assert_double_eq_tol(sim_central_z_variance(&c, c.variance), 0, 1e-12);
    ck_assert_double_eq(counts_z_means(&c, &c), 0);
    ck_assert_double_eq(counts_z_sds(&c, &c), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("central");
    TCase *all = tcase_create("central");

    tcase_add_test(all, moments_are_those_of_the_numbers);
    tcase_add_test(all, a_number_that_is_the_mean_is_no_error_off);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
