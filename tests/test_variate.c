/* test_variate.c -- draws of any size: their moments and their distributions. */
#include <check.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "sim/engine/rng.h"
#include "sim/engine/variate.h"
#include "tests/suite.h"

static gsl_rng *open_stream(uint64_t seed, uint64_t replicate, uint64_t point,
                            const char *purpose)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert_ptr_nonnull(rng);
    sim_rng_start(rng, &(sim_stream){seed, replicate, point, purpose});
    return rng;
}

/* ---- draws ---------------------------------------------------------------- */

enum { DRAWS = 40000 };

static double draw_poisson(gsl_rng *rng, const double a[])
{
    return sim_variate_poisson(rng, a[0]);
}
static double draw_binomial(gsl_rng *rng, const double a[])
{
    return sim_variate_binomial(rng, a[0], a[1]);
}

static const struct {
    double (*draw)(gsl_rng *, const double[]);
    double a[2], mean, variance;
} draws[] = {
    {draw_poisson, {0.371}, 0.371, 0.371},
    {draw_poisson, {9.71}, 9.71, 9.71},
    {draw_poisson, {10.2}, 10.2, 10.2},
    {draw_poisson, {238.5}, 238.5, 238.5},
    {draw_poisson, {3.71e6}, 3.71e6, 3.71e6},
    {draw_poisson, {2.385e12}, 2.385e12, 2.385e12},
    {draw_binomial, {23, 0.371}, 23 * 0.371, 23 * 0.371 * 0.629},
    {draw_binomial, {2.385e5, 0.0371}, 2.385e5 * 0.0371, 2.385e5 * 0.0371 * 0.9629},
    {draw_binomial, {5e9, 0.7}, 3.5e9, 3.5e9 * 0.3},
};
enum { N_DRAWS = sizeof draws / sizeof *draws };

START_TEST(a_draw_has_its_mean_and_variance)
{
    gsl_rng *rng = open_stream(5, (uint64_t)_i, 0, "draw");
    double sum = 0, squares = 0, fourths = 0, mean, variance;

    for (int i = 0; i < DRAWS; i++) {
        double off = draws[_i].draw(rng, draws[_i].a) - draws[_i].mean;

        ck_assert_double_eq(off + draws[_i].mean, round(off + draws[_i].mean));
        sum += off;
        squares += off * off;
        fourths += off * off * off * off;
    }
    mean = sum / DRAWS;
    variance = squares / DRAWS;
    ck_assert_double_lt(fabs(mean) / sqrt(draws[_i].variance / DRAWS), 4);
    ck_assert_double_lt(fabs(variance - draws[_i].variance) /
                            sqrt((fourths / DRAWS - variance * variance) / DRAWS),
                        4);
    gsl_rng_free(rng);
}
END_TEST

/* Pearson's chi square over the values that 5 draws or more are expected of. */
START_TEST(poisson_draws_follow_their_distribution)
{
    const double mean = _i == 0 ? 3.71 : 12.6;
    gsl_rng *rng = open_stream(5, (uint64_t)_i, 0, "chi");
    int seen[64] = {0}, cells = 0;
    double chi = 0;

    for (int i = 0; i < DRAWS; i++) {
        double n = sim_variate_poisson(rng, mean);

        ck_assert(n >= 0 && n < 64);
        seen[(int)n]++;
    }
    for (unsigned k = 0; k < 64; k++) {
        double expected = DRAWS * gsl_ran_poisson_pdf(k, mean);

        if (expected < 5) continue;
        cells++;
        chi += (seen[k] - expected) * (seen[k] - expected) / expected;
    }
    ck_assert_double_gt(gsl_cdf_chisq_Q(chi, cells - 1), 1e-4);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(binomial_draws_follow_their_distribution)
{
    const double part = _i == 0 ? 0.0371 : _i == 1 ? 0.371 : 0.71;
    gsl_rng *rng = open_stream(5, (uint64_t)_i, 0, "chi");
    int seen[64] = {0}, cells = 0;
    double chi = 0;

    for (int i = 0; i < DRAWS; i++) {
        double n = sim_variate_binomial(rng, 60, part);

        ck_assert(n >= 0 && n <= 60);
        seen[(int)n]++;
    }
    for (unsigned k = 0; k <= 60; k++) {
        double expected = DRAWS * gsl_ran_binomial_pdf(k, part, 60);

        if (expected < 5) continue;
        cells++;
        chi += (seen[k] - expected) * (seen[k] - expected) / expected;
    }
    ck_assert_double_gt(gsl_cdf_chisq_Q(chi, cells - 1), 1e-4);
    gsl_rng_free(rng);
}
END_TEST

START_TEST(a_binomial_draw_is_guarded)
{
    gsl_rng *rng = open_stream(5, 0, 0, "guard");

    ck_assert_double_eq(sim_variate_binomial(rng, 23.4, 1.2), 23);
    ck_assert_double_eq(sim_variate_binomial(rng, 23.4, -0.1), 0);
    ck_assert_double_eq(sim_variate_binomial(rng, 23.4, (double)NAN), 0);
    ck_assert_double_eq(sim_variate_binomial(rng, 0.2, 0.5), 0);
    ck_assert_double_eq(sim_variate_poisson(rng, -1), 0);
    gsl_rng_free(rng);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("variate");
    TCase *numbers = tcase_create("draws");

    tcase_set_timeout(numbers, 60);
    tcase_add_loop_test(numbers, a_draw_has_its_mean_and_variance, 0, N_DRAWS);
    tcase_add_loop_test(numbers, poisson_draws_follow_their_distribution, 0, 2);
    tcase_add_loop_test(numbers, binomial_draws_follow_their_distribution, 0, 3);
    tcase_add_test(numbers, a_binomial_draw_is_guarded);
    suite_add_tcase(suite, numbers);
    return suite_run(suite);
}
