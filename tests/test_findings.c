/* test_findings.c -- problems of an input that are noted, and the order they are told in. */
#include <check.h>

#include "sim/io/findings.h"
#include "tests/suite.h"

START_TEST(lines_stand_in_the_order_of_the_file_before_others)
{
    static const char *const lines[] = {"--set x: late", "a.ini:12: b", "a.ini:3: c",
                                        "a.ini:12: a",   "b.ini:1: d",  "a.ini:x: e"};
    static const size_t order[] = {2, 1, 3, 0, 4, 5};
    sim_findings findings = {0};
    sim_error err = {""};

    for (size_t i = 0; i < 6; i++)
        ck_assert_int_eq(sim_findings_add(&findings, lines[i], &err), SIM_OK);
    ck_assert_int_eq(sim_findings_sort(&findings, "a.ini", &err), SIM_OK);
    ck_assert_uint_eq(findings.n, 6);
    for (size_t i = 0; i < 6; i++) ck_assert_str_eq(findings.lines[i], lines[order[i]]);
    sim_findings_free(&findings);
    ck_assert_uint_eq(findings.n, 0);
}
END_TEST

static const struct {
    sim_status status, result;
    size_t n;
} notes[] = {
    {SIM_EPARSE, SIM_OK, 1}, {SIM_ENAME, SIM_OK, 1},      {SIM_EVALUE, SIM_OK, 1},
    {SIM_OK, SIM_OK, 0},     {SIM_ENOMEM, SIM_ENOMEM, 0}, {SIM_EIO, SIM_EIO, 0},
};

START_TEST(a_problem_of_the_input_is_noted_and_no_other)
{
    sim_findings findings = {0};
    sim_error err = {"a.ini:7: it is so"};

    ck_assert_int_eq(sim_findings_note(&findings, notes[_i].status, &err),
                     notes[_i].result);
    ck_assert_uint_eq(findings.n, notes[_i].n);
    if (findings.n) ck_assert_str_eq(findings.lines[0], "a.ini:7: it is so");
    ck_assert_int_eq(sim_findings_note(NULL, notes[_i].status, &err), notes[_i].status);
    sim_findings_free(&findings);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("findings");
    TCase *cases = tcase_create("lines");

    tcase_add_test(cases, lines_stand_in_the_order_of_the_file_before_others);
    tcase_add_loop_test(cases, a_problem_of_the_input_is_noted_and_no_other, 0,
                        sizeof notes / sizeof *notes);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
