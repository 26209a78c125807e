/* test_trial.c -- one trial: who is drawn, who is seen, how arms are compared. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/ensemble.h"
#include "tests/suite.h"
#include "tests/trials.h"

static trials t;
static sim_trial_work work;
static sim_error err;

#define ARMS "[arm saline]\nproduct.dose = 0\nproduct.vehicle = 1\n[arm P5]\n"
#define ROWS "[trial]\nnumber = measured_vas_fall\npool = 60\n"
#define DEATHS "[run]\nindication = ards\n[trial]\nnumber = death\npool = 40\n"
#define LUNGS "[arm none]\nproduct.dose = 0\n[arm cells]\n"

enum { MOST = 2000, ARMS_MOST = 2 };

static void open_trial(const char *text)
{
    trials_solve(&t, text, 2);
    ck_assert_msg(sim_trial_work_init(&work, &t.pool, MOST, &err) == SIM_OK, "%s",
                  err.text);
}

static void close_trial(void)
{
    sim_trial_work_free(&work);
    trials_close(&t);
}

static void run(size_t n, size_t number, sim_trial_found found[ARMS_MOST])
{
    const size_t all[ARMS_MOST] = {n, n};

    sim_trial_run(&work, &(sim_trial_order){.n = all, .number = number}, found);
}

static double number_of(size_t arm, size_t i)
{
    return work.readings[arm * MOST + i].number;
}

/* ---- who is drawn ------------------------------------------------------------- */

/* With replacement, each time with another luck; the same trial has the same subjects. */
START_TEST(a_trial_draws_the_same_again_and_another_draws_others)
{
    sim_trial_found first[ARMS_MOST], again[ARMS_MOST], next[ARMS_MOST];

    open_trial(ROWS ARMS);
    run(200, 1, first);
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < i; k++) ck_assert(number_of(0, i) != number_of(0, k));
    }
    run(200, 2, next);
    run(200, 1, again);
    ck_assert(memcmp(first, again, sizeof first) == 0);
    ck_assert(next[1].difference != first[1].difference);
    close_trial();
}
END_TEST

START_TEST(a_larger_trial_begins_with_the_smaller)
{
    sim_trial_found found[ARMS_MOST];
    double small[20];

    open_trial(ROWS ARMS);
    run(20, 3, found);
    for (size_t i = 0; i < 20; i++) small[i] = number_of(1, i);
    run(50, 3, found);
    for (size_t i = 0; i < 20; i++) ck_assert_double_eq(number_of(1, i), small[i]);
    close_trial();
}
END_TEST

/* Which member of the pool is subject i of an arm? */
static size_t member_of(size_t arm, size_t i)
{
    size_t m = 0;

    while (m < t.pool.n && sim_trial_pool_member(&t.pool, m, arm)->first -
                                   sim_trial_pool_member(&t.pool, m, arm)->value !=
                               number_of(arm, i))
        m++;
    return m;
}

/* All members come, about equally often. */
START_TEST(every_member_is_drawn)
{
    sim_trial_found found[ARMS_MOST];
    size_t times[60] = {0};
    double chi2 = 0;

    open_trial(ROWS "[cohort]\npain_noise = 0\n" ARMS);
    run(MOST, 1, found);
    for (size_t i = 0; i < MOST; i++) {
        ck_assert_uint_lt(member_of(0, i), 60);
        times[member_of(0, i)]++;
    }
    for (size_t m = 0; m < 60; m++) {
        ck_assert_uint_gt(times[m], 0);
        chi2 += pow((double)times[m] - MOST / 60.0, 2) / (MOST / 60.0);
    }
    ck_assert_double_lt(chi2, 98); /* 59 degrees of freedom, 0.001 */
    close_trial();
}
END_TEST

START_TEST(arms_have_subjects_of_their_own)
{
    sim_trial_found found[ARMS_MOST];
    size_t same = 0;

    open_trial(ROWS "[cohort]\npain_noise = 0\n" ARMS);
    run(100, 1, found);
    for (size_t i = 0; i < 100; i++) same += member_of(0, i) == member_of(1, i);
    ck_assert_uint_lt(same, 10);
    close_trial();
    open_trial(ROWS "design = paired\n[cohort]\npain_noise = 0\n" ARMS);
    run(100, 1, found);
    for (size_t i = 0; i < 100; i++) ck_assert_uint_eq(member_of(0, i), member_of(1, i));
    close_trial();
}
END_TEST

START_TEST(those_of_a_trial_share_a_laboratory)
{
    sim_trial_found found[ARMS_MOST];
    bool seen[SIM_TRIAL_LABORATORIES] = {false};
    size_t n = 0;

    open_trial("[trial]\nnumber = measured_vas_fall\npool = 80\nlaboratory = one\n"
               "[cohort]\npain_noise = 0\n" ARMS);
    for (size_t trial = 1; trial <= 300; trial++) {
        run(4, trial, found);
        n += !seen[found[0].laboratory];
        seen[found[0].laboratory] = true;
        for (size_t i = 0; i < 4; i++) {
            const size_t first = 2 * found[1].laboratory;
            const sim_trial_member *a = sim_trial_pool_member(&t.pool, first, 1);
            const sim_trial_member *b = sim_trial_pool_member(&t.pool, first + 1, 1);

            ck_assert(number_of(1, i) == a->first - a->value ||
                      number_of(1, i) == b->first - b->value);
        }
    }
    ck_assert_uint_ge(n, 38);
    close_trial();
}
END_TEST

/* ---- how they are compared ------------------------------------------------------ */

START_TEST(means_are_compared_by_welch)
{
    sim_trial_found found[ARMS_MOST];
    sim_moments own = {0}, its = {0};
    sim_welch_result r;

    open_trial(ROWS "alpha = 0.1\n" ARMS);
    run(15, 7, found);
    for (size_t i = 0; i < 15; i++) {
        sim_moments_add(&own, number_of(1, i));
        sim_moments_add(&its, number_of(0, i));
    }
    r = sim_welch(&own, &its, 0.1);
    ck_assert_double_eq(found[1].difference, r.difference);
    ck_assert_double_eq(found[1].low, r.low);
    ck_assert_double_eq(found[1].high, r.high);
    ck_assert_double_eq(found[1].p, r.p);
    ck_assert(isnan(found[0].difference) && isnan(found[0].p));
    ck_assert(isnan(found[1].hazard_ratio));
    close_trial();
}
END_TEST

START_TEST(two_in_an_arm_give_an_honest_interval)
{
    sim_trial_found found[ARMS_MOST];

    open_trial(ROWS ARMS);
    for (size_t trial = 1; trial <= 50; trial++) {
        run(2, trial, found);
        ck_assert(isfinite(found[1].low) && isfinite(found[1].high));
        ck_assert_double_gt(found[1].high - found[1].low, 1);
    }
    close_trial();
}
END_TEST

START_TEST(shares_are_compared_by_newcombe_and_fisher)
{
    sim_trial_found found[ARMS_MOST];
    sim_difference d;
    size_t hits[ARMS_MOST] = {0};

    open_trial("[trial]\nnumber = responder\npool = 60\n" ARMS);
    run(25, 4, found);
    for (size_t a = 0; a < ARMS_MOST; a++) {
        for (size_t i = 0; i < 25; i++) {
            ck_assert(number_of(a, i) == 0 || number_of(a, i) == 1);
            hits[a] += number_of(a, i) == 1;
        }
        ck_assert_uint_eq(found[a].counted, hits[a]);
        ck_assert_double_eq_tol(found[a].moments.mean, (double)hits[a] / 25, 1e-12);
    }
    d = sim_newcombe(hits[1], 25, hits[0], 25, 0.05);
    ck_assert_double_eq(found[1].difference, d.mean);
    ck_assert_double_eq(found[1].low, d.low);
    ck_assert_double_eq(found[1].wished.high, d.high);
    ck_assert_double_eq(found[1].p, sim_fisher(hits[1], 25, hits[0], 25));
    close_trial();
}
END_TEST

/* A course in which all die late: who is drawn dies when the course is below the number. */
START_TEST(events_come_as_their_course_says)
{
    sim_trial_found found[ARMS_MOST];
    const sim_trial_pool *p = &t.pool;
    double expected[12] = {0};
    size_t dead[12] = {0}, n = 0;

    open_trial(DEATHS LUNGS);
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < 12; k++)
            expected[k] += (1 - sim_trial_pool_course(p, i, 1)[5 * k]) / (double)p->n;
    }
    run(MOST, 1, found);
    for (size_t i = 0; i < MOST; i++) {
        const sim_followed *f = &work.followed[MOST + i];

        ck_assert(f->struck || f->time == 71);
        ck_assert(!f->other);
        n += f->struck;
        for (size_t k = 0; k < 12; k++) dead[k] += f->struck && f->time <= 5 * (double)k;
    }
    ck_assert_uint_eq(n, found[1].counted);
    ck_assert_uint_gt(n, 300);
    for (size_t k = 1; k < 12; k++)
        ck_assert_double_eq_tol((double)dead[k] / MOST, expected[k],
                                4 * sqrt(expected[k] * (1 - expected[k]) / MOST));
    ck_assert_double_gt(found[1].hazard_ratio, found[1].hazard_low);
    ck_assert_double_lt(found[1].hazard_ratio, found[1].hazard_high);
    ck_assert(found[1].p != found[1].p_of_shares);
    close_trial();
}
END_TEST

/* What is wished for is to be spared: the sign of a number needed to treat follows that. */
START_TEST(a_death_less_is_a_gain)
{
    sim_trial_found found[ARMS_MOST];

    open_trial(DEATHS LUNGS);
    run(60, 2, found);
    ck_assert_double_eq(found[1].wished.mean, -found[1].difference);
    ck_assert_double_eq(found[1].wished.low, -found[1].high);
    ck_assert_double_eq(found[1].wished.high, -found[1].low);
    close_trial();
}
END_TEST

/* ---- pairs ------------------------------------------------------------------------ */

START_TEST(each_of_a_pair_is_the_same_subject)
{
    sim_trial_found found[ARMS_MOST];
    sim_moments differences = {0};
    sim_welch_result r;
    double spread;

    open_trial(ROWS "design = paired\n" ARMS);
    run(40, 1, found);
    for (size_t i = 0; i < 40; i++)
        sim_moments_add(&differences, number_of(1, i) - number_of(0, i));
    r = sim_paired(&differences, 0.05);
    spread = sim_moments_sd(&found[1].moments);
    ck_assert_double_eq(found[1].difference, r.difference);
    ck_assert_double_eq(found[1].p, r.p);
    ck_assert_double_lt(sim_moments_sd(&differences), 0.8 * spread);
    ck_assert(isnan(found[1].wished.mean));
    close_trial();
}
END_TEST

START_TEST(pairs_of_shares_have_an_exact_test)
{
    ck_assert_double_eq(sim_mcnemar(0, 0), 1);
    ck_assert_double_eq(sim_mcnemar(3, 3), 1);
    ck_assert_double_eq_tol(sim_mcnemar(5, 15), 0.04138946533203125,
                            1e-15); /* 2 * 21700 / 2^20 */
    ck_assert_double_eq_tol(sim_mcnemar(6, 0), 0.03125, 1e-15);
}
END_TEST

START_TEST(pairs_of_shares_are_compared_within_pairs)
{
    sim_trial_found found[ARMS_MOST];
    size_t one = 0, other = 0;

    open_trial("[trial]\nnumber = responder\npool = 60\ndesign = paired\n" ARMS);
    run(50, 1, found);
    for (size_t i = 0; i < 50; i++) {
        one += number_of(1, i) > number_of(0, i);
        other += number_of(1, i) < number_of(0, i);
    }
    ck_assert_uint_gt(one, 0);
    ck_assert_double_eq(found[1].p, sim_mcnemar(one, other));
    ck_assert_double_eq_tol(found[1].difference, ((double)one - (double)other) / 50, 1e-12);
    ck_assert_double_eq(found[1].wished.low, found[1].low);
    close_trial();
}
END_TEST

/* ---- dropping out --------------------------------------------------------------- */

START_TEST(who_drops_out_is_not_seen_and_counts_as_no_responder)
{
    sim_trial_found found[ARMS_MOST];
    sim_moments seen = {0};

    open_trial(ROWS "dropout = 0.25\n" ARMS);
    run(40, 1, found);
    ck_assert_uint_eq(found[1].dropped, 10);
    ck_assert_uint_eq(found[1].moments.n, 30);
    ck_assert_uint_eq(found[1].asked, 30);
    for (size_t i = 10; i < 40; i++) sim_moments_add(&seen, number_of(1, i));
    ck_assert_double_eq(found[1].moments.mean, seen.mean);
    ck_assert_double_eq_tol(sim_trial_share_of_seen(&t.pool, &found[1]).share,
                            (double)found[1].counted / 30, 1e-12);
    ck_assert_double_eq_tol(sim_trial_share_of_all(&t.pool, &found[1]).share,
                            (double)found[1].counted / 40, 1e-12);
    close_trial();
}
END_TEST

/* Those who gain least leave, of a number of which less is better those who have most. */
START_TEST(who_gains_least_drops_out)
{
    sim_trial_found found[ARMS_MOST];

    open_trial(ROWS "dropout = 0.2\ndropout_of = least_gain\n" ARMS);
    run(30, 1, found);
    for (size_t i = 1; i < 30; i++)
        ck_assert_double_ge(number_of(1, i), number_of(1, i - 1));
    ck_assert_double_gt(found[1].moments.mean, number_of(1, 5));
    close_trial();
    open_trial("[run]\nindication = gvhd\n[trial]\nnumber = severity_day_28\npool = 40\n"
               "dropout = 0.2\ndropout_of = least_gain\n" LUNGS);
    run(30, 1, found);
    for (size_t i = 1; i < 30; i++)
        ck_assert(isnan(number_of(1, i)) || number_of(1, i) <= number_of(1, i - 1));
    ck_assert_double_lt(found[1].moments.mean, number_of(1, 5));
    ck_assert_uint_lt(found[1].moments.n, 24); /* the dead have none */
    close_trial();
}
END_TEST

/* Of deaths, who is lost counts as dead among all; who died before is known to be. */
START_TEST(who_is_lost_is_followed_until_then)
{
    sim_trial_found found[ARMS_MOST];
    size_t early = 0, struck = 0;

    open_trial(DEATHS "dropout = 0.5\n" LUNGS);
    run(400, 1, found);
    for (size_t i = 0; i < 200; i++) {
        const sim_followed *f = &work.followed[MOST + i];

        early += f->time < 71 && !f->struck;
        struck += f->struck;
        ck_assert_double_eq(f->time, floor(f->time));
    }
    ck_assert_uint_gt(early, 100);
    ck_assert_uint_gt(struck, 10);
    ck_assert_uint_eq(found[1].asked, 200);
    ck_assert_double_eq_tol(sim_trial_share_of_all(&t.pool, &found[1]).share,
                            ((double)found[1].counted + 200) / 400, 1e-12);
    close_trial();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("a trial");
    TCase *drawn = tcase_create("drawn"), *compared = tcase_create("compared");
    TCase *pairs = tcase_create("pairs"), *dropped = tcase_create("dropped");

    tcase_set_timeout(drawn, 60);
    tcase_set_timeout(compared, 60);
    tcase_set_timeout(pairs, 60);
    tcase_set_timeout(dropped, 60);
    tcase_add_test(drawn, a_trial_draws_the_same_again_and_another_draws_others);
    tcase_add_test(drawn, a_larger_trial_begins_with_the_smaller);
    tcase_add_test(drawn, every_member_is_drawn);
    tcase_add_test(drawn, arms_have_subjects_of_their_own);
    tcase_add_test(drawn, those_of_a_trial_share_a_laboratory);
    tcase_add_test(compared, means_are_compared_by_welch);
    tcase_add_test(compared, two_in_an_arm_give_an_honest_interval);
    tcase_add_test(compared, shares_are_compared_by_newcombe_and_fisher);
    tcase_add_test(compared, events_come_as_their_course_says);
    tcase_add_test(compared, a_death_less_is_a_gain);
    tcase_add_test(pairs, each_of_a_pair_is_the_same_subject);
    tcase_add_test(pairs, pairs_of_shares_have_an_exact_test);
    tcase_add_test(pairs, pairs_of_shares_are_compared_within_pairs);
    tcase_add_test(dropped, who_drops_out_is_not_seen_and_counts_as_no_responder);
    tcase_add_test(dropped, who_gains_least_drops_out);
    tcase_add_test(dropped, who_is_lost_is_followed_until_then);
    suite_add_tcase(suite, drawn);
    suite_add_tcase(suite, compared);
    suite_add_tcase(suite, pairs);
    suite_add_tcase(suite, dropped);
    return suite_run(suite);
}
