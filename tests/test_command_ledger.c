/* test_command_ledger.c -- potency ledger as its users meet it. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define P2 "[arm P2]\npassaging.harvest_passage = 2\n"
#define P12 "[arm P12]\npassaging.harvest_passage = 12\n"
#define HEART \
    "[run]\nindication = heart\n[arm own]\n[arm young]\npassaging.donor_age = 20\n"

START_TEST(it_prints_parts_that_sum_and_a_sentence)
{
    program_result result;

    program_write_text("a.ini", P2 P12);
    program_succeed("ledger a.ini -o d", &result);
    ck_assert_msg(
        strncmp(
            result.out,
            "switch                     mm     of all\n"
            "P2                      16.18\n"
            "secretion per cell      -3.53     45.7 %\n"
            "senescent share         -2.55     33.0 %\n"
            "stay                    -1.09     14.1 %\n"
            "SASP                    -0.56      7.2 %\n"
            "P12                      8.45\n"
            "\n"
            "Specific pain relief after 6 months (day 182): 8.4 mm with P12, 16.2 mm with "
            "P2. With P12 it\n"
            "is 7.7 mm less than with P2: 46 % of it (3.5 mm) comes from secretion per "
            "cell, 33 % (2.6\n"
            "mm) from senescent share, 14 % (1.1 mm) from stay and 7 % (0.6 mm) from "
            "SASP.\n",
            400) == 0,
        "%s", result.out);
    ck_assert(strstr(result.out,
                     "SASP.\nThe first part, secretion per cell, is seen in the "
                     "column potency.\n") != NULL);
    program_shell("cat d/ledger.csv", &result);
    ck_assert(strstr(result.out, "switch,part,low,high\nsecretion per cell,-3.534") !=
              NULL);
    program_shell("cat d/columns.csv", &result);
    ck_assert(strstr(result.out, "ledger.csv,part,mm,") != NULL);
    program_shell("cat d/figures.csv", &result);
    ck_assert(strstr(result.out,
                     "\"Specific pain relief after 6 months (day 182): 7.7 mm "
                     "less with P12 than with P2, 46 % of it from secretion per "
                     "cell\"") != NULL);
}
END_TEST

/* Where run.ini says so, the same is asked again. */
START_TEST(run_ini_says_how_to_ask_again)
{
    program_result result;

    program_write_text("a.ini", P2 P12);
    program_succeed("ledger a.ini --arm P2 --against P12 -q potency -o d", &result);
    program_shell("sed -n 's/^# *potency //p' d/run.ini", &result);
    ck_assert_str_eq(result.out,
                     "ledger run.ini --arm 'P2' --against 'P12' --number potency\n");
    program_shell("cd d && $POTENCY ledger run.ini --arm 'P2' --against 'P12' --number "
                  "potency -o ../e && cmp ledger.csv ../e/ledger.csv && cmp ledger.png "
                  "../e/ledger.png",
                  &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_cohort_is_the_same_on_any_number_of_threads)
{
    program_result result;

    program_write_text("a.ini", P2 P12);
    program_succeed("ledger a.ini -n 6 -j 1 -o one", &result);
    ck_assert(strstr(result.out, "95 %\n") != NULL);
    ck_assert(strstr(result.out, "over 6\npatients") != NULL ||
              strstr(result.out, "over 6 patients") != NULL);
    program_succeed("ledger a.ini -n 6 -j 3 -o three", &result);
    program_shell("cmp one/ledger.csv three/ledger.csv && cmp one/ledger.png "
                  "three/ledger.png && cmp one/run.ini three/run.ini",
                  &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* A draw of the method would not be the same twice; the mean is. */
START_TEST(it_is_of_the_mean_whatever_the_method)
{
    program_result result;

    program_write_text("a.ini", P2 P12);
    program_succeed("ledger a.ini -o mean", &result);
    program_succeed("ledger a.ini --set run.method=tau --seed 7 -o drawn", &result);
    program_shell("cmp mean/ledger.csv drawn/ledger.csv && grep Method drawn/run.ini",
                  &result);
    ck_assert_str_eq(result.out, "# Method: ode\n");
    program_shell("grep '^# Warning' drawn/run.ini; grep -c '^# Warning' mean/run.ini",
                  &result);
    ck_assert_str_eq(result.out,
                     "# Warning: run.method = tau is not used: all here is solved in the "
                     "mean\n0\n");
}
END_TEST

static const struct {
    const char *text, *options, *message;
} refused[] = {
    {P2 P12, "--arm P13 --against P2",
     "--arm P13: is no arm of a.ini; did you mean 'P12'?\n"},
    {P2 P12, "--arm P12 --against P12",
     "--against P12: is the arm itself; another arm would be right\n"},
    {P2 P12, "-q specific_relief_month_7",
     "--number specific_relief_month_7: is no number of the summary; did you mean "
     "'specific_relief_month_1'?\n"},
    {P2 P12, "-q lvef_month_6",
     "--number lvef_month_6: is of indication heart, and this experiment treats knee; "
     "specific_relief_month_6 or another column of its summary.csv would be right\n"},
    {P2, "", "a.ini: has one arm, and a ledger is of two; another [arm] would be right\n"},
    {P2 P12 "[arm P5]\npassaging.harvest_passage = 5\n", "--arm P5",
     "a.ini: has 3 arms, and --against names none; one of P2, P12, P5 would be right\n"},
    {P2 P12 "[arm P5]\npassaging.harvest_passage = 5\n", "--against P5",
     "a.ini: has 3 arms, and --arm names none; one of P2, P12, P5 would be right\n"},
    {"[run]\ndays = 100\n" P2 P12, "",
     "a.ini: run.days = 100 ends before specific_relief_month_6; run.days = 182 would be "
     "right\n"},
    {P2 "[arm saline]\npresets.product = saline\n", "-q potency",
     "a.ini: potency is not defined with saline: there is nothing to part.\n"},
    {"[arm a]\njoint.pain_tnf = 0.05\njoint.pain_drive = 0.9\n[arm b]\n", "",
     "a.ini: with joint.pain_tnf of b and all else of a: pain_tnf + pain_drive = 0.45 + "
     "0.9 "
     "must not exceed 1\n"},
};

START_TEST(what_cannot_be_parted_is_refused_in_one_line)
{
    program_result result;
    char arguments[256];

    program_write_text("a.ini", refused[_i].text);
    snprintf(arguments, sizeof arguments, "ledger a.ini -o d %s", refused[_i].options);
    program_run(arguments, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, refused[_i].message, strlen(refused[_i].message)) ==
                      0,
                  "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    program_shell("ls d 2>&1", &result);
    ck_assert(strstr(result.out, "ledger") == NULL);
}
END_TEST

START_TEST(a_background_is_no_arm_of_a_ledger)
{
    program_write_text("a.ini", HEART);
    program_refuse("ledger a.ini --arm background --against own -o e",
                   "--arm background: is the background of own, which the numbers "
                   "_against_background already have; an [arm] of the file would be right");
}
END_TEST

START_TEST(arms_that_are_alike_have_nothing_to_part)
{
    program_result result;

    program_write_text("a.ini", P2 "[arm again]\npassaging.harvest_passage = 2\n");
    program_succeed("ledger a.ini -o d", &result);
    ck_assert(strstr(result.out, "differ in nothing that it hangs on.") != NULL);
    program_write_text("a.ini", P2 "[arm later]\npassaging.harvest_passage = 3\n");
    program_succeed("ledger a.ini -o d -q lowest_m1_m2_ratio_day", &result);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("potency ledger");
    TCase *c = tcase_create("ledger");

    program_add_folder(c);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, it_prints_parts_that_sum_and_a_sentence);
    tcase_add_test(c, run_ini_says_how_to_ask_again);
    tcase_add_test(c, a_cohort_is_the_same_on_any_number_of_threads);
    tcase_add_test(c, it_is_of_the_mean_whatever_the_method);
    tcase_add_loop_test(c, what_cannot_be_parted_is_refused_in_one_line, 0,
                        LENGTH(refused));
    tcase_add_test(c, a_background_is_no_arm_of_a_ledger);
    tcase_add_test(c, arms_that_are_alike_have_nothing_to_part);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
