/* test_tally.c -- means, spreads and quantiles of numbers that come one by one. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/study/tally.h"
#include "tests/suite.h"

static void close_tally(sim_tally *tally)
{
    sim_pool pool = {0};
    sim_order order = sim_order_take(&pool, tally->moments.n);

    sim_tally_close(tally, &order);
    sim_pool_free(&pool);
}

START_TEST(kept_numbers_give_exact_quantiles)
{
    double kept[5];
    sim_tally tally;

    sim_tally_init(&tally, kept, NULL);
    ck_assert(isnan(sim_tally_mean(&tally)) && isnan(sim_tally_quantile(&tally, 2)));
    sim_tally_add(&tally, 7.1);
    sim_tally_add(&tally, NAN);
    sim_tally_add(&tally, 2.385);
    sim_tally_add(&tally, INFINITY);
    sim_tally_add(&tally, 3.71);
    close_tally(&tally);
    ck_assert_uint_eq(tally.moments.n, 3);
    ck_assert_double_eq_tol(sim_tally_mean(&tally), (7.1 + 2.385 + 3.71) / 3, 1e-14);
    ck_assert_double_eq(sim_tally_quantile(&tally, 2), 3.71);
    ck_assert_double_eq_tol(sim_tally_quantile(&tally, 1), (2.385 + 3.71) / 2, 1e-14);
    ck_assert_double_eq_tol(sim_tally_quantile(&tally, 4), 3.71 + 0.9 * (7.1 - 3.71),
                            1e-14);
}
END_TEST

START_TEST(estimates_are_near_the_quantiles)
{
    enum { N = 20000 };
    sim_estimates estimates;
    sim_tally tally;

    sim_tally_init(&tally, NULL, &estimates);
    for (size_t i = 0; i < N; i++) /* a permutation of the midpoints */
        sim_tally_add(&tally, gsl_cdf_ugaussian_Pinv(((double)(i * 7919 % N) + 0.5) / N));
    for (size_t q = 0; q < SIM_QUANTILES; q++)
        ck_assert_double_eq_tol(sim_tally_quantile(&tally, q),
                                gsl_cdf_ugaussian_Pinv(sim_quantiles[q]), 0.02);
    ck_assert_double_eq_tol(sim_moments_sd(&tally.moments), 1, 1e-3);
}
END_TEST

/* As many different numbers as are counted, and one more. */
START_TEST(few_different_numbers_are_counted)
{
    enum { N = 371 };
    const size_t different = SIM_FEW + (size_t)_i;
    double kept[N];
    sim_estimates estimates;
    sim_tally tally, list;

    sim_tally_init(&tally, NULL, &estimates);
    sim_tally_init(&list, kept, NULL);
    for (size_t i = 0; i < N; i++) {
        const double number = 2.385 * (double)(i * i % 97 % different) - 7.1;

        sim_tally_add(&tally, number);
        sim_tally_add(&list, number);
    }
    close_tally(&tally);
    close_tally(&list);
    ck_assert_int_eq(sim_tally_is_exact(&tally), _i == 0);
    for (size_t q = 0; _i == 0 && q < SIM_QUANTILES; q++)
        ck_assert_double_eq(sim_tally_quantile(&tally, q), sim_tally_quantile(&list, q));
}
END_TEST

/* Some of which keep nothing, some numbers of which are not finite, in two parts of which the
 * second is longer. */
START_TEST(tallies_side_by_side_are_as_each_alone)
{
    enum { WIDE = 19, LONG = 60, PART = 23, APART = 31 };
    static double numbers[LONG * APART], kept[2][WIDE][LONG];
    const size_t wide = (size_t)_i;
    sim_tally together[WIDE], alone[WIDE];

    for (size_t i = 0; i < LONG * APART; i++) numbers[i] = 1e3 * sin(7.1 * (double)(i * i));
    for (size_t k = 7; k < WIDE; k += 3) /* one of the four that are added at once */
        numbers[(k - 2) * APART + k] = k == 7 ? INFINITY : k == 10 ? NAN : -INFINITY;
    for (size_t k = 0; k < wide; k++) {
        sim_tally_init(&together[k], k == 17 ? NULL : kept[0][k], NULL);
        sim_tally_init(&alone[k], k == 17 ? NULL : kept[1][k], NULL);
        for (size_t i = 0; i < LONG; i++) sim_tally_add(&alone[k], numbers[i * APART + k]);
    }
    sim_tally_add_all(together, wide, numbers, PART, APART);
    sim_tally_add_all(together, wide, &numbers[PART * APART], LONG - PART, APART);
    for (size_t k = 0; k < wide; k++) {
        const sim_moments a = together[k].moments, b = alone[k].moments;

        ck_assert_uint_eq(a.n, b.n);
        ck_assert(a.mean == b.mean && a.squares == b.squares);
        if (k != 17)
            ck_assert_int_eq(memcmp(kept[0][k], kept[1][k], a.n * sizeof(double)), 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tally");
    TCase *tallies = tcase_create("tallies");

    tcase_add_test(tallies, kept_numbers_give_exact_quantiles);
    tcase_add_loop_test(tallies, tallies_side_by_side_are_as_each_alone, 0, 20);
    tcase_add_test(tallies, estimates_are_near_the_quantiles);
    tcase_add_loop_test(tallies, few_different_numbers_are_counted, 0, 2);
    tcase_set_timeout(tallies, 60);
    suite_add_tcase(suite, tallies);
    return suite_run(suite);
}
