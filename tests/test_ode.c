/* test_ode.c -- the solver and its events on a model with a known solution. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/gsl.h"
#include "sim/engine/ode.h"
#include "sim/engine/run.h"
#include "tests/data_models.h"
#include "tests/suite.h"

enum { MAX = 16 };

typedef struct {
    sim_network net;
    sim_result result;
    double p[MAX];
} circle;

static size_t slot(const char *name) { return sim_model_find(&model_circle, name)->slot; }

static void run_circle(circle *c, double stiff, double kicks, size_t solver, double rtol,
                       double end, double every)
{
    sim_error err = {""};
    const sim_options options = {.solver = solver, .rtol = rtol};
    sim_run run = {
        .net = &c->net, .p = c->p, .options = &options, .end = end, .every = every};

    for (size_t i = 0; i < model_circle.n_symbols; i++) {
        const sim_symbol *s = &model_circle.symbols[i];

        if (s->kind == SIM_PARAM) c->p[s->slot] = s->value;
    }
    c->p[slot("stiff")] = stiff;
    c->p[slot("kicks")] = kicks;
    ck_assert_int_eq(sim_network_init(&c->net, &model_circle, &err), SIM_OK);
    ck_assert_msg(sim_run_model(&run, &c->result, &err) == SIM_OK, "%s", err.text);
}

static void free_circle(circle *c)
{
    sim_result_free(&c->result);
    sim_network_free(&c->net);
}

static size_t n_solvers(void)
{
    size_t n = 0;

    while (sim_solver_name(n)) n++;
    return n;
}

/* The local tolerance is 1e-7.  BDF damps what nothing should damp here: over a turn its
 * errors add up to some 150 times that; those of others to at most 60 times. */
START_TEST(every_solver_keeps_its_tolerance)
{
    circle c;

    run_circle(&c, 2.385, 0, (size_t)_i, 1e-7, 6.2, 0.1);
    for (size_t i = 0; i < c.result.grid.n; i++) {
        double t = c.result.grid.t[i],
               a = c.result.grid.x[i * model_circle.n_states + slot("a")];

        ck_assert_msg(fabs(a - sin(t)) <= 2e-5, "%s: a(%g) = %.9g, expected %.9g",
                      c.result.solver, t, a, sin(t));
    }
    free_circle(&c);
}
END_TEST

START_TEST(a_tighter_tolerance_brings_a_smaller_error)
{
    double error[3];

    for (int i = 0; i < 3; i++) {
        circle c;

        run_circle(&c, 2.385, 0, (size_t)_i, pow(10, -5 - 2 * i), 6, 6);
        error[i] = fabs(c.result.x_end[slot("a")] - sin(6));
        free_circle(&c);
    }
    /* a hundredth of the tolerance: at least a fifth of the error, until rounding */
    ck_assert_msg(error[1] < 0.2 * error[0] + 1e-11, "%g, %g", error[0], error[1]);
    ck_assert_msg(error[2] < 0.2 * error[1] + 1e-11, "%g, %g", error[1], error[2]);
}
END_TEST

/* ---- error for work -------------------------------------------------------- */

/* The largest error of a turn, at a local tolerance of 1e-7, and the work that it took. */
typedef struct {
    const char *solver;
    double error;
    size_t rhs;
} turn;

static turn take_turn(double stiff, size_t solver)
{
    turn all = {0};
    circle c;

    run_circle(&c, stiff, 0, solver, 1e-7, 6, 0.1);
    all.solver = c.result.solver;
    all.rhs = c.result.cost.rhs;
    for (size_t i = 0; i < c.result.grid.n; i++) {
        const double a = c.result.grid.x[i * model_circle.n_states + slot("a")];

        all.error = fmax(all.error, fabs(a - sin(c.result.grid.t[i])));
    }
    free_circle(&c);
    return all;
}

static size_t find_solver(const char *name)
{
    size_t i = 0;

    while (strcmp(sim_solver_name(i), name) != 0) i++;
    return i;
}

/* An explicit solver would take 1e6 * 6 / 3 = 2e6 steps of the last. */
static const double stiffness[] = {2.385, 1e3, 1e6};

START_TEST(auto_errs_within_its_tolerance_however_stiff_and_takes_no_more_for_it)
{
    const turn gentle = take_turn(stiffness[0], 0), it = take_turn(stiffness[_i], 0);

    ck_assert_str_eq(it.solver, "rodas5p");
    ck_assert_msg(it.error <= 1e-7, "%g", it.error);
    ck_assert_msg(4 * it.rhs <= 5 * gentle.rhs, "%zu, %zu of a gentle one", it.rhs,
                  gentle.rhs);
}
END_TEST

START_TEST(auto_errs_a_hundredth_of_msbdf_for_half_its_work)
{
    const turn it = take_turn(stiffness[_i], 0),
               other = take_turn(stiffness[_i], find_solver("msbdf"));

    ck_assert_msg(it.error <= 0.01 * other.error, "%g, %g", it.error, other.error);
    ck_assert_msg(2 * it.rhs <= other.rhs, "%zu, %zu", it.rhs, other.rhs);
}
END_TEST

/* ---- events and slopes ----------------------------------------------------- */

START_TEST(a_crossing_is_found_to_1e_9_of_its_time)
{
    const double expected = asin(0.371);
    circle c;

    run_circle(&c, 2.385, 0, (size_t)_i, 1e-10, 14, 0);
    /* upward only: once a turn */
    ck_assert_uint_eq(c.result.reports.n, 3);
    for (size_t i = 0; i < 3; i++) {
        double t = c.result.reports.t[i];
        /* the bracket, and the solver's own error at this tolerance */
        double tolerance = 1e-9 * t + 1e-7;

        ck_assert_double_eq_tol(t, expected + (double)i * 2 * acos(-1), tolerance);
        ck_assert_double_ge(c.result.reports.x[i * model_circle.n_states + slot("a")],
                            0.371);
    }
    ck_assert_double_eq(c.result.x_end[slot("crossings")], 3);
    free_circle(&c);
}
END_TEST

START_TEST(a_timed_event_is_hit_exactly_and_outputs_come_after_it)
{
    circle c;
    double a, b;

    run_circle(&c, 2.385, 1, 0, 1e-10, 1.7, 1.7);
    ck_assert_uint_eq(c.result.grid.n, 2);
    ck_assert_double_eq(c.result.x_end[slot("last")], 1.7);
    a = c.result.grid.x[model_circle.n_states + slot("a")];
    b = c.result.grid.x[model_circle.n_states + slot("b")];
    ck_assert_double_eq_tol(a, sin(1.7), 1e-8);
    ck_assert_double_eq_tol(b, 2 * cos(1.7), 1e-8);
    free_circle(&c);
}
END_TEST

START_TEST(a_timetable_gives_no_more_than_its_count)
{
    circle c;

    run_circle(&c, 2.385, 3, 0, 1e-7, 20, 0);
    ck_assert_double_eq(c.result.x_end[slot("kicked")], 3);
    free_circle(&c);
}
END_TEST

START_TEST(the_jacobian_is_that_of_the_equations)
{
    const double stiff = 23.85;
    const double expected[] = {0, 1, 0, -1, 0, 0, stiff, 0, -stiff};
    double x[MAX] = {0.371, 0.2385, 0.71}, out[9];
    sim_error err;
    circle c;

    run_circle(&c, stiff, 0, 0, 1e-7, 1, 0);
    ck_assert_int_eq(sim_gsl_jacobian(&c.net, c.p, 0.5, x, out, &err), SIM_OK);
    /* forward differences of a linear function: rounding over a step of 1.5e-8 */
    for (int i = 0; i < 9; i++) ck_assert_double_eq_tol(out[i], expected[i], 1e-5);
    free_circle(&c);
}
END_TEST

START_TEST(columns_of_a_group_share_no_row)
{
    circle c;

    run_circle(&c, 1, 0, 0, 1e-7, 1, 0);
    for (size_t i = 0; i < c.net.n_entries; i++) {
        for (size_t j = 0; j < i; j++) {
            const sim_entry *one = &c.net.entries[i], *other = &c.net.entries[j];

            ck_assert(one->row != other->row || one->column == other->column ||
                      c.net.group[one->column] != c.net.group[other->column]);
        }
    }
    ck_assert_uint_eq(c.net.n_entries, 4);
    ck_assert_uint_eq(c.net.n_groups, 2);
    free_circle(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ode");
    TCase *solvers = tcase_create("solvers"), *events = tcase_create("events");
    const int n = (int)n_solvers();

    gsl_set_error_handler_off();
    tcase_add_loop_test(solvers, every_solver_keeps_its_tolerance, 0, n);
    tcase_add_loop_test(solvers, a_tighter_tolerance_brings_a_smaller_error, 0, n);
    tcase_add_loop_test(
        solvers, auto_errs_within_its_tolerance_however_stiff_and_takes_no_more_for_it, 0,
        (int)(sizeof stiffness / sizeof *stiffness));
    tcase_add_loop_test(solvers, auto_errs_a_hundredth_of_msbdf_for_half_its_work, 0,
                        (int)(sizeof stiffness / sizeof *stiffness));
    tcase_add_test(solvers, the_jacobian_is_that_of_the_equations);
    tcase_add_test(solvers, columns_of_a_group_share_no_row);
    tcase_add_loop_test(events, a_crossing_is_found_to_1e_9_of_its_time, 0, n);
    tcase_add_test(events, a_timed_event_is_hit_exactly_and_outputs_come_after_it);
    tcase_add_test(events, a_timetable_gives_no_more_than_its_count);
    suite_add_tcase(suite, solvers);
    suite_add_tcase(suite, events);
    return suite_run(suite);
}
