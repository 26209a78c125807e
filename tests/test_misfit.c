/* test_misfit.c -- residuals and likelihoods of what was measured, or lies beyond a limit. */
#include <check.h>
#include <math.h>

#include "sim/study/misfit.h"
#include "tests/suite.h"

/* ---- censored ------------------------------------------------------------- */

/* SciPy 1.10.1: sqrt(-2 log_ndtr(z)); from 5 on sqrt(-2 log1p(-norm.sf(z))). */
static const double censored[][2] = {
    {-40, 40.1150456066986},    {-8.5, 8.85408340012874},    {-2.385, 3.08643668832405},
    {-0.1, 1.24591700584772},   {0, 1.17741002251547},       {0.371, 0.937015789596717},
    {1.9, 0.241399866798247},   {5, 0.000757167898109479},   {8, 3.52731075304452e-08},
    {20, 7.42108363866916e-45}, {37, 3.38395367064147e-150},
};

START_TEST(what_is_censored_is_told_in_both_tails)
{
    const double off = censored[_i][0], r = censored[_i][1];

    ck_assert_double_eq_tol(sim_misfit_censored(off), r, 1e-12 * r);
}
END_TEST

START_TEST(what_is_censored_falls_without_a_break)
{
    double last = sim_misfit_censored(-300);

    ck_assert_double_eq_tol(last, 300, 0.05);
    for (int i = -2999; i < 500; i++) {
        const double next = sim_misfit_censored(0.1 * i);

        ck_assert(isfinite(next));
        ck_assert(next < last || (next == 0 && last == 0));
        ck_assert_double_le(last - next, 0.101); /* slopes lie between -1 and 0 */
        last = next;
    }
    ck_assert_double_eq(last, 0);
}
END_TEST

/* ---- observations --------------------------------------------------------- */

/* Log likelihoods: SciPy 1.10.1, norm.logpdf(3.71, 2.385, 0.7), the same with an sd of 0.2 * 3.71,
 * lognorm.logpdf(3.71, 0.3, scale=2.385), norm.logcdf((1.5 - 2.385) / 0.7), norm.logcdf((1.5 - 2.385) /
 * (0.2 * 1.5)), norm.logsf(log(1.5 / 2.385) / 0.3). */
static const struct {
    sim_observation seen;
    double residual, log_likelihood;
} observations[] = {
    {{SIM_ERROR_NORMAL, SIM_SEEN, 3.71, 0.7}, (3.71 - 2.385) / 0.7, -2.353717670898594},
    {{SIM_ERROR_RELATIVE, SIM_SEEN, 3.71, 0.2},
     (3.71 - 2.385) / 0.742,
     -2.2149202524919573},
    {{SIM_ERROR_LOGARITHM, SIM_SEEN, 3.71, 0.3}, 1.472775841, -2.1105319443118074},
    {{SIM_ERROR_NORMAL, SIM_SEEN_BELOW, 1.5, 0.7}, 2.131857, -2.2724075733881794},
    {{SIM_ERROR_RELATIVE, SIM_SEEN_BELOW, 1.5, 0.2}, 3.590190, -6.444732429175902},
    {{SIM_ERROR_LOGARITHM, SIM_SEEN_ABOVE, 1.5, 0.3}, 0.355031, -0.06302377333278879},
};

START_TEST(an_observation_has_a_residual_and_a_likelihood)
{
    const sim_observation *o = &observations[_i].seen;
    const double r = sim_misfit(o, 2.385), l = sim_misfit_log_likelihood(o, 2.385);

    ck_assert_double_eq_tol(r, observations[_i].residual, 1e-6);
    ck_assert_double_eq_tol(l, observations[_i].log_likelihood, 1e-13);
    if (o->seen != SIM_SEEN) ck_assert_double_eq_tol(r * r, -2 * l, 1e-13);
}
END_TEST

/* A change of the model changes r'r by -2 times what it changes the log likelihood by. */
START_TEST(squares_differ_as_likelihoods_do)
{
    const sim_observation *o = &observations[_i].seen;
    const double r = sim_misfit(o, 2.1), s = sim_misfit(o, 2.385);

    ck_assert_double_eq_tol(
        r * r - s * s,
        -2 * (sim_misfit_log_likelihood(o, 2.1) - sim_misfit_log_likelihood(o, 2.385)),
        1e-12);
}
END_TEST

START_TEST(the_logarithm_of_nothing_is_no_residual)
{
    const sim_observation o = {SIM_ERROR_LOGARITHM, SIM_SEEN, 3.71, 0.3};

    ck_assert(!isfinite(sim_misfit(&o, 0)));
    ck_assert(!isfinite(sim_misfit(&o, -1)));
}
END_TEST

/* ---- fitted noise --------------------------------------------------------- */

START_TEST(a_fitted_sd_costs_its_logarithm)
{
    const sim_fitted_sd fitted = {0.02, 3.1, 7};

    for (double sd = 0.02; sd < 3.1; sd *= 1.37) {
        double r[SIM_MISFIT_OF_SD];

        sim_misfit_of_sd(&fitted, sd, r);
        ck_assert_double_eq_tol(r[0] * r[0] + r[1] * r[1] -
                                    sim_misfit_of_sd_offset(&fitted),
                                2 * 7 * log(sd), 1e-12);
    }
}
END_TEST

/* Of the residuals of n numbers that are sd each: 2 n from log sd, half of it from these two. */
START_TEST(a_fitted_sd_curves_as_its_likelihood)
{
    const sim_fitted_sd fitted = {0.02, 3.1, 7};
    const double h = 1e-5;

    for (double sd = 0.021; sd < 3; sd *= 1.37) {
        double up[SIM_MISFIT_OF_SD], down[SIM_MISFIT_OF_SD], curvature = 0;

        sim_misfit_of_sd(&fitted, sd * exp(h), up);
        sim_misfit_of_sd(&fitted, sd * exp(-h), down);
        for (int i = 0; i < SIM_MISFIT_OF_SD; i++)
            curvature += pow((up[i] - down[i]) / (2 * h), 2);
        ck_assert_double_ge(curvature, 7 - 1e-6);
        ck_assert_double_lt(curvature, 2 * 7); /* steps are never too long */
        if (sd > 0.08 && sd < 0.8) ck_assert_double_lt(curvature, 1.2 * 7);
    }
}
END_TEST

/* By hand: AIC 2 k - 2 l, AICc + 2 k (k + 1)/(n - k - 1), BIC k log n - 2 l. */
START_TEST(criteria_are_as_published)
{
    const sim_criteria c = sim_misfit_criteria(-23.85, 12, 4);

    ck_assert_double_eq_tol(c.aic, 55.7, 1e-12);
    ck_assert_double_eq_tol(c.aicc, 55.7 + 40.0 / 7, 1e-12);
    ck_assert_double_eq_tol(c.bic, 47.7 + 4 * log(12), 1e-12);
    ck_assert(isinf(sim_misfit_criteria(-23.85, 5, 4).aicc));
    ck_assert(isinf(sim_misfit_criteria(-23.85, 2, 4).aicc));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("misfit");
    TCase *limits = tcase_create("limits"), *seen = tcase_create("seen");
    TCase *noise = tcase_create("noise");
    const int n = sizeof observations / sizeof *observations;

    tcase_add_loop_test(limits, what_is_censored_is_told_in_both_tails, 0,
                        sizeof censored / sizeof *censored);
    tcase_add_test(limits, what_is_censored_falls_without_a_break);
    tcase_add_loop_test(seen, an_observation_has_a_residual_and_a_likelihood, 0, n);
    tcase_add_loop_test(seen, squares_differ_as_likelihoods_do, 0, n);
    tcase_add_test(seen, the_logarithm_of_nothing_is_no_residual);
    tcase_add_test(noise, a_fitted_sd_costs_its_logarithm);
    tcase_add_test(noise, a_fitted_sd_curves_as_its_likelihood);
    tcase_add_test(noise, criteria_are_as_published);
    suite_add_tcase(suite, limits);
    suite_add_tcase(suite, seen);
    suite_add_tcase(suite, noise);
    return suite_run(suite);
}
