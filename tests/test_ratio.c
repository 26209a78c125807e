/* test_ratio.c -- exact factors: found from a double, and rounded once. */
#include <check.h>

#include "sim/io/ratio.h"
#include "tests/suite.h"

static const struct {
    double number, above, below;
} ratios[] = {{1.0 / 24, 1, 24}, {365.0 / 12, 365, 12},
              {1e-8, 1, 1e8},    {0.0385, 77, 2000},
              {7, 7, 1},         {23853712.0 / 7, 23853712, 7}};

START_TEST(a_ratio_is_the_simplest)
{
    sim_ratio ratio;

    ck_assert(sim_ratio_find(ratios[_i].number, &ratio));
    ck_assert_double_eq(ratio.above, ratios[_i].above);
    ck_assert_double_eq(ratio.below, ratios[_i].below);
}
END_TEST

/* 28 / 24 is one rounding from 7/6, 28 * (1/24.) is two; 1.3 * 24 is 31.200000000000003. */
START_TEST(a_product_is_rounded_once)
{
    ck_assert_double_eq(sim_ratio_multiply(28, (sim_ratio){1, 24}), 7.0 / 6);
    ck_assert_double_eq(sim_ratio_multiply(1.3, (sim_ratio){24, 1}), 31.2);
    ck_assert_double_eq(sim_ratio_multiply(0.7, (sim_ratio){1, 100}), 0.007);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ratio");
    TCase *cases = tcase_create("ratios");

    tcase_add_loop_test(cases, a_ratio_is_the_simplest, 0, sizeof ratios / sizeof *ratios);
    tcase_add_test(cases, a_product_is_rounded_once);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
