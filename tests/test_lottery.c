/* test_lottery.c -- who shares which draws: laboratories, their donors, and some owners alone. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

#include "sim/study/job.h"
#include "tests/cohort.h"
#include "tests/suite.h"

enum { GIVE, NEED }; /* the points of the planted cohort */

static sim_error err;
static planted p;
static sim_sample sample;

static void open_text(const char *text)
{
    ck_assert_msg(planted_open(&p, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_sample_init(&sample, &p.assay.lottery, &err), SIM_OK);
}

static void close_all(void)
{
    sim_sample_free(&sample, &p.assay.lottery);
    planted_close(&p);
}

static double draw(size_t replicate, size_t point)
{
    const sim_lottery *lottery = &p.assay.lottery;
    const sim_member member = sim_lottery_member(lottery, replicate);

    ck_assert_msg(sim_sample_draw(&sample, lottery, &member, &err) == SIM_OK, "%s",
                  err.text);
    return sim_sample_value(&sample, lottery, 0, point);
}

/* The n-th normal number of a stream, from 0. */
static double normal(uint64_t number, const char *purpose, size_t n)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    double z = 0;

    sim_rng_start(rng, &(sim_stream){.seed = 1, .replicate = number, .purpose = purpose});
    for (size_t i = 0; i <= n; i++) z = gsl_cdf_ugaussian_Pinv(gsl_rng_uniform(rng));
    gsl_rng_free(rng);
    return z;
}

/* ---- laboratories --------------------------------------------------------- */

/* The row is 5; each factor is of a stream that its owner's number and the name key. */
START_TEST(a_donor_multiplies_what_its_laboratory_has)
{
    open_text("[cohort]\ndonors_per_laboratory = 3\n"
              "giver.give = lognormal 0.2385 laboratory 0.371\n");
    for (uint64_t i = 0; i < 30; i++) {
        const double laboratory = normal(i / 3, "laboratory giver.give", 0);
        const double right =
            5 * exp(0.371 * laboratory) * exp(0.2385 * normal(i, "giver.give", 0));

        ck_assert_double_eq_tol(draw(i, GIVE), right, 1e-13 * right); /* rounding */
    }
    close_all();
}
END_TEST

START_TEST(without_a_laboratory_draws_are_as_they_were)
{
    double alone[20];

    open_text("[cohort]\ngiver.give = lognormal 0.2385\n");
    for (size_t i = 0; i < 20; i++) alone[i] = draw(i, GIVE);
    close_all();
    open_text("[cohort]\ndonors_per_laboratory = 4\ngiver.give = lognormal 0.2385\n");
    ck_assert(!sim_lottery_has(&p.assay.lottery, SIM_LABORATORY));
    for (size_t i = 0; i < 20; i++) ck_assert_double_eq(draw(i, GIVE), alone[i]);
    close_all();
}
END_TEST

/* Replicates 0 to 13 of laboratories of 5: 0-4, 5-9, 10-13; none differ within. */
START_TEST(donors_share_a_laboratory_in_any_order)
{
    double values[14];

    open_text("[cohort]\ndonors_per_laboratory = 5\n"
              "giver.give = lognormal 0 laboratory 0.371\n");
    for (size_t i = 14; i-- > 0;) values[i] = draw(i, GIVE);
    for (size_t i = 0; i < 14; i++) {
        ck_assert_double_eq(values[i], values[i / 5 * 5]);
        ck_assert_double_eq(values[i], draw(i, GIVE));
    }
    ck_assert_double_ne(values[0], values[5]);
    ck_assert_double_ne(values[5], values[10]);
    close_all();
}
END_TEST

/* ---- again ---------------------------------------------------------------- */

/* Of a row of 60 a factor of 100 / 60 is too much: 8.5 % of laboratories at an sd of 0.371. */
START_TEST(a_laboratory_out_of_range_is_drawn_again_for_all_its_donors)
{
    enum { LABORATORIES = 2000, DONORS = 3 };
    const double outside = gsl_cdf_gaussian_Q(log(100.0 / 60), 0.371);
    size_t redraws = 0, differ = 0;

    open_text("[giver]\ngive = 60\n[cohort]\ndonors_per_laboratory = 3\n"
              "giver.give = lognormal 0 laboratory 0.371\n");
    for (size_t i = 0; i < LABORATORIES; i++) {
        const double first = draw(DONORS * i, GIVE);

        redraws += sample.redraws; /* a laboratory's count to its first donor */
        differ += fabs(60 * exp(0.371 * normal(i, "laboratory giver.give", 0)) - first) > 1;
        ck_assert_double_le(first, 100);
        for (size_t k = 1; k < DONORS; k++) {
            ck_assert_double_eq(draw(DONORS * i + k, GIVE), first);
            ck_assert_uint_eq(sample.redraws, 0);
        }
    }
    /* geometric: variance part / (1 - part)^2; within five standard errors */
    ck_assert_double_eq_tol((double)redraws / LABORATORIES, outside / (1 - outside),
                            5 * sqrt(outside / LABORATORIES) / (1 - outside));
    ck_assert_double_eq_tol((double)differ / LABORATORIES, outside,
                            5 * sqrt(outside / LABORATORIES));
    close_all();
}
END_TEST

/* The laboratory is as it is: only the donor's own factor changes. */
START_TEST(a_donor_out_of_range_is_drawn_again_given_its_laboratory)
{
    size_t again = 0;

    open_text("[giver]\ngive = 75\n[cohort]\ndonors_per_laboratory = 4\n"
              "giver.give = lognormal 0.2385 laboratory 0.05\n"); /* never out by itself */
    for (uint64_t i = 0; i < 400; i++) {
        const double middle = 75 * exp(0.05 * normal(i / 4, "laboratory giver.give", 0));
        const double value = draw(i, GIVE);
        size_t n = 0;

        while (middle * exp(0.2385 * normal(i, "giver.give", n)) > 100) n++;
        ck_assert_uint_eq(sample.redraws, n);
        ck_assert_double_eq_tol(value, middle * exp(0.2385 * normal(i, "giver.give", n)),
                                1e-12 * value);
        again += n;
    }
    ck_assert_uint_gt(again, 5);
    close_all();
}
END_TEST

/* Where arms differ, what one of them cannot have is drawn again for all. */
START_TEST(a_laboratory_that_one_arm_cannot_have_is_drawn_again_for_all)
{
    open_text("[cohort]\ngiver.give = lognormal 0 laboratory 0.371\n[arm a]\n[arm b]\n"
              "giver.give = 60\n");
    for (size_t i = 0; i < 500; i++) {
        const double first = draw(i, GIVE);

        ck_assert_double_eq_tol(sim_sample_value(&sample, &p.assay.lottery, 1, GIVE),
                                12 * first, 1e-12 * first);
        ck_assert_double_le(first, 100.0 / 12);
    }
    close_all();
}
END_TEST

/* At this slope no donor may be older than 83: neither a laboratory, with all else at its row,
 * nor a donor in it. */
START_TEST(a_laboratory_that_a_model_refuses_is_drawn_again_by_itself)
{
    static const char text[] =
        "[passaging]\ndonor_age = 75\nage_slope = 0.02\n[cohort]\n"
        "donors_per_laboratory = 2\npassaging.donor_age = lognormal 0 laboratory 0.15\n";
    const sim_source source = {.file = "a.ini", .text = text};
    const sim_lottery *lottery;
    sim_assay assay;
    sim_job job;
    size_t age, redraws = 0, told = 0, counts[64] = {0};
    double first = NAN;

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    job.task = sim_params_task(&job.params, &job.experiment);
    ck_assert_msg(sim_assay_init(&assay, &job.task, &job.experiment, &err) == SIM_OK, "%s",
                  err.text);
    lottery = &assay.lottery;
    for (age = 0; strcmp(lottery->points[age].purpose, "passaging.donor_age") != 0;) age++;
    ck_assert_int_eq(sim_sample_init(&sample, lottery, &err), SIM_OK);
    for (size_t i = 0; i < 400; i++) {
        const sim_member member = sim_lottery_member(lottery, i);

        ck_assert_msg(sim_sample_draw(&sample, lottery, &member, &err) == SIM_OK, "%s",
                      err.text);
        if (i % 2 == 0) first = sim_sample_value(&sample, lottery, 0, age);
        ck_assert_double_eq(sim_sample_value(&sample, lottery, 0, age), first);
        ck_assert_double_lt(first, 83);
        redraws += sample.redraws;
    }
    ck_assert_uint_gt(redraws, 30); /* a quarter of 200 laboratories, and others' draws */
    ck_assert(sim_lottery_count_redraws(lottery, 400, counts, &err) == SIM_OK);
    ck_assert_uint_gt(counts[age], 30);
    for (size_t i = 0; i < lottery->n_points; i++) told += counts[i];
    ck_assert_uint_eq(told, redraws);
    sim_sample_free(&sample, lottery);
    sim_assay_free(&assay);
    sim_job_close(&job);
}
END_TEST

/* ---- owners --------------------------------------------------------------- */

static const char all_owners[] = "[taker]\nodds = 0.371\n[cohort]\npain_noise = 7.1\n"
                                 "donors_per_laboratory = 3\n"
                                 "giver.give = lognormal 0.2385 laboratory 0.371\n";

static const struct {
    unsigned owners;
    double laboratory, donor; /* sd */
    bool patient;
} some[] = {
    {SIM_OWNED_BY(SIM_LABORATORY), 0.371, 0, false},
    {SIM_OWNED_BY(SIM_SOURCE), 0, 0.2385, false},
    {SIM_OWNED_BY(SIM_LABORATORY) | SIM_OWNED_BY(SIM_SOURCE), 0.371, 0.2385, false},
    {SIM_OWNED_BY(SIM_SUBJECT), 0, 0, true},
    {0, 0, 0, false},
};

/* What a sample of any owners has where the planted cohort has a point. */
static double value_at(size_t point)
{
    const sim_point *at = &p.assay.lottery.points[point];

    return sample.params.at[at->stage][at->slot];
}

START_TEST(owners_that_are_left_out_stay_at_their_rows)
{
    sim_lottery lottery;

    ck_assert_int_eq(planted_open(&p, all_owners, &err), SIM_OK);
    ck_assert_int_eq(
        sim_lottery_init(&lottery, &p.task, &p.experiment, some[_i].owners, &err), SIM_OK);
    ck_assert_int_eq(sim_sample_init(&sample, &lottery, &err), SIM_OK);
    for (uint64_t i = 0; i < 12; i++) {
        const sim_member member = sim_lottery_member(&lottery, i);
        const double right =
            5 * exp(some[_i].laboratory * normal(i / 3, "laboratory giver.give", 0)) *
            exp(some[_i].donor * normal(i, "giver.give", 0));

        ck_assert_int_eq(sim_sample_draw(&sample, &lottery, &member, &err), SIM_OK);
        ck_assert_double_eq_tol(value_at(GIVE), right, 1e-13 * right); /* rounding */
        ck_assert_int_eq(value_at(NEED) == 3, !some[_i].patient);
    }
    sim_sample_free(&sample, &lottery);
    sim_lottery_free(&lottery);
    planted_close(&p);
}
END_TEST

START_TEST(a_row_that_nothing_is_drawn_around_may_be_any)
{
    sim_lottery lottery;

    ck_assert_int_eq(planted_open(&p, "[cohort]\ntaker.need = normal 1 5 9\n", &err),
                     SIM_EVALUE);
    ck_assert_int_eq(
        sim_lottery_init(&lottery, &p.task, &p.experiment, SIM_OWNED_BY(SIM_SOURCE), &err),
        SIM_OK);
    sim_lottery_free(&lottery);
    planted_close(&p);
}
END_TEST

/* ---- who is taken in ------------------------------------------------------ */

static const struct {
    const char *text, *wrong; /* NULL: nothing is */
} entries[] = {
    {"[mortal]\nneed = 1.9\n[arm a]\n", NULL}, /* some draws are taken in */
    {"[mortal]\nneed = 1.9\n[cohort]\nmortal.need = fixed\n[arm a]\n",
     "a.ini:2: arm a: strength = 3.8 of every patient, and a cohort takes 4 or more; other "
     "rows, "
     "or draws of what it hangs on, would be right"},
    {"[mortal]\nneed = 2\n[cohort]\nmortal.need = fixed\n[arm a]\n", NULL},
    {"[mortal]\nneed = 1.9\n[cohort]\ndraw = none\n[arm a]\n", NULL},
};

START_TEST(who_can_never_be_taken_in_is_refused)
{
    err = (sim_error){""};
    const sim_status status = planted_open_in(&p, &planted_mortal, entries[_i].text, &err);

    ck_assert_int_eq(status, entries[_i].wrong ? SIM_EVALUE : SIM_OK);
    if (!entries[_i].wrong)
        ck_assert_str_eq(err.text, "");
    else
        ck_assert_str_eq(strstr(err.text, "a.ini:"), entries[_i].wrong);
    planted_close(&p);
}
END_TEST

/* Half of them would be below 2: they are drawn again, and counted. */
START_TEST(who_misses_the_entry_is_drawn_again)
{
    enum { N = 200 };
    const char *text = "[mortal]\nneed = 2\n[arm a]\n";
    size_t redraws = 0;

    ck_assert_int_eq(planted_open_in(&p, &planted_mortal, text, &err), SIM_OK);
    ck_assert_int_eq(sim_sample_init(&sample, &p.assay.lottery, &err), SIM_OK);
    for (uint64_t i = 0; i < N; i++) {
        const sim_member member = sim_lottery_member(&p.assay.lottery, i);

        ck_assert_int_eq(sim_sample_draw(&sample, &p.assay.lottery, &member, &err), SIM_OK);
        ck_assert_double_ge(sim_sample_value(&sample, &p.assay.lottery, 0, 0), 2);
        redraws += sample.redraws;
    }
    /* one more on average, with a variance of 2 */
    ck_assert_double_eq_tol((double)redraws, N, 3 * sqrt(2.0 * N));
    sim_sample_free(&sample, &p.assay.lottery);
    planted_close(&p);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("lottery");
    TCase *laboratories = tcase_create("laboratories"), *again = tcase_create("again");
    TCase *owners = tcase_create("owners"), *entry = tcase_create("entry");

    tcase_add_test(laboratories, a_donor_multiplies_what_its_laboratory_has);
    tcase_add_test(laboratories, without_a_laboratory_draws_are_as_they_were);
    tcase_add_test(laboratories, donors_share_a_laboratory_in_any_order);
    tcase_add_test(again, a_laboratory_out_of_range_is_drawn_again_for_all_its_donors);
    tcase_add_test(again, a_donor_out_of_range_is_drawn_again_given_its_laboratory);
    tcase_add_test(again, a_laboratory_that_one_arm_cannot_have_is_drawn_again_for_all);
    tcase_add_test(again, a_laboratory_that_a_model_refuses_is_drawn_again_by_itself);
    tcase_add_loop_test(owners, owners_that_are_left_out_stay_at_their_rows, 0,
                        sizeof some / sizeof *some);
    tcase_add_test(owners, a_row_that_nothing_is_drawn_around_may_be_any);
    suite_add_tcase(s, laboratories);
    suite_add_tcase(s, again);
    suite_add_tcase(s, owners);
    tcase_add_loop_test(entry, who_can_never_be_taken_in_is_refused, 0,
                        sizeof entries / sizeof *entries);
    tcase_add_test(entry, who_misses_the_entry_is_drawn_again);
    suite_add_tcase(s, entry);
    return s;
}

int main(void) { return suite_run(suite()); }
