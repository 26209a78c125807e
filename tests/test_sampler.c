/* test_sampler.c -- draws from densities whose moments are known, on any number of threads. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "sim/study/draws.h"
#include "sim/study/least.h"
#include "sim/study/posterior.h"
#include "tests/suite.h"

static sim_draws sample(const sim_target *t, const sim_sampler_ask *ask)
{
    sim_error err = {""};
    sim_draws d;

    gsl_set_error_handler_off();
    ck_assert_msg(sim_sampler_run(t, ask, &d, &err) == SIM_OK, "%s", err.text);
    return d;
}

/* ---- densities ------------------------------------------------------------ */

/* Two normal numbers with sds of 1.7 and 0.02 and a correlation of 0.9, about (3.71, -2.385). */
static sim_status normal(void *self, size_t member, const double x[], double *density,
                         sim_error *err)
{
    const double a = (x[0] - 3.71) / 1.7, b = (x[1] + 2.385) / 0.02;

    (void)self, (void)member, (void)err;
    *density = -(a * a - 1.8 * a * b + b * b) / (2 * (1 - 0.81));
    return SIM_OK;
}

/* x ~ N(0, 100), y + bend x^2 - 100 bend ~ N(0, 1): with a bend of 0.03 that is 3, and y has a mean of
 * 0 and a variance of 1 + bend^2 2 100^2 = 19. */
static sim_status banana(void *self, size_t member, const double x[], double *density,
                         sim_error *err)
{
    const double bend = *(const double *)self, off = x[1] + bend * x[0] * x[0] - 100 * bend;

    (void)member, (void)err;
    *density = -x[0] * x[0] / 200 - off * off / 2;
    return SIM_OK;
}

/* ---- moments -------------------------------------------------------------- */

typedef struct {
    size_t dim;
    double about; /* of squares; NAN: of the number itself */
} moment;

static double take_moment(void *self, const double x[])
{
    const moment *m = self;

    return isnan(m->about) ? x[m->dim] : pow(x[m->dim] - m->about, 2);
}

/* Within four Monte-Carlo errors, and a variance within 5 %. */
static void expect_moments(const sim_draws *d, size_t dim, double mean, double variance)
{
    sim_draws_mean one, square;
    sim_error err = {""};

    ck_assert_int_eq(sim_draws_find_mean(d, take_moment, &(moment){dim, NAN}, &one, &err),
                     SIM_OK);
    ck_assert_int_eq(
        sim_draws_find_mean(d, take_moment, &(moment){dim, mean}, &square, &err), SIM_OK);
    ck_assert_double_eq_tol(one.mean, mean, 4 * one.error);
    ck_assert_double_eq_tol(square.mean, variance, 4 * square.error);
    ck_assert_double_eq_tol(square.mean, variance, 0.05 * variance);
    ck_assert_double_eq_tol(one.sd * one.sd, variance, 0.05 * variance);
}

static void expect_converged(const sim_draws *d, double time)
{
    for (size_t dim = 0; dim < 2; dim++) {
        sim_draws_summary s;
        sim_error err = {""};

        ck_assert_int_eq(sim_draws_sum_up(d, dim, &s, &err), SIM_OK);
        ck_assert(s.converged);
        ck_assert_double_lt(s.rhat, 1.01);
        ck_assert_double_lt(s.mean.time, time);
        ck_assert_double_gt(s.mean.size, 4.0 * SIM_DRAWS_TIMES);
    }
}

START_TEST(a_stretched_normal_density_has_its_moments)
{
    const double from[] = {0, -2}, spread[] = {1, 1};
    const sim_target t = {2, normal, NULL};
    sim_draws d = sample(&t, &(sim_sampler_ask){.from = from,
                                                .spread = spread,
                                                .warmup = 1000,
                                                .steps = 20000,
                                                .thin = 2,
                                                .seed = 3,
                                                .threads = 1});
    sim_draws_summary s;
    sim_error err = {""};

    expect_moments(&d, 0, 3.71, 1.7 * 1.7);
    expect_moments(&d, 1, -2.385, 4e-4);
    expect_converged(&d, 100);
    ck_assert_int_eq(sim_draws_sum_up(&d, 0, &s, &err), SIM_OK);
    /* quantiles of many effective draws: 0.03 is five of their errors */
    ck_assert_double_eq_tol(s.low, 3.71 - 1.959964 * 1.7, 0.1);
    ck_assert_double_eq_tol(s.high, 3.71 + 1.959964 * 1.7, 0.1);
    ck_assert_double_eq_tol(s.median, 3.71, 0.05);
    ck_assert_double_gt((double)d.accepted / (double)d.moves, 0.4);
    ck_assert_double_lt((double)d.accepted / (double)d.moves, 0.9);
    sim_draws_free(&d);
}
END_TEST

START_TEST(a_banana_has_its_moments)
{
    double bend = 0.03;
    const double from[] = {0, 0}, spread[] = {5, 5};
    const sim_target t = {2, banana, &bend};
    sim_draws d = sample(&t, &(sim_sampler_ask){.from = from,
                                                .spread = spread,
                                                .warmup = 2000,
                                                .steps = 50000,
                                                .thin = 10,
                                                .seed = 7,
                                                .threads = 1});

    expect_moments(&d, 0, 0, 100);
    expect_moments(&d, 1, 0, 19);
    expect_converged(&d, 1000);
    sim_draws_free(&d);
}
END_TEST

START_TEST(a_hard_banana_is_not_called_converged)
{
    double bend = 0.1;
    const double from[] = {0, 0}, spread[] = {1, 1};
    const sim_target t = {2, banana, &bend};
    sim_draws d = sample(&t, &(sim_sampler_ask){.from = from,
                                                .spread = spread,
                                                .steps = 2000,
                                                .seed = (uint64_t)_i,
                                                .threads = 1});
    sim_draws_summary one, other;
    sim_error err = {""};

    ck_assert_int_eq(sim_draws_sum_up(&d, 0, &one, &err), SIM_OK);
    ck_assert_int_eq(sim_draws_sum_up(&d, 1, &other, &err), SIM_OK);
    ck_assert(!one.converged);
    ck_assert(!other.converged);
    sim_draws_free(&d);
}
END_TEST

/* ---- of residuals --------------------------------------------------------- */

static sim_status line_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    (void)self, (void)member;
    if (b[0] > 4.5) return sim_fail(err, SIM_ESOLVER, "too high");
    for (int i = 0; i < 6; i++) r[i] = 3.71 - b[0] + 0.1 * (i % 2) - b[1];
    return SIM_OK;
}

/* Of a flat density on a line, within bounds and what is refused: b[0] from 2 to 4.5, as far as the
 * other can make up for it. */
START_TEST(residuals_are_a_density_within_their_bounds)
{
    const sim_fit_unknown unknowns[] = {{"one", 2, 9, false, 0},
                                        {"other", -2, 4, false, 0}};
    const sim_problem p = {2, 6, unknowns, 0, 0, line_residuals, NULL};
    const double from[] = {3, 0.7}, spread[] = {0.1, 0.1};
    sim_error err = {""};
    sim_posterior posterior;
    sim_target t;
    sim_draws d;
    double least = 9, most = 0;

    ck_assert_int_eq(sim_posterior_init(&posterior, &p, 2, &err), SIM_OK);
    t = sim_posterior_target(&posterior);
    d = sample(&t, &(sim_sampler_ask){.from = from,
                                      .spread = spread,
                                      .warmup = 500,
                                      .steps = 4000,
                                      .seed = 3,
                                      .threads = 1});
    for (size_t i = 0; i < d.n * SIM_ENSEMBLES * d.n_walkers; i++) {
        least = fmin(least, d.x[2 * i]);
        most = fmax(most, d.x[2 * i]);
    }
    ck_assert_double_ge(least, 2);
    ck_assert_double_lt(least, 2.02);
    ck_assert_double_le(most, 4.5);
    ck_assert_double_gt(most, 4.48);
    sim_draws_free(&d);
    sim_posterior_free(&posterior);
}
END_TEST

/* ---- threads, and what is kept -------------------------------------------- */

static const double few_from[] = {3, -2.3}, few_spread[] = {1, 0.1};
static const sim_target few_target = {2, normal, NULL};

static sim_sampler_ask ask_few(size_t threads)
{
    return (sim_sampler_ask){.from = few_from,
                             .spread = few_spread,
                             .walkers = 6,
                             .warmup = 20,
                             .steps = 507,
                             .thin = 2,
                             .seed = 11,
                             .threads = threads};
}

static void expect_alike(const sim_draws *a, const sim_draws *b)
{
    ck_assert_uint_eq(a->n, b->n);
    ck_assert_uint_eq(a->accepted, b->accepted);
    ck_assert_mem_eq(a->x, b->x, a->n * SIM_ENSEMBLES * a->n_walkers * 2 * sizeof *a->x);
    ck_assert_mem_eq(a->density, b->density,
                     a->n * SIM_ENSEMBLES * a->n_walkers * sizeof *a->density);
}

START_TEST(threads_change_nothing)
{
    const sim_sampler_ask one = ask_few(1), more = ask_few((size_t)_i);
    sim_draws a = sample(&few_target, &one), b = sample(&few_target, &more);

    ck_assert_uint_eq(a.n, 253);
    ck_assert_uint_eq(a.moves, 506 * 4 * 6);
    expect_alike(&a, &b);
    sim_draws_free(&a);
    sim_draws_free(&b);
}
END_TEST

START_TEST(ensembles_differ_and_so_do_seeds)
{
    sim_sampler_ask ask = ask_few(1);
    sim_draws a = sample(&few_target, &ask), b;

    ask.seed = 12;
    b = sample(&few_target, &ask);
    ck_assert_double_ne(sim_draws_at(&a, 9, 0, 3)[0], sim_draws_at(&a, 9, 1, 3)[0]);
    ck_assert_double_ne(sim_draws_at(&a, 9, 0, 3)[0], sim_draws_at(&b, 9, 0, 3)[0]);
    sim_draws_free(&a);
    sim_draws_free(&b);
}
END_TEST

typedef struct {
    size_t n_known, kept;
    sim_draws_block blocks[8];
    double x[8][SIM_SAMPLER_BLOCK * 24 * 2], density[8][SIM_SAMPLER_BLOCK * 24];
} shelf;

static bool have(void *self, sim_draws_block *b)
{
    const shelf *s = self;
    const size_t i = b->first / SIM_SAMPLER_BLOCK;

    if (i >= s->n_known) return false;
    ck_assert_uint_eq(s->blocks[i].first, b->first);
    ck_assert_uint_eq(s->blocks[i].n, b->n);
    b->accepted = s->blocks[i].accepted;
    memcpy(b->x, s->x[i], b->n * 24 * 2 * sizeof *b->x);
    memcpy(b->density, s->density[i], b->n * 24 * sizeof *b->density);
    return true;
}

static sim_status keep(void *self, const sim_draws_block *b, sim_error *err)
{
    shelf *s = self;
    const size_t i = b->first / SIM_SAMPLER_BLOCK;

    (void)err;
    s->blocks[i] = *b;
    memcpy(s->x[i], b->x, b->n * 24 * 2 * sizeof *b->x);
    memcpy(s->density[i], b->density, b->n * 24 * sizeof *b->density);
    s->kept++;
    return SIM_OK;
}

/* The first or the first two of three blocks are known. */
START_TEST(what_was_interrupted_goes_on)
{
    static shelf s;
    const sim_draws_store store = {have, keep, &s};
    sim_sampler_ask ask = ask_few(2);
    sim_draws whole = sample(&few_target, &ask), again;

    ask.store = &store;
    s.n_known = s.kept = 0;
    again = sample(&few_target, &ask);
    ck_assert_uint_eq(s.kept, 3);
    sim_draws_free(&again);
    s.n_known = (size_t)_i;
    again = sample(&few_target, &ask);
    ck_assert_uint_eq(s.kept, 6 - s.n_known);
    expect_alike(&whole, &again);
    sim_draws_free(&again);
    sim_draws_free(&whole);
}
END_TEST

static bool stop(void *self)
{
    (void)self;
    return true;
}

static sim_status fail_beyond(void *self, size_t member, const double x[], double *density,
                              sim_error *err)
{
    (void)self, (void)member;
    *density = 0;
    if (x[0] > 3.5) return sim_fail(err, SIM_EIO, "the disk is full");
    return x[0] > 0 ? SIM_OK : sim_fail(err, SIM_EVALUE, "below 0");
}

START_TEST(what_ends_the_work_is_told)
{
    const sim_hooks hooks = {.stop = stop};
    const sim_target broken = {2, fail_beyond, NULL};
    const double nowhere[] = {-9, 0}, narrow[] = {0.1, 0.1};
    sim_sampler_ask ask = ask_few(1);
    sim_error err = {""};
    sim_draws d;

    gsl_set_error_handler_off();
    ask.hooks = &hooks;
    ck_assert_int_eq(sim_sampler_run(&few_target, &ask, &d, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "fit: interrupted after 1 of 527 steps");
    sim_draws_free(&d);
    ask.hooks = NULL;
    ck_assert_int_eq(sim_sampler_run(&broken, &ask, &d, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "the disk is full");
    sim_draws_free(&d);
    ask.from = nowhere;
    ask.spread = narrow;
    ck_assert_int_eq(sim_sampler_run(&broken, &ask, &d, &err), SIM_ESOLVER);
    ck_assert_str_eq(err.text,
                     "fit: a walker found no place to begin in 100 draws; a narrower "
                     "spread would be right");
    sim_draws_free(&d);
}
END_TEST

START_TEST(numbers_that_cannot_be_are_refused)
{
    sim_sampler_ask ask = ask_few(1);
    sim_error err = {""};
    sim_draws d;

    ask.walkers = 7;
    ck_assert_int_eq(sim_sampler_run(&few_target, &ask, &d, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "fit: walkers = 7 is odd or too few; an even number from 4 on "
                     "would be right");
    ask.walkers = 6;
    ask.steps = 1;
    ck_assert_int_eq(sim_sampler_run(&few_target, &ask, &d, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "fit: steps = 1 leave nothing; at least 1 of which every 2 is "
                     "kept would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sampler");
    TCase *known = tcase_create("known"), *again = tcase_create("again");
    TCase *bounds = tcase_create("bounds");

    tcase_set_timeout(known, 60);
    tcase_add_test(known, a_stretched_normal_density_has_its_moments);
    tcase_add_test(known, a_banana_has_its_moments);
    tcase_add_loop_test(known, a_hard_banana_is_not_called_converged, 0, 4);
    tcase_add_test(bounds, residuals_are_a_density_within_their_bounds);
    tcase_add_loop_test(again, threads_change_nothing, 2, 4);
    tcase_add_test(again, ensembles_differ_and_so_do_seeds);
    tcase_add_loop_test(again, what_was_interrupted_goes_on, 1, 3);
    tcase_add_test(again, what_ends_the_work_is_told);
    tcase_add_test(again, numbers_that_cannot_be_are_refused);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, bounds);
    suite_add_tcase(suite, again);
    return suite_run(suite);
}
