/* test_trial_words.c -- trials in sentences and tables: which number each of them tells, made of
 * tables whose numbers are invented. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/trial_print.h"
#include "sim/study/job.h"
#include "sim/study/trial_words.h"
#include "tests/suite.h"

enum { TEXT_SIZE = 4096, CELLS = 14, LIST = 40 };

static sim_job job;
static sim_readout readout;
static sim_trial_measure measure;
static sim_table trial, across;
static sim_trial_view view;
static char text[TEXT_SIZE];

/* Cells of a row that are no NAN. */
typedef struct {
    const char *column;
    double number;
} planted_cell;

static void plant(sim_table *table, const char *arm, const planted_cell cells[])
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    for (size_t c = 0; c < table->n_columns; c++) row[c] = NAN;
    for (size_t i = 0; cells[i].column; i++) {
        const size_t c = sim_table_find(table, cells[i].column);

        ck_assert_msg(c < table->n_columns, "%s", cells[i].column);
        row[c] = cells[i].number;
    }
}

static void open_view(const char *rows)
{
    const sim_source source = {.file = "a.ini", .text = rows};
    sim_error err = {""};
    const sim_experiment *e = &job.experiment;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_readout_init(&readout, job.session.chain, &err), SIM_OK);
    ck_assert_msg(
        sim_trial_measure_init(&measure, &readout, e,
                               &(sim_trial_number){e->trial.number, "a.ini",
                                                   e->trial.design == SIM_TRIAL_PAIRED},
                               &err) == SIM_OK,
        "%s", err.text);
    ck_assert_int_eq(sim_trial_table_init(&trial, &measure, &err), SIM_OK);
    ck_assert_int_eq(sim_trials_table_init(&across, &measure, &err), SIM_OK);
    view = (sim_trial_view){e, &measure, &trial, &across};
}

static void close_view(void)
{
    sim_table_free(&trial);
    sim_table_free(&across);
    sim_readout_free(&readout);
    sim_job_close(&job);
}

/* 40 estimates from -9 to 30 mm, so that two lie beyond each end of nine in ten. */
static void plant_estimates(const char *arm)
{
    for (int i = 0; i < LIST; i++) {
        const planted_cell cells[] = {
            {"trial", i + 1}, {"difference", (i * 7) % LIST - 9}, {NULL, 0}};

        plant(&trial, arm, cells);
    }
}

#define KNEE "[arm P2]\n[arm saline]\npresets.product = saline\n[trial]\ncontrol = saline\n"

static const planted_cell usual[] = {{"n", 12},
                                     {"n_of_control", 7},
                                     {"asked", 1},
                                     {"trials", 385},
                                     {"truth", 8.31},
                                     {"pool_mean", 27.13},
                                     {"power", 0.262},
                                     {"astray", 0.013},
                                     {"includes_zero", 0.731},
                                     {"coverage", 0.94},
                                     {"not_above_zero", 0.1},
                                     {"mean_of_striking", 19.1},
                                     {"at_least_twice", 0.14},
                                     {NULL, 0}};

static void plant_rung(const char *arm, double n, double power)
{
    const planted_cell cells[] = {
        {"n", n}, {"n_of_control", n}, {"asked", 0}, {"power", power}, {NULL, 0}};

    plant(&across, arm, cells);
}

START_TEST(a_lesson_tells_the_numbers_of_its_row)
{
    open_view(KNEE "patients = P2 12, saline 7\n");
    plant_estimates("P2");
    plant(&across, "P2", usual);
    plant_rung("P2", 20, 0.5);
    plant_rung("P2", 40, 0.79);
    plant_rung("P2", 60, 0.81);
    plant_rung("P2", 100, 0.99);
    sim_trial_print_lesson(&view, "P2", text, sizeof text);
    ck_assert_str_eq(
        text,
        "The truth of the pool: 27.1 mm with P2, 18.8 mm with saline, a difference of 8.3 "
        "mm. "
        "Of 385 trials of 12 + 7 patients 25 % find P2 significantly better than saline, "
        "and "
        "1 % find it significantly worse (Welch's t test, p below 0.05); in 73 % the "
        "interval "
        "contains 0, and in 10 % the estimate itself is 0 or on the wrong side of it. Nine "
        "estimates in ten lie between -7.0 and 28.0 mm. Those that are significant find on "
        "average 2.3 times the truth; 14 % of all find twice the truth or more. It takes "
        "40 to "
        "60 patients an arm for 80 % of trials to find it. 94 % of the intervals hold the "
        "truth.");
    close_view();
}
END_TEST

/* What a row says in place of the usual, and what is then told. */
static const struct {
    planted_cell cells[CELLS];
    double rungs[2]; /* powers with 5 and 10 patients; NAN: there is none */
    const char *told;
} others[] = {
    {{{"n", 2},
      {"n_of_control", 2},
      {"asked", 1},
      {"trials", 100},
      {"truth", -8.31},
      {"pool_mean", 5},
      {"power", 0.5},
      {"astray", 0},
      {"includes_zero", 0.5},
      {"not_above_zero", 0.004},
      {"mean_of_striking", -9},
      {"at_least_twice", 0}},
     {0.9, NAN},
     "The truth of the pool: 5.0 mm with P2, 13.3 mm with saline, a difference of -8.3 mm. "
     "Of 100 trials of 2 + 2 patients 50 % find P2 significantly worse than saline "
     "(Welch's t "
     "test, p below 0.05); in 50 % the interval contains 0, and in less than 1 % the "
     "estimate "
     "itself is 0 or on the wrong side of it. Those that are significant find on average "
     "1.1 "
     "times the truth; 0 % of all find twice the truth or more. 5 patients an arm do for "
     "80 % "
     "of trials to find it. "},
    {{{"n", 2},
      {"n_of_control", 2},
      {"asked", 1},
      {"trials", 100},
      {"truth", 0.31},
      {"pool_mean", 5},
      {"power", 0.05},
      {"astray", 0.02},
      {"includes_zero", 0.95},
      {"not_above_zero", 0.48},
      {"coverage", 0.997},
      {"coverage_laboratory", 0.9}},
     {0.05, 0.04},
     "The truth of the pool: 5.0 mm with P2, 4.7 mm with saline, a difference of 0.3 mm, "
     "less "
     "than what is worth a word (1.0 mm). Of 100 trials of 2 + 2 patients 3 % find P2 "
     "significantly better than saline, and 2 % find it significantly worse (Welch's t "
     "test, "
     "p below 0.05); in 95 % the interval contains 0, and in 48 % the estimate itself is 0 "
     "or "
     "on the wrong side of it. 90 % of the intervals hold the truth of their own "
     "laboratory, "
     "more than 99 % that of all."},
    {{{"n", 2},
      {"n_of_control", 2},
      {"asked", 1},
      {"trials", 1},
      {"truth", 8},
      {"pool_mean", 9},
      {"power", 1},
      {"astray", 0},
      {"includes_zero", 0},
      {"not_above_zero", 0},
      {"coverage", 0.6},
      {"coverage_laboratory", 0.95}},
     {0.05, 0.79},
     "The truth of the pool: 9.0 mm with P2, 1.0 mm with saline, a difference of 8.0 mm. "
     "Of 1 "
     "trial of 2 + 2 patients 100 % find P2 significantly better than saline (Welch's t "
     "test, "
     "p below 0.05); in 0 % the interval contains 0, and in 0 % the estimate itself is 0 "
     "or on "
     "the wrong side of it. Not even 10 patients an arm do for 80 % of trials to find it. "
     "95 "
     "% of the intervals hold the truth of their own laboratory, 60 % that of all: more "
     "patients in one laboratory tell ever better what is so there, and not what is so "
     "elsewhere."},
    {{{"n", 2},
      {"n_of_control", 2},
      {"asked", 1},
      {"trials", 200},
      {"truth", 4},
      {"pool_mean", 9},
      {"power", 0.05},
      {"astray", 0.04},
      {"includes_zero", 0.95},
      {"not_above_zero", 0.4},
      {"mean_of_striking", -12},
      {"at_least_twice", 0.25},
      {"coverage", 0.999}},
     {NAN, NAN},
     "The truth of the pool: 9.0 mm with P2, 5.0 mm with saline, a difference of 4.0 mm. "
     "Of 200 trials of 2 + 2 patients 1 % find P2 significantly better than saline, and "
     "4 % find it significantly worse (Welch's t test, p below 0.05); in 95 % the interval "
     "contains 0, and in 40 % the estimate itself is 0 or on the wrong side of it. Those "
     "that are significant find on average -12.0 mm, which is not the side of the truth; "
     "25 % of all find twice the truth or more. More than 99 % of the intervals hold the "
     "truth."},
    {{{"n", 2}, {"n_of_control", 2}, {"asked", 1}, {"trials", 0}},
     {NAN, NAN},
     "No trial has a difference of P2 to saline."},
};

START_TEST(harm_nothing_one_laboratory_and_no_trial_are_told)
{
    open_view(KNEE "patients = 2\n");
    plant(&across, "P2", others[_i].cells);
    for (int i = 0; i < 2 && isfinite(others[_i].rungs[i]); i++)
        plant_rung("P2", 5 * (i + 1), others[_i].rungs[i]);
    sim_trial_print_lesson(&view, "P2", text, sizeof text);
    ck_assert_str_eq(text, others[_i].told);
    close_view();
}
END_TEST

/* ---- what is asked ------------------------------------------------------------ */

#define PLAIN "[arm A]\n[arm B]\n[arm C]\n[arm D]\n[trial]\n"
#define OWN "; each donor has a laboratory of its own"
#define FALL \
    ". Compared is fall of measured pain from day 0 to day 182, by Welch's t test " \
    "(significant: p below 0.05)."

static const struct {
    const char *rows, *told;
} asked[] = {
    {KNEE, "1000 trials of 30 + 30 patients, drawn from 2000 of a cohort" OWN FALL},
    {KNEE "trials = 1\npatients = P2 8, saline 3\npool = 71\n",
     "1 trial of 8 (P2) and 3 (saline) patients, drawn from 71 of a cohort" OWN FALL},
    {PLAIN "patients = 8\n",
     "1000 trials of 8 patients in each of 4 arms, drawn from 2000 of a cohort" OWN FALL},
    {PLAIN "patients = A 8, B 5, D 3\n",
     "1000 trials of 8 (A), 5 (B) and 3 (D) patients, drawn from 2000 of a cohort" OWN
         FALL},
    {PLAIN "patients = A 8, B 5, D 3, C 9\n",
     "1000 trials of 3 to 9 patients in each of 4 arms, drawn from 2000 of a cohort" OWN
         FALL},
    {KNEE "laboratory = one\ndropout = 0.125\n",
     "1000 trials of 30 + 30 patients, drawn from 2000 of a cohort; the donors of a trial "
     "share one laboratory; 12.5 % of an arm are not seen at the end, by chance" FALL},
    {KNEE "design = paired\nalpha = 0.01\ndropout = 0.2\ndropout_of = least_gain\nnumber = "
          "responder\n",
     "1000 trials of 30 + 30 patients, drawn from 2000 of a cohort, each patient in every "
     "arm" OWN "; 20 % of an arm are not seen at the end, those who gain least. Compared "
     "is a share, responder "
     "(1) or not (0): measured pain falls by at least 20 mm from day 0 to day 182, by "
     "McNemar's exact test (significant: p below 0.01)."},
    {"[run]\nindication = gvhd\n[arm P2]\n[trial]\nnumber = death\n",
     "1000 trials of 30 + 30 patients, drawn from 2000 of a cohort" OWN
     ". Compared is death, to the end of the course, by the log-rank test (significant: p "
     "below 0.05)."},
};

START_TEST(what_is_asked_is_one_sentence)
{
    open_view(asked[_i].rows);
    sim_trial_print_asked(&view, text, sizeof text);
    ck_assert_str_eq(text, asked[_i].told);
    close_view();
}
END_TEST

#define MODEL \
    "These are trials of the model: it knows the truth that they look for, and its " \
    "patients differ only by what [cohort] draws."

static const struct {
    const char *rows, *told, *design;
} noted[] = {
    {KNEE, MODEL, ""},
    {KNEE "patients = 9\n",
     "With so few Welch's test is cautious: where there is nothing it finds something less "
     "often than alpha says. " MODEL,
     ""},
    {KNEE "number = responder\n",
     "p is exact and so cautious, the interval is Newcombe's: one may find what the other "
     "does not. " MODEL,
     ""},
    {"[run]\nindication = gvhd\n[arm P2]\n[trial]\nnumber = death\n",
     "p is that of times (log-rank), the interval that of the shares at the end "
     "(Newcombe): "
     "one may find what the other does not. " MODEL,
     ""},
    {KNEE "design = paired\npatients = 9\ndropout = 0.2\nlaboratory = one\n",
     "Every patient is in every arm, which only a model can do: what differs between "
     "patients cancels. Each laboratory has 50 of the pool: they differ by their donors, "
     "and "
     "by so few patients, too; the larger the pool, the less by these. "
     "Differences are of those who are seen; where patients are counted, "
     "who is not seen counts as what nobody wishes for. " MODEL,
     "every patient in every arm, one laboratory for each trial, 20 % not seen at the end"},
};

START_TEST(notes_say_what_hangs_on_design_and_test)
{
    open_view(noted[_i].rows);
    sim_trial_print_notes(&view, text, sizeof text);
    ck_assert_str_eq(text, noted[_i].told);
    sim_trial_print_design(&view, text, sizeof text);
    ck_assert_str_eq(text, noted[_i].design);
    close_view();
}
END_TEST

/* ---- numbers -------------------------------------------------------------------- */

START_TEST(shares_are_told_in_percent_and_their_differences_in_points)
{
    sim_trial_scale scale;

    open_view(KNEE "number = responder\n");
    scale = sim_trial_scale_of(&view);
    ck_assert(scale.times == 100);
    ck_assert_str_eq(scale.unit, "%");
    ck_assert_str_eq(scale.unit_of_differences, "point");
    *text = '\0';
    sim_trial_add_amount(&view, -0.2371, scale.unit_of_differences, text, sizeof text);
    sim_trial_add_amount(&view, -0.00001, "", text, sizeof text);
    ck_assert_str_eq(text, "-23.7 points0.0");
    ck_assert_str_eq(sim_trial_interval(&view), "Newcombe");
    ck_assert_str_eq(sim_trial_view_control(&view), "saline");
    ck_assert_str_eq(sim_trial_view_arm(&view, 0), "P2");
    ck_assert_ptr_null(sim_trial_view_arm(&view, 2));
    ck_assert(isnan(sim_trial_view_found(&view, "P2", 1, "p")));
    close_view();
}
END_TEST

START_TEST(a_percentage_that_is_nearly_none_or_all_says_so)
{
    static const double shares[] = {0, 0.004, 0.005, 0.385, 0.994, 0.996, 1};

    *text = '\0';
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        sim_trial_add_percent(shares[i], text, sizeof text);
        strcat(text, ", ");
    }
    ck_assert_str_eq(
        text, "0 %, less than 1 %, less than 1 %, 39 %, 99 %, more than 99 %, 100 %, ");
}
END_TEST

START_TEST(a_trial_is_printed_as_it_would_be_published)
{
    static const planted_cell p2[] = {{"trial", 1},
                                      {"n", 12},
                                      {"mean", 30.38},
                                      {"sd", 17.12},
                                      {"difference", 8.3},
                                      {"low", -2.385},
                                      {"high", 19},
                                      {"p", 0.1234},
                                      {"responders", 0.5},
                                      {"responders_low", 0.25},
                                      {"responders_high", 0.75},
                                      {NULL, 0}};
    static const planted_cell gains[] = {
        {"gain", 0.2}, {"gain_low", 0.05}, {"gain_high", 0.5}, {NULL, 0}};
    static const planted_cell saline[] = {{"trial", 1}, {"n", 7}, {NULL, 0}};
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);

    open_view(KNEE "patients = P2 12, saline 7\n");
    plant(&trial, "P2", p2);
    for (size_t i = 0; gains[i].column; i++)
        trial.cells[sim_table_find(&trial, gains[i].column)] = gains[i].number;
    plant(&trial, "saline", saline);
    plant(&across, "P2", usual);
    sim_trial_print(&view, out);
    fclose(out);
    ck_assert_msg(
        strstr(
            printed,
            "\none of them, trial 1: fall of measured pain from day 0 to day 182, in mm\n"
            "arm        n       mean         sd    difference (95 % interval)          p  "
            "       responders %\n"
            "P2        12       30.4       17.1            8.3 (-2.4 to 19.0)      0.123  "
            "      50 (25 to 75)\n"
            "saline     7          -          -                                            "
            "      "
            "           -\n"
            "responders: measured pain falls by at least 20 mm from day 0 to day 182\n"
            "P2: NNT 5.0 (2.0 to 20.0)\n"
            "\nall 1000, against saline: differences in mm, and shares of trials in % "
            "(standard error)\n"),
        "%s", printed);
    ck_assert_ptr_nonnull(strstr(printed, "\nWelch's t test "));
    ck_assert_ptr_null(strstr(printed, "\nlog-rank test "));
    free(printed);
    close_view();
}
END_TEST

/* A day is neither better nor worse than another. */
START_TEST(what_nobody_wishes_for_is_more_or_less)
{
    open_view(KNEE "patients = 12\nnumber = best_specific_relief_day\n");
    plant(&across, "P2", usual);
    sim_trial_print_lesson(&view, "P2", text, sizeof text);
    ck_assert_msg(strstr(text,
                         " 25 % find significantly more with P2 than with saline, and "
                         "1 % find significantly less (Welch's t test"),
                  "%s", text);
    close_view();
}
END_TEST

START_TEST(estimates_without_spread_have_no_ends)
{
    open_view(KNEE "patients = 2\n");
    for (int i = 0; i < LIST; i++) {
        const planted_cell cells[] = {
            {"trial", i + 1}, {"difference", 16.185 + 1e-12 * i}, {NULL, 0}};

        plant(&trial, "P2", cells);
    }
    plant(&across, "P2", usual);
    sim_trial_print_lesson(&view, "P2", text, sizeof text);
    ck_assert_msg(strstr(text, " Nine estimates in ten are 16.2 mm. "), "%s", text);
    close_view();
}
END_TEST

/* "99.9 %", not a rounded 100. */
START_TEST(the_level_of_intervals_is_told_to_its_last_digit)
{
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);

    open_view(KNEE "patients = 2\nalpha = 0.001\n");
    plant(&across, "P2", usual);
    sim_trial_print(&view, out);
    fclose(out);
    ck_assert_msg(strstr(printed, "  difference (99.9 % interval)  "), "%s", printed);
    free(printed);
    close_view();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trial_words");
    TCase *cases = tcase_create("trial_words");

    tcase_add_test(cases, a_lesson_tells_the_numbers_of_its_row);
    tcase_add_loop_test(cases, harm_nothing_one_laboratory_and_no_trial_are_told, 0,
                        sizeof others / sizeof *others);
    tcase_add_loop_test(cases, what_is_asked_is_one_sentence, 0,
                        sizeof asked / sizeof *asked);
    tcase_add_loop_test(cases, notes_say_what_hangs_on_design_and_test, 0,
                        sizeof noted / sizeof *noted);
    tcase_add_test(cases, shares_are_told_in_percent_and_their_differences_in_points);
    tcase_add_test(cases, a_percentage_that_is_nearly_none_or_all_says_so);
    tcase_add_test(cases, what_nobody_wishes_for_is_more_or_less);
    tcase_add_test(cases, estimates_without_spread_have_no_ends);
    tcase_add_test(cases, the_level_of_intervals_is_told_to_its_last_digit);
    tcase_add_test(cases, a_trial_is_printed_as_it_would_be_published);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
