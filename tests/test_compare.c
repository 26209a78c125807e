/* test_compare.c -- `run --against` and `plot`: two runs side by side, a run drawn anew. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { MOVED_MAX = 20 };

static const char two_arms[] = "[run]\ndays = 200\n[product]\ndose = 2.385e7\n"
                               "[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n";

/* ---- against -------------------------------------------------------------- */

/* Changes of the second run, and what is printed of parameters that differ. */
static const struct {
    const char *file, *options, *parameters;
} differences[] = {
    {two_arms, "", "  none\n"},
    {two_arms, "--set joint.load=1.371",
     "  joint.load                       here 1.371, there 1\n"},
    {two_arms, "--set 'arm P8:product.dose=3.71e7'",
     " arm P8\n  product.dose                     here 3.71e+07, there 2.385e+07 cell\n"},
    {two_arms, "--set joint.volume=8.31 --set 'arm P2:joint.volume=23.85'",
     "  joint.volume                     here 8.31, there 10 mL\n"
     " arm P2\n  joint.volume                     here 23.85, there 10 mL\n"},
    /* a solver alone moves numbers by about the last digits of a folder */
    {two_arms, "--set run.solver=msbdf --set joint.load=0.7385",
     "  run.solver                       here msbdf, there auto\n"
     "  joint.load                       here 0.7385, there 1\n"},
    {"[run]\ndays = 200\n[product]\ndose = 2.385e7\n[arm P2]\n[arm P5]\n"
     "passaging.harvest_passage = 5\n",
     "", "  arm P5 is only here\n  arm P8 is only there\n"},
};

/* What stands between two lines of the report; the caller frees it. */
static char *cut(const char *report, const char *after, const char *before)
{
    const char *start = strstr(report, after), *end;
    char *text;

    ck_assert_msg(start != NULL, "'%s' is missing in %s", after, report);
    start += strlen(after);
    end = strstr(start, before);
    ck_assert_msg(end != NULL, "'%s' is missing in %s", before, report);
    text = calloc((size_t)(end - start) + 1, 1);
    ck_assert_ptr_nonnull(text);
    return memcpy(text, start, (size_t)(end - start));
}

/* Runs the first file into `one`, and the second against `other`. */
static void compare(int i, const char *other, program_result *result)
{
    char arguments[PROGRAM_TEXT];

    program_write_text("a.ini", two_arms);
    program_write_text("b.ini", differences[i].file);
    program_succeed("run a.ini -o one", result);
    snprintf(arguments, sizeof arguments, "run b.ini -o two --against %s %s", other,
             differences[i].options);
    program_succeed(arguments, result);
}

START_TEST(parameters_that_differ_are_told)
{
    program_result result;
    char *text;

    compare(_i, "one", &result);
    text = cut(result.out, "\nagainst one\n\nparameters that differ\n",
               "\nnumbers of summary.csv that moved, the most changed first\n");
    ck_assert_str_eq(text, differences[_i].parameters);
    free(text);
}
END_TEST

/* A folder holds 9 digits of what the file gives; the report shows 4. */
START_TEST(the_folder_of_a_run_compares_as_its_file_does)
{
    program_result result;
    char *one, *other;

    compare(_i, "one", &result);
    one = cut(result.out, "\nagainst one\n", "\ntwo/passages.csv\n");
    compare(_i, "a.ini", &result);
    other = cut(result.out, "\nagainst a.ini\n", "\ntwo/passages.csv\n");
    ck_assert_str_eq(one, other);
    free(one);
    free(other);
}
END_TEST

START_TEST(equal_runs_have_no_number_that_moved)
{
    program_result result;
    char *text;

    compare(0, "one", &result);
    text = cut(result.out, "the most changed first\n", "\ntwo/");
    ck_assert_str_eq(text, "  none\n");
    free(text);
    program_shell(
        "diff -r --exclude=files.csv --exclude=potency.png --exclude=run.ini one two",
        &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* The change that a line of the report shows, relative to the other run's number. */
static double change_of(const char *line)
{
    double one, other;
    char arm[64], column[64];

    ck_assert_int_eq(
        sscanf(line, "%63s %63s here %lf, there %lf", arm, column, &one, &other), 4);
    return other == 0 ? INFINITY : fabs((one - other) / other);
}

START_TEST(numbers_that_moved_are_told_the_most_changed_first)
{
    program_result result;
    double before = INFINITY;
    int n = 0, more = 0;
    char *text, *rest, *line;

    program_write_text("a.ini", two_arms);
    program_succeed("run a.ini -o one --set run.days=730", &result);
    program_succeed(
        "run a.ini -o two --set run.days=730 --set joint.load=1.371 --against one",
        &result);
    text = cut(result.out, "the most changed first\n", "\ntwo/");
    for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        double change;

        if (sscanf(line, "  and %d more", &more) == 1) continue;
        change = change_of(line);
        /* the numbers are shown with four digits */
        ck_assert(change <= before + 2e-3 * (1 + before));
        before = change;
        n++;
    }
    ck_assert_int_eq(n, MOVED_MAX);
    ck_assert_int_gt(more, 0);
    free(text);
}
END_TEST

START_TEST(a_run_writes_the_same_tables_with_and_without_another)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_write_text("b.ini", "[joint]\nload = 1.371\n");
    program_succeed("run a.ini -o one", &result);
    program_succeed("run a.ini -o two --against b.ini", &result);
    program_shell("diff -r --exclude=files.csv --exclude=potency.png one two", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- plot ----------------------------------------------------------------- */

static void run_one(void)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_succeed("run a.ini -o one", &result);
}

START_TEST(a_run_is_drawn_again)
{
    program_result result;

    run_one();
    program_succeed("plot one -o two", &result);
    ck_assert_str_eq(result.out, "two/potency.png\n");
    program_shell("head -c 8 two/potency.png | od -An -c | tr -s ' '", &result);
    ck_assert_str_eq(result.out, " 211 P N G \\r \\n 032 \\n\n");
    program_succeed("plot one -o three", &result);
    program_shell("diff -r two three", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_drawing_stands_with_the_run_and_changes_no_table)
{
    program_result result;

    run_one();
    program_shell("cp -r one kept && rm one/potency.png", &result);
    program_succeed("plot one", &result);
    ck_assert_str_eq(result.out, "one/potency.png\n");
    program_shell("test -s one/potency.png && diff -r --exclude=files.csv "
                  "--exclude=potency.png one kept",
                  &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* What is drawn is what the tables say, whatever the model would; here the list says that
 * they are right. */
START_TEST(a_drawing_is_of_the_tables_and_not_of_the_model)
{
    program_result result;

    run_one();
    program_shell(
        "cp -r one two && awk -F, -v OFS=, 'NR > 1 { for (i = 3; i <= NF; i++) "
        "$i *= 0.371 } 1' one/timecourse.csv > two/timecourse.csv && "
        "b=$(wc -c < two/timecourse.csv) && "
        "d=$(sha256sum < two/timecourse.csv | cut -c1-64) && "
        "sed -i \"s/^timecourse.csv,.*/timecourse.csv,$b,$d,run,/\" two/files.csv",
        &result);
    ck_assert_str_eq(result.err, "");
    program_succeed("plot one --format svg", &result);
    program_succeed("plot two --format svg", &result);
    program_shell("cmp -s one/potency.svg two/potency.svg", &result);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(figures_of_the_file_are_drawn)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 60\n[figure growth]\nfile = passages.csv\n"
                                "x = passage\ny = doublings\n"
                                "[figure cytokines]\ny = tnf, il10\nto = 4 weeks\n");
    program_succeed("run a.ini --format png,svg", &result);
    program_shell("cd out && LC_ALL=C ls *.png *.svg", &result);
    ck_assert_str_eq(result.out, "cytokines.png\ncytokines.svg\ngrowth.png\ngrowth.svg\n"
                                 "potency.png\npotency.svg\n");
    program_shell("find out -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(figures_that_are_written_into_run_ini_are_drawn)
{
    program_result result;

    run_one();
    program_shell("printf '[figure own]\\ny = tnf, il10\\narms = P8\\n' >> one/run.ini",
                  &result);
    program_succeed("plot one -o two --format svg,pdf", &result);
    ck_assert_str_eq(result.out,
                     "two/potency.svg\ntwo/potency.pdf\ntwo/own.svg\ntwo/own.pdf\n");
    program_shell("find two -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* A list of arms knows the names, whatever they hold. */
static const char *const lists_of_arms[] = {
    "one, two",     "one, two, P8",       "P8 ,one, two",
    "one, two,one", "one , P8, one, two", "one, two, one, P8",
};

START_TEST(arms_whose_names_hold_commas_are_drawn)
{
    char text[PROGRAM_PATH];
    program_result result;

    snprintf(text, sizeof text,
             "[run]\ndays = 30\n[product]\ndose = 2.385e7\n[arm one]\n[arm one, two]\n"
             "joint.load = 0.7385\n[arm P8]\njoint.load = 0.371\n[figure own]\ny = tnf\n"
             "arms = %s\n",
             lists_of_arms[_i]);
    program_write_text("a.ini", text);
    program_succeed("check a.ini", &result);
    ck_assert_str_eq(result.out, "a.ini: no problem, 0 warnings\n");
}
END_TEST

/* Names that CSV must quote. */
START_TEST(arms_of_any_name_are_drawn_again)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 30\n[arm one, two]\n[arm a \"young\" arm]\n"
                                "product.dose = 3.71e7\n[arm \xC3\xA9t\xC3\xA9]\n"
                                "joint.load = 0.7385\n");
    program_succeed("run a.ini -o one", &result);
    program_succeed("plot one -o two", &result);
    program_succeed("run a.ini -o three --against one", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "parameters that differ\n  none\n"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("compare");
    TCase *cases = tcase_create("compare");

    program_add_folder(cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, parameters_that_differ_are_told, 0, LENGTH(differences));
    tcase_add_loop_test(cases, the_folder_of_a_run_compares_as_its_file_does, 2,
                        LENGTH(differences) - 1);
    tcase_add_test(cases, equal_runs_have_no_number_that_moved);
    tcase_add_test(cases, numbers_that_moved_are_told_the_most_changed_first);
    tcase_add_test(cases, a_run_writes_the_same_tables_with_and_without_another);
    tcase_add_test(cases, a_run_is_drawn_again);
    tcase_add_test(cases, a_drawing_stands_with_the_run_and_changes_no_table);
    tcase_add_test(cases, a_drawing_is_of_the_tables_and_not_of_the_model);
    tcase_add_test(cases, figures_of_the_file_are_drawn);
    tcase_add_test(cases, figures_that_are_written_into_run_ini_are_drawn);
    tcase_add_loop_test(cases, arms_whose_names_hold_commas_are_drawn, 0,
                        LENGTH(lists_of_arms));
    tcase_add_test(cases, arms_of_any_name_are_drawn_again);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
