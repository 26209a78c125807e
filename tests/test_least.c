/* test_least.c -- the least sum of squares: known answers, bounds, refusals and noise. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "sim/study/curvature.h"
#include "sim/study/least.h"
#include "sim/study/least_parts.h"
#include "tests/suite.h"

enum { MOST = 8 };

static sim_least fit_from(const sim_problem *p, const double natural[], const bool *held)
{
    double from[MOST];
    sim_error err = {""};
    sim_least fit;

    gsl_set_error_handler_off();
    for (size_t i = 0; i < p->n_unknowns; i++)
        from[i] = sim_unknown_fitted(&p->unknowns[i], natural[i]);
    ck_assert_msg(sim_least_run(p, &(sim_least_ask){.from = from, .held = held}, &fit,
                                &err) == SIM_OK,
                  "%s", err.text);
    return fit;
}

/* ---- NIST ----------------------------------------------------------------- */

/* Misra1a of NIST's Statistical Reference Datasets: y = b1 (1 - exp(-b2 x)). */
static const double misra[14][2] = {
    {10.07, 77.6},  {14.73, 114.9}, {17.94, 141.1}, {23.93, 190.8}, {29.61, 239.9},
    {35.18, 289.0}, {40.02, 332.8}, {44.82, 378.4}, {50.76, 434.8}, {55.05, 477.3},
    {61.01, 536.8}, {66.40, 593.1}, {75.47, 689.1}, {81.78, 760.0}};

static sim_status misra_residuals(void *self, size_t member, const double b[], double r[],
                                  sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (size_t i = 0; i < 14; i++)
        r[i] = misra[i][0] - b[0] * (1 - exp(-b[1] * misra[i][1]));
    return SIM_OK;
}

/* Both of NIST's starts, on both scales; a solution that is certified to 11 digits.  A fit may stop
 * 1e-8 above the least sum, 0.001 standard errors away, where slopes are others by 1e-4. */
START_TEST(misra_is_fitted_as_nist_certifies)
{
    const bool log = _i % 2;
    const sim_fit_unknown unknowns[] = {{"b1", 0, INFINITY, log, 0},
                                        {"b2", 0, INFINITY, log, 0}};
    const sim_problem p = {2, 14, unknowns, 0, 0, misra_residuals, NULL};
    const double starts[2][2] = {{500, 1e-4}, {250, 5e-4}};
    sim_least fit = fit_from(&p, starts[_i / 2], NULL);
    const double scale[] = {log ? fit.values[0] : 1, log ? fit.values[1] : 1};
    const double spread = sqrt(fit.chi2 / 12);
    sim_curvature c;
    sim_error err = {""};

    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_double_eq_tol(fit.chi2, 1.2455138894e-01, 1.2e-8);
    ck_assert_double_eq_tol(fit.values[0], 2.3894212918e+02, 0.001 * 2.7);
    ck_assert_double_eq_tol(fit.values[1], 5.5015643181e-04, 0.001 * 7.3e-06);
    ck_assert_int_eq(sim_curvature_find(&c, &p, &fit, NULL, &err), SIM_OK);
    ck_assert_double_eq_tol(sim_curvature_error(&c, 0) * scale[0] * spread, 2.7070075241,
                            3e-4);
    ck_assert_double_eq_tol(sim_curvature_error(&c, 1) * scale[1] * spread,
                            7.2668688436e-06, 8e-10);
    sim_curvature_free(&c);
    sim_least_free(&fit);
}
END_TEST

/* ---- straight lines ------------------------------------------------------- */

/* y = a + b x with standard deviations of 1. */
static const double line[5][2] = {
    {0.3, 1.41}, {1.1, 2.08}, {1.9, 4.3}, {3.2, 4.9}, {4.4, 8.17}};

static sim_status line_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    size_t *calls = self;

    (void)member, (void)err;
    if (calls) ++*calls;
    for (size_t i = 0; i < 5; i++) r[i] = line[i][1] - b[0] - b[1] * line[i][0];
    return SIM_OK;
}

typedef struct {
    double a, b, chi2, var_a, var_b, corr;
} solution;

/* The normal equations. */
static solution solve_line(void)
{
    double n = 5, x = 0, y = 0, xx = 0, xy = 0, det;
    solution s;

    for (size_t i = 0; i < 5; i++) {
        x += line[i][0];
        y += line[i][1];
        xx += line[i][0] * line[i][0];
        xy += line[i][0] * line[i][1];
    }
    det = n * xx - x * x;
    s = (solution){(xx * y - x * xy) / det, (n * xy - x * y) / det, 0, xx / det, n / det,
                   -x / sqrt(n * xx)};
    for (size_t i = 0; i < 5; i++) s.chi2 += pow(line[i][1] - s.a - s.b * line[i][0], 2);
    return s;
}

static const sim_fit_unknown free_line[] = {{"a", -INFINITY, INFINITY, false, 0},
                                            {"b", -100, 100, false, 0}};

START_TEST(a_line_is_that_of_the_normal_equations)
{
    size_t calls = 0;
    const sim_problem p = {2, 5, free_line, 0, 0, line_residuals, &calls};
    const double start[] = {40, -30};
    sim_least fit = fit_from(&p, start, NULL);
    const solution s = solve_line();
    sim_curvature c;
    sim_error err = {""};

    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_double_eq_tol(fit.chi2, s.chi2, 1e-9);
    ck_assert_double_eq_tol(fit.values[0], s.a, 1e-5);
    ck_assert_double_eq_tol(fit.values[1], s.b, 1e-5);
    ck_assert_uint_eq(fit.evaluations, calls);
    ck_assert_uint_lt(calls, 40);
    ck_assert_uint_eq(fit.refusals, 0);
    ck_assert_int_eq(sim_curvature_find(&c, &p, &fit, NULL, &err), SIM_OK);
    ck_assert_uint_eq(c.rank, 2);
    ck_assert_double_eq_tol(pow(sim_curvature_error(&c, 0), 2), s.var_a, 1e-8);
    ck_assert_double_eq_tol(pow(sim_curvature_error(&c, 1), 2), s.var_b, 1e-8);
    ck_assert_double_eq_tol(sim_curvature_correlation(&c, 0, 1), s.corr, 1e-8);
    sim_curvature_free(&c);
    sim_least_free(&fit);
}
END_TEST

START_TEST(what_is_held_stays)
{
    const bool held[] = {false, true};
    const sim_problem p = {2, 5, free_line, 0, 0, line_residuals, NULL};
    const double start[] = {40, 2.385};
    sim_least fit = fit_from(&p, start, held);
    double sum = 0;
    sim_curvature c;
    sim_error err = {""};

    for (size_t i = 0; i < 5; i++) sum += line[i][1] - 2.385 * line[i][0];
    ck_assert_double_eq(fit.values[1], 2.385);
    ck_assert_double_eq_tol(fit.values[0], sum / 5,
                            1e-4); /* chi2 is 5 times its square above */
    ck_assert_int_eq(sim_curvature_find(&c, &p, &fit, held, &err), SIM_OK);
    ck_assert_double_eq_tol(sim_curvature_error(&c, 0), sqrt(0.2), 1e-9);
    ck_assert(isnan(sim_curvature_error(&c, 1)));
    sim_curvature_free(&c);
    sim_least_free(&fit);
}
END_TEST

/* ---- bounds --------------------------------------------------------------- */

/* With the slope at most 1.2 the line is best at exactly that, from wherever it starts. */
START_TEST(an_optimum_lies_on_a_bound_exactly_and_says_so)
{
    const double starts[][2] = {{40, -30}, {0, 1.2}, {-7, 0.3}, {0, -100}};
    const sim_fit_unknown unknowns[] = {free_line[0], {"b", -100, 1.2, false, 0}};
    const sim_problem p = {2, 5, unknowns, 0, 0, line_residuals, NULL};
    sim_least fit = fit_from(&p, starts[_i], NULL);
    double sum = 0;

    for (size_t i = 0; i < 5; i++) sum += line[i][1] - 1.2 * line[i][0];
    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_int_eq(fit.at[1], 1);
    ck_assert_int_eq(fit.at[0], 0);
    ck_assert_double_eq(fit.values[1], 1.2);
    ck_assert_double_eq_tol(fit.values[0], sum / 5, 1e-5);
    sim_least_free(&fit);
}
END_TEST

/* What starts on bounds leaves them. */
START_TEST(bounds_are_left_where_it_goes_down_inside)
{
    const sim_fit_unknown unknowns[] = {{"a", -3, 9, false, 0}, {"b", 0.1, 10, true, 0}};
    const sim_problem p = {2, 5, unknowns, 0, 0, line_residuals, NULL};
    const double starts[][2] = {{-3, 0.1}, {9, 10}, {9, 0.1}, {-3, 10}};
    sim_least fit = fit_from(&p, starts[_i], NULL);
    const solution s = solve_line();

    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_double_eq_tol(fit.values[0], s.a, 1e-4);
    ck_assert_double_eq_tol(fit.values[1], s.b, 1e-4);
    sim_least_free(&fit);
}
END_TEST

START_TEST(all_on_bounds_is_an_answer)
{
    const sim_fit_unknown unknowns[] = {{"a", 3, 9, false, 0}, {"b", 2, 10, true, 0}};
    const sim_problem p = {2, 5, unknowns, 0, 0, line_residuals, NULL};
    const double start[] = {5, 5};
    sim_least fit = fit_from(&p, start, NULL);
    sim_curvature c;
    sim_error err = {""};

    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_int_eq(fit.at[0], -1);
    ck_assert_int_eq(fit.at[1], -1);
    ck_assert_double_eq(fit.values[0], 3);
    ck_assert_double_eq(fit.values[1], 2);
    ck_assert_int_eq(sim_curvature_find(&c, &p, &fit, NULL, &err), SIM_OK);
    ck_assert_uint_eq(c.searched, 0);
    sim_curvature_free(&c);
    sim_least_free(&fit);
}
END_TEST

/* ---- refusals and noise --------------------------------------------------- */

/* Of a decay y = exp(-k t), whose fast ones are refused, and residuals are as a solver's. */
typedef struct {
    double wall, noise, truth;
    sim_status status;
    double floor;
} decay;

static sim_status decay_residuals(void *self, size_t member, const double b[], double r[],
                                  sim_error *err)
{
    const decay *d = self;

    (void)member;
    if (b[0] > d->wall || b[0] < d->floor)
        return sim_fail(err, d->status, "k = %g is too fast", b[0]);
    for (int i = 0; i < 12; i++) {
        const double t = 0.31 * (i + 1), off = 0.05 * sin(7.0 * i);

        r[i] = (b[1] * exp(-b[0] * t) - 3.71 * exp(-d->truth * t) - off) / 0.05 +
               d->noise * sin(1e9 * b[0] + 3e8 * b[1] + i);
    }
    return SIM_OK;
}

static const sim_fit_unknown rates[] = {{"k", 0.01, 100, true, 0},
                                        {"y", 0.01, 100, true, 0}};

/* The wall stands so near beyond the answer that steps of differences meet it, too. */
START_TEST(a_step_that_is_refused_is_shortened)
{
    decay open = {100, 0, 2.385, SIM_ESOLVER, 0}, d = open;
    const sim_problem p = {2, 12, rates, 0, 0, decay_residuals, &d};
    const sim_problem q = {2, 12, rates, 0, 0, decay_residuals, &open};
    const double start[] = {0.05, 0.7};
    sim_least other = fit_from(&q, start, NULL), fit;

    d.wall = other.values[0] * 1.000001;
    fit = fit_from(&p, start, NULL);
    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_uint_gt(fit.refusals, 0);
    ck_assert_double_eq_tol(fit.values[0], other.values[0], 1e-5);
    sim_least_free(&fit);
    sim_least_free(&other);
}
END_TEST

/* Between walls that are nearer than any first step of a difference. */
START_TEST(a_difference_that_is_refused_is_shortened)
{
    decay d = {100, 0, 2.385, SIM_ESOLVER, 0};
    const sim_problem p = {2, 12, rates, 0, 0, decay_residuals, &d};
    const double start[] = {0.05, 0.7};
    sim_least other = fit_from(&p, start, NULL), fit;

    d.wall = other.values[0] * 1.000001;
    d.floor = other.values[0] * 0.999999;
    fit = fit_from(&p, other.values, NULL);
    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_uint_gt(fit.refusals, 1);
    /* of steps that are a sixteenth as long, slopes are still sure to 1e-6 */
    for (size_t i = 0; i < 24; i++)
        ck_assert_double_eq_tol(fit.jacobian[i], other.jacobian[i],
                                1e-6 * (1 + fabs(other.jacobian[i])));
    sim_least_free(&fit);
    sim_least_free(&other);
}
END_TEST

START_TEST(a_start_that_is_refused_is_told)
{
    decay d = {2.4, 0, 2.385, SIM_EVALUE, 0};
    const sim_problem p = {2, 12, rates, 0, 0, decay_residuals, &d};
    const double start[] = {3, 0.7};
    sim_least fit = fit_from(&p, start, NULL);

    ck_assert_int_eq(fit.ending, SIM_LEAST_REFUSED);
    ck_assert(isinf(fit.chi2));
    ck_assert_uint_eq(fit.evaluations, 1);
    ck_assert_uint_eq(fit.refusals, 1);
    sim_least_free(&fit);
}
END_TEST

START_TEST(what_is_no_refusal_ends_the_work)
{
    decay d = {1.50001, 0, 2.385, SIM_ESTOP, 0};
    const sim_problem p = {2, 12, rates, 0, 0, decay_residuals, &d};
    const double from[] = {log(1.5), log(0.7)};
    sim_error err = {""};
    sim_least fit;

    gsl_set_error_handler_off();
    ck_assert_int_eq(sim_least_run(&p, &(sim_least_ask){.from = from}, &fit, &err),
                     SIM_ESTOP);
    ck_assert_str_eq(strrchr(err.text, ' '), " fast");
    sim_least_free(&fit);
}
END_TEST

/* A hundredth of a standard error is what a fit is asked for; noise is 1e-7 of a solver, in
 * residuals of 20 of them. */
START_TEST(noise_of_a_solver_moves_nothing)
{
    decay d = {100, 2e-6, 2.385, SIM_ESOLVER, 0}, smooth = {100, 0, 2.385, SIM_ESOLVER, 0};
    const sim_problem p = {2, 12, rates, 2e-6, 0, decay_residuals, &d};
    const sim_problem q = {2, 12, rates, 0, 0, decay_residuals, &smooth};
    const double start[] = {0.05, 0.7};
    sim_least fit = fit_from(&p, start, NULL), other = fit_from(&q, start, NULL);
    sim_curvature c;
    sim_error err = {""};

    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_double_le(fit.chi2, other.chi2 + 1e-6 * (1 + other.chi2));
    ck_assert_int_eq(sim_curvature_find(&c, &q, &other, NULL, &err), SIM_OK);
    for (size_t i = 0; i < 2; i++)
        ck_assert_double_le(fabs(fit.x[i] - other.x[i]), 0.01 * sim_curvature_error(&c, i));
    sim_curvature_free(&c);
    sim_least_free(&fit);
    sim_least_free(&other);
}
END_TEST

START_TEST(evaluations_end_where_told)
{
    const sim_problem p = {2, 14, rates, 0, 0, misra_residuals, NULL};
    const double from[] = {0, 0};
    sim_error err = {""};
    sim_least fit;

    gsl_set_error_handler_off();
    ck_assert_int_eq(
        sim_least_run(&p, &(sim_least_ask){.from = from, .most = 5}, &fit, &err), SIM_OK);
    ck_assert_int_eq(fit.ending, SIM_LEAST_SPENT);
    ck_assert_str_eq(sim_least_ending_text(fit.ending), "all evaluations were used");
    sim_least_free(&fit);
}
END_TEST

/* ---- what cannot be told -------------------------------------------------- */

static sim_status product_residuals(void *self, size_t member, const double b[], double r[],
                                    sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (size_t i = 0; i < 5; i++) r[i] = log(b[0] * b[1] / (1 + (double)i * b[2])) - 0.3;
    return SIM_OK;
}

START_TEST(of_two_factors_their_product_is_found)
{
    const sim_fit_unknown unknowns[] = {{"one", 0.1, 10, true, 0},
                                        {"other", 0.1, 10, true, 0},
                                        {"third", 0.01, 10, true, 0}};
    const sim_problem p = {3, 5, unknowns, 0, 0, product_residuals, NULL};
    const double start[] = {0.4, 3, 1};
    sim_least fit = fit_from(&p, start, NULL);
    sim_curvature c;
    sim_error err = {""};

    ck_assert_int_eq(sim_curvature_find(&c, &p, &fit, NULL, &err), SIM_OK);
    ck_assert_int_eq(fit.at[2], -1);
    ck_assert_uint_eq(c.searched, 2);
    ck_assert_uint_eq(c.rank, 1);
    ck_assert_double_eq_tol(sim_curvature_correlation(&c, 0, 1), -1, 1e-6);
    ck_assert_double_gt(sim_curvature_error(&c, 0), 1e3);
    sim_curvature_free(&c);
    sim_least_free(&fit);
}
END_TEST

START_TEST(problems_that_are_none_are_refused)
{
    const sim_fit_unknown turned = {"k", 3, 2, false, 0}, below = {"k", -1, 2, true, 0};
    const sim_problem p = {1, 5, &turned, 0, 0, line_residuals, NULL};
    const sim_problem q = {1, 5, &below, 0, 0, line_residuals, NULL};
    const sim_problem none = {2, 0, free_line, 0, 0, line_residuals, NULL};
    sim_error err = {""};

    ck_assert_int_eq(sim_problem_check(&p, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "k: bounds 3 to 2 are not in order; the lower one first would be "
                     "right");
    ck_assert_int_eq(sim_problem_check(&q, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "k: a logarithm has no bound at -1; a number above 0 would be "
                     "right");
    ck_assert_int_eq(sim_problem_check(&none, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "fit: there is no observation; at least 1 would be right");
}
END_TEST

/* Noise of 1e-6 in residuals: of steps of its square root, and twice its cube root. */
START_TEST(derivatives_are_as_sure_as_their_steps)
{
    const sim_problem p = {.noise = 1e-6};
    sim_descent d = {.problem = &p};

    ck_assert_double_eq_tol(sim_descent_blur(&d), 1e-3, 1e-15);
    d.two_sided = true;
    ck_assert_double_eq_tol(sim_descent_blur(&d), 1e-4, 1e-15);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("least");
    TCase *known = tcase_create("known"), *bounds = tcase_create("bounds");
    TCase *hard = tcase_create("hard");

    tcase_add_loop_test(known, misra_is_fitted_as_nist_certifies, 0, 4);
    tcase_add_test(known, a_line_is_that_of_the_normal_equations);
    tcase_add_test(known, what_is_held_stays);
    tcase_add_loop_test(bounds, an_optimum_lies_on_a_bound_exactly_and_says_so, 0, 4);
    tcase_add_loop_test(bounds, bounds_are_left_where_it_goes_down_inside, 0, 4);
    tcase_add_test(bounds, all_on_bounds_is_an_answer);
    tcase_add_test(hard, a_step_that_is_refused_is_shortened);
    tcase_add_test(hard, a_difference_that_is_refused_is_shortened);
    tcase_add_test(hard, a_start_that_is_refused_is_told);
    tcase_add_test(hard, what_is_no_refusal_ends_the_work);
    tcase_add_test(hard, derivatives_are_as_sure_as_their_steps);
    tcase_add_test(hard, noise_of_a_solver_moves_nothing);
    tcase_add_test(hard, evaluations_end_where_told);
    tcase_add_test(hard, of_two_factors_their_product_is_found);
    tcase_add_test(hard, problems_that_are_none_are_refused);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, bounds);
    suite_add_tcase(suite, hard);
    return suite_run(suite);
}
