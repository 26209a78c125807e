/* test_tries.c -- trials beside a story: drawn where it asks for them, written, read back. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char arms[] =
    "[run]\ndays = 190\n[arm P2]\n[arm P12]\npassaging.harvest_passage = 12\n[trial]\n"
    "control = P2\nnumber = measured_vas_fall\npatients = 8\ntrials = 40\npool = 24\n"
    "[story]\nquestion = What?\nchoices = a | b\noutcome a = more: a\n"
    "outcome b = otherwise: b\n";

#define OF_TABLES "answer = specific_relief_month_6 of P12\n"
#define OF_TRIALS "answer = truth of P12\n"
#define FIGURE(kind) "[figure own]\nkind = " kind "\ntitle = Here\n"
#define COURSE "[figure own]\ny = tnf\n"

static program_result result;

static void write_story(const char *rows)
{
    char file[PROGRAM_TEXT];

    snprintf(file, sizeof file, "%s%s", arms, rows);
    program_write_text("own.ini", file);
}

static void tell(const char *rows)
{
    write_story(rows);
    program_succeed("story own.ini -o out", &result);
}

static bool has(const char *file)
{
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command, "test -e %s", file);
    program_shell(command, &result);
    return result.code == 0;
}

static void check_count(const char *command, const char *count)
{
    program_shell(command, &result);
    ck_assert_msg(strcmp(result.out, count) == 0, "%s: %s", command, result.out);
}

START_TEST(a_story_has_trials_where_it_or_its_figure_asks_for_them)
{
    tell(OF_TABLES COURSE);
    ck_assert(!has("out/trial.csv"));
    tell(OF_TRIALS COURSE);
    ck_assert(has("out/trial.csv"));
    tell(OF_TABLES FIGURE("trials"));
    ck_assert(has("out/trial.csv"));
    check_count("tail -n +2 out/trial.csv | wc -l", "80\n");
    check_count("tail -n +2 out/trials.csv | wc -l", "1\n");
    check_count("grep -c '^trial.csv,' out/columns.csv", "25\n");
}
END_TEST

/* Sizes other than that which is asked for are drawn for who tells of them. */
START_TEST(other_sizes_are_drawn_for_who_shows_them)
{
    tell(OF_TABLES FIGURE("power"));
    check_count("grep -c ',5,5,0,' out/trials.csv", "1\n");
    tell("answer = power of P12 at 20\n" COURSE);
    check_count("grep -c ',5,5,0,' out/trials.csv", "1\n");
    tell(OF_TRIALS FIGURE("trials"));
    check_count("grep -c ',5,5,0,' out/trials.csv", "0\n");
}
END_TEST

START_TEST(threads_change_no_byte)
{
    write_story(OF_TRIALS FIGURE("trials"));
    program_succeed("story own.ini -o out --threads 1", &result);
    program_succeed("story own.ini -o two --threads 2", &result);
    program_shell("diff -r -x files.csv out two", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(what_was_drawn_is_drawn_again)
{
    tell(OF_TRIALS FIGURE("trials"));
    program_succeed("plot out -o again", &result);
    program_shell("grep '^own,' out/figures.csv | diff - again/figures.csv | grep -c "
                  "'^< own'",
                  &result);
    ck_assert_str_eq(result.out, "0\n");
    program_succeed("rerun out/own.png -o twice", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "twice/own.png: the same bytes as"));
    program_succeed("report out -o page.html", &result);
    check_count("grep -c 'P12: truth' page.html", "1\n");
}
END_TEST

START_TEST(a_title_stands_over_what_was_found)
{
    tell(OF_TRIALS FIGURE("trials"));
    check_count("grep -c '^own,,title.*Here' out/figures.csv", "1\n");
    check_count("grep -c '40 trials, pool of 24' out/figures.csv", "0\n");
    tell(OF_TRIALS FIGURE("power"));
    check_count("grep -c '^own,,title.*Here' out/figures.csv", "1\n");
}
END_TEST

/* The first of many are shown, and that is said. */
START_TEST(of_many_trials_the_first_are_shown)
{
    tell(OF_TRIALS FIGURE("trials"));
    check_count("grep -c 'one trial of the first 30 of 40, sorted' out/figures.csv", "1\n");
    program_succeed("story own.ini -o out --set trial.trials=30", &result);
    check_count("grep -c 'Each line is one trial, sorted' out/figures.csv", "1\n");
}
END_TEST

START_TEST(a_run_has_no_trials_and_says_so)
{
    write_story(OF_TRIALS FIGURE("trials"));
    program_run("run own.ini -o out", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_str_eq(result.err,
                     "own.ini:18: figure own: shows trials, and is not drawn without them; "
                     "`potency story` of a file with a section [story] would draw it\n");
    ck_assert(!has("out/own.png"));
}
END_TEST

START_TEST(a_table_that_was_cut_is_refused)
{
    tell(OF_TRIALS FIGURE("trials"));
    program_shell("head -40 out/trial.csv > cut && mv cut out/trial.csv", &result);
    program_run("plot out -o again", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.err, "out/trial.csv: is not as files.csv has it"));
}
END_TEST

START_TEST(what_no_trial_can_be_of_is_refused_before_anything_is_written)
{
    write_story(OF_TRIALS FIGURE("trials"));
    program_run("story own.ini -o out --set trial.laboratory=one", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.err, "trial.pool = 24 "));
    ck_assert(!has("out"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tries");
    TCase *c = tcase_create("tries");

    program_add_folder(c);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, a_story_has_trials_where_it_or_its_figure_asks_for_them);
    tcase_add_test(c, other_sizes_are_drawn_for_who_shows_them);
    tcase_add_test(c, threads_change_no_byte);
    tcase_add_test(c, what_was_drawn_is_drawn_again);
    tcase_add_test(c, a_title_stands_over_what_was_found);
    tcase_add_test(c, of_many_trials_the_first_are_shown);
    tcase_add_test(c, a_run_has_no_trials_and_says_so);
    tcase_add_test(c, a_table_that_was_cut_is_refused);
    tcase_add_test(c, what_no_trial_can_be_of_is_refused_before_anything_is_written);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
