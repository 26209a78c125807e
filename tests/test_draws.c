/* test_draws.c -- autocorrelation times of series that have one, R-hat by a transcription. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "sim/study/draws.h"
#include "tests/suite.h"

/* ---- R-hat ---------------------------------------------------------------- */

enum { CHAINS = 4, LENGTH = 41 };

/* The chains of data/fits/rhat.py: alike, whole numbers, apart, wider and wider, drifting, of heavy
 * tails. */
static void fill(double chains[CHAINS * LENGTH], int kind)
{
    uint32_t seed = 2385;

    for (int c = 0; c < CHAINS; c++) {
        for (int i = 0; i < LENGTH; i++) {
            double x;

            seed = seed * 1103515245U + 12345U;
            x = (double)(seed >> 8 & 0xFFFF) / 65536;
            chains[c * LENGTH + i] = kind == 0   ? x
                                     : kind == 1 ? floor(7 * x)
                                     : kind == 2 ? x + 0.2 * c
                                     : kind == 3 ? (x - 0.5) * (1 + c)
                                     : kind == 4 ? x + 0.01 * i
                                                 : 1 / (x + 1e-3);
        }
    }
}

/* Of data/fits/rhat.py. */
static const double rhats[] = {1.0024930454332, 0.98882784163858, 1.3119793775201,
                               1.2584132188881, 1.072354476579,   0.99070815713025};

START_TEST(rhat_is_that_of_a_transcription)
{
    double chains[CHAINS * LENGTH], rhat;
    sim_error err = {""};

    fill(chains, _i);
    ck_assert_int_eq(sim_rhat(chains, CHAINS, LENGTH, &rhat, &err), SIM_OK);
    ck_assert_double_eq_tol(rhat, rhats[_i], 1e-9);
}
END_TEST

START_TEST(what_does_not_vary_has_no_rhat)
{
    double chains[40], rhat;
    sim_error err = {""};

    for (int i = 0; i < 40; i++) chains[i] = 2.385;
    ck_assert_int_eq(sim_rhat(chains, 4, 10, &rhat, &err), SIM_OK);
    ck_assert(isnan(rhat));
    ck_assert_int_eq(sim_rhat(chains, 4, 3, &rhat, &err), SIM_OK);
    ck_assert(isnan(rhat));
}
END_TEST

/* ---- times ---------------------------------------------------------------- */

enum { STEPS = 20000, WALKERS = 6 };

/* Walkers that each remember a part of where they were. */
static sim_draws draw_series(double part, size_t n)
{
    const size_t n_all = SIM_ENSEMBLES * WALKERS;
    sim_draws d = {.n = n, .n_dims = 1, .n_walkers = WALKERS, .thin = 3};
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    d.x = sim_pool_take(&d.pool, n * n_all, sizeof *d.x);
    ck_assert(!d.pool.failed && rng);
    sim_rng_start(rng, &(sim_stream){.seed = 3, .purpose = "series"});
    for (size_t i = 0; i < n * n_all; i++)
        d.x[i] = i < n_all
                     ? gsl_ran_gaussian(rng, 1)
                     : part * d.x[i - n_all] + gsl_ran_gaussian(rng, sqrt(1 - part * part));
    gsl_rng_free(rng);
    return d;
}

static double take(void *self, const double x[]) { return x[0] + *(const double *)self; }

/* (1 + part)/(1 - part), within a tenth at some 1,000 times. */
START_TEST(a_time_is_that_of_its_series)
{
    static const double parts[] = {0, 0.5, 0.9};
    const double time = (1 + parts[_i]) / (1 - parts[_i]);
    double added = 3.71;
    sim_draws d = draw_series(parts[_i], STEPS);
    sim_draws_mean mean;
    sim_error err = {""};

    ck_assert_int_eq(sim_draws_find_mean(&d, take, &added, &mean, &err), SIM_OK);
    ck_assert_double_eq_tol(mean.time, 3 * time, 0.1 * 3 * time);
    ck_assert_double_eq_tol(mean.sd, 1, 0.02);
    ck_assert_double_eq_tol(mean.mean, 3.71, 4 * mean.error);
    ck_assert_double_eq_tol(mean.error, sqrt(time / (STEPS * 24.0)),
                            0.1 * sqrt(time / (STEPS * 24.0)));
    ck_assert_double_eq_tol(mean.size, STEPS * 24 / time, 0.2 * STEPS * 24 / time);
    sim_draws_free(&d);
}
END_TEST

START_TEST(too_short_a_series_is_not_converged)
{
    sim_draws d = draw_series(0.9, 300), longer = draw_series(0.9, 6000);
    sim_draws_summary s;
    sim_error err = {""};

    ck_assert_int_eq(sim_draws_sum_up(&d, 0, &s, &err), SIM_OK);
    ck_assert(!s.converged);
    ck_assert_int_eq(sim_draws_sum_up(&longer, 0, &s, &err), SIM_OK);
    ck_assert(s.converged);
    ck_assert_double_eq_tol(s.low, -1.96, 0.1);
    ck_assert_double_eq_tol(s.high, 1.96, 0.1);
    ck_assert_double_eq_tol(s.median, 0, 0.05);
    sim_draws_free(&d);
    sim_draws_free(&longer);
}
END_TEST

/* One ensemble elsewhere: no window is long enough. */
START_TEST(ensembles_that_differ_are_not_converged)
{
    sim_draws d = draw_series(0.5, 2000);
    sim_draws_summary s;
    sim_error err = {""};

    for (size_t i = 0; i < d.n; i++) {
        for (size_t w = 0; w < WALKERS; w++) d.x[i * SIM_ENSEMBLES * WALKERS + w] += 9;
    }
    ck_assert_int_eq(sim_draws_sum_up(&d, 0, &s, &err), SIM_OK);
    ck_assert(!s.converged);
    ck_assert_double_gt(s.rhat, 1.2);
    ck_assert_double_gt(s.mean.time, 2000);
    sim_draws_free(&d);
}
END_TEST

START_TEST(a_few_steps_say_nothing)
{
    double added = 0;
    sim_draws d = draw_series(0.5, SIM_DRAWS_LEAST - 1);
    sim_draws_mean mean;
    sim_error err = {""};

    ck_assert_int_eq(sim_draws_find_mean(&d, take, &added, &mean, &err), SIM_OK);
    ck_assert(isnan(mean.mean) && isnan(mean.error) && isnan(mean.time));
    sim_draws_free(&d);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draws");
    TCase *chains = tcase_create("chains"), *times = tcase_create("times");

    tcase_add_loop_test(chains, rhat_is_that_of_a_transcription, 0, 6);
    tcase_add_test(chains, what_does_not_vary_has_no_rhat);
    tcase_add_loop_test(times, a_time_is_that_of_its_series, 0, 3);
    tcase_add_test(times, too_short_a_series_is_not_converged);
    tcase_add_test(times, ensembles_that_differ_are_not_converged);
    tcase_add_test(times, a_few_steps_say_nothing);
    suite_add_tcase(suite, chains);
    suite_add_tcase(suite, times);
    return suite_run(suite);
}
