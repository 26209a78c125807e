/* test_own.c -- figures of one's own of each kind, as a run draws them and plot does again. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static const char arms[] = "[run]\ndays = 200\n[arm P2]\n[arm P12]\n"
                           "passaging.harvest_passage = 12\n";

static void write_file(const char *figure)
{
    char file[PROGRAM_TEXT];

    snprintf(file, sizeof file, "%s%s", arms, figure);
    program_write_text("a.ini", file);
}

/* The texts of a figure, at their place. */
static void read_texts(const char *figure, const char *place, program_result *result)
{
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command,
             "grep '^%s,[^,]*,%s' out/figures.csv | cut -d , -f 11- | tr -d '\"'", figure,
             place);
    program_shell(command, result);
}

/* Drawn again from its folder, it has the same bytes. */
static void check_again(const char *name)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_succeed("plot out -o again", &result);
    snprintf(command, sizeof command, "cmp out/%s.png again/%s.png", name, name);
    program_shell(command, &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
    program_shell("cmp out/figures.csv again/figures.csv", &result);
    ck_assert_int_eq(result.code, 0);
}

START_TEST(what_arms_come_to_is_drawn_beside_them)
{
    program_result result;

    write_file("[figure own]\ny = specific_relief\narms = P2\nsum = P2, P12\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "alt", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "P2: 0 mm on day 0, "));
    ck_assert_ptr_nonnull(strstr(result.out, "P2 + P12: 0 mm on day 0, "));
    ck_assert_ptr_null(strstr(result.out, "\nP12: "));
    check_again("own");
    program_succeed("run a.ini -n 3 -o many", &result);
    program_shell("grep -c 'P2 + P12: 0 mm on day 0' many/figures.csv", &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

START_TEST(a_course_tells_what_it_found_and_what_leaves_its_limits)
{
    program_result result;

    write_file("[figure own]\nkind = course\ny = specific_relief\nhigh = 1 cm\n"
               "line = 8: worth having\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "title", &result);
    ck_assert_str_eq(result.out,
                     "Pain relief beyond placebo reaches 16.2 mm with P2 and 8.51 "
                     "mm with P12: 48 % less\n");
    read_texts("own", "caption", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "P2 goes on to 16.2 mm\n"));
    check_again("own");
    program_succeed("run out/run.ini -o twice", &result);
    program_shell("diff -r out twice", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_figure_of_old_rows_has_its_old_words)
{
    program_result result;

    write_file("[figure own]\ny = specific_relief\nfrom = 3\nscale = linear\narms = P2\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "title", &result);
    ck_assert_str_eq(result.out, "Pain relief beyond the placebo's share\n");
    read_texts("own", "caption", &result);
    ck_assert_str_eq(result.out, "injection on day 0\n");
}
END_TEST

/* ---- bars and patients ------------------------------------------------------ */

START_TEST(bars_are_of_the_summary_and_of_a_cohort_its_medians)
{
    program_result result;

    write_file(
        "[figure own]\nkind = bars\ny = specific_relief_month_6\nline = 1 cm: much\n");
    program_succeed("run a.ini -o out", &result);
    read_texts("own", "title", &result);
    ck_assert_str_eq(result.out,
                     "Specific pain relief after 6 months (day 182): 16.2 mm with "
                     "P2; 8.45 mm with P12\n");
    check_again("own");
    program_succeed("run a.ini -o out -n 21", &result);
    program_shell(
        "awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "
        "\"specific_relief_month_6\") c = i } $1 == \"P2\" { print $c }' "
        "out/replicates.csv | sort -g | sed -n 11p | xargs printf 'P2: median %.3g "
        "mm'",
        &result);
    {
        char median[64];
        program_result texts;

        snprintf(median, sizeof median, "%.60s,", result.out);
        read_texts("own", "alt", &texts);
        ck_assert_msg(strncmp(texts.out, median, strlen(median)) == 0, "%s: %s", median,
                      texts.out);
    }
    check_again("own");
}
END_TEST

START_TEST(patients_are_counted_in_a_cohort_and_missed_without_one)
{
    program_result result;
    int n;

    write_file("[figure own]\nkind = patients\ny = measured_vas_fall\nline = 20: responds\n"
               "arms = P2\n");
    program_run("run a.ini -o out", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_str_eq(
        result.err, "a.ini:6: figure own: shows each patient of a cohort, and is not drawn "
                    "without one; --replicates 200 would draw it\n");
    program_shell("ls out/own.png", &result);
    ck_assert_int_ne(result.code, 0);
    program_succeed("run a.ini -o out -n 23", &result);
    program_shell("awk -F , 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "
                  "\"measured_vas_fall\") c = i } $1 == \"P2\" && $c >= 20 { n++ } END { "
                  "print n + 0 }' out/replicates.csv",
                  &result);
    ck_assert_int_eq(sscanf(result.out, "%d", &n), 1);
    read_texts("own", "alt", &result);
    {
        char counted[64];

        snprintf(counted, sizeof counted, "; %d of 23 patients reach 20 mm\n", n);
        ck_assert_msg(strstr(result.out, counted) != NULL, "%s: %s", counted, result.out);
    }
    check_again("own");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("own");
    TCase *courses = tcase_create("courses");

    program_add_folder(courses);
    tcase_set_timeout(courses, 60);
    tcase_add_test(courses, what_arms_come_to_is_drawn_beside_them);
    tcase_add_test(courses, a_course_tells_what_it_found_and_what_leaves_its_limits);
    tcase_add_test(courses, a_figure_of_old_rows_has_its_old_words);
    tcase_add_test(courses, bars_are_of_the_summary_and_of_a_cohort_its_medians);
    tcase_add_test(courses, patients_are_counted_in_a_cohort_and_missed_without_one);
    suite_add_tcase(suite, courses);
    return suite_run(suite);
}
