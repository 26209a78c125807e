/* test_published_logs.c -- the published logs that ship, fitted: what is told of them, and what is not. */
#include <check.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static char
    logs[PATH_MAX]; /* those that ship, found before a test has a folder of its own */

static void fit(const char *name, program_result *result)
{
    char arguments[2 * PATH_MAX];

    snprintf(arguments, sizeof arguments, "fit %s/%s.ini -o out --starts 2", logs, name);
    program_run(arguments, result);
    ck_assert_msg(result->code == 0, "%s", result->err);
}

/* A cell of a table of the folder, by words that its line starts with; NAN: it is empty. */
static double number(const char *table, const char *start, const char *column)
{
    char command[PATH_MAX];
    program_result result;

    snprintf(command, sizeof command,
             "awk -F, -v c=%s 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == c) at = i } "
             "index($0, \"%s\") == 1 { print $at; exit }' out/%s.csv",
             column, start, table);
    program_shell(command, &result);
    ck_assert_int_eq(result.code, 0);
    return *result.out && *result.out != '\n' ? strtod(result.out, NULL) : NAN;
}

static void expect(const program_result *result, const char *words)
{
    ck_assert_msg(strstr(result->out, words) != NULL, "%s\nis not in\n%.2000s", words,
                  result->out);
}

/* Harvests of a passage differ by five times what counts do, and in three passages no cell tires. */
START_TEST(colters_harvests_scatter_more_than_counts_do)
{
    program_result result;

    fit("colter2000_fit", &result);
    expect(&result, "12 observations:\n");
    expect(&result, "sd of logarithms fitted\n");
    ck_assert_double_gt(number("fit", "sd of Colter", "low"), 0.3);
    ck_assert_double_lt(number("fit", "sd of Colter", "value"), 0.7);
    ck_assert(isnan(number("fit", "passaging.hazard_scale", "high")));
    expect(&result, "division   open above\n");
    expect(&result, "residuals of Colter passages.harvested: ");
    program_shell(
        "grep -c ',until,.*,extrapolated,.*; extrapolated beyond P3, the last that was "
        "recorded' out/answers.csv",
        &result);
    ck_assert_str_eq(result.out, "4\n");
}
END_TEST

/* Of one count of 10 % each the model would have to go through all twelve. */
START_TEST(colters_arms_are_said_to_fit_badly)
{
    program_result result;

    fit("colter2000", &result);
    expect(&result, "the model does not go through these data, and intervals that take "
                    "their noise for all there is are too short");
}
END_TEST

START_TEST(bobkovs_shares_tell_when_cells_tire)
{
    program_result result;

    fit("bobkov2022", &result);
    expect(&result, "9 observations:\n");
    for (size_t i = 0; i < 2; i++) {
        const char *const names[] = {"passaging.hazard_scale", "passaging.hazard_shape"};

        ck_assert_double_lt(number("fit", names[i], "low"),
                            number("fit", names[i], "value"));
        ck_assert_double_gt(number("fit", names[i], "high"),
                            number("fit", names[i], "value"));
    }
    expect(&result, "spent at P38, the last that was recorded: ");
    ck_assert_ptr_null(strstr(result.out, "doses of"));
    expect(&result, "by chance (p = ");
}
END_TEST

/* Two numbers go through two numbers: nothing is left to tell whether the model is right. */
START_TEST(bonabs_two_numbers_barely_determine_two)
{
    program_result result;

    fit("bonab2006", &result);
    expect(&result, "2 observations:\n");
    expect(&result, "barely determined: as many numbers are fitted as there are "
                    "observations, so that nothing is left to tell whether the model is "
                    "right\n");
    ck_assert_ptr_null(strstr(result.out, "residuals of")); /* nor of what is left */
    ck_assert_double_eq_tol(
        number("residuals", "Bonab,passages.harvested,culture,,1,", "model"), 2079366,
        2079366 * 1e-4);
    ck_assert_double_eq_tol(
        number("residuals", "Bonab,passages.harvested,culture,,10,", "model"), 22974,
        22974 * 1e-4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("published_logs");
    TCase *tc = tcase_create("fits");

    if (!realpath("models/logs", logs)) abort();
    program_add_folder(tc);
    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, colters_harvests_scatter_more_than_counts_do);
    tcase_add_test(tc, colters_arms_are_said_to_fit_badly);
    tcase_add_test(tc, bobkovs_shares_tell_when_cells_tire);
    tcase_add_test(tc, bonabs_two_numbers_barely_determine_two);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
