/* test_starts.c -- many starts: the best of SciPy, any number of threads, what is kept and refused. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "sim/study/curvature.h"
#include "sim/study/starts.h"
#include "tests/curves.h"
#include "tests/suite.h"

static sim_starts start(const sim_problem *p, const sim_starts_ask *ask)
{
    sim_error err = {""};
    sim_starts s;

    gsl_set_error_handler_off();
    ck_assert_msg(sim_starts_run(p, ask, &s, &err) == SIM_OK, "%s", err.text);
    return s;
}

/* ---- SciPy ---------------------------------------------------------------- */

START_TEST(the_best_start_is_where_scipy_ends)
{
    const curve *c = &curves[_i];
    sim_fit_unknown unknowns[CURVES_UNKNOWNS];
    const sim_problem p = (curves_unknowns(c, unknowns), curves_problem(c, unknowns));
    sim_starts s = start(&p, &(sim_starts_ask){.n = 20, .seed = 3, .threads = 2});
    const sim_start *best = &s.list[s.order[0]];
    sim_error err = {""};
    sim_curvature curvature;
    sim_least fit;

    ck_assert_int_eq(best->ending, SIM_LEAST_FOUND);
    ck_assert_double_le(best->chi2, c->chi2 + 1e-6 * (1 + c->chi2));
    ck_assert_int_eq(sim_least_run(&p, &(sim_least_ask){.from = best->x}, &fit, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_curvature_find(&curvature, &p, &fit, NULL, &err), SIM_OK);
    for (size_t i = 0; i < c->n_unknowns; i++) {
        if (fit.at[i] != 0)
            ck_assert_double_eq(fit.values[i], c->values[i]);
        else
            ck_assert_double_le(
                fabs(fit.x[i] - sim_unknown_fitted(&unknowns[i], c->values[i])),
                0.01 * sim_curvature_error(&curvature, i));
    }
    sim_curvature_free(&curvature);
    sim_least_free(&fit);
    sim_starts_free(&s);
}
END_TEST

/* ---- two valleys ---------------------------------------------------------- */

/* sin has many ways to run through few points: the least sum of squares is at 2.385, others are
 * higher.  Beyond a wall all is refused. */
typedef struct {
    double wall;
    size_t calls[8];
} wave;

static sim_status wave_residuals(void *self, size_t member, const double values[],
                                 double r[], sim_error *err)
{
    wave *w = self;

    w->calls[member]++;
    if (values[0] > w->wall)
        return sim_fail(err, SIM_ESOLVER, "%g is beyond the wall", values[0]);
    for (int i = 0; i < 9; i++) {
        const double t = 0.7 * i + 0.1 * (i % 3);

        r[i] = (values[1] * sin(values[0] * t) - 3.71 * sin(2.385 * t)) / 0.5;
    }
    return SIM_OK;
}

static const sim_fit_unknown of_wave[] = {{"pitch", 0.5, 6, true, 0},
                                          {"height", 0, 10, false, 0}};

static sim_problem wave_problem(wave *w)
{
    return (sim_problem){2, 9, of_wave, 0, 0, wave_residuals, w};
}

START_TEST(a_waterfall_has_steps_and_its_least_is_the_truth)
{
    wave w = {.wall = 100};
    const sim_problem p = wave_problem(&w);
    sim_starts s = start(&p, &(sim_starts_ask){.n = 24, .seed = 11, .threads = 1});

    ck_assert_double_eq_tol(s.list[s.order[0]].x[0], log(2.385), 1e-4);
    for (size_t i = 1; i < s.n; i++)
        ck_assert_double_le(s.list[s.order[i - 1]].chi2, s.list[s.order[i]].chi2);
    ck_assert_uint_gt(sim_starts_reached(&s, 1e-3), 2);
    ck_assert_uint_lt(sim_starts_reached(&s, 1e-3), 20);
    ck_assert_uint_eq(sim_starts_reached(&s, INFINITY), 24);
    ck_assert_uint_eq(s.redrawn, 0);
    ck_assert_uint_eq(s.evaluations, w.calls[0]);
    sim_starts_free(&s);
}
END_TEST

static void expect_alike(const sim_starts *a, const sim_starts *b)
{
    ck_assert_uint_eq(a->n, b->n);
    ck_assert_mem_eq(a->x, b->x, a->n * a->n_unknowns * sizeof *a->x);
    ck_assert_mem_eq(a->order, b->order, a->n * sizeof *a->order);
    for (size_t i = 0; i < a->n; i++) {
        ck_assert_double_eq(a->list[i].chi2, b->list[i].chi2);
        ck_assert_uint_eq(a->list[i].redrawn, b->list[i].redrawn);
        ck_assert_uint_eq(a->list[i].evaluations, b->list[i].evaluations);
        ck_assert_int_eq(a->list[i].ending, b->list[i].ending);
    }
}

START_TEST(threads_change_nothing)
{
    wave w = {.wall = 3};
    const sim_problem p = wave_problem(&w);
    sim_starts one = start(&p, &(sim_starts_ask){.n = 17, .seed = 5, .threads = 1});
    sim_starts more =
        start(&p, &(sim_starts_ask){.n = 17, .seed = 5, .threads = (size_t)_i});
    sim_starts other = start(&p, &(sim_starts_ask){.n = 17, .seed = 6, .threads = 1});

    expect_alike(&one, &more);
    ck_assert_double_ne(one.x[0], other.x[0]);
    sim_starts_free(&one);
    sim_starts_free(&more);
    sim_starts_free(&other);
}
END_TEST

START_TEST(a_refused_start_is_drawn_again_and_counted)
{
    wave w = {.wall = 2.5};
    const sim_problem p = wave_problem(&w);
    sim_starts s = start(&p, &(sim_starts_ask){.n = 24, .seed = 11, .threads = 1});
    size_t redrawn = 0;

    for (size_t i = 0; i < s.n; i++) {
        ck_assert(isfinite(s.list[i].chi2));
        redrawn += s.list[i].redrawn;
    }
    ck_assert_uint_gt(redrawn, 5); /* 0.35 of the range lie beyond the wall */
    ck_assert_uint_lt(redrawn, 30);
    ck_assert_uint_eq(s.redrawn, redrawn);
    ck_assert_uint_eq(s.refused, 0);
    sim_starts_free(&s);
}
END_TEST

START_TEST(nothing_but_refusals_is_a_failure)
{
    wave w = {.wall = 0.1};
    const sim_problem p = wave_problem(&w);
    sim_error err = {""};
    sim_starts s;

    ck_assert_int_eq(sim_starts_run(&p, &(sim_starts_ask){.n = 3, .threads = 1}, &s, &err),
                     SIM_ESOLVER);
    ck_assert_str_eq(err.text,
                     "fit: all of 3 starts were refused, 300 draws; narrower bounds "
                     "would be right");
    sim_starts_free(&s);
}
END_TEST

START_TEST(the_first_start_is_the_one_given)
{
    wave w = {.wall = 100};
    const sim_problem p = wave_problem(&w);
    const double first[] = {2.4, 3};
    sim_starts s =
        start(&p, &(sim_starts_ask){.n = 1, .seed = 11, .threads = 1, .first = first});

    ck_assert_double_eq_tol(s.list[0].x[0], log(2.385), 1e-4);
    ck_assert_double_eq_tol(s.list[0].x[1], 3.71, 1e-3);
    sim_starts_free(&s);
}
END_TEST

/* ---- what is kept --------------------------------------------------------- */

enum { KEPT = 16 };

typedef struct {
    sim_start list[KEPT];
    double x[KEPT][2];
    bool known[KEPT];
    size_t n_kept;
} shelf;

static bool have(void *self, size_t number, sim_start *one)
{
    shelf *s = self;
    double *x = one->x;

    if (!s->known[number]) return false;
    *one = s->list[number];
    one->x = x;
    memcpy(x, s->x[number], sizeof s->x[number]);
    return true;
}

static sim_status keep(void *self, size_t number, const sim_start *one, sim_error *err)
{
    shelf *s = self;

    (void)err;
    s->list[number] = *one;
    memcpy(s->x[number], one->x, sizeof s->x[number]);
    s->known[number] = true;
    s->n_kept++;
    return SIM_OK;
}

static bool stop_after_5(void *self) { return ((shelf *)self)->n_kept >= 5; }

START_TEST(what_was_interrupted_goes_on)
{
    static shelf shelf_of_all;
    wave w = {.wall = 3};
    const sim_problem p = wave_problem(&w);
    const sim_starts_store store = {have, keep, &shelf_of_all};
    const sim_hooks hooks = {.stop = stop_after_5, .self = &shelf_of_all};
    sim_starts_ask ask = {
        .n = KEPT, .seed = 5, .threads = 2, .store = &store, .hooks = &hooks};
    sim_starts whole = start(&p, &(sim_starts_ask){.n = KEPT, .seed = 5, .threads = 1}), s;
    sim_error err = {""};

    shelf_of_all = (shelf){.n_kept = 0};
    ck_assert_int_eq(sim_starts_run(&p, &ask, &s, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "fit: interrupted while starts were worked out");
    sim_starts_free(&s);
    ck_assert_uint_ge(shelf_of_all.n_kept, 5);
    ck_assert_uint_lt(shelf_of_all.n_kept, 8);
    ask.hooks = NULL;
    s = start(&p, &ask);
    ck_assert_uint_eq(shelf_of_all.n_kept, KEPT);
    expect_alike(&whole, &s);
    sim_starts_free(&s);
    sim_starts_free(&whole);
}
END_TEST

static sim_status keep_none(void *self, size_t number, const sim_start *one, sim_error *err)
{
    (void)self, (void)one;
    return sim_fail(err, SIM_EIO, "start %zu cannot be kept", number);
}

START_TEST(what_cannot_be_kept_ends_it)
{
    wave w = {.wall = 3};
    const sim_problem p = wave_problem(&w);
    const sim_starts_store store = {.keep = keep_none};
    sim_error err = {""};
    sim_starts s;

    gsl_set_error_handler_off();
    ck_assert_int_eq(
        sim_starts_run(&p, &(sim_starts_ask){.n = 3, .threads = 1, .store = &store}, &s,
                       &err),
        SIM_EIO);
    ck_assert_str_eq(err.text, "start 0 cannot be kept");
    sim_starts_free(&s);
}
END_TEST

START_TEST(ranges_without_end_are_refused)
{
    const sim_fit_unknown open = {"pitch", 0, 6, true, 0};
    const sim_problem p = {1, 9, &open, 0, 0, wave_residuals, NULL};
    sim_error err = {""};
    sim_starts s;

    ck_assert_int_eq(sim_starts_run(&p, &(sim_starts_ask){.n = 3}, &s, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "pitch: starts are drawn from 0 to 6; a range that ends on both "
                     "sides, above 0, would be right");
    ck_assert_int_eq(sim_starts_run(&p, &(sim_starts_ask){.n = 0}, &s, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "fit: starts = 0; at least 1 would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("starts");
    TCase *best = tcase_create("best"), *many = tcase_create("many");
    TCase *kept = tcase_create("kept");

    tcase_add_loop_test(best, the_best_start_is_where_scipy_ends, 0, CURVES);
    tcase_add_test(many, a_waterfall_has_steps_and_its_least_is_the_truth);
    tcase_add_loop_test(many, threads_change_nothing, 2, 5);
    tcase_add_test(many, a_refused_start_is_drawn_again_and_counted);
    tcase_add_test(many, nothing_but_refusals_is_a_failure);
    tcase_add_test(many, the_first_start_is_the_one_given);
    tcase_add_test(many, ranges_without_end_are_refused);
    tcase_add_test(kept, what_was_interrupted_goes_on);
    tcase_add_test(kept, what_cannot_be_kept_ends_it);
    suite_add_tcase(suite, best);
    suite_add_tcase(suite, many);
    suite_add_tcase(suite, kept);
    return suite_run(suite);
}
