/* test_foretold.c -- numbers that a fit foretells: closed forms, profiles, what the data do not bound. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "sim/study/foretold.h"
#include "tests/curves.h"
#include "tests/suite.h"

enum { MOST = 4 };

typedef struct {
    sim_profiles profiles;
    sim_pool pool;
    sim_foretold list[MOST];
} found;

static found find(const sim_problem *p, const double natural[], sim_foretell *foretell,
                  size_t n, size_t threads)
{
    const double threshold = sim_profile_threshold(0.95);
    const sim_profile_ask profile = {.threshold = threshold, .threads = 1};
    double from[MOST];
    sim_error err = {""};
    sim_least fit;
    found f = {.pool = {0}};
    sim_foretold_ask ask = {.problem = p,
                            .profiles = &f.profiles,
                            .threshold = threshold,
                            .n_numbers = n,
                            .foretell = foretell,
                            .self = (void *)p,
                            .threads = threads};

    gsl_set_error_handler_off();
    for (size_t i = 0; i < p->n_unknowns; i++)
        from[i] = sim_unknown_fitted(&p->unknowns[i], natural[i]);
    ck_assert(sim_least_run(p, &(sim_least_ask){.from = from}, &fit, &err) == SIM_OK);
    ck_assert(sim_profiles_run(p, &fit, &profile, &f.profiles, &err) == SIM_OK);
    sim_least_free(&fit);
    ck_assert_msg(sim_foretold_find(&ask, &f.pool, f.list, &err) == SIM_OK, "%s", err.text);
    return f;
}

static void forget(found *f)
{
    sim_profiles_free(&f->profiles);
    sim_pool_free(&f->pool);
}

/* ---- a line ------------------------------------------------------------------------------------ */

static const double line[6][2] = {{0.3, 1.41}, {1.1, 2.08}, {1.9, 4.3},
                                  {3.2, 4.9},  {4.4, 8.17}, {5.1, 8.02}};

static sim_status line_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (size_t i = 0; i < 6; i++) r[i] = line[i][1] - b[0] - b[1] * line[i][0];
    return SIM_OK;
}

static const double abscissae[MOST] = {-3.71, 0, 2.385, 23.85};

static sim_status line_at(void *self, size_t member, const double b[], double numbers[],
                          sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (size_t i = 0; i < MOST; i++) numbers[i] = b[0] + b[1] * abscissae[i];
    return SIM_OK;
}

/* +-1.96 standard errors of the line at each x: sqrt((xx - 2 x sum + n x^2) / det). */
START_TEST(of_a_line_it_is_the_band_of_the_normal_distribution)
{
    const sim_fit_unknown unknowns[2] = {{.name = "a", .low = -INFINITY, .high = INFINITY},
                                         {.name = "b", .low = -INFINITY, .high = INFINITY}};
    const sim_problem p = {.n_unknowns = 2,
                           .n_residuals = 6,
                           .unknowns = unknowns,
                           .residuals = line_residuals};
    const double from[2] = {1, 1};
    found f = find(&p, from, line_at, MOST, 2);
    double n = 6, x = 0, xx = 0;

    for (size_t i = 0; i < 6; i++) {
        x += line[i][0];
        xx += line[i][0] * line[i][0];
    }
    for (size_t i = 0; i < MOST; i++) {
        const double at = abscissae[i], det = n * xx - x * x;
        const double half = 1.959963985 * sqrt((xx - 2 * at * x + n * at * at) / det);

        ck_assert(!f.list[i].ends[0].is_open && !f.list[i].ends[1].is_open);
        ck_assert_uint_eq(f.list[i].ends[0].by, 2);
        ck_assert_double_eq_tol(f.list[i].ends[0].at, f.list[i].value - half, 1e-3 * half);
        ck_assert_double_eq_tol(f.list[i].ends[1].at, f.list[i].value + half, 1e-3 * half);
    }
    forget(&f);
}
END_TEST

/* ---- curves ------------------------------------------------------------------------------------ */

static sim_status unknowns_themselves(void *self, size_t member, const double values[],
                                      double numbers[], sim_error *err)
{
    const sim_problem *p = self;

    (void)member, (void)err;
    for (size_t k = 0; k < p->n_unknowns; k++) numbers[k] = values[k];
    return SIM_OK;
}

/* An unknown is a number like any other: SciPy's ends of its profile; where its range ends it is
 * open. */
START_TEST(of_an_unknown_it_is_its_profile)
{
    const curve *c = &curves[_i];
    sim_fit_unknown unknowns[CURVES_UNKNOWNS];
    const sim_problem p = (curves_unknowns(c, unknowns), curves_problem(c, unknowns));
    found f = find(&p, c->values, unknowns_themselves, c->n_unknowns, 1);

    for (size_t i = 0; i < c->n_unknowns; i++) {
        const sim_foretold *one = &f.list[i];

        ck_assert_double_eq_tol(one->value, c->values[i], 1e-4 * fabs(c->values[i]));
        ck_assert(!one->ends[0].is_open == !isnan(c->below[i]));
        ck_assert_msg(!one->ends[1].is_open == !isnan(c->above[i]), "%zu %g %g", i,
                      one->ends[1].at, c->above[i]);
        if (!isnan(c->below[i]))
            ck_assert_double_eq_tol(one->ends[0].at, c->below[i],
                                    0.01 * (c->values[i] - c->below[i]));
        if (!isnan(c->above[i]))
            ck_assert_double_eq_tol(one->ends[1].at, c->above[i],
                                    0.01 * (c->above[i] - c->values[i]));
        else
            ck_assert_double_eq_tol(one->ends[1].at, c->high[i], 1e-3 * c->high[i]);
    }
    forget(&f);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const curve *c = &curves[0];
    sim_fit_unknown unknowns[CURVES_UNKNOWNS];
    const sim_problem p = (curves_unknowns(c, unknowns), curves_problem(c, unknowns));
    found one = find(&p, c->values, unknowns_themselves, c->n_unknowns, 1);
    found three = find(&p, c->values, unknowns_themselves, c->n_unknowns, 3);

    for (size_t i = 0; i < c->n_unknowns; i++)
        for (size_t side = 0; side < 2; side++)
            ck_assert_double_eq(one.list[i].ends[side].at, three.list[i].ends[side].at);
    forget(&one);
    forget(&three);
}
END_TEST

/* ---- what the data do not bound ---------------------------------------------------------------- */

static const double seen[3] = {2.385, 2.52, 2.44};

/* Of two factors only the product is seen, with an sd of 0.1. */
static sim_status product(void *self, size_t member, const double b[], double r[],
                          sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (size_t i = 0; i < 3; i++) r[i] = (b[0] * b[1] - seen[i]) / 0.1;
    return SIM_OK;
}

static sim_status of_factors(void *self, size_t member, const double b[], double numbers[],
                             sim_error *err)
{
    (void)self, (void)member, (void)err;
    numbers[0] = b[0] * b[1];
    numbers[1] = log(b[0] / b[1]);
    numbers[2] = 3.71;
    numbers[3] = NAN;
    return SIM_OK;
}

START_TEST(what_the_data_do_not_bound_is_open)
{
    const sim_fit_unknown unknowns[2] = {{.name = "a", .low = 0.5, .high = 8, .log = true},
                                         {.name = "b", .low = 0.1, .high = 5, .log = true}};
    const sim_problem p = {
        .n_unknowns = 2, .n_residuals = 3, .unknowns = unknowns, .residuals = product};
    const double from[2] = {1.5, 1.6}, mean = (seen[0] + seen[1] + seen[2]) / 3;
    const double half = 1.959963985 * 0.1 / sqrt(3);
    found f = find(&p, from, of_factors, MOST, 1);

    ck_assert_double_eq_tol(f.list[0].ends[0].at, mean - half, 0.01 * half);
    ck_assert_double_eq_tol(f.list[0].ends[1].at, mean + half, 0.01 * half);
    ck_assert(!f.list[0].ends[0].is_open && !f.list[0].ends[1].is_open);
    ck_assert(f.list[1].ends[0].is_open && f.list[1].ends[1].is_open);
    ck_assert_uint_lt(f.list[1].ends[1].by, 2);
    ck_assert_double_eq(f.list[2].ends[0].at, 3.71);
    ck_assert_double_eq(f.list[2].ends[1].at, 3.71);
    ck_assert(!f.list[2].ends[0].is_open && !f.list[2].ends[1].is_open);
    ck_assert(isnan(f.list[3].value) && isnan(f.list[3].ends[0].at));
    forget(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("foretold");
    TCase *known = tcase_create("known"), *open = tcase_create("open");

    tcase_add_test(known, of_a_line_it_is_the_band_of_the_normal_distribution);
    tcase_add_loop_test(known, of_an_unknown_it_is_its_profile, 0, CURVES);
    tcase_add_test(known, threads_change_nothing);
    tcase_add_test(open, what_the_data_do_not_bound_is_open);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, open);
    return suite_run(suite);
}
