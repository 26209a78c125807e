/* test_trial_set.c -- the same trial many times: what can be expected of one. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/suite.h"
#include "tests/trials.h"

static trials t, other;
static sim_error err;

#define KNEE \
    "[trial]\npool = 160\ntrials = 300\npatients = 12\ncontrol = saline\n" \
    "number = measured_vas_fall\n"
#define OF(patients) \
    "[trial]\npool = 160\ntrials = 300\ncontrol = saline\ndropout = 0.2\n" \
    "dropout_of = least_gain\npatients = " patients "\n"
#define OF_BOTH OF("P5 12 against 7, P9 12 against 23")
#define OF_ONE OF("P5 12, saline 7")
#define ARMS \
    "[arm saline]\nproduct.dose = 0\nproduct.vehicle = 1\n[arm P5]\n" \
    "passaging.harvest_passage = 5\n"
#define THIRD "[arm P9]\npassaging.harvest_passage = 9\n"

static const char knee[] = KNEE ARMS;

static bool are_alike(const sim_table *a, const sim_table *b)
{
    return a->n_rows == b->n_rows && a->n_columns == b->n_columns &&
           memcmp(a->cells, b->cells, a->n_rows * a->n_columns * sizeof *a->cells) == 0;
}

START_TEST(threads_change_no_bit)
{
    trials_run(&t, knee, 1);
    trials_run(&other, knee, 3);
    ck_assert_uint_eq(t.set.trial.n_rows, 600);
    ck_assert(are_alike(&t.set.trial, &other.set.trial));
    ck_assert(are_alike(&t.set.across, &other.set.across));
    trials_close(&other);
    trials_close(&t);
}
END_TEST

/* An arm has the same subjects, whatever else there is. */
START_TEST(another_arm_changes_no_arm)
{
    trials_run(&t, knee, 2);
    trials_run(&other, KNEE ARMS THIRD, 2);
    ck_assert_uint_eq(other.set.trial.n_rows, 900);
    ck_assert(memcmp(t.set.trial.cells, other.set.trial.cells,
                     600 * t.set.trial.n_columns * sizeof *t.set.trial.cells) == 0);
    trials_close(&other);
    trials_close(&t);
}
END_TEST

/* What an arm finds against a number of the control's own, whatever the others are held against. */
START_TEST(an_arm_is_held_against_the_first_of_the_control)
{
    const sim_trial_sizes *few, *own;

    trials_run(&other, OF_BOTH ARMS THIRD, 2);
    few = trials_of(&other, "P5");
    ck_assert_uint_eq(few->n_of_control, 7);
    ck_assert_uint_eq(trials_of(&other, "P9")->n_of_control, 23);
    ck_assert_uint_eq(other.set.found[0].n, 23);
    trials_run(&t, OF_ONE ARMS, 2);
    own = trials_of(&t, "P5");
    for (size_t i = 0; i < t.set.trials; i++) {
        ck_assert(t.set.found[2 * i + 1].difference ==
                  other.set.found[3 * i + 1].difference);
        ck_assert(t.set.found[2 * i + 1].p == other.set.found[3 * i + 1].p);
    }
    ck_assert(own->power.share == few->power.share);
    trials_close(&other);
    trials_close(&t);
}
END_TEST

static double cell(const sim_table *table, size_t row, const char *column)
{
    const size_t i = sim_table_find(table, column);

    ck_assert_msg(i < table->n_columns, "%s", column);
    return sim_table_cell(table, row, i);
}

/* What stands in trials.csv, counted again from the rows of trial.csv. */
START_TEST(chances_are_those_of_the_trials)
{
    const sim_table *one, *all;
    double zero = 0, low = 0, twice = 0, found = 0, covers = 0, sum = 0, striking = 0,
           truth;

    trials_run(&t, knee, 2);
    one = &t.set.trial;
    all = &t.set.across;
    truth = cell(all, 0, "truth");
    ck_assert_double_gt(truth, 5);
    for (size_t i = 300; i < 600; i++) {
        const double d = cell(one, i, "difference");

        ck_assert_str_eq(one->keys[i], "P5");
        sum += d;
        zero += cell(one, i, "low") <= 0 && cell(one, i, "high") >= 0;
        covers += cell(one, i, "low") <= truth && cell(one, i, "high") >= truth;
        low += d <= 0;
        twice += d >= 2 * truth;
        found += cell(one, i, "p") < 0.05;
        striking += cell(one, i, "p") < 0.05 ? d : 0;
    }
    ck_assert_double_eq(cell(all, 0, "asked"), 1);
    ck_assert_double_eq(cell(all, 0, "n"), 12);
    ck_assert_double_eq_tol(cell(all, 0, "mean"), sum / 300, 1e-6);
    ck_assert_double_eq_tol(cell(all, 0, "includes_zero"), zero / 300, 1e-8);
    ck_assert_double_eq_tol(cell(all, 0, "coverage"), covers / 300, 1e-8);
    ck_assert_double_eq_tol(cell(all, 0, "not_above_zero"), low / 300, 1e-8);
    ck_assert_double_eq_tol(cell(all, 0, "against"), low / 300, 1e-8); /* none is 0 */
    ck_assert_double_eq_tol(cell(all, 0, "at_least_twice"), twice / 300, 1e-8);
    ck_assert_double_eq_tol(cell(all, 0, "power"), found / 300, 1e-8);
    ck_assert_double_eq_tol(cell(all, 0, "mean_of_striking"), striking / found, 1e-6);
    ck_assert(isnan(cell(all, 0, "coverage_laboratory")));
    trials_close(&t);
}
END_TEST

/* Power rises with n until nearly all trials find the difference. */
START_TEST(sizes_rise_until_all_find_it)
{
    const sim_table *all = &t.set.across;
    size_t last;

    trials_run(&t, knee, 2);
    last = all->n_rows - 1;
    ck_assert_uint_gt(last, 4);
    for (size_t i = 2; i <= last; i++) {
        ck_assert_double_gt(cell(all, i, "n"), cell(all, i - 1, "n"));
        ck_assert_double_eq(cell(all, i, "asked"), 0);
        ck_assert_double_ge(cell(all, i, "trials"), 100);
        ck_assert_double_lt(cell(all, i, "power_se"), 0.04);
        ck_assert_double_gt(cell(all, i, "power_se"), 0);
        ck_assert_double_gt(cell(all, i, "power"), cell(all, i - 1, "power") - 0.1);
        ck_assert(i == last || cell(all, i, "power") < 0.99);
    }
    ck_assert_double_ge(cell(all, last, "power"), 0.99);
    trials_close(&t);
}
END_TEST

/* Of arms that are alike no truth is worth doubling, and sizes go on to the most. */
START_TEST(without_a_difference_nothing_is_doubled)
{
    const sim_trial_sizes *s;
    const sim_table *all = &t.set.across;

    trials_run(&t,
               "[trial]\npool = 60\ntrials = 200\nnumber = measured_vas_fall\n"
               "[arm a]\n[arm b]\n",
               2);
    s = trials_of(&t, "b");
    ck_assert_double_eq(s->truth, 0);
    ck_assert(isnan(s->at_least_twice.share));
    ck_assert_double_eq_tol(s->power.share, 0.05, 0.07);
    ck_assert_double_eq(cell(all, all->n_rows - 1, "n"), SIM_TRIAL_MOST);
    trials_close(&t);
}
END_TEST

/* Where all are alike every interval is the truth, and has no width. */
START_TEST(a_truth_without_spread_is_held)
{
    const sim_table *all = &t.set.across;

    trials_run(&t,
               "[trial]\npool = 20\ntrials = 50\npatients = 30\n"
               "number = measured_vas_fall\n[cohort]\ndraw = none\npain_noise = 0\n" ARMS,
               2);
    ck_assert_double_eq(cell(all, 0, "sd"), 0);
    ck_assert_double_eq(cell(all, 0, "power"), 1);
    ck_assert_double_eq(cell(all, 0, "coverage"), 1);
    trials_close(&t);
}
END_TEST

START_TEST(tables_start_as_their_readers_know_them)
{
    static const char *const of_trial[] = {"trial",          "n",
                                           "mean",           "sd",
                                           "difference",     "low",
                                           "high",           "p",
                                           "responders",     "responders_low",
                                           "responders_high"};
    sim_table table;

    trials_run(&t, knee, 2);
    ck_assert_str_eq(t.set.trial.name, "trial");
    ck_assert_str_eq(t.set.across.name, "trials");
    for (size_t i = 0; i < sizeof of_trial / sizeof *of_trial; i++)
        ck_assert_str_eq(t.set.trial.columns[i].name, of_trial[i]);
    ck_assert_str_eq(t.set.trial.columns[2].unit, "mm");
    ck_assert(isnan(cell(&t.set.trial, 0, "difference")));
    ck_assert_int_eq(sim_trials_table_init(&table, &t.pool.measure, &err), SIM_OK);
    ck_assert_uint_eq(table.n_columns, t.set.across.n_columns);
    sim_table_free(&table);
    trials_close(&t);
}
END_TEST

static bool always(void *self)
{
    (void)self;
    return true;
}

START_TEST(a_set_can_be_stopped)
{
    static const sim_hooks hooks = {.stop = always};

    trials_solve(&t, knee, 2);
    t.ask.hooks = &hooks;
    ck_assert_int_eq(sim_trial_set_run(&t.set, &t.pool, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "trial.ini: interrupted while trials were drawn");
    trials_close(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sets of trials");
    TCase *c = tcase_create("sets");

    tcase_set_timeout(c, 120);
    tcase_add_test(c, threads_change_no_bit);
    tcase_add_test(c, another_arm_changes_no_arm);
    tcase_add_test(c, an_arm_is_held_against_the_first_of_the_control);
    tcase_add_test(c, chances_are_those_of_the_trials);
    tcase_add_test(c, sizes_rise_until_all_find_it);
    tcase_add_test(c, without_a_difference_nothing_is_doubled);
    tcase_add_test(c, a_truth_without_spread_is_held);
    tcase_add_test(c, tables_start_as_their_readers_know_them);
    tcase_add_test(c, a_set_can_be_stopped);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
