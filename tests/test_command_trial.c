/* test_command_trial.c -- potency trial as its users meet it. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define KNEE \
    "[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n" \
    "[arm saline]\npresets.product = saline\n"
#define SMALL "[trial]\npool = 30\ntrials = 20\n"

/* ---- what it prints and writes --------------------------------------------------- */

START_TEST(it_tells_what_was_asked_one_trial_all_and_what_they_teach)
{
    program_result result;

    program_write_text("a.ini", KNEE SMALL "control = saline\n");
    program_succeed("trial a.ini -n 8 -f svg -o d", &result);
    ck_assert_msg(
        strncmp(result.out,
                "20 trials of 8 patients in each of 3 arms, drawn from 30 of a "
                "cohort; each donor has a\nlaboratory of its own. Compared is fall of "
                "measured pain from day 0 to day 182, by Welch's t\ntest (significant: "
                "p below 0.05).\n\none of them, trial 1: ",
                100) == 0,
        "%s", result.out);
    ck_assert_ptr_nonnull(
        strstr(result.out, "\nall 20, against saline: differences in mm, "));
    ck_assert_ptr_nonnull(strstr(result.out, " of 8 + 8 patients "));
    ck_assert_ptr_nonnull(strstr(result.out, "These are trials of the model: "));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\nd/trial.csv\nd/trials.csv\nd/columns.csv\nd/run.ini\n"
                           "d/trials.svg\nd/power.svg\nd/figures.csv\n\nfor teaching and "
                           "research, not for treatment decisions\n"));
    program_shell("grep -E '^(# Command|patients|trials|control)' d/run.ini", &result);
    ck_assert_str_eq(result.out,
                     "# Command: trial\ntrials = 20 #: a.ini:8\ncontrol = saline "
                     "#: a.ini:9\npatients = 8 #: --set trial.patients=8\n");
    program_shell("grep -c '^trials*.csv,' d/columns.csv", &result);
    ck_assert_int_gt(atoi(result.out), 40);
}
END_TEST

/* Every ending, by a mean, a share and an event; and which test is named. */
static const struct {
    const char *rows, *options, *test;
} endings[] = {
    {KNEE, "-b saline", "by Welch's t\n"},
    {KNEE, "-b saline -q responder", "by Fisher's exact test"},
    {KNEE, "-q specific_relief_month_6 --set trial.design=paired",
     "by Student's paired t test"},
    {"[run]\nindication = gvhd\n[arm P2]\n", "", "Fisher's"},
    {"[run]\nindication = gvhd\n[arm P2]\n", "-q death", "by the log-rank test"},
    {"[run]\nindication = ards\n[arm P2]\n", "", "Fisher's exact"},
    {"[run]\nindication = heart\n[arm P2]\n", "", "Welch's"},
    {"[run]\nindication = heart\n[arm P2]\n", "-q worsening", "log-rank test"},
};

START_TEST(every_ending_has_trials)
{
    char text[PROGRAM_PATH], arguments[PROGRAM_PATH];
    program_result result;

    snprintf(text, sizeof text, "%s" SMALL, endings[_i].rows);
    program_write_text("a.ini", text);
    snprintf(arguments, sizeof arguments, "trial a.ini -f svg -o d %s",
             endings[_i].options);
    program_succeed(arguments, &result);
    result.out[600] = '\0';
    ck_assert_msg(strstr(result.out, endings[_i].test) != NULL, "%s", result.out);
}
END_TEST

START_TEST(json_holds_both_tables_and_what_made_them)
{
    program_result result;
    json_t *all, *table;

    program_write_text("a.ini", KNEE SMALL "control = saline\n");
    program_succeed("trial a.ini --json -f svg -o d", &result);
    program_shell("cat d/results.json", &result);
    all = json_loads(result.out, 0, NULL);
    ck_assert_ptr_nonnull(all);
    ck_assert_str_eq(
        json_string_value(json_object_get(json_object_get(all, "provenance"), "Command")),
        "trial");
    table = json_object_get(json_object_get(all, "tables"), "trial");
    ck_assert_uint_eq(json_array_size(json_object_get(table, "rows")), 60);
    ck_assert_ptr_nonnull(json_object_get(json_object_get(all, "tables"), "trials"));
    json_decref(all);
}
END_TEST

/* ---- the same bytes --------------------------------------------------------------- */

START_TEST(threads_change_nothing)
{
    program_result result;

    program_write_text("a.ini", KNEE SMALL "control = saline\n");
    program_shell("\"$POTENCY\" trial a.ini -j 1 -f svg -o one > /dev/null && "
                  "\"$POTENCY\" trial a.ini -j 5 -f svg -o five > /dev/null && "
                  "diff -r one five && \"$POTENCY\" trial one/run.ini -f svg -o again > "
                  "/dev/null && diff -r one again",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

/* Killed while the pool is solved, it goes on, and comes to the same. */
START_TEST(a_killed_trial_goes_on_to_the_same_bytes)
{
    program_result result;

    program_write_text("a.ini",
                       KNEE "[trial]\ncontrol = saline\npool = 400\ntrials = 20\n");
    program_shell("\"$POTENCY\" trial a.ini -j 1 -f svg -o whole > /dev/null; "
                  "\"$POTENCY\" trial a.ini -j 1 -f svg -o d > /dev/null & sleep 0.05; "
                  "while ! [ -e d/pool.db ]; do sleep 0.02; done; kill -9 $!; wait; "
                  "ls d; \"$POTENCY\" trial a.ini -f svg --resume -o d > /dev/null && "
                  "diff -r whole d",
                  &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
    ck_assert_ptr_nonnull(strstr(result.out, "pool.db\n"));
}
END_TEST

/* What a folder keeps of another pool, or is not asked to go on with. */
static const struct {
    const char *options, *message;
} kept[] = {
    {"", "d/pool.db: holds what an earlier run has solved; --resume goes on with it, and "
         "without this file all begins anew"},
    {"--resume -q responder", "d/pool.db: holds a pool of measured_vas_fall (1 to a "
                              "laboratory) of P2, P8, saline, and "
                              "not a pool of responder (1 to a laboratory) of P2, P8, "
                              "saline; another folder would be "
                              "right"},
};

START_TEST(what_is_kept_of_another_pool_stays)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", KNEE "[trial]\ncontrol = saline\npool = 4000\n");
    program_shell(
        "true; \"$POTENCY\" trial a.ini -j 1 -f svg -o d > /dev/null & "
        "until [ -e d/pool.db ]; do sleep 0.1; done; sleep 0.5; kill $!; wait $!; ls d",
        &result);
    ck_assert_str_eq(result.out, "pool.db\n");
    ck_assert_ptr_nonnull(strstr(result.err, "of 4000 of the pool; they are kept, and "
                                             "--resume goes on\n"));
    snprintf(arguments, sizeof arguments, "trial a.ini -o d %s", kept[_i].options);
    program_refuse(arguments, kept[_i].message);
}
END_TEST

/* ---- what is refused ----------------------------------------------------------------- */

static const struct {
    const char *rows, *options, *message;
} refused[] = {
    {"", "",
     "a.ini: a trial holds arms against default, and there is no other; another "
     "[arm] with a size of its own would be right"},
    {KNEE, "-b salin",
     "--set trial.control=salin: there is no arm 'salin'; did you mean "
     "'saline'?"},
    {KNEE, "-n 1",
     "--set trial.patients=1: trial.patients = 1 is too few; a whole number of 2 to 10000, "
     "or one of each arm as in 'P2 30, P8 20', would be right"},
    {KNEE, "-t 0", "--set trial.trials=0: trial.trials = 0 is outside [1, 100000]"},
    {KNEE "[trial]\npatients = 20\npatient = 3\n", "",
     "a.ini:8: a trial has no row 'patient'; did you mean 'patients'?"},
};

START_TEST(what_no_trial_can_be_of_is_told_in_one_line)
{
    char arguments[PROGRAM_PATH];

    program_write_text("a.ini", refused[_i].rows);
    snprintf(arguments, sizeof arguments, "trial a.ini -o d %s", refused[_i].options);
    program_refuse(arguments, refused[_i].message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_trial");
    TCase *cases = tcase_create("command_trial");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, it_tells_what_was_asked_one_trial_all_and_what_they_teach);
    tcase_add_loop_test(cases, every_ending_has_trials, 0, LENGTH(endings));
    tcase_add_test(cases, json_holds_both_tables_and_what_made_them);
    tcase_add_test(cases, threads_change_nothing);
    tcase_add_test(cases, a_killed_trial_goes_on_to_the_same_bytes);
    tcase_add_loop_test(cases, what_is_kept_of_another_pool_stays, 0, LENGTH(kept));
    tcase_add_loop_test(cases, what_no_trial_can_be_of_is_told_in_one_line, 0,
                        LENGTH(refused));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
