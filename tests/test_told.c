/* test_told.c -- what is told of an experiment stands in the order of its file. */
#include <check.h>

#include "sim/cli/told.h"
#include "tests/suite.h"

static const char *const lines[] = {"a.ini:12: the second", "all of it: the last",
                                    "a.ini:3: the first"};

START_TEST(lines_are_told_in_the_order_of_the_file)
{
    const sim_job job = {.file = "a.ini"};
    sim_findings told = {0};
    sim_error err = {""};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_int_eq(sim_findings_add(&told, lines[i], &err), SIM_OK);
    ck_assert_int_eq(sim_told_print(&job, &told, &err), SIM_OK);
    ck_assert_uint_eq(told.n, 3);
    ck_assert_str_eq(told.lines[0], lines[2]);
    ck_assert_str_eq(told.lines[1], lines[0]);
    ck_assert_str_eq(told.lines[2], lines[1]);
    sim_findings_free(&told);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("told");
    TCase *cases = tcase_create("told");

    tcase_add_test(cases, lines_are_told_in_the_order_of_the_file);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
