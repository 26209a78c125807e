/* test_auto.c -- the choice between counts and the mean. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>

#include "sim/engine/stepper.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

START_TEST(auto_takes_the_ode_where_all_counts_are_large)
{
    const change changes[] = {{"founders", _i == 0 ? 2000 : 2e5}, {0}};
    const counts_plan plan = {&model_passaging, changes, "auto", INFINITY, 1, 21};
    sim_result result;

    counts_run(&plan, 0, 0, &result);
    ck_assert_str_eq(result.solver, _i == 0 ? "tau" : "rodas5p");
    sim_result_free(&result);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("auto");
    TCase *all = tcase_create("auto");

    gsl_set_error_handler_off();
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(all, auto_takes_the_ode_where_all_counts_are_large, 0, 2);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
