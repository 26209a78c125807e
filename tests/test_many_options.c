/* test_many_options.c -- single patients as lines, as users of a cohort ask for them. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char experiment[] = "[run]\ndays = 40\n[passaging]\nharvest_passage = 2\n[arm "
                                 "a]\n[arm b]\nproduct.dose = 3.71e7\n"
                                 "[figure mine]\nfile = timecourse.csv\ny = vas\n";

static void write_file(void)
{
    static program_result r;
    static char command[1024];

    snprintf(command, sizeof command, "printf '%%s' '%s' > a.ini", experiment);
    program_shell(command, &r);
    ck_assert_int_eq(r.code, 0);
}

START_TEST(lines_are_of_a_cohort)
{
    static program_result r;

    write_file();
    program_run("run a.ini --lines", &r);
    ck_assert_int_ne(r.code, 0);
    ck_assert_ptr_nonnull(
        strstr(r.err, "--lines are of a cohort; --replicates 40 beside it would be right"));
    program_run("run a.ini --spread", &r);
    ck_assert_int_ne(r.code, 0);
    ck_assert_ptr_nonnull(strstr(r.err, "--spread needs a cohort"));
}
END_TEST

/* Each of seven patients is a line in each of two arms, and four are in the legend; no table moves. */
START_TEST(each_patient_is_a_line_on_any_number_of_threads)
{
    static program_result r;

    write_file();
    program_shell(
        "for t in 1 2 3; do \"$POTENCY\" run a.ini -n 7 -f svg -j $t --lines -o $t > "
        "/dev/null || exit 1; done; \"$POTENCY\" run a.ini -n 7 -f svg -o 4 > "
        "/dev/null; diff -r 1 2 && diff -r 1 3 && "
        "for f in 1/*.csv; do case $f in *fi*s.csv) ;; *) cmp $f 4/${f#1/} || "
        "exit 1; esac; done",
        &r);
    ck_assert_msg(r.code == 0, "%s%s", r.out, r.err);
    program_shell("grep -h ',cohort,' 1/figures.csv", &r);
    ck_assert_str_eq(
        r.out, "potency,,caption,cohort,,,,,7,,thick lines: median; thin lines: each of 7 "
               "donors and patients; passages: bands of 50 and 90 %\n");
    program_shell("for d in 1 4; do grep -o '<path[^>]*>' $d/mine.svg | grep -c "
                  "'stroke-width=\"0.36\"'; done",
                  &r);
    ck_assert_str_eq(r.out, "18\n0\n");
    program_shell("grep -c 'Thin lines of the same colors behind the curves: thick lines: "
                  "median; thin lines: each of 7 donors' 1/mine.svg",
                  &r);
    ck_assert_str_eq(r.out, "1\n");
}
END_TEST

START_TEST(a_figure_with_lines_is_made_again)
{
    static program_result r;

    write_file();
    program_shell(
        "\"$POTENCY\" run a.ini -n 5 --lines -o one > /dev/null && \"$POTENCY\" rerun "
        "one/potency.png -o two | grep -c 'byte for byte'; cmp one/potency.png "
        "two/potency.png",
        &r);
    ck_assert_msg(r.code == 0, "%s%s", r.out, r.err);
}
END_TEST

/* What a run that was broken off had kept gives the same lines. */
START_TEST(shards_give_the_lines_of_the_whole)
{
    static program_result r;

    write_file();
    program_shell(
        "for i in 1 2; do \"$POTENCY\" run a.ini -n 6 --lines -f svg -o two --shard "
        "$i/2 > /dev/null || exit 1; done; for d in one two; do \"$POTENCY\" run a.ini "
        "-n 6 --lines -f svg --resume -o $d > /dev/null || exit 1; done; cmp "
        "one/mine.svg two/mine.svg && cmp one/potency.svg two/potency.svg",
        &r);
    ck_assert_msg(r.code == 0, "%s%s", r.out, r.err);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("many_options");
    TCase *cases = tcase_create("many_options");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, lines_are_of_a_cohort);
    tcase_add_test(cases, each_patient_is_a_line_on_any_number_of_threads);
    tcase_add_test(cases, a_figure_with_lines_is_made_again);
    tcase_add_test(cases, shards_give_the_lines_of_the_whole);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
