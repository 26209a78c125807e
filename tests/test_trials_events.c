/* test_trials_events.c -- what many trials find of events, and of numbers that an instrument reads,
 * beside what statistics promises.
 *
 * TRIALS is their number: 2,000, or what the environment says, as `make test-cohort` does.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include "tests/noncentral.h"
#include "tests/promises.h"
#include "tests/suite.h"
#include "tests/trials.h"

enum { TRIALS = 2000, PLANTED = 500, DAYS = 400 };

static promises_found hold(const sim_trial_pool *pool, size_t arm, size_t n)
{
    const promises_found f =
        promises_hold(pool, &(promises_asked){arm, n, promises_number(TRIALS)});

    if (getenv("VERBOSE"))
        printf("%s, %s, n = %zu: %.4f find a difference, %.4f hold the truth; %.2f are "
               "struck\n",
               pool->plan->number, pool->arms[arm].name, n, f.rejected / f.trials,
               f.covered / f.trials, f.struck);
    return f;
}

/* ---- planted ---------------------------------------------------------------- */

static double courses[2 * PLANTED * DAYS];

/* Everybody is struck at a rate, in one arm at `ratio` times that. */
static void plant(promises_pool *t, double rate, double ratio)
{
    for (size_t i = 0; i < 2 * PLANTED; i++) {
        for (size_t day = 0; day < DAYS; day++)
            courses[i * DAYS + day] = exp(-rate * (i % 2 ? ratio : 1) * (double)day);
    }
    promises_plant_courses(t, courses, PLANTED, DAYS);
}

static const struct {
    double rate, ratio;
    size_t n;
} planted[] = {{0.002385, 1, 30},    {0.002385, 1, 100},  {0.0008, 1, 200},
               {0.002385, 0.6, 100}, {0.002385, 1.5, 60}, {0.0008, 0.71, 300}};

/* Schoenfeld's power is that of a normal number whose mean is that of many events and small
 * effects: its own error, here to two in a hundred, counts beside that of the trials. */
START_TEST(events_are_found_as_often_as_schoenfeld_says)
{
    const double ratio = planted[_i].ratio;
    promises_pool t;
    promises_found f;
    double power;

    plant(&t, planted[_i].rate, ratio);
    f = hold(&t.pool, 1, planted[_i].n);
    power = noncentral_power_of_hazards(ratio, f.struck, 0.5, 0.05);
    if (ratio == 1)
        ck_assert(promises_agree(f.rejected, f.trials, 0.05));
    else
        ck_assert_double_eq_tol(f.rejected / f.trials, power,
                                0.02 + 3 * sqrt(power * (1 - power) / f.trials));
    ck_assert_double_eq_tol(f.estimate.mean, t.truths[1].mean - t.truths[0].mean,
                            3 * sim_moments_se(&f.estimate));
    /* one step from no difference stops short of it, by less than a tenth here */
    ck_assert_double_eq_tol(f.log_ratio.mean, log(ratio),
                            0.1 * fabs(log(ratio)) + 3 * sim_moments_se(&f.log_ratio));
    promises_uproot(&t);
}
END_TEST

/* Times have the distribution that the course has. */
START_TEST(half_are_struck_by_the_median)
{
    enum { N = 1000, OF = 40 };
    const size_t n[2] = {N, N};
    sim_trial_found found[2];
    sim_trial_work work;
    promises_pool t;
    sim_error err;
    double early = 0;

    plant(&t, log(2) / 99.5, 1);
    ck_assert_int_eq(sim_trial_work_init(&work, &t.pool, N, &err), SIM_OK);
    for (size_t i = 1; i <= OF; i++) {
        sim_trial_run(&work, &(sim_trial_order){.n = n, .number = i}, found);
        for (size_t k = 0; k < N; k++)
            early += work.followed[k].struck && work.followed[k].time < 100;
    }
    ck_assert(promises_agree(early, N * OF, 1 - exp(-log(2) * 99 / 99.5)));
    sim_trial_work_free(&work);
    promises_uproot(&t);
}
END_TEST

/* ---- endings ---------------------------------------------------------------- */

static trials ending;

static void open_ards(void)
{
    gsl_set_error_handler_off();
    trials_solve(&ending,
                 "[run]\nindication = ards\ndays = 60\n[product]\ndose = 4e8\n"
                 "[trial]\nnumber = death\npool = 400\n"
                 "[arm usual]\nproduct.dose = 0\n[arm usual too]\n"
                 "product.dose = 0\n[arm P2]\npassaging.harvest_passage = 2\n",
                 1);
}

static void open_heart(void)
{
    gsl_set_error_handler_off();
    trials_solve(&ending,
                 "[run]\nindication = heart\ndays = 200\n"
                 "[trial]\nnumber = lvef_month_6\npool = 600\n"
                 "[arm sham]\nproduct.dose = 0\n[arm sham too]\n"
                 "product.dose = 0\n[arm P2]\npassaging.harvest_passage = 2\n",
                 1);
}

static void close_ending(void) { trials_close(&ending); }

static const size_t sizes[] = {30, 100};

START_TEST(arms_that_are_alike_differ_once_in_twenty)
{
    const promises_found f = hold(&ending.pool, 1, sizes[_i]);

    ck_assert(promises_agree(f.rejected, f.trials, 0.05));
    ck_assert_double_eq_tol(f.estimate.mean, 0, 3 * sim_moments_se(&f.estimate));
}
END_TEST

START_TEST(deaths_are_drawn_from_their_chances)
{
    const sim_trial_arm *arms = ending.pool.arms;
    const promises_found f = hold(&ending.pool, 2, 100);
    const double expected = 100 * (arms[2].truth.mean + arms[0].truth.mean);

    /* a sum over all trials of so many binomials */
    ck_assert_double_eq_tol(f.struck, expected, 3 * sqrt(expected / f.trials));
    ck_assert_double_eq_tol(f.estimate.mean, arms[2].truth.mean - arms[0].truth.mean,
                            3 * sim_moments_se(&f.estimate));
    ck_assert(f.covered / f.trials > 0.93);
}
END_TEST

/* Published trials of such a size find it in less than nine of ten; without noise of the readings
 * nearly all would. */
START_TEST(thirty_hearts_an_arm_are_few)
{
    const sim_trial_arm *arms = ending.pool.arms;
    const promises_found f = hold(&ending.pool, 2, 30);
    const double power = noncentral_power(
        &(noncentral_group){arms[2].truth.mean, arms[2].truth.sd, 30},
        &(noncentral_group){arms[0].truth.mean, arms[0].truth.sd, 30}, 0.05);
    const double noise = 2 * ending.pool.measure.noise * ending.pool.measure.noise;
    const double sd = sqrt(fmax(0, arms[2].truth.sd * arms[2].truth.sd - noise));

    ck_assert(promises_agree(f.rejected, f.trials, power));
    ck_assert(promises_agree(f.covered, f.trials, 0.95));
    ck_assert(f.rejected / f.trials < 0.9);
    ck_assert(noncentral_power(&(noncentral_group){arms[2].truth.mean, sd, 30},
                               &(noncentral_group){arms[0].truth.mean, sd, 30},
                               0.05) > 0.99);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trials_events");
    TCase *rates = tcase_create("planted"), *ards = tcase_create("ards");
    TCase *heart = tcase_create("heart");

    tcase_add_loop_test(rates, events_are_found_as_often_as_schoenfeld_says, 0,
                        sizeof planted / sizeof *planted);
    tcase_add_test(rates, half_are_struck_by_the_median);
    tcase_add_unchecked_fixture(ards, open_ards, close_ending);
    tcase_add_loop_test(ards, arms_that_are_alike_differ_once_in_twenty, 0, 2);
    tcase_add_test(ards, deaths_are_drawn_from_their_chances);
    tcase_add_unchecked_fixture(heart, open_heart, close_ending);
    tcase_add_loop_test(heart, arms_that_are_alike_differ_once_in_twenty, 0, 2);
    tcase_add_test(heart, thirty_hearts_an_arm_are_few);
    tcase_set_timeout(rates, 60);
    tcase_set_timeout(ards, 60);
    tcase_set_timeout(heart, 60);
    suite_add_tcase(suite, rates);
    suite_add_tcase(suite, ards);
    suite_add_tcase(suite, heart);
    return suite_run(suite);
}
