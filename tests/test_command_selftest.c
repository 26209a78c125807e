/* test_command_selftest.c -- potency selftest: what it prints of each check. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

/* "all 83 checks passed; the limit of Z and Y is 4.53", with as many lines before it. */
START_TEST(each_check_has_a_line)
{
    program_result result;
    const char *last;
    size_t n, lines = 0;
    double limit;

    program_succeed("selftest --runs 1000 --seed 3", &result);
    last = strstr(result.out, "\nall ");
    ck_assert_ptr_nonnull(last);
    ck_assert_int_eq(
        sscanf(last, "\nall %zu checks passed; the limit of Z and Y is %lf", &n, &limit),
        2);
    for (const char *at = result.out; (at = strstr(at, "\npass ")); at++) lines++;
    ck_assert_uint_eq(lines, n);
    ck_assert_uint_gt(n, 20);
    ck_assert_double_gt(limit, 3);
    ck_assert_ptr_null(strstr(result.out, "FAIL"));
}
END_TEST

START_TEST(a_number_out_of_range_is_wrong_usage)
{
    program_result result;

    program_run("selftest --seed 9007199254740992", &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_ptr_eq(strstr(result.err,
                            "potency selftest: --seed 9007199254740992 is no whole "
                            "number from 0 to 9007199254740991\n"),
                     result.err);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_selftest");
    TCase *cases = tcase_create("selftest");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, each_check_has_a_line);
    tcase_add_test(cases, a_number_out_of_range_is_wrong_usage);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
