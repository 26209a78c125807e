/* test_trial_pages.c -- the figures of trials: in which files, drawn anew, made again. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char rows[] =
    "[arm P2]\n[arm saline]\npresets.product = saline\n"
    "[trial]\ncontrol = saline\npool = 20\ntrials = 7\npatients = 5\n";

static void make(const char *options)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", rows);
    snprintf(command, sizeof command, "trial a.ini -o d %s", options);
    program_succeed(command, &result);
}

START_TEST(there_are_two_in_each_format_and_what_they_say)
{
    program_result result;

    make("-f pdf,svg --size square --dark");
    program_shell("cd d && LC_ALL=C ls", &result);
    ck_assert_str_eq(result.out,
                     "columns.csv\nfigures.csv\nfiles.csv\npower.pdf\npower.svg\n"
                     "run.ini\ntrial.csv\ntrials.csv\ntrials.pdf\ntrials.svg\n");
    program_shell("cut -d , -f 1 d/figures.csv | LC_ALL=C sort -u", &result);
    ck_assert_str_eq(result.out, "figure\npower\ntrials\n");
    program_shell("grep -c 'measured_vas_fall' d/figures.csv", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* Redrawn where they are, or elsewhere: the bytes that the command itself wrote. */
START_TEST(plot_draws_them_from_the_tables)
{
    program_result result;

    make("-f svg");
    program_shell("cp -r d kept && rm d/power.svg && \"$POTENCY\" plot d -f svg && "
                  "\"$POTENCY\" plot d -f svg -o other && diff -r d kept && "
                  "cmp d/trials.svg other/trials.svg && cmp d/power.svg other/power.svg",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
    ck_assert_str_eq(result.out, "d/trials.svg\nd/power.svg\nd/figures.csv\n"
                                 "other/trials.svg\nother/power.svg\nother/figures.csv\n");
}
END_TEST

START_TEST(rerun_makes_them_and_a_run_ini_again)
{
    program_result result;

    make("--size column --format pdf,svg,png");
    program_shell("for f in trials.png power.svg trials.pdf run.ini; do rm -rf again; "
                  "\"$POTENCY\" rerun d/$f > said || exit 1; tail -n 1 said; done",
                  &result);
    ck_assert_str_eq(result.out, "again/trials.png: the same bytes as d/trials.png\n"
                                 "again/power.svg: the same bytes as d/power.svg\n"
                                 "again/trials.pdf: the same bytes as d/trials.pdf\n"
                                 "again/run.ini: the same bytes as d/run.ini\n");
    ck_assert_str_eq(result.err, "");
}
END_TEST

static const struct {
    const char *arguments, *message;
} refused[] = {
    {"plot d --panel pain",
     "d: holds trials, and --panel, --number, --arm, --axes and --level are of runs and "
     "sweeps; no such option would be right"},
    {"plot d -o run", "run: holds another run; -o names another folder"},
};

START_TEST(what_is_of_others_is_refused)
{
    program_result result;

    make("-f svg");
    program_succeed("run a.ini -f svg -o run", &result);
    program_refuse(refused[_i].arguments, refused[_i].message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trial_pages");
    TCase *cases = tcase_create("trial_pages");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, there_are_two_in_each_format_and_what_they_say);
    tcase_add_test(cases, plot_draws_them_from_the_tables);
    tcase_add_test(cases, rerun_makes_them_and_a_run_ini_again);
    tcase_add_loop_test(cases, what_is_of_others_is_refused, 0,
                        sizeof refused / sizeof *refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
