/* test_runner.c -- a run that is taken step by step, by whoever takes the steps. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/runner.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The oscillator: a and b move each other, c follows a; kicks come at 1.7 and every 2 after. */
enum { C = 2 };

typedef struct {
    sim_setup setup;
    sim_options options;
    sim_run run;
    sim_runner runner;
    sim_result result;
    sim_error err;
} walk;

static sim_status open_walk(walk *w, size_t work, double end)
{
    const sim_value values[] = {{"stiff", 23.85}, {"kicks", 2}, {0}};

    memset(w, 0, sizeof *w);
    ck_assert_int_eq(sim_setup_init(&w->setup, &model_circle, values, &w->err), SIM_OK);
    w->options = (sim_options){.rtol = 1e-6, .work = work};
    w->run = (sim_run){.net = &w->setup.net,
                       .p = w->setup.p,
                       .options = &w->options,
                       .end = end,
                       .every = 0.371};
    return sim_runner_open(&w->runner, &w->run, &w->result, &w->err);
}

static sim_status take_step(walk *w, sim_step *step)
{
    sim_runner *r = &w->runner;

    ck_assert_int_eq(r->stepper->advance(r->state, sim_runner_stop(r), step, &w->err),
                     SIM_OK);
    return sim_runner_take(r, step);
}

static void free_walk(walk *w)
{
    sim_result_free(&w->result);
    sim_setup_free(&w->setup);
}

/* ---- from start to end ----------------------------------------------------- */

START_TEST(steps_taken_one_by_one_give_the_run)
{
    const size_t width = model_circle.n_states * sizeof(double);
    sim_result whole;
    sim_step step;
    walk w;

    ck_assert_int_eq(open_walk(&w, 0, 6), SIM_OK);
    while (sim_runner_goes_on(&w.runner)) ck_assert_int_eq(take_step(&w, &step), SIM_OK);
    ck_assert_int_eq(sim_runner_close(&w.runner, SIM_OK), SIM_OK);
    ck_assert_int_eq(sim_run_model(&w.run, &whole, &w.err), SIM_OK);
    ck_assert_double_eq(w.result.t_end, 6);
    ck_assert_mem_eq(w.result.x_end, whole.x_end, width);
    ck_assert_uint_eq(w.result.grid.n, whole.grid.n);
    ck_assert_mem_eq(w.result.grid.x, whole.grid.x, whole.grid.n * width);
    ck_assert_str_eq(w.result.solver, whole.solver);
    ck_assert_mem_eq(&w.result.cost, &whole.cost, sizeof whole.cost);
    sim_result_free(&whole);
    free_walk(&w);
}
END_TEST

START_TEST(a_step_stops_at_the_next_event_and_then_at_the_end)
{
    double stops[3] = {0};
    size_t n = 0;
    sim_step step;
    walk w;

    ck_assert_int_eq(open_walk(&w, 0, 4.385), SIM_OK);
    while (sim_runner_goes_on(&w.runner)) {
        const double stop = sim_runner_stop(&w.runner);

        if (n == 0 || stop != stops[n - 1]) {
            ck_assert_uint_lt(n, 3);
            stops[n++] = stop;
        }
        ck_assert_int_eq(take_step(&w, &step), SIM_OK);
    }
    ck_assert_double_eq(stops[0], 1.7);
    ck_assert_double_eq(stops[1], 3.7);
    ck_assert_double_eq(stops[2], 4.385);
    ck_assert_int_eq(sim_runner_close(&w.runner, SIM_OK), SIM_OK);
    ck_assert_double_eq(w.result.given[0], 2);
    ck_assert_double_eq(w.result.missed[0], 0);
    free_walk(&w);
}
END_TEST

/* ---- steps that are not taken ----------------------------------------------- */

/* c cannot be below 0 while a is not: it follows a. */
START_TEST(a_step_that_ends_below_nothing_leaves_all_and_the_next_is_shorter)
{
    double x0[16], x1[16];
    sim_step step;
    walk w;

    ck_assert_int_eq(open_walk(&w, 0, 6), SIM_OK);
    memcpy(x0, w.runner.x, model_circle.n_states * sizeof *x0);
    memcpy(x1, x0, sizeof x1);
    x1[C] = -2.385e-2;
    step = (sim_step){0, 0.8, x0, x1};
    for (int i = 1; i <= 2; i++) {
        ck_assert_int_eq(sim_runner_take(&w.runner, &step), SIM_OK);
        ck_assert_double_eq(w.runner.t, 0);
        ck_assert_mem_eq(w.runner.x, x0, model_circle.n_states * sizeof *x0);
        step.t1 = sim_runner_stop(&w.runner);
        ck_assert_double_eq_tol(step.t1, i == 1 ? 0.2 : 0.05, 1e-15);
    }
    ck_assert_int_eq(take_step(&w, &step), SIM_OK);
    ck_assert_double_gt(w.runner.t, 0);
    ck_assert_double_le(w.runner.t, 0.05);
    ck_assert_double_eq(sim_runner_stop(&w.runner), 1.7);
    sim_runner_close(&w.runner, SIM_OK);
    free_walk(&w);
}
END_TEST

/* What a solver says of the course within a step may lead below nothing too. */
static void dip(const void *state, double t, double x[])
{
    sim_stepper_ode.interpolate(state, t, x);
    x[C] = -2.385e-2;
}

START_TEST(what_is_told_within_a_step_is_not_below_nothing)
{
    static const sim_glance glances[] = {{0.2385, false}, {1.3, true}};
    sim_stepper dipping = sim_stepper_ode;
    size_t n = 0;
    sim_step step;
    walk w;

    dipping.interpolate = dip;
    ck_assert_int_eq(open_walk(&w, 0, 1.5), SIM_OK);
    w.runner.stepper = &dipping;
    w.run.glances = glances;
    w.run.n_glances = 2;
    while (sim_runner_goes_on(&w.runner)) ck_assert_int_eq(take_step(&w, &step), SIM_OK);
    ck_assert_int_eq(sim_runner_close(&w.runner, SIM_OK), SIM_OK);
    for (size_t i = 0; i < w.result.grid.n; i++) {
        const double c = w.result.grid.x[i * model_circle.n_states + C];

        ck_assert_double_ge(c, 0);
        n += c == 0;
    }
    ck_assert_uint_ge(n, 5);
    ck_assert_uint_eq(w.result.glances.n, 2);
    for (size_t i = 0; i < 2; i++)
        ck_assert_double_eq(w.result.glances.x[i * model_circle.n_states + C], 0);
    free_walk(&w);
}
END_TEST

/* ---- failures --------------------------------------------------------------- */

START_TEST(a_run_that_has_used_its_work_up_tells_what_it_took)
{
    sim_status status = SIM_OK;
    sim_step step;
    walk w;

    ck_assert_int_eq(open_walk(&w, 60, 6), SIM_OK);
    while (status == SIM_OK && sim_runner_goes_on(&w.runner)) status = take_step(&w, &step);
    ck_assert_int_eq(status, SIM_EWORK);
    ck_assert_int_eq(sim_runner_close(&w.runner, status), SIM_EWORK);
    ck_assert_uint_ge(w.result.cost.rhs, 60);
    ck_assert_uint_lt(w.result.cost.rhs, 80);
    ck_assert_str_eq(w.result.solver, "rodas5p");
    free_walk(&w);
}
END_TEST

START_TEST(a_run_of_no_time_gives_its_start_and_tells_what_it_missed)
{
    walk w;

    ck_assert_int_eq(open_walk(&w, 0, 6), SIM_OK);
    sim_runner_close(&w.runner, SIM_ESOLVER);
    sim_result_free(&w.result);
    w.setup.p[sim_model_find(&model_circle, "kicks")->slot] = 1e6;
    w.run.end = 0;
    ck_assert_int_eq(sim_runner_open(&w.runner, &w.run, &w.result, &w.err), SIM_OK);
    ck_assert(!sim_runner_goes_on(&w.runner));
    ck_assert_int_eq(sim_runner_close(&w.runner, SIM_OK), SIM_OK);
    ck_assert_uint_eq(w.result.grid.n, 1);
    ck_assert_double_eq(w.result.x_end[1], 1);
    ck_assert_double_eq(w.result.missed[0], 1e6);
    free_walk(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("runner");
    TCase *all = tcase_create("runner");

    tcase_add_test(all, steps_taken_one_by_one_give_the_run);
    tcase_add_test(all, a_step_stops_at_the_next_event_and_then_at_the_end);
    tcase_add_test(all, a_step_that_ends_below_nothing_leaves_all_and_the_next_is_shorter);
    tcase_add_test(all, what_is_told_within_a_step_is_not_below_nothing);
    tcase_add_test(all, a_run_that_has_used_its_work_up_tells_what_it_took);
    tcase_add_test(all, a_run_of_no_time_gives_its_start_and_tells_what_it_missed);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
