/* test_advice.c -- what is odd about an experiment, though nothing in it is wrong. */
#include <check.h>
#include <stdio.h>

#include "sim/study/advice.h"
#include "tests/experiment.h"
#include "tests/suite.h"

static const struct {
    const char *text, *set, *line; /* NULL: nothing is told */
} arms[] = {
    {"[arm x]\njoint.load = 0.7385\n[arm y]\n", NULL, NULL},
    {"[arm x]\n[arm y]\n", NULL, "arm y equals arm x"},
    {"[arm x]\njoint.load = 0.7385\n[arm y]\n", "joint.load=1.1",
     "arm y equals arm x: what set them apart gave way to --set joint.load=1.1"},
};

START_TEST(an_arm_that_equals_another_is_told)
{
    const char *const sets[EXPERIMENT_SETS] = {arms[_i].set};
    sim_findings told = {0};
    sim_experiment e;
    sim_error err = {""};

    experiment_read(&e, arms[_i].text, sets);
    ck_assert_int_eq(sim_advice_equal_arms(&e, &told, &err), SIM_OK);
    ck_assert_uint_eq(told.n, arms[_i].line ? 1 : 0);
    if (told.n) ck_assert_str_eq(told.lines[0], arms[_i].line);
    sim_findings_free(&told);
    sim_experiment_free(&e);
}
END_TEST

/* The row of both arms is told once; the default and a value near it are not. */
START_TEST(a_value_far_from_its_default_is_told_once)
{
    char line[sizeof experiment_file + 128];
    sim_findings told = {0};
    sim_experiment e;
    sim_error err = {""};

    experiment_read(&e,
                    "[passaging]\ncycle_time = 118.5\n[joint]\nload = 1.1\n[arm x]\n"
                    "[arm y]\njoint.load = 0.9\n",
                    experiment_no_sets);
    ck_assert_int_eq(sim_advice_far_values(&e, &told, &err), SIM_OK);
    ck_assert_uint_eq(told.n, 1);
    snprintf(
        line, sizeof line,
        "%s:2: passaging.cycle_time = 118.5 h is far from its usual 23: near an end of "
        "[15, 120]",
        experiment_file);
    ck_assert_str_eq(told.lines[0], line);
    sim_findings_free(&told);
    sim_experiment_free(&e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("advice");
    TCase *cases = tcase_create("values");

    experiment_add_fixture(cases);
    tcase_add_loop_test(cases, an_arm_that_equals_another_is_told, 0,
                        sizeof arms / sizeof *arms);
    tcase_add_test(cases, a_value_far_from_its_default_is_told_once);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
