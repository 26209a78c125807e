/* test_trial_plan.c -- what a [trial] asks for: its rows, and what they come to. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "tests/experiment.h"
#include "tests/suite.h"

/* Six lines; what a test adds starts in line 7. */
static const char arms[] = "[arm P2]\n[arm P8, old]\npassaging.harvest_passage = 8\n"
                           "[arm saline]\npresets.product = saline\n[trial]\n";

static sim_experiment e;

static void read_rows(const char *rows, const char *set)
{
    const char *const sets[EXPERIMENT_SETS] = {set};
    char text[1024];

    snprintf(text, sizeof text, "%s%s", arms, rows);
    experiment_read(&e, text, sets);
}

static void tear_down(void) { sim_experiment_free(&e); }

/* ---- what rows come to ------------------------------------------------------ */

START_TEST(without_rows_a_plan_stands_at_its_defaults_and_run_ini_is_silent)
{
    const sim_trial_plan *plan = &e.trial;
    char *text;

    experiment_read(&e, "[arm P2]\n[arm P8]\n", experiment_no_sets);
    ck_assert(!plan->given);
    ck_assert_uint_eq(plan->control, 0);
    ck_assert_str_eq(plan->number, "measured_vas_fall");
    ck_assert_uint_eq(plan->n_arms, 2);
    ck_assert_uint_eq(plan->n[0], 30);
    ck_assert_uint_eq(plan->n[1], 30);
    ck_assert_uint_eq(plan->trials, 1000);
    ck_assert_uint_eq(plan->pool, 2000);
    ck_assert_int_eq(plan->design, SIM_TRIAL_PARALLEL);
    ck_assert(plan->dropout == 0 && plan->alpha == 0.05 && !plan->one_laboratory);
    ck_assert_int_eq(plan->dropout_of, SIM_DROPOUT_CHANCE);
    text = experiment_text(&e);
    ck_assert_ptr_null(strstr(text, "[trial]"));
    free(text);
}
END_TEST

static void check_told(void)
{
    const sim_trial_plan *plan = &e.trial;

    ck_assert(plan->given);
    ck_assert_uint_eq(plan->control, 2);
    ck_assert_str_eq(plan->number, "specific_relief_month_6");
    ck_assert_uint_eq(plan->n[0], 23);
    ck_assert_uint_eq(plan->n[1], 0);
    ck_assert_uint_eq(plan->n[2], 17);
    ck_assert_uint_eq(plan->trials, 385);
    ck_assert_uint_eq(plan->pool, 371);
    ck_assert_int_eq(plan->dropout_of, SIM_DROPOUT_LEAST);
    ck_assert(plan->dropout == 0.125 && plan->alpha == 0.01 && plan->one_laboratory);
}

START_TEST(every_row_is_heard_and_written_again)
{
    char *text, *again;

    read_rows("control = saline\nnumber = specific_relief_month_6\n"
              "patients = saline 17, P2 23\ntrials = 385\npool = 371\ndropout = 12.5 %\n"
              "dropout_of = least_gain\nlaboratory = one\nalpha = 1 %\n",
              NULL);
    check_told();
    text = experiment_text(&e);
    ck_assert_ptr_nonnull(strstr(text, "\npatients = saline 17, P2 23 #: a.ini:9\n"));
    sim_experiment_free(&e);
    experiment_read(&e, text, experiment_no_sets);
    check_told();
    again = experiment_text(&e);
    ck_assert_str_eq(again, text);
    free(text);
    free(again);
}
END_TEST

/* Rows, and how many are in P2, "P8, old" and saline. */
static const struct {
    const char *rows, *set;
    size_t n[3];
} counts[] = {
    {"patients = 2\n", NULL, {2, 2, 2}},
    {"patients = 10000\n", NULL, {10000, 10000, 10000}},
    {"patients = 1e3\n", NULL, {1000, 1000, 1000}},
    {"patients = P2 3,P8, old  7\n", NULL, {3, 7, 0}},
    {"patients = P8, old 7, P2 3\n", NULL, {3, 7, 0}},
    {"patients = P2 3, saline 5, P8, old 7\n", NULL, {3, 7, 5}},
    {"patients = P2\t3, saline 5\n", NULL, {3, 0, 5}},
    {"patients = 23\n", "trial.patients=P2 4, saline 6", {4, 0, 6}},
    {"trials = 8\n", "trial.patients=71", {71, 71, 71}},
    {"control = saline\npatients = P2 40 against 20, P8, old 30 against 29\n",
     NULL,
     {40, 30, 29}},
    {"control = saline\npatients = P2 40  against\t20\n", NULL, {40, 0, 20}},
    {"control = saline\npatients = P2 40 against 20, P8, old 5, saline 7\n",
     NULL,
     {40, 5, 20}},
};

START_TEST(each_arm_may_be_held_against_a_number_of_its_own)
{
    read_rows("control = saline\npatients = P2 40 against 20, P8, old 5, saline 7\n", NULL);
    ck_assert_uint_eq(e.trial.against[0], 20);
    ck_assert_uint_eq(e.trial.against[1], 7);
    ck_assert_uint_eq(e.trial.against[2], 20);
}
END_TEST

START_TEST(patients_are_one_number_or_that_of_each_arm)
{
    read_rows(counts[_i].rows, counts[_i].set);
    for (size_t arm = 0; arm < 3; arm++)
        ck_assert_uint_eq(e.trial.n[arm], counts[_i].n[arm]);
    ck_assert(e.trial.given);
}
END_TEST

START_TEST(an_option_stands_over_the_file)
{
    static const char *const sets[EXPERIMENT_SETS] = {"trial.control=saline",
                                                      "trial.design=paired"};
    char *text;

    experiment_read(&e, "[arm P2]\n[arm saline]\n[trial]\ncontrol = P2\nnumber = tnf\n",
                    sets);
    ck_assert_uint_eq(e.trial.control, 1);
    ck_assert_str_eq(e.trial.number, "tnf");
    ck_assert_int_eq(e.trial.design, SIM_TRIAL_PAIRED);
    text = experiment_text(&e);
    ck_assert_ptr_nonnull(
        strstr(text, "\ncontrol = saline #: --set trial.control=saline\nnumber = tnf #: "
                     "a.ini:5\ndesign = paired #: --set trial.design=paired\n"));
    free(text);
}
END_TEST

/* What a plan says changes the hash of trials, and no other: what it only says otherwise does not. */
static const struct {
    const char *rows;
    bool is_other;
} hashed[] = {
    {"patients = 30\n", false},
    {"control = P2\ntrials = 1000\n", false},
    {"patients = P8, old 30, saline 30, P2 30\n", false},
    {"patients = P2 30, saline 30\n", true},
    {"control = saline\n", true},
    {"number = responder\n", true},
    {"design = paired\n", true},
    {"trials = 999\n", true},
    {"pool = 1999\n", true},
    {"dropout = 0.1\n", true},
    {"laboratory = one\n", true},
    {"alpha = 0.1\n", true},
};

START_TEST(trials_have_a_hash_of_their_own)
{
    unsigned long long of_run, of_trials;

    read_rows("trials = 1000\n", NULL);
    of_run = sim_experiment_hash(&e);
    of_trials = sim_experiment_trial_hash(&e);
    sim_experiment_free(&e);
    read_rows(hashed[_i].rows, NULL);
    ck_assert(sim_experiment_hash(&e) == of_run);
    ck_assert((sim_experiment_trial_hash(&e) != of_trials) == hashed[_i].is_other);
}
END_TEST

START_TEST(an_arm_that_is_kept_alone_has_no_trial)
{
    sim_error err = {""};
    char *text;

    read_rows("control = saline\npatients = P2 30, saline 20\n", NULL);
    ck_assert_int_eq(sim_experiment_keep_arm(&e, "P2", "--arm P2", &err), SIM_OK);
    text = experiment_text(&e);
    ck_assert_ptr_null(strstr(text, "[trial]"));
    free(text);
}
END_TEST

/* ---- other endings ----------------------------------------------------------- */

static const struct {
    const char *text, *number;
    size_t control, n[3];
} endings[] = {
    {"[run]\nindication = gvhd\n[arm P2]\n[arm P8]\n", "responder_day_28", 0, {30, 30, 0}},
    {"[run]\nindication = ards\n[arm P2]\n", "dead_day_28", 1, {30, 30}},
    {"[run]\nindication = heart\n[arm P2]\n[arm P8]\n[trial]\ncontrol = background\n",
     "lvef_month_6",
     2,
     {30, 30, 30}},
    {"[run]\nindication = heart\n[arm P2]\n[arm P8]\n[trial]\ncontrol = background\n"
     "patients = P8 7, background 5\n",
     "lvef_month_6",
     2,
     {0, 7, 5}},
};

START_TEST(the_background_may_be_the_control)
{
    const sim_source source = {.text = endings[_i].text};
    sim_error err = {""};
    sim_session session;
    sim_ini ini;

    ck_assert_int_eq(sim_source_read(&source, &ini, &err), SIM_OK);
    ck_assert_int_eq(
        sim_session_open(&session, sim_source_chain(&source, &ini, models_chains), &err),
        SIM_OK);
    ck_assert_msg(sim_experiment_read(&e, &session.catalog, &session.presets, &source,
                                      &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_str_eq(e.trial.number, endings[_i].number);
    ck_assert_uint_eq(e.trial.control, endings[_i].control);
    for (size_t arm = 0; arm < e.trial.n_arms; arm++)
        ck_assert_uint_eq(e.trial.n[arm], endings[_i].n[arm]);
    sim_experiment_free(&e);
    sim_ini_free(&ini);
    sim_session_close(&session);
}
END_TEST

/* ---- what is refused ----------------------------------------------------------- */

#define RIGHT \
    "a whole number of 2 to 10000, or one of each arm as in 'P2 30, P8, old 20', would " \
    "be " \
    "right"

/* What stands in line 7 and below, and the message behind the file. */
static const struct {
    const char *rows, *message;
} refused[] = {
    {"patients = 1\n", "7: trial.patients = 1 is too few; " RIGHT},
    {"patients = 0\n", "7: trial.patients = 0 is too few; " RIGHT},
    {"patients = -30\n", "7: trial.patients = -30 is too few; " RIGHT},
    {"patients = 10001\n", "7: trial.patients = 10001 is too many; " RIGHT},
    {"patients = 12.5\n", "7: trial.patients = 12.5 is not whole; " RIGHT},
    {"patients = thirty\n", "7: trial.patients = thirty is no number; " RIGHT},
    {"patients = nan\n", "7: trial.patients = nan is no number; " RIGHT},
    {"patients =\n", "7: trial.patients has no value; how many are in each arm, or in each "
                     "its own: P2 30, saline 20, or P2 40 against 20 would be right"},
    {"control = saline\npatients = P2 30 against\n",
     "8: there is no arm 'P2 30'; the name of an [arm] of the file would be right"},
    {"control = saline\npatients = P2 against 30\n",
     "8: trial.patients = P2 against 30 has an arm without a number; " RIGHT},
    {"control = saline\npatients = P2 30 against 1\n",
     "8: trial.patients = 1 is too few; " RIGHT},
    {"control = saline\npatients = P2 30, saline 20 against 20\n",
     "8: trial.patients holds 'saline' against itself; its number alone would be right"},
    {"control = saline\npatients = P2 30 against 20, P8, old 20\n",
     "8: trial.patients has no number for 'saline', which the others are held against; one "
     "would be right"},
    {"control = saline\ndesign = paired\npatients = P2 30 against 20, saline 30\n",
     "8: trial.design = paired has everyone in every arm, and 'P2' has 30, 'saline' 20; "
     "the same number would be right"},
    {"control = saline\ndropout = 0.5\npatients = P2 30 against 3, saline 30\n",
     "8: trial.dropout = 0.5 leaves fewer than 2 of the 3 in 'saline'; at most 0.33, or "
     "more in the arm, would be right"},
    {"patients = P2 30, saline\n",
     "7: trial.patients = P2 30, saline has an arm without a number; " RIGHT},
    {"patients = P2 30,\n",
     "7: trial.patients = P2 30, has an arm without a number; " RIGHT},
    {"patients = P2 30 20\n",
     "7: there is no arm 'P2 30'; the name of an [arm] of the file would be right"},
    {"patients = P3 30, saline 20\n", "7: there is no arm 'P3'; did you mean 'P2'?"},
    {"patients = P2 many, saline 20\n", "7: trial.patients = many is no number; " RIGHT},
    {"patients = P2 1, saline 20\n", "7: trial.patients = 1 is too few; " RIGHT},
    {"patients = P2 30, P2 20\n",
     "7: trial.patients names arm 'P2' twice; once would be right"},
    {"patients = P8, old 30, saline 20\n",
     "7: trial.patients has no number for 'P2', which the others are held against; one "
     "would be right"},
    {"control = saline\npatients = P2 30, P8, old 20\n",
     "8: trial.patients has no number for 'saline', which the others are held against; one "
     "would be right"},
    {"patients = 30\npatients = 20\n",
     "8: trial.patients is given twice, first at %s:7; one of the two would be right"},
    {"control = salin\n", "7: there is no arm 'salin'; did you mean 'saline'?"},
    {"control = 2\n", "7: there is no arm '2'; did you mean 'P2'?"},
    {"control = background\n",
     "7: there is no arm 'background'; the name of an [arm] of the file would be right"},
    {"control =\n",
     "7: trial.control has no value; arm that the others are held against would be right"},
    {"number = a_name_of_a_number_that_is_longer_than_any_that_there_is_in_a_row\n",
     "7: trial.number has 65 characters; the name of a number, at most 63, would be right"},
    {"number = \n", "7: trial.number has no value; what is compared: a number of "
                    "summary.csv, what is measured, responders, or what befalls them "
                    "would be right"},
    {"trials = 0\n", "7: trial.trials = 0 is outside [1, 100000]"},
    {"trials = 1000000\n", "7: trial.trials = 1000000 is outside [1, 100000]"},
    {"trials = 1.5\n",
     "7: trial.trials = 1.5 is not whole; a whole number in [1, 100000] would be right"},
    {"pool = 1\n", "7: trial.pool = 1 is outside [2, 10000]"},
    {"pool = 20000\n", "7: trial.pool = 20000 is outside [2, 10000]"},
    {"design = pared\n", "7: trial.design = pared is unknown; did you mean 'paired'?"},
    {"design = crossed\n",
     "7: trial.design = crossed is unknown; one of parallel, paired would be right"},
    {"design = paired\npatients = P2 30, saline 20\n",
     "7: trial.design = paired has everyone in every arm, and 'saline' has 20, 'P2' 30; "
     "the same number would be right"},
    {"dropout = 1\n", "7: trial.dropout = 1 is outside [0, 0.9]"},
    {"dropout = 20\n", "7: trial.dropout = 20 is outside [0, 0.9]; did you mean '20 %'?"},
    {"dropout = -0.1\n", "7: trial.dropout = -0.1 is outside [0, 0.9]"},
    {"dropout = 0.5\npatients = 3\n", "7: trial.dropout = 0.5 leaves fewer than 2 of the 3 "
                                      "in 'P2'; at most 0.33, or more in "
                                      "the arm, would be right"},
    {"dropout_of = least\n",
     "7: trial.dropout_of = least is unknown; did you mean 'least_gain'?"},
    {"laboratory = on\n", "7: trial.laboratory = on is unknown; did you mean 'one'?"},
    {"alpha = 0\n", "7: trial.alpha = 0 is outside [0.0001, 0.5]"},
    {"alpha = 5\n", "7: trial.alpha = 5 is outside [0.0001, 0.5]; did you mean '5 %'?"},
    {"alpha = 0,05\n",
     "7: trial.alpha = 0,05 is not a number: it has a decimal comma; 0.05 would be right"},
    {"patient = 30\n", "7: a trial has no row 'patient'; did you mean 'patients'?"},
    {"endpoint = vas\n",
     "7: a trial has no row 'endpoint'; one of control, number, patients, design, trials, "
     "pool, dropout, dropout_of, laboratory, alpha would be right"},
    {"trials = 8\n[joint]\nload = 1\n[trial]\npool = 8\n",
     "10: section [trial] stands twice, first at %s:6; one header for all its rows, or "
     "another name, would be right"},
};

START_TEST(a_bad_row_is_told_in_one_line)
{
    const size_t before = strlen(experiment_file);
    sim_error err = {""};
    char text[1024], message[1024];

    snprintf(text, sizeof text, "%s%s", arms, refused[_i].rows);
    ck_assert_int_ne(experiment_try(&e, text, experiment_no_sets, &err), SIM_OK);
    snprintf(message, sizeof message, refused[_i].message, experiment_file);
    ck_assert_int_eq(strncmp(err.text, experiment_file, before), 0);
    ck_assert_str_eq(err.text + before + 1, message);
}
END_TEST

static const struct {
    const char *set, *message;
} no_sets[] = {
    {"trial.patients=1", "--set trial.patients=1: trial.patients = 1 is too few; " RIGHT},
    {"trial.control=P3",
     "--set trial.control=P3: there is no arm 'P3'; did you mean 'P2'?"},
    {"trial.patient=5",
     "--set trial.patient=5: a trial has no row 'patient'; did you mean 'patients'?"},
    {"arm P2:trial.control=P2", "--set arm P2:trial.control=P2: trial.control belongs to "
                                "the whole run; a row of [trial] would be right"},
    {"arm P2:trial.trials=8", "--set arm P2:trial.trials=8: trial.trials belongs to the "
                              "whole run; a row of [trial] would be right"},
};

START_TEST(a_bad_option_likewise)
{
    const char *const sets[EXPERIMENT_SETS] = {no_sets[_i].set};
    sim_error err = {""};
    char text[1024];

    snprintf(text, sizeof text, "%strials = 8\n", arms);
    ck_assert_int_ne(experiment_try(&e, text, sets, &err), SIM_OK);
    ck_assert_str_eq(err.text, no_sets[_i].message);
}
END_TEST

START_TEST(a_lone_arm_names_no_other)
{
    sim_error err = {""};

    ck_assert_int_eq(
        experiment_try(&e, "[trial]\npatients = 1\n", experiment_no_sets, &err),
        SIM_EVALUE);
    ck_assert_str_eq(
        err.text + strlen(experiment_file),
        ":2: trial.patients = 1 is too few; a whole number of 2 to 10000 would "
        "be right");
}
END_TEST

/* ---- words ---------------------------------------------------------------------- */

START_TEST(every_row_of_text_has_a_name_what_is_usual_and_a_meaning)
{
    size_t i = 0;

    for (; sim_trial_text_name(i); i++) {
        ck_assert_uint_eq(sim_trial_text_find(sim_trial_text_name(i)), i);
        ck_assert(*sim_trial_text_usual(i) && *sim_trial_text_doc(i));
    }
    ck_assert_uint_eq(i, SIM_TRIAL_TEXTS);
    ck_assert_ptr_null(sim_trial_text_usual(i));
    ck_assert_ptr_null(sim_trial_text_doc(i));
    ck_assert_uint_eq(sim_trial_text_find("trials"), SIM_TRIAL_TEXTS);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trial_plan");
    TCase *cases = tcase_create("trial_plan");

    experiment_add_fixture(cases);
    tcase_add_checked_fixture(cases, NULL, tear_down);
    tcase_add_test(cases, without_rows_a_plan_stands_at_its_defaults_and_run_ini_is_silent);
    tcase_add_test(cases, every_row_is_heard_and_written_again);
    tcase_add_loop_test(cases, patients_are_one_number_or_that_of_each_arm, 0,
                        sizeof counts / sizeof *counts);
    tcase_add_test(cases, each_arm_may_be_held_against_a_number_of_its_own);
    tcase_add_test(cases, an_option_stands_over_the_file);
    tcase_add_loop_test(cases, trials_have_a_hash_of_their_own, 0,
                        sizeof hashed / sizeof *hashed);
    tcase_add_test(cases, an_arm_that_is_kept_alone_has_no_trial);
    tcase_add_loop_test(cases, the_background_may_be_the_control, 0,
                        sizeof endings / sizeof *endings);
    tcase_add_loop_test(cases, a_bad_row_is_told_in_one_line, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(cases, a_bad_option_likewise, 0, sizeof no_sets / sizeof *no_sets);
    tcase_add_test(cases, a_lone_arm_names_no_other);
    tcase_add_test(cases, every_row_of_text_has_a_name_what_is_usual_and_a_meaning);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
