/* test_trial_pool.c -- of whom trials draw. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/keep.h"
#include "tests/suite.h"
#include "tests/temp.h"
#include "tests/trials.h"

static trials t, other;
static sim_error err;

#define ARMS "[arm saline]\nproduct.dose = 0\nproduct.vehicle = 1\n[arm P5]\n"
#define ROWS "[trial]\nnumber = measured_vas_fall\npool = 80\n"

static const char knee[] = ROWS ARMS;
static const char shared[] = ROWS "laboratory = one\n" ARMS;
static const char deaths[] =
    "[run]\nindication = ards\n[trial]\nnumber = death\npool = 24\n"
    "[arm none]\nproduct.dose = 0\n[arm cells]\n";

static size_t size_of(const sim_trial_pool *p) { return p->n * p->n_arms; }

static bool are_alike(const sim_trial_pool *a, const sim_trial_pool *b)
{
    return size_of(a) == size_of(b) && a->n_days == b->n_days &&
           memcmp(a->members, b->members, size_of(a) * sizeof *a->members) == 0 &&
           (a->n_days == 0 || memcmp(a->courses, b->courses,
                                     size_of(a) * a->n_days * sizeof *a->courses) == 0);
}

static const char *const texts[] = {knee, shared, deaths};

START_TEST(threads_change_no_bit)
{
    trials_solve(&t, texts[_i], 1);
    trials_solve(&other, texts[_i], 3);
    ck_assert(are_alike(&t.pool, &other.pool));
    trials_close(&other);
    trials_close(&t);
}
END_TEST

/* Mean over the members, and their spread with that of both readings (no reading is clipped). */
START_TEST(the_truth_is_the_mean_of_the_pool)
{
    const sim_trial_arm *arm;
    sim_moments falls = {0};
    double variance;

    trials_solve(&t, ROWS "[cohort]\npain_noise = 0.01\n" ARMS, 2);
    arm = &t.pool.arms[1];
    ck_assert_str_eq(arm->name, "P5");
    ck_assert_uint_eq(arm->n, 80);
    for (size_t i = 0; i < arm->n; i++) {
        const sim_trial_member *m = sim_trial_pool_member(&t.pool, arm->list[i], 1);

        sim_moments_add(&falls, m->first - m->value);
    }
    variance = falls.squares / 80 + 2 * 0.01 * 0.01;
    ck_assert_double_eq_tol(arm->truth.mean, falls.mean, 1e-3);
    ck_assert_double_eq_tol(arm->truth.sd, sqrt(variance), 1e-3);
    ck_assert_double_eq(arm->truth.mean, arm->truths[0].mean);
    trials_close(&t);
}
END_TEST

/* Members of a laboratory are alike in what it shares, and each has a truth. */
START_TEST(forty_laboratories_share_the_pool)
{
    const sim_trial_pool *p = &t.pool;
    sim_moments own = {0};

    trials_solve(&t, shared, 2);
    ck_assert_uint_eq(p->n_laboratories, 40);
    ck_assert_uint_eq(p->assay.lottery.per_laboratory, 2);
    ck_assert_uint_eq(p->n_open, 40);
    for (size_t l = 0; l < 40; l++) {
        const sim_trial_arm *arm = &p->arms[1];

        ck_assert_uint_eq(arm->from[l], 2 * l);
        ck_assert_uint_eq(arm->list[2 * l], 2 * l);
        sim_moments_add(&own, arm->truths[l].mean);
    }
    ck_assert_uint_eq(p->arms[1].from[40], 80);
    ck_assert_double_eq_tol(own.mean, p->arms[1].truth.mean, 1e-9);
    ck_assert_double_gt(sim_moments_sd(&own), 1);
    trials_close(&t);
    trials_solve(&t, ROWS "[cohort]\ndonors_per_laboratory = 9\n" ARMS, 2);
    ck_assert_uint_eq(t.pool.assay.lottery.per_laboratory, 1);
    trials_close(&t);
}
END_TEST

/* Of a course: it starts at 1 on the day of enrolment, falls, and ends what the member has. */
START_TEST(a_course_starts_where_the_population_counts_from)
{
    const sim_trial_pool *p = &t.pool;

    trials_solve(&t, deaths, 2);
    ck_assert_uint_eq(p->n_days, 81);
    for (size_t i = 0; i < p->n; i++) {
        const sim_trial_member *m = sim_trial_pool_member(p, i, 1);
        const double *course = sim_trial_pool_course(p, i, 1);

        ck_assert_double_eq(m->first, 81 - 9);
        ck_assert_double_eq(course[0], 1);
        ck_assert_double_lt(course[1], 1);
        for (size_t k = 1; k < 72; k++) ck_assert_double_le(course[k], course[k - 1]);
        ck_assert_double_eq(m->value, course[71]);
        ck_assert(isnan(course[72]));
    }
    trials_close(&t);
}
END_TEST

/* ---- who takes part ------------------------------------------------------------- */

/* A culture that died is no product: nobody can have it. */
START_TEST(whose_culture_died_is_in_no_arm)
{
    const sim_trial_pool *p = &t.pool;

    trials_solve(&t,
                 ROWS ARMS "[arm old]\npassaging.death_rate = 0.2\n"
                           "passaging.harvest_passage = 12\n",
                 2);
    ck_assert_uint_eq(p->arms[0].n, 80);
    ck_assert_uint_gt(p->arms[2].n_apart, 0);
    ck_assert_uint_eq(p->arms[2].n + p->arms[2].n_apart, 80);
    for (size_t i = 0; i < p->arms[2].n; i++)
        ck_assert_double_eq(sim_trial_pool_member(p, p->arms[2].list[i], 2)->apart, 0);
    trials_close(&t);
    trials_solve(&t,
                 ROWS "design = paired\n" ARMS "[arm old]\npassaging.death_rate = 0.2\n"
                      "passaging.harvest_passage = 12\n",
                 2);
    ck_assert_uint_lt(p->arms[2].n, 80);
    ck_assert_uint_eq(p->arms[0].n, p->arms[2].n);
    ck_assert(memcmp(p->arms[0].list, p->arms[2].list, p->arms[2].n * sizeof(size_t)) == 0);
    trials_close(&t);
}
END_TEST

/* Nothing is solved that nobody asks for. */
START_TEST(backgrounds_are_solved_where_they_are_read)
{
    static const char rows[] = "[run]\nindication = heart\n[arm few]\nproduct.dose = 1e6\n"
                               "[arm cells]\n[trial]\npool = 4\ndesign = paired\nnumber = ";
    char text[400];

    snprintf(text, sizeof text, "%slvef_month_6\n", rows);
    trials_solve(&t, text, 1);
    ck_assert_uint_eq(t.job.experiment.n_arms, 3); /* they share one */
    ck_assert(!t.pool.asked[2]);
    trials_close(&t);
    snprintf(text, sizeof text, "%slvef_month_6_against_background\n", rows);
    trials_solve(&t, text, 1);
    ck_assert(t.pool.asked[2]);
    ck_assert_double_gt(t.pool.arms[1].truth.mean, 1);
    trials_close(&t);
}
END_TEST

/* Who is not treated is held against nobody. */
START_TEST(an_arm_without_the_number_is_refused)
{
    ck_assert_int_eq(trials_open(&t,
                                 "[run]\nindication = heart\n[arm none]\nproduct.dose = 0\n"
                                 "[arm cells]\n[trial]\npool = 4\ndesign = paired\n"
                                 "number = lvef_month_6_against_background\n",
                                 1, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_trial_pool_solve(&t.pool, NULL, &err), SIM_EVALUE);
    ck_assert_str_eq(
        err.text, "trial.ini: 0 of the 4 of the pool can be in arm none; 4 have no "
                  "lvef_month_6_against_background there; another arm, or a larger pool, "
                  "would be right");
    trials_close(&t);
}
END_TEST

START_TEST(an_arm_that_is_not_named_takes_no_part)
{
    const char *const text =
        ROWS "patients = saline 8, P9 6\n" ARMS "[arm P9]\npassaging.harvest_passage = 9\n";

    trials_solve(&t, text, 2);
    ck_assert_uint_eq(t.pool.n_arms, 2);
    ck_assert_str_eq(t.pool.arms[1].name, "P9");
    ck_assert_uint_eq(t.pool.control, 0);
    trials_close(&t);
}
END_TEST

static const struct {
    const char *text, *message;
} refused[] = {
    {ROWS "[arm P5]\n",
     "trial.ini: a trial holds arms against P5, and there is no other; another [arm] with "
     "a size of its own would be right"},
    {"[trial]\nnumber = measured_vas_fall\npool = 79\nlaboratory = one\n" ARMS,
     "trial.ini: trial.pool = 79 is shared by 40 where trial.laboratory = one, and each "
     "would have fewer than 2; 80 or more would be right"},
    {"[run]\nindication = heart\ndays = 3650\n[trial]\nnumber = worsening\npool = 10000\n"
     "[arm a]\n[arm b]\n[arm c]\n[arm d]\n",
     "trial.ini: trial.pool = 10000 of 4 arms with 3651 days each make 1.4608e+08 numbers; "
     "at most 1.3e+08 would be right: a smaller pool, fewer arms or days"},
    {"[trial]\nnumber = measured_vas_fall\npool = 2\ntrials = 100000\n"
     "[arm a]\n[arm b]\n[arm c]\n[arm d]\n[arm e]\n[arm f]\n[arm g]\n[arm h]\n"
     "[arm i]\n[arm j]\n[arm k]\n[arm l]\n[arm m]\n[arm n]\n[arm o]\n[arm p]\n[arm q]\n"
     "[arm r]\n[arm s]\n[arm t]\n[arm u]\n",
     "trial.ini: trial.trials = 100000 of 21 arms make 2.1e+06 rows; at most 2e+06 would "
     "be "
     "right: fewer trials or arms"},
};

START_TEST(what_cannot_be_is_refused)
{
    ck_assert_int_eq(trials_open(&t, refused[_i].text, 1, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, refused[_i].message);
    trials_close(&t);
}
END_TEST

/* A visit, a count from the day of enrolment, and the same of an arm that enrols late. */
static const struct {
    const char *text, *message;
} late[] = {
    {"[run]\ndays = 181\n[trial]\nnumber = measured_vas_fall\n" ARMS,
     "trial.ini:4: trial.number = measured_vas_fall is read on day 182, and run.days = 181 "
     "ends before it; 182 or more would be right"},
    {"[run]\nindication = ards\ndays = 36\n[trial]\nnumber = dead_day_28\n[arm none]\n"
     "product.dose = 0\n[arm cells]\n",
     "trial.ini:5: trial.number = dead_day_28 is read on day 37, and run.days = 36 ends "
     "before it; 37 or more would be right"},
    {"[run]\nindication = ards\ndays = 40\n[trial]\nnumber = dead_day_28\n[arm none]\n"
     "[arm cells]\nards.enrol_day = 20\n",
     "trial.ini:5: trial.number = dead_day_28 is read on day 48, and run.days = 40 ends "
     "before it; 48 or more would be right"},
    {"[run]\nindication = heart\ndays = 100\n[trial]\nnumber = lvef_month_6\n[arm none]\n"
     "product.dose = 0\n[arm cells]\n",
     "trial.ini:5: trial.number = lvef_month_6 is read on day 182, and run.days = 100 ends "
     "before it; 182 or more would be right"},
};

START_TEST(what_is_read_after_the_end_is_refused)
{
    ck_assert_int_eq(trials_open(&t, late[_i].text, 1, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, late[_i].message);
    trials_close(&t);
}
END_TEST

START_TEST(an_arm_that_nobody_can_be_in_is_refused)
{
    const char *const text =
        "[trial]\nnumber = measured_vas_fall\npool = 6\n" ARMS
        "[arm dead]\npassaging.founders = 10\npassaging.death_rate = 0.5\n"
        "passaging.cycle_time = 120\n";

    ck_assert_msg(trials_open(&t, text, 1, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_trial_pool_solve(&t.pool, NULL, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "trial.ini: 0 of the 6 of the pool can be in arm dead; of 6 no cell "
                     "was left to harvest; another arm, or a larger pool, would be right");
    trials_close(&t);
}
END_TEST

/* ---- going on --------------------------------------------------------------------- */

static char dir[TEMP_PATH];
static sim_keep keep;

static void set_up(void) { temp_folder("pool", dir); }

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static sim_status open_keep(const trials *of, bool resumes)
{
    char about[SIM_TRIAL_POOL_TEXT];

    sim_trial_pool_print(&of->pool, about);
    return sim_keep_open(&keep, &of->job, dir,
                         &(sim_keep_options){.resumes = resumes,
                                             .name = sim_trial_pool_file,
                                             .about = about},
                         &err);
}

static size_t asked;
static bool stop_soon(void *self) { return ++asked > *(size_t *)self; }

/* Broken off after some, then gone on with: what was kept and what was not are one pool. */
START_TEST(a_pool_that_was_broken_off_is_gone_on_with)
{
    size_t some = 5, n = 0;
    const sim_hooks hooks = {.stop = stop_soon, .self = &some};

    trials_solve(&other, deaths, 1);
    ck_assert_int_eq(trials_open(&t, deaths, 1, &err), SIM_OK);
    t.ask.hooks = &hooks;
    ck_assert_msg(open_keep(&t, false) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_trial_pool_solve(&t.pool, &keep.ledger, &err), SIM_ESTOP);
    ck_assert_ptr_nonnull(
        strstr(err.text, " of 24 of the pool; they are kept, and --resume"));
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    trials_close(&t);

    ck_assert_int_eq(trials_open(&t, deaths, 2, &err), SIM_OK);
    ck_assert_int_eq(open_keep(&t, false), SIM_EIO);
    sim_keep_close(&keep, &err);
    ck_assert_msg(open_keep(&t, true) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_store_count_items(keep.stores, &n, &err), SIM_OK);
    ck_assert_uint_ge(n, 4);
    ck_assert_uint_lt(n, 24);
    ck_assert_msg(sim_trial_pool_solve(&t.pool, &keep.ledger, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_int_eq(sim_store_count_items(keep.stores, &n, &err), SIM_OK);
    ck_assert_uint_eq(n, 24);
    sim_keep_discard(&keep);
    ck_assert(are_alike(&t.pool, &other.pool));
    trials_close(&other);
    trials_close(&t);
}
END_TEST

/* The numbers of another trial of the same experiment are others. */
START_TEST(the_pool_of_another_trial_is_not_gone_on_with)
{
    ck_assert_int_eq(trials_open(&t, knee, 1, &err), SIM_OK);
    ck_assert_int_eq(open_keep(&t, false), SIM_OK);
    ck_assert_int_eq(sim_trial_pool_solve(&t.pool, &keep.ledger, &err), SIM_OK);
    ck_assert_int_eq(sim_keep_close(&keep, &err), SIM_OK);
    trials_close(&t);
    ck_assert_int_eq(trials_open(&t, shared, 1, &err), SIM_OK);
    ck_assert_int_eq(open_keep(&t, true), SIM_EVALUE);
    ck_assert_msg(strstr(err.text,
                         "/pool.db: holds a pool of measured_vas_fall (1 to a laboratory) "
                         "of saline, P5, and not a pool of measured_vas_fall (2 to a "
                         "laboratory) of saline, P5; another folder would be right"),
                  "%s", err.text);
    sim_keep_close(&keep, &err);
    trials_close(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pools of trials");
    TCase *c = tcase_create("pools"), *no = tcase_create("refused");
    TCase *kept = tcase_create("kept");

    tcase_set_timeout(c, 120);
    tcase_set_timeout(no, 60);
    tcase_set_timeout(kept, 60);
    tcase_add_loop_test(c, threads_change_no_bit, 0, sizeof texts / sizeof *texts);
    tcase_add_test(c, the_truth_is_the_mean_of_the_pool);
    tcase_add_test(c, forty_laboratories_share_the_pool);
    tcase_add_test(c, a_course_starts_where_the_population_counts_from);
    tcase_add_test(c, whose_culture_died_is_in_no_arm);
    tcase_add_test(c, backgrounds_are_solved_where_they_are_read);
    tcase_add_test(c, an_arm_that_is_not_named_takes_no_part);
    tcase_add_loop_test(no, what_cannot_be_is_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(no, an_arm_without_the_number_is_refused);
    tcase_add_test(no, an_arm_that_nobody_can_be_in_is_refused);
    tcase_add_loop_test(no, what_is_read_after_the_end_is_refused, 0,
                        sizeof late / sizeof *late);
    tcase_add_checked_fixture(kept, set_up, tear_down);
    tcase_add_test(kept, a_pool_that_was_broken_off_is_gone_on_with);
    tcase_add_test(kept, the_pool_of_another_trial_is_not_gone_on_with);
    suite_add_tcase(suite, c);
    suite_add_tcase(suite, no);
    suite_add_tcase(suite, kept);
    return suite_run(suite);
}
