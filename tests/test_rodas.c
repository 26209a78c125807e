/* test_rodas.c -- the order of Rodas5P, and of what it tells between steps, on a stiff problem
 * that t drives. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/engine/rodas.h"
#include "sim/engine/run.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* So large that a step is as long as it may be. */
static const double any_error = 1e60;

typedef struct {
    sim_setup setup;
    sim_options options;
    void *state;
    sim_error err;
} solver;

static void open_solver(solver *s, double stiff, double rtol)
{
    const sim_value values[] = {{"stiff", stiff}, {NULL, 0}};

    ck_assert_int_eq(sim_setup_init(&s->setup, &model_driven, values, &s->err), SIM_OK);
    s->options = (sim_options){.rtol = rtol};
    ck_assert_int_eq(
        sim_stepper_rodas.init(&s->state, &s->setup.net, s->setup.p, &s->options, &s->err),
        SIM_OK);
}

static void close_solver(solver *s)
{
    sim_stepper_rodas.free(s->state);
    sim_setup_free(&s->setup);
}

static void exact(double t, double x[])
{
    x[sim_model_find(&model_driven, "fast")->slot] = exp(-t);
    x[sim_model_find(&model_driven, "slow")->slot] = exp(-t);
}

/* One step from t to t + h exactly; x becomes the state then. */
static void step_once(solver *s, double t, double h, double x[])
{
    sim_step step;

    ck_assert_int_eq(sim_stepper_rodas.restart(s->state, t, x, t + h, &s->err), SIM_OK);
    ck_assert_int_eq(sim_stepper_rodas.advance(s->state, t + h, &step, &s->err), SIM_OK);
    ck_assert_double_eq(step.t1, t + h);
    memcpy(x, step.x1, 2 * sizeof *x);
}

static double distance(const double x[], double t)
{
    double there[2];

    exact(t, there);
    return fmax(fabs(x[0] - there[0]), fabs(x[1] - there[1]));
}

/* After steps of h from 0 to 1. */
static double error_at_1(double stiff, int n)
{
    double x[2], error;
    solver s;

    open_solver(&s, stiff, any_error);
    exact(0, x);
    for (int i = 0; i < n; i++) step_once(&s, (double)i / n, 1. / n, x);
    error = distance(x, 1);
    close_solver(&s);
    return error;
}

/* The largest of one step from where the solution is, at its end and between. */
static void local_errors(double stiff, double h, double *at_end, double *between)
{
    const double t = 0.371;
    double x[2];
    solver s;

    open_solver(&s, stiff, any_error);
    exact(t, x);
    step_once(&s, t, h, x);
    *at_end = distance(x, t + h);
    *between = 0;
    for (int i = 1; i < 20; i++) {
        sim_stepper_rodas.interpolate(s.state, t + h * i / 20, x);
        *between = fmax(*between, distance(x, t + h * i / 20));
    }
    close_solver(&s);
}

/* Not stiff; so stiff that nothing of it is resolved; and in between, where a step is as long as
 * what dies away takes, and half an order is lost. */
static const struct {
    double stiff, order, between; /* 2 to this power, by half a step */
} cases[] = {{2.385, 4.9, 4.8}, {1e3, 4.3, 3.7}, {1e6, 4.9, 3.9}, {1e9, 4.9, 3.9}};
enum { N_CASES = sizeof cases / sizeof *cases };

START_TEST(its_order_is_5)
{
    for (int n = 4; n <= 16; n *= 2) {
        const double wide = error_at_1(cases[_i].stiff, n),
                     narrow = error_at_1(cases[_i].stiff, 2 * n);

        ck_assert_msg(log2(wide / narrow) >= cases[_i].order,
                      "%d steps: %g, twice as many: %g", n, wide, narrow);
    }
    ck_assert_double_le(error_at_1(cases[_i].stiff, 32), 1e-11);
}
END_TEST

/* What is wrong in the last digits of a coefficient is seen where steps are short. */
START_TEST(between_steps_its_order_is_4)
{
    double wide = 1;

    for (double h = 0.2; h > 0.01; h /= 2) {
        double narrow, end;

        local_errors(cases[_i].stiff, h, &end, &narrow);
        ck_assert_msg(log2(wide / narrow) >= cases[_i].between, "h = %g: %g after %g", h,
                      narrow, wide);
        ck_assert_double_le(end, narrow);
        wide = narrow;
    }
    ck_assert_double_le(wide, 1e-11);
}
END_TEST

/* Of an error of h^6. */
START_TEST(a_short_step_is_right_to_rounding)
{
    double end, between;

    local_errors(2.385, 0.0125, &end, &between);
    ck_assert_double_le(end, 2e-15);
    local_errors(2.385, 0.003125, &end, &between);
    ck_assert_double_le(between, 1e-15);
}
END_TEST

START_TEST(what_it_tells_between_joins_its_ends)
{
    double x0[2], x1[2], x[2];
    solver s;

    open_solver(&s, 1e3, any_error);
    exact(0.371, x0);
    memcpy(x1, x0, sizeof x1);
    step_once(&s, 0.371, 0.5, x1);
    sim_stepper_rodas.interpolate(s.state, 0.371, x);
    ck_assert_mem_eq(x, x0, sizeof x);
    sim_stepper_rodas.interpolate(s.state, 0.871, x);
    ck_assert_mem_eq(x, x1, sizeof x);
    close_solver(&s);
}
END_TEST

/* ---- with steps of its own ------------------------------------------------ */

typedef struct {
    double error;
    sim_cost cost;
} work;

static work run_to_1(double stiff, double rtol)
{
    work w = {0};
    solver s;
    sim_run run = {.end = 1, .every = 0.05};
    sim_result result;

    open_solver(&s, stiff, rtol);
    run.net = &s.setup.net;
    run.p = s.setup.p;
    run.options = &s.options;
    ck_assert_msg(sim_run_model(&run, &result, &s.err) == SIM_OK, "%s", s.err.text);
    for (size_t i = 0; i < result.grid.n; i++)
        w.error = fmax(w.error, distance(&result.grid.x[2 * i], result.grid.t[i]));
    w.cost = result.cost;
    sim_result_free(&result);
    close_solver(&s);
    return w;
}

/* Scale and size, both about 1, are allowed rtol each, and errors of some steps add up; a
 * hundredth of it takes 100^(1/5) = 2.5 times the steps, and more where an order is lost. */
START_TEST(it_keeps_its_tolerance_in_few_steps)
{
    static const struct {
        double rtol;
        size_t steps;
    } tolerances[] = {{1e-4, 6}, {1e-6, 9}, {1e-8, 18}, {1e-10, 55}};

    for (size_t i = 0; i < sizeof tolerances / sizeof *tolerances; i++) {
        const work w = run_to_1(cases[_i].stiff, tolerances[i].rtol);

        ck_assert_double_le(w.error, 4 * tolerances[i].rtol);
        ck_assert_uint_le(w.cost.steps, tolerances[i].steps);
    }
}
END_TEST

/* No stage of a step from 0 to 1 sees the pulse, so that all k are 0; the middle of it does. */
START_TEST(what_no_stage_sees_is_seen_in_between)
{
    const sim_options options = {.rtol = 1e-7};
    const double nothing = 0;
    void *state;
    sim_setup setup;
    sim_step step;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_pulse, NULL, &err), SIM_OK);
    ck_assert_int_eq(sim_stepper_rodas.init(&state, &setup.net, setup.p, &options, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_stepper_rodas.restart(state, 0, &nothing, 1, &err), SIM_OK);
    ck_assert_int_eq(sim_stepper_rodas.advance(state, 1, &step, &err), SIM_OK);
    ck_assert_double_lt(step.t1, 0.5);
    sim_stepper_rodas.free(state);
    sim_setup_free(&setup);
}
END_TEST

/* ---- by its rows, and by its kernel --------------------------------------- */

/* A model of another address has no kernel. */
START_TEST(rows_give_what_the_kernel_gives)
{
    const sim_model copy = model_passaging;
    const sim_model *const models[] = {&model_passaging, &copy};
    sim_result results[2];
    sim_setup setups[2];
    sim_error err = {""};

    for (int i = 0; i < 2; i++) {
        const sim_options options = {.rtol = 1e-6};
        sim_run run = {.options = &options, .end = 90, .every = 1};

        ck_assert_int_eq(sim_setup_init(&setups[i], models[i], NULL, &err), SIM_OK);
        run.net = &setups[i].net;
        run.p = setups[i].p;
        ck_assert_msg(sim_run_model(&run, &results[i], &err) == SIM_OK, "%s", err.text);
        ck_assert_str_eq(results[i].solver, "rodas5p");
    }
    ck_assert_uint_eq(results[0].cost.steps, results[1].cost.steps);
    ck_assert_uint_eq(results[0].reports.n, results[1].reports.n);
    for (size_t i = 0; i < copy.n_states; i++)
        ck_assert_double_le(fabs(results[0].x_end[i] - results[1].x_end[i]),
                            1e-9 * fabs(results[0].x_end[i]));
    for (int i = 0; i < 2; i++) {
        sim_result_free(&results[i]);
        sim_setup_free(&setups[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rodas");
    TCase *order = tcase_create("order"), *steps = tcase_create("steps");

    tcase_add_loop_test(order, its_order_is_5, 0, N_CASES);
    tcase_add_loop_test(order, between_steps_its_order_is_4, 0, N_CASES);
    tcase_add_test(order, a_short_step_is_right_to_rounding);
    tcase_add_test(order, what_it_tells_between_joins_its_ends);
    tcase_add_loop_test(steps, it_keeps_its_tolerance_in_few_steps, 0, N_CASES);
    tcase_add_test(steps, what_no_stage_sees_is_seen_in_between);
    tcase_add_test(steps, rows_give_what_the_kernel_gives);
    suite_add_tcase(suite, order);
    suite_add_tcase(suite, steps);
    return suite_run(suite);
}
