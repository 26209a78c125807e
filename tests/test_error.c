/* test_error.c -- one line for each failure, which no terminal obeys. */
#include <check.h>
#include <string.h>

#include "sim/error.h"
#include "tests/suite.h"

START_TEST(a_failure_is_one_line_and_gives_its_status)
{
    sim_error err;

    ck_assert_int_eq(
        sim_fail(&err, SIM_EVALUE, "%s:%d: x = %g\nis wrong", "a.ini", 7, 2.385),
        SIM_EVALUE);
    ck_assert_str_eq(err.text, "a.ini:7: x = 2.385 is wrong");
}
END_TEST

START_TEST(what_steers_a_terminal_is_blank)
{
    sim_error err;

    sim_fail(&err, SIM_ENAME,
             "a\x1b[31mb\xc2\x9b"
             "c\xe2\x80\xae"
             "d\xd8\x9c"
             "e\xc3\xbc");
    ck_assert_str_eq(err.text, "a [31mb  c   d  e\xc3\xbc");
}
END_TEST

START_TEST(memory_that_is_short_is_never_success)
{
    sim_error err;

    ck_assert_int_eq(sim_fail_memory(&err, "a.ini"), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "a.ini: out of memory; close other programs or ask for less");
}
END_TEST

START_TEST(a_long_line_is_cut)
{
    sim_error err;

    sim_fail(&err, SIM_EPARSE, "%2000d", 7);
    ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("error");
    TCase *all = tcase_create("error");

    tcase_add_test(all, a_failure_is_one_line_and_gives_its_status);
    tcase_add_test(all, what_steers_a_terminal_is_blank);
    tcase_add_test(all, memory_that_is_short_is_never_success);
    tcase_add_test(all, a_long_line_is_cut);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
