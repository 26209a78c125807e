/* test_crowd.c -- more arms, longer words and stranger axes than a figure is made for. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/arms.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* A file of n arms with doses that rise. */
static void write_arms(int n, const char *head)
{
    size_t size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    fputs(head, out);
    for (int i = 0; i < n; i++)
        fprintf(out, "[arm n%d]\nproduct.dose = %d\n", i, 1000000 + i * 10000);
    ck_assert_int_eq(fclose(out), 0);
    program_write_text("a.ini", text);
    free(text);
}

/* ---- many arms ------------------------------------------------------------ */

START_TEST(beyond_twelve_arms_the_others_are_thin_and_gray)
{
    program_result result;

    write_arms(112, "[run]\ndays = 3\n");
    program_succeed("run a.ini --format svg", &result);
    program_shell("grep -o 'a curve for each arm: [^.]*' out/potency.svg", &result);
    ck_assert_str_eq(
        result.out,
        "a curve for each arm: n0, n10, n20, n30, n40, n50, n60, n70, n80, n90, "
        "n100 and n111; 100 more are thin and gray\n");
    program_shell("wc -l < out/summary.csv", &result);
    ck_assert_str_eq(result.out, "113\n");
}
END_TEST

START_TEST(twelve_arms_all_have_a_color)
{
    program_result result;

    write_arms(12, "[run]\ndays = 3\n");
    program_succeed("run a.ini --format svg", &result);
    program_shell("grep -c 'n9, n10 and n11\\. ' out/potency.svg; "
                  "grep -c 'thin and gray' out/potency.svg",
                  &result);
    ck_assert_str_eq(result.out, "1\n0\n");
}
END_TEST

START_TEST(too_many_arms_are_one_line)
{
    char message[256];

    write_arms(SIM_ARMS_MAX + 2, "[run]\ndays = 3\n");
    snprintf(message, sizeof message,
             "a.ini:%d: arm 'n%d' is number %d; at most %d would be right, or a [sweep], "
             "which takes any number of points",
             2 * SIM_ARMS_MAX + 3, SIM_ARMS_MAX, SIM_ARMS_MAX + 1, SIM_ARMS_MAX);
    program_refuse("run a.ini", message);
    program_refuse("check a.ini", message);
}
END_TEST

START_TEST(too_many_rows_of_a_course_are_one_line)
{
    write_arms(900, "[run]\ndays = 3650\n");
    program_refuse(
        "run a.ini",
        "a.ini: 900 arms over 3650 days make 3.2859e+06 rows of a course; at most "
        "3e+06 would be right: fewer arms or days, or a [sweep]");
}
END_TEST

/* ---- axes ----------------------------------------------------------------- */

#define NO_END \
    " is no end of an axis; 0, or between 1e-09 and 1e+15 in size, would be right"

/* Ends of a window, and what is said of them from "figure f: " on. */
static const struct {
    const char *ends, *line, *what;
} ends[] = {
    {"from = -1e100", "5", "from = -1e100" NO_END},
    {"from = 1e308", "5", "from = 1e308" NO_END},
    {"to = 2.385e15", "5", "to = 2.385e15" NO_END},
    {"to = 1e-300", "5", "to = 1e-300" NO_END},
    {"from = 1e300 years", "5", "from = 1e300 years" NO_END},
    {"from = 3\nto = 3", "6",
     "from = 3 is not below to = 3; a smaller from would be right"},
    {"from = 0\nto = 0", "6",
     "from = 0 is not below to = 0; a smaller from would be right"},
    {"from = 3\nto = 3.0000000000001", "6",
     "from = 3 is too near to = 3.0000000000001; a smaller from would be right"},
    {"from = nan", "5", "from = nan is no value of day; a number in day would be right"},
};

START_TEST(an_end_that_no_axis_has_is_refused)
{
    char text[256], message[256];

    snprintf(text, sizeof text, "[run]\ndays = 9\n[figure f]\ny = tnf\n%s\n",
             ends[_i].ends);
    program_write_text("a.ini", text);
    snprintf(message, sizeof message, "a.ini:%s: figure f: %s", ends[_i].line,
             ends[_i].what);
    program_refuse("run a.ini", message);
}
END_TEST

/* Ends that are odd and drawn all the same. */
static const char *const odd_ends[] = {
    "from = -1e15",           "from = 1e15",           "to = -5", "from = -1e-9\nto = 1e-9",
    "scale = log\nfrom = -3", "from = 1e14\nto = 1e15"};

START_TEST(any_other_end_is_drawn)
{
    char text[256];
    program_result result;

    snprintf(text, sizeof text, "[run]\ndays = 9\n[figure f]\ny = tnf\n%s\n", odd_ends[_i]);
    program_write_text("a.ini", text);
    program_succeed("run a.ini", &result);
}
END_TEST

START_TEST(a_log_axis_covers_what_is_drawn)
{
    program_result result;

    program_write_text(
        "a.ini", "[run]\ndays = 60\n[arm next to none]\nproduct.dose = 1e-9\n[arm some]\n"
                 "product.dose = 1e6\n[figure f]\ny = tsg6\nscale = log\n");
    program_succeed("run a.ini --format svg", &result);
    program_shell("grep -o 'from [^ ]* to [^ ]* on a log scale' out/f.svg", &result);
    ck_assert_str_eq(result.out, "from 10⁻³ to 0.1 on a log scale\n");
}
END_TEST

static TCase *add_case(Suite *suite, const char *name)
{
    TCase *tests = tcase_create(name);

    program_add_folder(tests);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return tests;
}

int main(void)
{
    Suite *suite = suite_create("crowd");
    TCase *arms = add_case(suite, "arms"), *limits = add_case(suite, "limits");
    TCase *windows = add_case(suite, "windows"), *log = add_case(suite, "log");

    tcase_add_test(arms, beyond_twelve_arms_the_others_are_thin_and_gray);
    tcase_add_test(arms, twelve_arms_all_have_a_color);
    tcase_add_test(limits, too_many_arms_are_one_line);
    tcase_add_test(limits, too_many_rows_of_a_course_are_one_line);
    tcase_add_loop_test(windows, an_end_that_no_axis_has_is_refused, 0, LENGTH(ends));
    tcase_add_loop_test(windows, any_other_end_is_drawn, 0, LENGTH(odd_ends));
    tcase_add_test(log, a_log_axis_covers_what_is_drawn);
    return suite_run(suite);
}
