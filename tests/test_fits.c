/* test_fits.c -- fits of many sets of data that were drawn: do their intervals hold the truth as often
 * as they say, and what do values below a limit of detection do to them? */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "sim/study/misfit.h"
#include "sim/study/profile.h"
#include "tests/suite.h"

static size_t count_sets(size_t usual)
{
    const char *asked = getenv("SETS");

    return asked ? (size_t)strtoul(asked, NULL, 10) : usual;
}

typedef struct {
    double n, mean, squares;
} tally;

static void add(tally *t, double value)
{
    const double off = value - t->mean;

    t->n++;
    t->mean += off / t->n;
    t->squares += off * (value - t->mean);
}

static double error_of(const tally *t) { return sqrt(t->squares / (t->n - 1) / t->n); }

static void expect_held(size_t held, size_t n)
{
    ck_assert_uint_ge(100 * held, 90 * n);
    ck_assert_uint_le(100 * held, 98 * n);
}

static gsl_rng *begin(uint64_t set, const char *purpose)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert_ptr_nonnull(rng);
    sim_rng_start(rng, &(sim_stream){.seed = 20, .replicate = set, .purpose = purpose});
    return rng;
}

static sim_profiles profile(const sim_problem *p, const double natural[], double threshold)
{
    double from[4];
    sim_error err = {""};
    sim_least fit;
    sim_profiles ps;

    gsl_set_error_handler_off();
    for (size_t i = 0; i < p->n_unknowns; i++)
        from[i] = sim_unknown_fitted(&p->unknowns[i], natural[i]);
    ck_assert_int_eq(sim_least_run(p, &(sim_least_ask){.from = from}, &fit, &err), SIM_OK);
    ck_assert_int_eq(fit.ending, SIM_LEAST_FOUND);
    ck_assert_int_eq(
        sim_profiles_run(p, &fit, &(sim_profile_ask){.threshold = threshold, .threads = 1},
                         &ps, &err),
        SIM_OK);
    sim_least_free(&fit);
    return ps;
}

static bool holds(const sim_profile *p, double truth)
{
    const bool low = p->sides[0].end == SIM_SIDE_CROSSED && p->sides[0].at > truth;
    const bool high = p->sides[1].end == SIM_SIDE_CROSSED && p->sides[1].at < truth;

    return !low && !high;
}

/* ---- growth --------------------------------------------------------------- */

/* A curve that levels off, with noise of a known or of a fitted standard deviation. */
enum { TIMES = 14 };

typedef struct {
    double t[TIMES], y[TIMES];
    bool fits_sd;
} growth;

static const double of_growth[] = {8.3, 21, 0.74, 0.25};
static const sim_fit_unknown unknowns_of_growth[] = {{"top", 0.1, 100, true, 0},
                                                     {"delay", 0.1, 10000, true, 0},
                                                     {"rate", 0.01, 10, true, 0},
                                                     {"sd", 0.01, 10, true, 0}};

static const sim_fitted_sd sd_of_growth = {0.01, 10, TIMES};

static double grow(double t, const double b[])
{
    return b[0] / (1 + b[1] * exp(-b[2] * t));
}

static sim_status growth_residuals(void *self, size_t member, const double b[], double r[],
                                   sim_error *err)
{
    const growth *g = self;
    const double sd = g->fits_sd ? b[3] : of_growth[3];

    (void)member, (void)err;
    for (size_t i = 0; i < TIMES; i++) r[i] = (g->y[i] - grow(g->t[i], b)) / sd;
    if (g->fits_sd) sim_misfit_of_sd(&sd_of_growth, sd, &r[TIMES]);
    return SIM_OK;
}

static growth draw_growth(uint64_t set, bool fits_sd)
{
    gsl_rng *rng = begin(set, "growth");
    growth g = {.fits_sd = fits_sd};

    for (size_t i = 0; i < TIMES; i++) {
        g.t[i] = 0.4 + 0.8 * (double)i;
        g.y[i] = grow(g.t[i], of_growth) + gsl_ran_gaussian(rng, of_growth[3]);
    }
    gsl_rng_free(rng);
    return g;
}

START_TEST(profiles_hold_the_truth_as_often_as_they_say)
{
    const bool fits_sd = _i == 1;
    const size_t n = count_sets(200);
    const double threshold = fits_sd ? sim_profile_threshold_of_noise(0.95, TIMES, 3)
                                     : sim_profile_threshold(0.95);
    size_t held[3] = {0, 0, 0}, evaluations = 0;

    for (size_t set = 0; set < n; set++) {
        growth g = draw_growth(set, fits_sd);
        const sim_problem p = {.n_unknowns = fits_sd ? 4 : 3,
                               .n_residuals = fits_sd ? TIMES + SIM_MISFIT_OF_SD : TIMES,
                               .unknowns = unknowns_of_growth,
                               .offset =
                                   fits_sd ? sim_misfit_of_sd_offset(&sd_of_growth) : 0,
                               .residuals = growth_residuals,
                               .self = &g};
        sim_profiles ps = profile(&p, of_growth, threshold);

        for (size_t i = 0; i < 3; i++) held[i] += holds(&ps.list[i], of_growth[i]);
        evaluations += ps.evaluations;
        sim_profiles_free(&ps);
    }
    if (getenv("VERBOSE"))
        fprintf(stderr, "%s sd: of %zu %zu, %zu and %zu held, %.0f evaluations each\n",
                fits_sd ? "fitted" : "known", n, held[0], held[1], held[2],
                (double)evaluations / (double)n);
    for (size_t i = 0; i < 3; i++) expect_held(held[i], n);
}
END_TEST

/* ---- below a limit -------------------------------------------------------- */

/* A decay on 12 days in 5 each, with noise of 0.3 of logarithms; half of them lie below the limit. */
enum { DAYS = 12, EACH = 5 };

typedef struct {
    size_t n;
    double start;
    sim_observation seen[DAYS * EACH];
    double day[DAYS * EACH];
} animals;

static const double tail = 2.385, start = 1e5; /* days; signal */

static double decay(double day, double time) { return start * exp(-day / time); }

static sim_status decay_residuals(void *self, size_t member, const double b[], double r[],
                                  sim_error *err)
{
    const animals *a = self;

    (void)member, (void)err;
    for (size_t i = 0; i < a->n; i++)
        r[i] = sim_misfit(&a->seen[i], decay(a->day[i], b[0]));
    return SIM_OK;
}

/* The limit is the median of what would be measured without noise. */
static animals draw_animals(uint64_t set, bool drops)
{
    const double limit = decay((DAYS + 1) / 2.0, tail);
    gsl_rng *rng = begin(set, "animals");
    animals a = {.n = 0};

    for (size_t i = 0; i < DAYS * EACH; i++) {
        const double day = 1 + (double)(i / EACH);
        const double y = decay(day, tail) * exp(gsl_ran_gaussian(rng, 0.3));

        if (y < limit && drops) continue;
        a.day[a.n] = day;
        a.seen[a.n++] = (sim_observation){.kind = SIM_ERROR_LOGARITHM,
                                          .seen = y < limit ? SIM_SEEN_BELOW : SIM_SEEN,
                                          .value = y < limit ? limit : y,
                                          .sd = 0.3};
    }
    gsl_rng_free(rng);
    return a;
}

static void fit_animals(bool drops, tally *logs, size_t *held, size_t n)
{
    static const sim_fit_unknown unknown = {"tail", 0.1, 100, true, 0};

    for (size_t set = 0; set < n; set++) {
        animals a = draw_animals(set, drops);
        const sim_problem p = {1, a.n, &unknown, 0, 0, decay_residuals, &a};
        sim_profiles ps = profile(&p, &tail, sim_profile_threshold(0.95));

        add(logs, ps.best.x[0]);
        *held += holds(&ps.list[0], tail);
        sim_profiles_free(&ps);
    }
}

START_TEST(values_below_a_limit_count_for_what_they_are)
{
    const size_t n = count_sets(200);
    tally all = {0}, dropped = {0};
    size_t held = 0, held_without = 0;

    fit_animals(false, &all, &held, n);
    fit_animals(true, &dropped, &held_without, n);
    if (getenv("VERBOSE"))
        fprintf(
            stderr,
            "below a limit: off by %.3f %% +- %.3f, of %zu %zu held; dropped: %.2f %%, %zu "
            "held\n",
            100 * expm1(all.mean - log(tail)), 100 * error_of(&all), n, held,
            100 * expm1(dropped.mean - log(tail)), held_without);
    ck_assert_double_eq_tol(all.mean, log(tail), 3 * error_of(&all));
    expect_held(held, n);
    ck_assert_double_gt(fabs(dropped.mean - log(tail)), 6 * error_of(&dropped));
    ck_assert_uint_lt(10 * held_without, 9 * n);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fits");
    TCase *growths = tcase_create("growths"), *limits = tcase_create("limits");

    tcase_set_timeout(growths, 60);
    tcase_set_timeout(limits, 60);
    tcase_add_loop_test(growths, profiles_hold_the_truth_as_often_as_they_say, 0, 2);
    tcase_add_test(limits, values_below_a_limit_count_for_what_they_are);
    suite_add_tcase(suite, growths);
    suite_add_tcase(suite, limits);
    return suite_run(suite);
}
