/* test_fit_truth.c -- fits of what the model made, with noise: logs of passages, whose best point is SciPy's, and
 * animals whose signal is lost; do intervals hold the truth as often as they say? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "tests/fitted.h"
#include "tests/suite.h"

enum { TEXT = 4096, N_FITTED = 3, MOST = 8 };

static const char *const names[N_FITTED] = {
    "passaging.cycle_time", "passaging.hazard_scale", "passaging.hazard_shape"};

static size_t count_sets(size_t usual)
{
    const char *asked = getenv("SETS");

    return asked ? (size_t)strtoul(asked, NULL, 10) : usual;
}

/* Goes down from what the text says or from another point, where an unknown of the number `held` stays. */
static void go_down(const sim_fit *fit, const double from[], size_t held, sim_least *least)
{
    const sim_fit_problem *p = &fit->parts[0].problem;
    double x[MOST] = {0}, first[MOST];
    bool holds[MOST] = {false};
    sim_error err = {""};

    sim_fit_first(p, first);
    for (size_t k = 0; k < p->problem.n_unknowns; k++) {
        x[k] = from ? from[k] : sim_unknown_fitted(&p->unknowns[k], first[k]);
        holds[k] = k == held;
    }
    ck_assert_int_eq(
        sim_least_run(&p->problem, &(sim_least_ask){.from = x, .held = holds}, least, &err),
        SIM_OK);
    ck_assert_double_lt(least->fall, 1e-3); /* beside a threshold of 3.8 */
}

/* ---- beside SciPy --------------------------------------------------------------------------- */

#define COLUMNS "columns = passage,day,seeded,area,harvested,senescent\n"

START_TEST(the_best_point_of_a_log_is_that_of_scipy)
{
    const fitted_peer *p = &fitted_peers[_i];
    const sim_problem *problem;
    sim_error err = {""};
    sim_curvature curvature;
    sim_least least;
    sim_fit fit;

    fitted_read_peer(&fit, (size_t)_i, "starts = 1\n", 1);
    problem = &fit.parts[0].problem.problem;
    go_down(&fit, NULL, MOST, &least);
    ck_assert_int_eq(sim_curvature_find(&curvature, problem, &least, NULL, &err), SIM_OK);
    ck_assert_double_le(least.chi2, p->chi2 + 1e-6 * (1 + p->chi2));
    for (size_t k = 0; k < N_FITTED; k++) {
        ck_assert_str_eq(problem->unknowns[k].name, names[k]);
        ck_assert_double_le(fabs(log(least.values[k] / p->best[k])), 0.01 * p->errors[k]);
        ck_assert_double_eq_tol(sim_curvature_error(&curvature, k), p->errors[k],
                                0.01 * p->errors[k]);
    }
    sim_curvature_free(&curvature);
    sim_least_free(&least);
    sim_fit_free(&fit);
}
END_TEST

/* ---- intervals ------------------------------------------------------------------------------- */

static const double truth[N_FITTED] = {27, 30, 4.5};

static const char schedule[] =
    "[run]\ndays = 1\n[passaging]\ncycle_time = 27\nhazard_scale = 30\n[arm a]\n"
    "[fit]\nstarts = 1\n[data log]\nformat = passages\n%s" COLUMNS
    "row 1 = 1,7,4e5,225,5e6,0.01\nrow 2 = 2,14,4e5,225,5e6,0.02\n"
    "row 3 = 3,21,5e5,225,5e6,0.05\nrow 4 = 4,28,4e5,225,4e6,0.1\n"
    "row 5 = 5,37,3e5,225,4e6,0.2\nrow 6 = 6,44,5e5,225,3e6,0.3\n"
    "row 7 = 7,53,4e5,225,2e6,0.4\nrow 8 = 8,63,4e5,225,1e6,0.6\n"
    "row 9 = 9,74,5e5,225,8e5,0.8\nrow 10 = 10,86,5e5,225,4e5,0.9\n";

/* Puts what the model says at the truth, with noise, in place of what a log has. */
static void draw(sim_fit *fit, size_t set)
{
    sim_fit_problem *p = &fit->parts[0].problem;
    double first[MOST], *model = calloc(p->n_seen, sizeof *model);
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_error err = {""};

    sim_rng_start(rng, &(sim_stream){.seed = 20, .replicate = set, .purpose = "log"});
    sim_fit_first(p, first);
    ck_assert_int_eq(sim_fit_predict(p, 0, first, model, &err), SIM_OK);
    for (size_t i = 0; i < p->n_seen; i++) {
        sim_observation *seen = &fit->all.list[p->seen[i]].seen;
        const double z = gsl_ran_gaussian(rng, 1);

        seen->value =
            seen->kind == SIM_ERROR_NORMAL ? model[i] + 0.04 * z : model[i] * exp(0.1 * z);
    }
    gsl_rng_free(rng);
    free(model);
}

static double threshold_of(const sim_fit *fit)
{
    const sim_fit_problem *p = &fit->parts[0].problem;

    return p->n_noises == 0
               ? sim_profile_threshold(0.95)
               : sim_profile_threshold_of_noise(0.95, p->n_seen, p->problem.n_unknowns - 1);
}

/* Does the profile of an unknown hold a value?  It does where the sum of squares has not risen by its
 * threshold there. */
static bool is_held(const sim_fit *fit, const sim_least *best, size_t k, double value)
{
    double x[MOST];
    sim_least there;
    bool held;

    for (size_t i = 0; i < best->n_unknowns; i++) x[i] = best->x[i];
    x[k] = sim_unknown_fitted(&fit->parts[0].problem.unknowns[k], value);
    go_down(fit, x, k, &there);
    held = there.chi2 - best->chi2 <= threshold_of(fit);
    sim_least_free(&there);
    return held;
}

/* The same of intervals as they are told. */
static void expect_told(sim_fit *fit, const bool held[N_FITTED])
{
    sim_error err = {""};

    ck_assert_msg(sim_fit_solve(fit, NULL, NULL, &err) == SIM_OK, "%s", err.text);
    for (size_t k = 0; k < N_FITTED; k++) {
        const sim_fitted *a = fitted_answer(fit, names[k]);

        ck_assert(held[k] == (!(a->low > truth[k]) && !(a->high < truth[k])));
    }
}

static void count_held(const char *rows, size_t n, size_t told, size_t counted[N_FITTED])
{
    char text[TEXT];
    sim_error err = {""};

    snprintf(text, sizeof text, schedule, rows);
    for (size_t set = 0; set < n; set++) {
        bool held[N_FITTED];
        sim_least best;
        sim_fit fit;

        ck_assert_msg(fitted_try(&fit, text, 1, &err) == SIM_OK, "%s", err.text);
        draw(&fit, set);
        go_down(&fit, NULL, MOST, &best);
        for (size_t k = 0; k < N_FITTED; k++)
            counted[k] += held[k] = is_held(&fit, &best, k, truth[k]);
        if (set < told) expect_told(&fit, held);
        sim_least_free(&best);
        sim_fit_free(&fit);
    }
}

static const char *const noises[] = {"",
                                     "harvested_sd = estimate\nsenescent_sd = estimate\n"};

/* Of few sets all but two must hold it, as 98.8 % of all tens do. */
START_TEST(intervals_of_logs_hold_the_truth_as_often_as_they_say)
{
    const size_t n = count_sets(_i == 0 ? 10 : 5);
    size_t held[N_FITTED] = {0};

    count_held(noises[_i], n, n / 10, held);
    for (size_t k = 0; k < N_FITTED; k++) {
        if (getenv("VERBOSE"))
            printf("%s%s: %zu of %zu\n", names[k], _i ? ", noise fitted" : "", held[k], n);
        ck_assert_uint_ge(held[k] + (n < 100 ? 2 : n / 10), n);
        if (n >= 100) ck_assert_uint_le(100 * held[k], 98 * n);
    }
}
END_TEST

/* ---- below a limit -------------------------------------------------------------------------- */

/* Five animals twice a week, twelve times, whose live cells are seen with noise of 0.3 of logarithms down to the median of
 * all. */
enum { DAYS = 12, EACH = 5, N_SEEN = DAYS * EACH, LONG_TEXT = 16384 };

static const double tail = 0.05;

static const char animals[] =
    "[run]\ndays = 90\n[product]\nmismatch = 0\n[persistence]\ntail = 0.05\n[arm a]\n"
    "[fit]\nstarts = 1\npersistence.tail = 0.003..0.3\n"
    "[data light]\ny = timecourse.live_fraction\nlog = 0.3\ncolumns = day,value\n";

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* Draws what is seen, and the limit, which half of it lies below. */
static double draw_animals(const double model[DAYS], size_t set, double seen[N_SEEN])
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    double sorted[N_SEEN];

    sim_rng_start(rng, &(sim_stream){.seed = 20, .replicate = set, .purpose = "light"});
    for (size_t i = 0; i < N_SEEN; i++)
        sorted[i] = seen[i] = model[i / EACH] * exp(gsl_ran_gaussian(rng, 0.3));
    gsl_rng_free(rng);
    qsort(sorted, N_SEEN, sizeof *sorted, by_value);
    return (sorted[N_SEEN / 2 - 1] + sorted[N_SEEN / 2]) / 2;
}

static double day_of(size_t i) { return 3.5 * (double)(i / EACH + 1); }

static void print_animals(const double seen[N_SEEN], double limit, bool drops,
                          char text[LONG_TEXT])
{
    size_t used = (size_t)snprintf(text, LONG_TEXT, "%s", animals);

    for (size_t i = 0; i < N_SEEN; i++)
        if (!drops || seen[i] > limit)
            used += (size_t)snprintf(text + used, LONG_TEXT - used, "row %zu = %g,%.17g\n",
                                     i + 1, day_of(i), seen[i]);
    if (!drops) snprintf(text + used, LONG_TEXT - used, "limit = %.17g\n", limit);
}

static void read_animals(sim_fit *fit, const double seen[N_SEEN], double limit, bool drops)
{
    char text[LONG_TEXT];
    sim_error err = {""};

    print_animals(seen, limit, drops, text);
    ck_assert_msg(fitted_try(fit, text, 1, &err) == SIM_OK, "%s", err.text);
}

/* What the model says on each of the days. */
static void find_truth(double model[DAYS])
{
    double any[N_SEEN], all[N_SEEN], first[MOST];
    sim_error err = {""};
    sim_fit fit;

    for (size_t i = 0; i < N_SEEN; i++) any[i] = 1;
    read_animals(&fit, any, 0.5, false);
    sim_fit_first(&fit.parts[0].problem, first);
    ck_assert_double_eq(first[0], tail);
    ck_assert_int_eq(sim_fit_predict(&fit.parts[0].problem, 0, first, all, &err), SIM_OK);
    for (size_t i = 0; i < DAYS; i++) model[i] = all[i * EACH];
    sim_fit_free(&fit);
}

typedef struct {
    double n, mean, squares;
    size_t held;
} tally;

static void add_fit(tally *t, const double seen[N_SEEN], double limit, bool drops)
{
    sim_least best;
    sim_fit fit;
    double off;

    read_animals(&fit, seen, limit, drops);
    ck_assert_uint_eq(fit.all.sets[0].n_censored, drops ? 0 : N_SEEN / 2);
    go_down(&fit, NULL, MOST, &best);
    t->held += is_held(&fit, &best, 0, tail);
    off = log(best.values[0] / tail) - t->mean;
    t->n++;
    t->mean += off / t->n;
    t->squares += off * (log(best.values[0] / tail) - t->mean);
    sim_least_free(&best);
    sim_fit_free(&fit);
}

static double error_of(const tally *t) { return sqrt(t->squares / (t->n - 1) / t->n); }

START_TEST(what_lies_below_a_limit_is_not_left_out)
{
    const size_t n = count_sets(40);
    double model[DAYS], seen[N_SEEN];
    tally all = {0}, dropped = {0};

    find_truth(model);
    for (size_t set = 0; set < n; set++) {
        const double limit = draw_animals(model, set, seen);

        add_fit(&all, seen, limit, false);
        add_fit(&dropped, seen, limit, true);
    }
    if (getenv("VERBOSE"))
        printf("below a limit: off by %.2f %% +- %.2f, %zu of %zu held; left out: %.1f %%, "
               "%zu held\n",
               100 * expm1(all.mean), 100 * error_of(&all), all.held, n,
               100 * expm1(dropped.mean), dropped.held);
    ck_assert_double_le(fabs(all.mean), 3 * error_of(&all));
    ck_assert_uint_ge(all.held, n - n / 10);
    if (n >= 100) ck_assert_uint_le(100 * all.held, 98 * n);
    ck_assert_double_lt(dropped.mean, -6 * error_of(&dropped));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fit_truth");
    TCase *tc = tcase_create("logs"), *limits = tcase_create("limits");

    tcase_set_timeout(tc, 300);
    tcase_set_timeout(limits, 300);
    tcase_add_loop_test(tc, the_best_point_of_a_log_is_that_of_scipy, 0, FITTED_PEERS);
    tcase_add_loop_test(tc, intervals_of_logs_hold_the_truth_as_often_as_they_say, 0,
                        sizeof noises / sizeof *noises);
    tcase_add_test(limits, what_lies_below_a_limit_is_not_left_out);
    suite_add_tcase(suite, tc);
    suite_add_tcase(suite, limits);
    return suite_run(suite);
}
