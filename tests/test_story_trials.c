/* test_story_trials.c -- what a story says of trials: read, worked out of them, and told. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/suite.h"
#include "tests/tale.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char rows[] = "question = How much?\nchoices = much | little\n"
                           "answer = trials with P12 better\n"
                           "outcome much = from 0.7: much\noutcome little = otherwise: "
                           "little\n[trial]\ncontrol = P2\ntrials = 40\npool = 24\n";

/* A tale whose trials are drawn. */
typedef struct {
    tale tale;
    sim_task task;
    sim_trial_ask ask;
    sim_trial_pool pool;
    sim_trial_set set;
} told;

static told t;

static void read_rows(const char *more)
{
    char text[2048];

    snprintf(text, sizeof text, "%s%s", rows, more);
    tale_read(&t.tale, text);
}

static void draw(const char *more)
{
    sim_error err = {""};

    read_rows(more);
    t.task = sim_params_task(&t.tale.job.params, &t.tale.job.experiment);
    t.ask = (sim_trial_ask){.file = "a.ini",
                            .task = &t.task,
                            .experiment = &t.tale.job.experiment,
                            .threads = 2};
    ck_assert_msg(sim_trial_pool_init(&t.pool, &t.ask, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_trial_pool_solve(&t.pool, NULL, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_trial_set_run(&t.set, &t.pool, &err) == SIM_OK, "%s", err.text);
    t.tale.story.world.trials = &t.set;
}

static void tear_down(void)
{
    sim_trial_set_free(&t.set);
    sim_trial_pool_free(&t.pool);
    tale_free(&t.tale);
    t = (told){0};
}

static sim_status read_value(const char *text, sim_story_value *value, sim_error *err)
{
    sim_story_text at = {&t.tale.story.world, text, "here", err};
    const sim_status status = sim_story_value_read(&at, value);

    if (status == SIM_OK) ck_assert_msg(*at.at == '\0', "left: %s", at.at);
    return status;
}

static double find(const char *text)
{
    sim_story_value value;
    sim_error err = {""};

    ck_assert_msg(read_value(text, &value, &err) == SIM_OK, "%s", err.text);
    return sim_story_value_find(&value, &t.tale.story.world);
}

/* ---- what they come to ---------------------------------------------------------- */

/* Differences of P12 to P2, and the p of each. */
static size_t list_found(double differences[], double ps[])
{
    const size_t d = sim_table_find(&t.set.trial, "difference"),
                 p = sim_table_find(&t.set.trial, "p");
    size_t n = 0;

    for (size_t row = 0; row < t.set.trial.n_rows; row++) {
        if (strcmp(t.set.trial.keys[row], "P12") != 0) continue;
        differences[n] = sim_table_cell(&t.set.trial, row, d);
        ps[n++] = sim_table_cell(&t.set.trial, row, p);
    }
    return n;
}

START_TEST(values_are_those_of_the_trials)
{
    double d[64], p[64], low = INFINITY, high = -INFINITY, better = 0, surely = 0,
                         worse = 0, surely_worse = 0, twice = 0, undecided = 0, sum = 0,
                         truth;
    size_t n;

    draw("number = measured_vas_fall\npatients = P12 9 against 7\nalpha = 0.2\n");
    n = list_found(d, p);
    ck_assert_uint_eq(n, 40);
    truth = t.set.sizes[1].truth;
    ck_assert_double_lt(truth, -1); /* P12 does less */
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, d[i]);
        high = fmax(high, d[i]);
        sum += d[i];
        better += d[i] > 0;
        worse += d[i] < 0;
        surely += d[i] > 0 && p[i] < 0.2;
        surely_worse += d[i] < 0 && p[i] < 0.2;
        undecided += p[i] >= 0.2;
        twice += d[i] / truth >= 2;
    }
    ck_assert_double_gt(better, 0);
    ck_assert_double_gt(surely_worse, 0);
    ck_assert_double_gt(undecided, 0);
    ck_assert_double_eq(find("number of trials with P12 better"), better);
    ck_assert_double_eq(find("trials with P12 better"), better / 40);
    ck_assert_double_eq(find("trials with P12 worse"), worse / 40);
    ck_assert_double_eq(find("number of trials with P12 significantly better"), surely);
    ck_assert_double_eq(find("trials with P12 significantly worse"), surely_worse / 40);
    ck_assert_double_eq(find("number of trials with P12 undecided"), undecided);
    ck_assert_double_eq(find("trials with P12 twice the truth"), twice / 40);
    ck_assert_double_eq_tol(find("lowest estimate of P12"), low, 1e-6);
    ck_assert_double_eq_tol(find("highest estimate of P12"), high, 1e-6);
    ck_assert_double_eq_tol(find("mean estimate of P12"), sum / 40, 1e-6);
    ck_assert_double_eq(find("truth of P12"), truth);
    ck_assert_double_eq_tol(find("pool mean of P12 less P2"), truth, 1e-9);
    ck_assert_double_eq(find("patients of P12"), 9);
    ck_assert_double_eq(find("patients of P2"), 7);
    ck_assert_double_eq(find("patients against P12"), 7);
    ck_assert_double_eq(
        find("trials with P12 better less trials with P12 significantly better"),
        (better - surely) / 40);
}
END_TEST

START_TEST(power_is_that_of_a_size)
{
    const sim_trial_sizes *size;

    draw("number = measured_vas_fall\n");
    size = &t.set.sizes[3 * t.pool.n_arms + 1];
    ck_assert_uint_eq(size->n, 20);
    ck_assert_double_eq(find("power of P12 at 20"), size->power.share);
    size = &t.set.sizes[(t.set.n_sizes - 1) * t.pool.n_arms + 1];
    ck_assert_double_eq(find("power of P12 at 10000"), size->power.share);
    ck_assert_double_gt(find("power of P12 at 10000"), find("power of P12 at 20"));
}
END_TEST

/* Of what is not wished for, more is worse. */
START_TEST(what_is_better_hangs_on_the_number)
{
    double d[64], p[64], above = 0;

    draw("number = worst_flare\n");
    for (size_t i = 0, n = list_found(d, p); i < n; i++) above += d[i] > 0;
    ck_assert_double_gt(above, 20);
    ck_assert_double_eq(find("number of trials with P12 worse"), above);
}
END_TEST

START_TEST(without_trials_nothing_is_defined_but_what_is_asked)
{
    read_rows("number = measured_vas_fall\n");
    ck_assert(isnan(find("truth of P12")));
    ck_assert(isnan(find("trials with P12 worse")));
    ck_assert_double_eq(find("patients of P12"), 30);
}
END_TEST

/* ---- how they are told ------------------------------------------------------------ */

static const struct {
    const char *text, *unit;
    double times;
    bool is_difference;
} units[] = {
    {"truth of P12", "mm", 1, true},
    {"pool mean of P12", "mm", 1, false},
    {"lowest estimate of P12 as cm", "cm", 0.1, false},
    {"patients of P12", "1", 1, false},
    {"number of trials with P12 twice the truth", "1", 1, false},
    {"trials with P12 significantly better", "%", 100, false},
    {"trials with P12 better less trials with P12 worse", "point", 100, true},
    {"power of P12 at 100", "%", 100, false},
};

START_TEST(a_value_is_told_in_its_unit_and_has_words)
{
    const sim_story_world *world = &t.tale.story.world;
    sim_story_value value, again;
    sim_error err = {""};
    sim_unit_told as;
    char name[256], other[256];

    read_rows("number = measured_vas_fall\n");
    ck_assert_msg(read_value(units[_i].text, &value, &err) == SIM_OK, "%s", err.text);
    as = sim_story_value_told(&value, world);
    ck_assert_str_eq(as.unit, units[_i].unit);
    ck_assert_double_eq_tol(as.times, units[_i].times, 1e-12);
    if (!strstr(units[_i].text, " as "))
        ck_assert_int_eq(as.is_difference, units[_i].is_difference);
    ck_assert(sim_story_value_is_of_trials(&value));
    ck_assert(!sim_story_value_is_of_subjects(&value));
    ck_assert_int_eq(sim_story_value_is_of_sizes(&value),
                     strstr(units[_i].text, "power") != NULL);
    sim_story_value_name(&value, world, name, sizeof name);
    ck_assert_str_eq(name, units[_i].text);
    ck_assert_msg(read_value(name, &again, &err) == SIM_OK, "%s", err.text);
    sim_story_value_name(&again, world, other, sizeof other);
    ck_assert_str_eq(name, other);
}
END_TEST

/* A share is told in percent, and its differences in points. */
START_TEST(shares_are_told_in_points)
{
    sim_story_value value;
    sim_error err = {""};

    read_rows("number = responder\n");
    ck_assert_msg(read_value("truth of P12", &value, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(sim_story_value_told(&value, &t.tale.story.world).unit, "point");
    ck_assert_msg(read_value("pool mean of P2", &value, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(sim_story_value_told(&value, &t.tale.story.world).unit, "%");
}
END_TEST

START_TEST(the_least_difference_is_that_of_the_number)
{
    sim_story_value value;
    sim_error err = {""};

    read_rows("number = measured_vas_fall\n");
    ck_assert_int_eq(read_value("truth of P12", &value, &err), SIM_OK);
    ck_assert_double_eq(sim_story_value_least(&value, &t.tale.story.world), 1);
}
END_TEST

/* ---- refusals ------------------------------------------------------------------- */

static const char *const refused[][2] = {
    {"truth of P2", "here: P2 is what trials hold the others against; another arm would be "
                    "right"},
    {"trials with P2 worse", "here: P2 is what trials hold the others against; another arm "
                             "would be right"},
    {"truth of P12 less P2", "here: P2 is what trials hold the others against; another arm "
                             "would be right"},
    {"truth of P12 in P2", "here: P2 is what trials hold the others against; another arm "
                           "would be right"},
    {"truth of P13", "here: 'P13' is no arm; did you mean 'P12'?"},
    {"truth P12", "here: 'P12' stands where 'of' should; NUMBER of ARM would be "
                  "right"},
    {"trials with P12",
     "here: nothing stands behind 'trials with ARM'; one of better, "
     "worse, significantly better, significantly worse, undecided, twice "
     "the truth would be right"},
    {"trials with P12 bad", "here: 'bad' stands behind 'trials with ARM'; one of better, "
                            "worse, significantly better, significantly worse, undecided, "
                            "twice the truth would be "
                            "right"},
    {"power of P12",
     "here: nothing stands behind 'power of ARM'; one of at would be right"},
    {"power of P12 at 21",
     "here: no trials have 21 in each arm; one of 5, 10, 20, 30, 40, "
     "60, 100, 150, 200, 300, 500, 700, 1000, 2000, 3000, 5000, 10000 "
     "would be right"},
    {"power of P12 at many", "here: 'many' is no number; one would be right"},
    {"truth of P12 less trials with P12 worse",
     "here: takes measured_vas_fall in 1 from measured_vas_fall in mm; one unit would be "
     "right"},
};

START_TEST(what_no_trial_says_is_refused)
{
    sim_story_value value;
    sim_error err = {""};

    read_rows("number = measured_vas_fall\n");
    ck_assert_int_eq(read_value(refused[_i][0], &value, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, refused[_i][1]);
}
END_TEST

static const char *const no_stories[][2] = {
    {"answer = truth of P12\n",
     "a.ini:10: answer: there are no trials here; a section [trial] with control, number, "
     "trials and how many are in each arm would be right"},
    {"answer = truth of P12\n[trial]\ncontrol = P2\nnumber = vas\n",
     "a.ini:13: trial.number = vas is nothing that a trial reads; a column of "
     "summary.csv, what is measured or who responds would be right"},
    {"answer = truth of P12\n[trial]\npatients = P2 20, P12 30\ncontrol = P12\n",
     "a.ini:10: answer: P12 is what trials hold the others against; another arm would be "
     "right"},
};

START_TEST(a_story_without_such_trials_is_refused)
{
    sim_error err = {""};
    char text[2048];

    snprintf(text, sizeof text, "%squestion = What?\nchoices = a | b\n%s", tale_head,
             no_stories[_i][0]);
    ck_assert_int_ne(tale_try(&t.tale, text, &err), SIM_OK);
    ck_assert_str_eq(err.text, no_stories[_i][1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story_trials");
    TCase *c = tcase_create("story_trials");

    tcase_add_checked_fixture(c, NULL, tear_down);
    tcase_set_timeout(c, 60);
    tcase_add_test(c, values_are_those_of_the_trials);
    tcase_add_test(c, power_is_that_of_a_size);
    tcase_add_test(c, what_is_better_hangs_on_the_number);
    tcase_add_test(c, without_trials_nothing_is_defined_but_what_is_asked);
    tcase_add_loop_test(c, a_value_is_told_in_its_unit_and_has_words, 0, LENGTH(units));
    tcase_add_test(c, shares_are_told_in_points);
    tcase_add_test(c, the_least_difference_is_that_of_the_number);
    tcase_add_loop_test(c, what_no_trial_says_is_refused, 0, LENGTH(refused));
    tcase_add_loop_test(c, a_story_without_such_trials_is_refused, 0, LENGTH(no_stories));
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
