/* test_gsl.c -- GSL's methods of integration, against which the solver is checked. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "sim/engine/gsl.h"
#include "sim/engine/ode.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* The oscillator: a = sin(t), b = cos(t); c follows a. */
enum { A, B, C, STATES = 6, METHODS = 4 };

typedef struct {
    sim_setup setup;
    void *state;
    sim_error err;
} walk;

static void open_walk(walk *w, const char *method, double stiff, double rtol,
                      const double x[STATES])
{
    const sim_value values[] = {{"stiff", stiff}, {0}};
    sim_options options = {.rtol = rtol};

    memset(w, 0, sizeof *w);
    while (strcmp(sim_solver_name(options.solver), method) != 0) options.solver++;
    ck_assert_int_eq(sim_setup_init(&w->setup, &model_circle, values, &w->err), SIM_OK);
    ck_assert_int_eq(
        sim_stepper_gsl.init(&w->state, &w->setup.net, w->setup.p, &options, &w->err),
        SIM_OK);
    ck_assert_int_eq(sim_stepper_gsl.restart(w->state, 0, x, 10, &w->err), SIM_OK);
}

static sim_step advance(walk *w, double t_stop)
{
    sim_step step = {0};

    ck_assert_msg(sim_stepper_gsl.advance(w->state, t_stop, &step, &w->err) == SIM_OK, "%s",
                  w->err.text);
    return step;
}

static void close_walk(walk *w)
{
    sim_stepper_gsl.free(w->state);
    sim_setup_free(&w->setup);
}

START_TEST(each_method_has_a_name_of_its_own)
{
    static const char *const names[METHODS] = {"msbdf", "rkf45", "rkck", "msadams"};
    walk w;

    for (size_t i = 0; i < METHODS; i++) {
        ck_assert_str_eq(sim_gsl_name(i), names[i]);
        open_walk(&w, names[i], 2.385, 1e-6, (double[STATES]){0.371, 1, 0.2385});
        ck_assert_str_eq(sim_stepper_gsl.solver(w.state), names[i]);
        close_walk(&w);
    }
    ck_assert_ptr_null(sim_gsl_name(METHODS));
}
END_TEST

/* A cubic by values and slopes errs by h^4 / 384 of what turns with 1/s. */
START_TEST(between_the_ends_of_a_step_lies_a_cubic)
{
    double x[STATES];
    walk w;

    open_walk(&w, sim_gsl_name((size_t)_i), 2.385, 1e-10, (double[STATES]){0, 1, 0});
    for (int i = 0; i < 60; i++) {
        const sim_step step = advance(&w, 10);
        const double h = step.t1 - step.t0, bound = pow(h, 4) / 384;

        for (int part = 0; part <= 4; part++) {
            const double t = step.t0 + part * h / 4;

            sim_stepper_gsl.interpolate(w.state, t, x);
            ck_assert_double_eq_tol(x[A], sin(t), 2 * bound + 2e-7);
        }
        sim_stepper_gsl.interpolate(w.state, step.t1, x);
        ck_assert_mem_eq(x, step.x1, sizeof x);
        if (step.t1 == 10) break;
    }
    close_walk(&w);
}
END_TEST

START_TEST(a_step_taken_anew_ends_where_it_is_asked_to)
{
    double x[STATES];
    sim_step step;
    walk w;

    open_walk(&w, sim_gsl_name((size_t)_i), 2.385, 1e-9, (double[STATES]){0, 1, 0});
    for (int i = 0; i < 20; i++) step = advance(&w, 10);
    for (int part = 1; part <= 3; part++) {
        const double t = step.t0 + part * (step.t1 - step.t0) / 3.71;

        ck_assert_int_eq(sim_stepper_gsl.repeat(w.state, t, x, &w.err), SIM_OK);
        ck_assert_double_eq_tol(x[A], sin(t), 1e-6);
    }
    close_walk(&w);
}
END_TEST

/* c is next to nothing and its rate fast: slopes at the ends of a step are the solver's noise,
 * so that a cubic by them would swing far below 0. */
START_TEST(what_is_next_to_nothing_stays_between_its_ends)
{
    double x[STATES];
    walk w;

    open_walk(&w, "msbdf", 1e6, 1e-6, (double[STATES]){0, 1e-9, 1e-4});
    for (double t = 0; t < 10;) {
        const sim_step step = advance(&w, 10);
        const double lo = fmin(step.x0[C], step.x1[C]), hi = fmax(step.x0[C], step.x1[C]);

        t = step.t1;
        for (int part = 1; part < 8; part++) {
            sim_stepper_gsl.interpolate(w.state, step.t0 + part * (t - step.t0) / 8, x);
            ck_assert_double_ge(x[C], lo);
            ck_assert_double_le(x[C], hi);
        }
    }
    close_walk(&w);
}
END_TEST

START_TEST(slopes_are_those_of_the_rows)
{
    const double x[STATES] = {0.371, 0.2385, 0.71};
    double dxdt[3];
    walk w;

    open_walk(&w, "msbdf", 23.85, 1e-6, x);
    ck_assert_int_eq(sim_gsl_slopes(&w.setup.net, w.setup.p, 0.5, x, dxdt, &w.err), SIM_OK);
    ck_assert_double_eq(dxdt[A], x[B]);
    ck_assert_double_eq(dxdt[B], -x[A]);
    ck_assert_double_eq_tol(dxdt[C], 23.85 * (x[A] - x[C]), 1e-15);
    close_walk(&w);
}
END_TEST

START_TEST(what_cannot_go_on_says_what_would_be_right)
{
    sim_step step;
    walk w;

    open_walk(&w, sim_gsl_name((size_t)_i), 2.385, 1e-6, (double[STATES]){0, NAN, 0});
    ck_assert_int_ne(sim_stepper_gsl.advance(w.state, 10, &step, &w.err), SIM_OK);
    ck_assert_msg(strstr(w.err.text, "circle: ") == w.err.text, "%s", w.err.text);
    close_walk(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gsl");
    TCase *all = tcase_create("gsl");

    gsl_set_error_handler_off();
    tcase_add_test(all, each_method_has_a_name_of_its_own);
    tcase_add_loop_test(all, between_the_ends_of_a_step_lies_a_cubic, 0, METHODS);
    tcase_add_loop_test(all, a_step_taken_anew_ends_where_it_is_asked_to, 0, METHODS);
    tcase_add_test(all, what_is_next_to_nothing_stays_between_its_ends);
    tcase_add_test(all, slopes_are_those_of_the_rows);
    tcase_add_loop_test(all, what_cannot_go_on_says_what_would_be_right, 0, METHODS);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
