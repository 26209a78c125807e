/* test_trial_measure.c -- what a trial reads of a subject, and what it refuses to. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "tests/suite.h"
#include "tests/trials.h"

enum { DRAWS = 40000, TEXT_SIZE = 512 };

static trials t;
static sim_error err;

static sim_status open_number(const char *indication, const char *number, const char *rows)
{
    char text[TEXT_SIZE];

    snprintf(text, sizeof text,
             "[run]\nindication = %s\n[trial]\npool = 2\nnumber = %s\n%s"
             "[arm none]\nproduct.dose = 0\nproduct.vehicle = 1\n[arm P5]\n",
             indication, number, rows);
    return trials_open(&t, text, 1, &err);
}

/* ---- what it is of ---------------------------------------------------------- */

static const struct {
    const char *indication, *number;
    sim_trial_kind kind;
    sim_better better;
    double worth;
    size_t visits;
    bool has_fate;
    const char *judged;
} numbers[] = {
    {"knee", "measured_vas_fall", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 1, 2, false,
     "responder"},
    {"knee", "measured_vas_day_182", SIM_TRIAL_MEAN, SIM_LESS_IS_BETTER, 1, 1, false, NULL},
    {"knee", "responder_20_percent", SIM_TRIAL_SHARE, SIM_MORE_IS_BETTER, 0.01, 2, false,
     "responder_20_percent"},
    {"knee", "specific_relief_month_6", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 1, 0, false,
     NULL},
    {"knee", "total_relief_month_6", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 1, 2, false, NULL},
    {"heart", "lvef_month_6", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 0.5, 2, false,
     "responder_month_6"},
    {"heart", "esvi_month_6", SIM_TRIAL_MEAN, SIM_LESS_IS_BETTER, 1, 0, false, NULL},
    {"heart", "responder_month_12", SIM_TRIAL_SHARE, SIM_MORE_IS_BETTER, 0.01, 2, true,
     "responder_month_12"},
    {"heart", "worsening_month_12", SIM_TRIAL_SHARE, SIM_LESS_IS_BETTER, 0.01, 0, true,
     "worsening_month_12"},
    {"heart", "worsening", SIM_TRIAL_EVENT, SIM_LESS_IS_BETTER, 0.01, 0, true, "worsening"},
    {"heart", "any_event", SIM_TRIAL_EVENT, SIM_LESS_IS_BETTER, 0.01, 0, true, "any_event"},
    {"gvhd", "alive_day_100", SIM_TRIAL_SHARE, SIM_MORE_IS_BETTER, 0.01, 0, true,
     "alive_day_100"},
    {"gvhd", "severity_day_28", SIM_TRIAL_MEAN, SIM_LESS_IS_BETTER, 0.01, 0, true, NULL},
    {"gvhd", "responder_day_28", SIM_TRIAL_SHARE, SIM_MORE_IS_BETTER, 0.01, 0, true,
     "responder_day_28"},
    {"gvhd", "death", SIM_TRIAL_EVENT, SIM_LESS_IS_BETTER, 0.01, 0, true, "death"},
    {"ards", "days_off_ventilator", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 0, 0, true, NULL},
    {"ards", "pf_day_7", SIM_TRIAL_MEAN, SIM_MORE_IS_BETTER, 5, 0, true, NULL},
    {"ards", "dead_day_28", SIM_TRIAL_SHARE, SIM_LESS_IS_BETTER, 0.01, 0, true,
     "dead_day_28"},
};

START_TEST(each_number_is_of_its_kind)
{
    const sim_trial_measure *m = &t.pool.measure;

    ck_assert_msg(open_number(numbers[_i].indication, numbers[_i].number, "") == SIM_OK,
                  "%s", err.text);
    ck_assert_str_eq(m->column.name, numbers[_i].number);
    ck_assert_int_eq((int)m->kind, (int)numbers[_i].kind);
    ck_assert_int_eq((int)m->better, (int)numbers[_i].better);
    ck_assert_double_eq(m->worth, numbers[_i].worth);
    ck_assert_uint_eq(sim_trial_measure_visits(m), numbers[_i].visits);
    ck_assert_int_eq(sim_trial_measure_has_fate(m), numbers[_i].has_fate);
    ck_assert_pstr_eq(m->judged, numbers[_i].judged);
    trials_close(&t);
}
END_TEST

START_TEST(what_an_instrument_reads_is_a_change_with_noise)
{
    ck_assert_int_eq(open_number("heart", "lvef_month_6", ""), SIM_OK);
    ck_assert_str_eq(
        t.pool.measure.column.meaning,
        "ejection fraction after 6 months (day 182): the change from day 0, as "
        "two readings with noise give it");
    ck_assert_double_eq(t.pool.measure.noise, 4);
    trials_close(&t);
    ck_assert_int_eq(open_number("heart", "lvef_month_6", "[cohort]\nlvef_noise = 0\n"),
                     SIM_OK);
    ck_assert_uint_eq(sim_trial_measure_visits(&t.pool.measure), 0);
    ck_assert_str_eq(t.pool.measure.column.meaning,
                     "ejection fraction after 6 months (day 182): the change from day 0, "
                     "read without noise");
    trials_close(&t);
    ck_assert_int_eq(open_number("heart", "responder_month_12", ""), SIM_OK);
    ck_assert_str_eq(
        t.pool.measure.column.meaning,
        "responders: left ventricular ejection fraction is up by 5 points or more from "
        "day 0 to day 365, as two readings with noise give it");
    trials_close(&t);
    ck_assert_int_eq(open_number("heart", "esvi_month_6", ""), SIM_OK);
    ck_assert_str_eq(
        t.pool.measure.column.meaning,
        "end-systolic volume index after 6 months (day 182), read without noise");
    trials_close(&t);
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

static const struct {
    const char *indication, *number, *rows, *message;
} refused[] = {
    {"knee", "measured_vas_fal", "",
     "trial.ini:5: trial.number = measured_vas_fal is nothing that a trial reads; did you "
     "mean 'measured_vas_fall'?"},
    {"knee", "dead_day_28", "",
     "trial.ini:5: trial.number = dead_day_28 is of indication ards, and this experiment "
     "treats knee; a column of summary.csv, what is measured or who responds would be "
     "right"},
    {"gvhd", "qwerty", "",
     "trial.ini:5: trial.number = qwerty is nothing that a trial reads; a column of "
     "summary.csv, a share that a cohort counts, a fate or any_event would be right"},
    {"gvhd", "deaths", "",
     "trial.ini:5: trial.number = deaths is nothing that a trial reads; did you mean "
     "'death'?"},
    {"gvhd", "death_day", "",
     "trial.ini:5: trial.number = death_day is a day that not everybody has; death would "
     "be "
     "right"},
    {"gvhd", "alive_day_100_expected", "",
     "trial.ini:5: trial.number = alive_day_100_expected is how likely it is; "
     "alive_day_100, "
     "which is drawn, would be right"},
    {"gvhd", "alive_day_100_of_responders", "",
     "trial.ini:5: trial.number = alive_day_100_of_responders is counted among those who "
     "respond or do not, whom nobody draws lots for; a share of all would be right"},
    {"gvhd", "lowest_severity", "",
     "trial.ini:5: trial.number = lowest_severity hangs on how long each lives; a number "
     "of "
     "a day would be right"},
    {"heart", "lvef_month_6_against_background", "",
     "trial.ini:5: trial.number = lvef_month_6_against_background holds each patient "
     "against "
     "itself without treatment, which is in a model alone; lvef_month_6, or design = "
     "paired, "
     "would be right"},
    {"heart", "best_lvef_against_background", "",
     "trial.ini:5: trial.number = best_lvef_against_background holds each patient against "
     "itself without treatment, which is in a model alone; a number of a day, or design = "
     "paired, would be right"},
    {"knee", "viability_of_lot", "",
     "trial.ini:5: trial.number = viability_of_lot is nothing that a trial reads; a column "
     "of summary.csv, what is measured or who responds would be right"},
    {"heart", "worsening", "design = paired\n",
     "trial.ini:5: trial.number = worsening befalls each once, and pairs are compared by a "
     "number or a share; design = parallel would be right"},
    {"heart", "worsening", "dropout = 0.1\ndropout_of = least_gain\n",
     "trial.ini: trial.dropout_of = least_gain hangs on what is read at the end, and of "
     "worsening nobody is; chance would be right"},
    {"knee", "measured_vas_fall",
     "design = paired\ndropout = 0.1\ndropout_of = least_gain\n",
     "trial.ini: trial.dropout_of = least_gain would take another from each arm, and "
     "design "
     "= paired has the same in all; chance would be right"},
    {"knee", "live_fraction_day_7", "dropout = 0.1\ndropout_of = least_gain\n",
     "trial.ini: trial.dropout_of = least_gain needs a number of which more or less is "
     "better, and live_fraction_day_7 is none; chance would be right"},
};

START_TEST(what_no_trial_reads_is_refused)
{
    ck_assert_int_ne(
        open_number(refused[_i].indication, refused[_i].number, refused[_i].rows), SIM_OK);
    ck_assert_str_eq(err.text, refused[_i].message);
    trials_close(&t);
}
END_TEST

START_TEST(pairs_may_be_held_against_their_background)
{
    ck_assert_msg(open_number("heart", "lvef_month_6_against_background",
                              "design = paired\n") == SIM_OK,
                  "%s", err.text);
    trials_close(&t);
}
END_TEST

/* ---- over all luck ------------------------------------------------------------ */

static const struct {
    const char *indication, *number;
    sim_trial_member member;
} members[] = {
    {"knee", "measured_vas_fall", {60, 30, 1, 0}},
    {"knee", "measured_vas_fall", {93, 4, 1, 0}},
    {"knee", "responder", {55, 41, 1, 0}},
    {"knee", "responder", {97, 72, 1, 0}},
    {"knee", "responder_20_percent", {60, 50, 1, 0}},
    {"knee", "responder_20_percent", {22, 3, 1, 0}},
    {"knee", "measured_vas_day_182", {NAN, 5, 1, 0}},
    {"knee", "total_relief_month_6", {NAN, 22, 1, 0}},
    {"heart", "lvef_month_6", {31, 36, 1, 0}},
    {"heart", "responder_month_6", {31, 36, 1, 0}},
    {"heart", "worsening_month_12", {NAN, 0.8, 0.8, 0}},
    {"gvhd", "alive_day_100", {NAN, 0.3, 0.3, 0}},
    {"gvhd", "responder_day_28", {NAN, 1, 0.7, 0}},
    {"gvhd", "severity_day_28", {NAN, 0.5, 0.6, 0}},
    {"ards", "days_off_ventilator", {NAN, 12, 0.6, 0}},
};

static sim_trial_luck draw(gsl_rng *rng)
{
    return (sim_trial_luck){gsl_rng_uniform(rng),
                            {gsl_ran_ugaussian(rng), gsl_ran_ugaussian(rng)}};
}

/* Mean within five standard errors, variance within six of its own, as of a normal number. */
static void compare(const sim_trial_expected *e, const sim_moments *m)
{
    const double n = (double)m->n, variance = m->squares / (n - 1);

    ck_assert_double_eq_tol(n / DRAWS, e->weight,
                            5 * sqrt(e->weight * (1 - e->weight) / DRAWS) + 1e-12);
    ck_assert_double_eq_tol(m->mean, e->mean, 5 * sqrt(e->variance / n) + 1e-12);
    ck_assert_double_eq_tol(variance, e->variance, 6 * e->variance * sqrt(2 / n) + 1e-9);
}

START_TEST(what_is_expected_is_the_mean_over_luck)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_moments drawn = {0};
    sim_trial_expected e;

    ck_assert_msg(open_number(members[_i].indication, members[_i].number, "") == SIM_OK,
                  "%s", err.text);
    e = sim_trial_measure_expect(&t.pool.measure, &members[_i].member);
    sim_rng_start(rng, &(sim_stream){.seed = 7, .purpose = "luck"});
    for (size_t i = 0; i < DRAWS; i++) {
        const sim_trial_luck luck = draw(rng);

        sim_moments_add(
            &drawn,
            sim_trial_measure_read(&t.pool.measure, &members[_i].member, &luck).number);
    }
    compare(&e, &drawn);
    gsl_rng_free(rng);
    trials_close(&t);
}
END_TEST

/* A reading stays on its scale, whatever the noise. */
START_TEST(readings_stay_on_their_scale)
{
    const sim_trial_member member = {60, 3, 1, 0};
    const sim_trial_luck low = {0.5, {0, -9}}, high = {0.5, {9, -9}};

    ck_assert_int_eq(open_number("knee", "measured_vas_fall", ""), SIM_OK);
    ck_assert_double_eq(sim_trial_measure_read(&t.pool.measure, &member, &low).number, 60);
    ck_assert_double_eq(sim_trial_measure_read(&t.pool.measure, &member, &high).number,
                        100);
    ck_assert_double_eq(sim_trial_measure_read(&t.pool.measure, &member, &high).judged, 1);
    trials_close(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measures of a trial");
    TCase *kinds = tcase_create("kinds"), *no = tcase_create("refused");
    TCase *luck = tcase_create("luck");

    tcase_set_timeout(kinds, 60);
    tcase_set_timeout(no, 60);
    tcase_set_timeout(luck, 60);
    tcase_add_loop_test(kinds, each_number_is_of_its_kind, 0,
                        sizeof numbers / sizeof *numbers);
    tcase_add_test(kinds, what_an_instrument_reads_is_a_change_with_noise);
    tcase_add_loop_test(no, what_no_trial_reads_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(no, pairs_may_be_held_against_their_background);
    tcase_add_loop_test(luck, what_is_expected_is_the_mean_over_luck, 0,
                        sizeof members / sizeof *members);
    tcase_add_test(luck, readings_stay_on_their_scale);
    suite_add_tcase(suite, kinds);
    suite_add_tcase(suite, no);
    suite_add_tcase(suite, luck);
    return suite_run(suite);
}
