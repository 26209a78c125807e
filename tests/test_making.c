/* test_making.c -- what run.ini says of how a run was made. */
#include <check.h>
#include <stdio.h>

#include "sim/study/making.h"
#include "tests/suite.h"

enum { SOLVER = 64 };

static sim_making read_making(const char *text, char solver[SOLVER])
{
    FILE *in = tmpfile();
    sim_making making;

    ck_assert_ptr_nonnull(in);
    fputs(text, in);
    rewind(in);
    sim_making_read(in, solver, SOLVER, &making);
    fclose(in);
    return making;
}

START_TEST(comments_say_how_it_was_made)
{
    char solver[SOLVER];
    const sim_making making = read_making("# Software: Potency 9.9.9\n"
                                          "# Command: run --replicates 37 --spread\n"
                                          "# Method: ode\r\n"
                                          "# Solver: passaging rkf45, knee msbdf\r\n"
                                          "# Solver: another\n[run]\ndays = 5\n",
                                          solver);

    ck_assert_uint_eq(making.replicates, 37);
    ck_assert(making.spread);
    ck_assert_str_eq(solver, "passaging rkf45, knee msbdf");
    ck_assert_ptr_eq(making.solver, solver);
    ck_assert_ptr_null(making.plan);
}
END_TEST

START_TEST(a_run_without_replicates_has_none)
{
    char solver[SOLVER];
    const sim_making making =
        read_making("# Command: run\n# a --replicates 5 elsewhere\n[run]\n", solver);

    ck_assert_uint_eq(making.replicates, 0);
    ck_assert(!making.spread);
    ck_assert_str_eq(solver, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("making");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, comments_say_how_it_was_made);
    tcase_add_test(tests, a_run_without_replicates_has_none);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
