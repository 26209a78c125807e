/* test_stepper.c -- the table of methods. */
#include <check.h>
#include <string.h>

#include "sim/engine/stepper.h"
#include "tests/suite.h"

START_TEST(methods_are_named_in_their_order)
{
    static const char *const names[] = {"ode", "ssa", "tau", "auto"};

    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(sim_stepper_name(i), names[i]);
        ck_assert_str_eq(sim_steppers[i]->name, names[i]);
        ck_assert_uint_gt(strlen(sim_steppers[i]->doc), 20);
    }
    ck_assert_ptr_null(sim_stepper_name(4));
    ck_assert_ptr_null(sim_stepper_name(2385));
}
END_TEST

/* ode alone reads the mean; what draws may leap. */
START_TEST(what_draws_says_whether_it_leaps)
{
    for (size_t i = 0; sim_steppers[i]; i++) {
        ck_assert_int_eq(sim_steppers[i]->sample == NULL, i == 0);
        ck_assert_int_eq(sim_steppers[i]->leaps == NULL, i == 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stepper");
    TCase *all = tcase_create("methods");

    tcase_add_test(all, methods_are_named_in_their_order);
    tcase_add_test(all, what_draws_says_whether_it_leaps);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
