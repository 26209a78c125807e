/* test_meter.c -- what is read off whole courses, against closed forms; and what traces are made
 * of.  Solutions are asked for at rtol 1e-11, so that all that is left is the reading: 1e-6. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/tracer.h"
#include "sim/study/chain.h"
#include "sim/study/meter.h"
#include "tests/data_models.h"
#include "tests/suite.h"

enum { CONSTANTS = 64 };
static const double within = 1e-6;

/* ---- a chain of one model ------------------------------------------------- */

typedef struct {
    sim_stage stage;
    sim_chain chain;
    double p[CONSTANTS];
    const double *params[1];
    sim_kept traced;
    sim_task task;
    sim_solution solution;
} alone;

static void set(alone *s, const char *name, double value)
{
    s->p[sim_model_find(s->stage.model, name)->slot] = value;
}

/* Ready to be solved: all states and rules are traced. */
static void open_alone(alone *s, const sim_model *m, double end, const char *method)
{
    bool wanted[CONSTANTS] = {false};
    sim_error err = {""};

    *s = (alone){.stage = {m, NULL, "course", NULL, NULL}};
    s->chain =
        (sim_chain){.name = "one", .title = "one", .stages = &s->stage, .n_stages = 1};
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (sim_symbol_is_constant(&m->symbols[i]))
            s->p[m->symbols[i].slot] = m->symbols[i].value;
        wanted[i] = true;
    }
    m->derive(s->p);
    ck_assert_int_eq(sim_kept_init(&s->traced, m, wanted, &err), SIM_OK);
    s->params[0] = s->p;
    s->task = (sim_task){.chain = &s->chain,
                         .params = s->params,
                         .n_arms = 1,
                         .end = end,
                         .every = 0.25,
                         .traced = &s->traced,
                         .options = {.rtol = 1e-11, .stream.seed = 5}};
    while (strcmp(sim_stepper_name(s->task.options.method), method) != 0)
        s->task.options.method++;
}

static void solve(alone *s)
{
    sim_error err = {""};

    ck_assert_msg(sim_chain_solve(&s->task, &s->solution, &err) == SIM_OK, "%s", err.text);
}

static void close_alone(alone *s)
{
    sim_solution_free(&s->solution);
    sim_kept_free(&s->traced);
}

static const sim_outcome *outcome_of(const alone *s)
{
    return sim_solution_outcome(&s->solution, 0, 0);
}

static double read_off(const alone *s, sim_meter m, const char *column, double end)
{
    m.of.symbol = sim_model_find(s->stage.model, column);
    return sim_meter_read(&m, outcome_of(s), NULL, end);
}

#define AREA(a, b) \
    { \
        .kind = SIM_METER_AREA, .from = a, .to = b \
    }
#define MEAN(a, b) \
    { \
        .kind = SIM_METER_MEAN, .from = a, .to = b \
    }
#define AT(t) \
    { \
        .kind = SIM_METER_AT, .from = t, .to = INFINITY \
    }
#define HIGHEST(a, b) \
    { \
        .kind = SIM_METER_HIGHEST, .from = a, .to = b \
    }
#define LOWEST(a, b) \
    { \
        .kind = SIM_METER_LOWEST, .from = a, .to = b \
    }
#define ABOVE(x, a, b) \
    { \
        .kind = SIM_METER_ABOVE, .level = x, .is_upper = true, .is_strict = true, \
        .from = a, .to = b \
    }
#define BELOW(x, a, b) \
    { \
        .kind = SIM_METER_BELOW, .level = x, .is_strict = true, .from = a, .to = b \
    }
#define FIRST(upper, x, a, b) \
    { \
        .kind = SIM_METER_FIRST, .level = x, .is_upper = upper, .is_strict = true, \
        .from = a, .to = b \
    }

/* ---- sines ---------------------------------------------------------------- */

/* a = sin(t), b = cos(t), radius = 1 up to t = 10. */
static const struct {
    sim_meter meter;
    const char *column;
    double value;
} sines[] = {
    {AREA(0, 10), "a", 1.8390715290764525}, /* 1 - cos(10) */
    {AREA(0, INFINITY), "a", 1.8390715290764525},
    {AREA(0.3, 2.9), "a", 1.9262946542751966},         /* cos(0.3) - cos(2.9) */
    {AREA(2.385, 2.386), "b", -0.0007275222951559357}, /* sin(2.386) - sin(2.385) */
    {AREA(0, 10), "radius", 10},
    {AREA(1.1, 7.3), "seen_at", 26.04}, /* (7.3^2 - 1.1^2) / 2 */
    {MEAN(0, 10), "a", 0.18390715290764525},
    {AT(2.385), "a", 0.6864476833219535}, /* sin(2.385) */
    {AT(0), "b", 1},
    {AT(10), "b", -0.8390715290764524}, /* cos(10) */
    {HIGHEST(0, 10), "a", 1},
    {HIGHEST(2, 6), "a", 0.9092974268256817}, /* sin(2) */
    {LOWEST(0, 10), "a", -1},
    {LOWEST(0, 2), "b", -0.4161468365471424},         /* cos(2) */
    {ABOVE(0.371, 0, 10), "a", 4.7628427424072886},   /* 2 pi - 4 asin(0.371) */
    {ABOVE(0.371, 0, M_PI), "a", 2.3814213712036443}, /* pi - 2 asin(0.371) */
    {BELOW(0.371, 0, M_PI), "a", 0.7601712823861486}, /* 2 asin(0.371) */
    {ABOVE(1.5, 0, 10), "a", 0},
    {BELOW(1.5, 0, 10), "a", 10},
    {FIRST(true, 0.371, 0, INFINITY), "a", 0.3800856411930743}, /* asin(0.371) */
    {FIRST(false, 0.371, 0, INFINITY), "a", 0},
    {FIRST(false, 0.371, 1, INFINITY), "a", 2.7615070123967187}, /* pi - asin(0.371) */
    {FIRST(true, 0.371, 1, INFINITY), "a", 1},
    {FIRST(true, 0.371, 3, INFINITY), "a", 6.66327094837266}, /* 2 pi + asin(0.371) */
    {FIRST(true, 1.5, 0, INFINITY), "a", NAN},
    {AREA(0, 10.5), "a", NAN},
    {AT(10.5), "a", NAN},
};

START_TEST(readings_of_sines_are_the_closed_forms)
{
    alone s;
    double value;

    open_alone(&s, &model_circle, 10, "ode");
    solve(&s);
    value = read_off(&s, sines[_i].meter, sines[_i].column, INFINITY);
    if (isnan(sines[_i].value))
        ck_assert_msg(isnan(value), "%d: %g", _i, value);
    else
        ck_assert_msg(fabs(value - sines[_i].value) < within, "%d: %.12g and not %.12g", _i,
                      value, sines[_i].value);
    close_alone(&s);
}
END_TEST

/* At t = 1.7 b is doubled, and the radius with it grows: sqrt(sin^2 + 4 cos^2). */
START_TEST(an_event_bends_a_course_where_it_is)
{
    const double at = 1.7, grown = sqrt(sin(at) * sin(at) + 4 * cos(at) * cos(at));
    alone s;

    open_alone(&s, &model_circle, 4, "ode");
    set(&s, "kicks", 1);
    solve(&s);
    ck_assert_double_eq_tol(
        read_off(&s, (sim_meter)AREA(0, 4), "a", INFINITY),
        1 - cos(at) + sin(at) * sin(4 - at) + 2 * cos(at) * (1 - cos(4 - at)), within);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AT(1.7), "b", INFINITY), 2 * cos(at),
                            within);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 4), "radius", INFINITY),
                            at + (4 - at) * grown, within);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)ABOVE(1.005, 0, 4), "radius", INFINITY),
                            4 - at, within);
    ck_assert_double_eq_tol(
        read_off(&s, (sim_meter)FIRST(true, 1.005, 0, INFINITY), "radius", INFINITY), at,
        within);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)HIGHEST(0, 4), "radius", INFINITY),
                            grown, within);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)HIGHEST(0, 1.7), "radius", INFINITY), 1,
                            within);
    close_alone(&s);
}
END_TEST

START_TEST(nothing_is_read_beyond_an_end)
{
    alone s;

    open_alone(&s, &model_circle, 10, "ode");
    solve(&s);
    ck_assert(isnan(read_off(&s, (sim_meter)AREA(0, 5), "a", 5)));
    ck_assert(!isnan(read_off(&s, (sim_meter)AREA(0, 5), "a", 5.1)));
    ck_assert(isnan(read_off(&s, (sim_meter)AREA(0, INFINITY), "a", 9)));
    ck_assert(isnan(read_off(&s, (sim_meter)AT(3), "a", 2)));
    ck_assert(isnan(read_off(&s, (sim_meter)FIRST(false, 0, 1, INFINITY), "a", 3)));
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)FIRST(false, 0, 1, INFINITY), "a", 3.5),
                            M_PI, within);
    ck_assert(isnan(read_off(&s, (sim_meter)FIRST(true, -2, 4, INFINITY), "a", 3)));
    close_alone(&s);
}
END_TEST

/* Without a trace there is nothing to read, and nothing else has changed. */
START_TEST(a_trace_changes_nothing_else)
{
    static const char *const methods[] = {"ode", "ssa", "tau"};
    const sim_model *const m = _i == 0 ? &model_circle : &model_known;
    alone with, without;
    const sim_course *a, *b;

    open_alone(&with, m, 10, methods[_i]);
    open_alone(&without, m, 10, methods[_i]);
    without.task.traced = NULL;
    solve(&with);
    solve(&without);
    a = &outcome_of(&with)->result.grid;
    b = &outcome_of(&without)->result.grid;
    ck_assert_uint_eq(a->n, b->n);
    ck_assert_mem_eq(a->x, b->x, a->n * a->n_states * sizeof *a->x);
    ck_assert_uint_eq(outcome_of(&with)->result.cost.rhs,
                      outcome_of(&without)->result.cost.rhs);
    ck_assert(isnan(
        read_off(&without, (sim_meter)AT(1), m->symbols[m->n_symbols - 1].name, INFINITY)));
    close_alone(&with);
    close_alone(&without);
}
END_TEST

/* ---- the mean, stiff and bent ----------------------------------------------- */

START_TEST(a_stiff_course_is_read_as_it_is)
{
    alone s;

    open_alone(&s, &model_driven, 5, "ode");
    solve(&s);
    for (int i = 0; i < 2; i++) {
        const char *name = i == 0 ? "fast" : "slow";

        ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 5), name, INFINITY),
                                1 - exp(-5), within);
        ck_assert_double_eq_tol(
            read_off(&s, (sim_meter)FIRST(false, 0.1, 0, INFINITY), name, INFINITY),
            log(10), within);
        ck_assert_double_eq_tol(
            read_off(&s, (sim_meter)ABOVE(0.5, 1e-3, 4), name, INFINITY), log(2) - 1e-3,
            within);
    }
    close_alone(&s);
}
END_TEST

/* However long the steps: a rule is what it is of the states, at any time. */
START_TEST(rules_are_followed_between_the_nodes)
{
    alone s;

    open_alone(&s, &model_powers, 8, "ode");
    s.task.options.rtol = 1e-3;
    solve(&s);
    for (double t = 0.01; t < 8; t += 0.0371)
        ck_assert_double_eq_tol(read_off(&s, (sim_meter)AT(t), "power", INFINITY),
                                exp(read_off(&s, (sim_meter)AT(t), "a", INFINITY)), 1e-7);
    close_alone(&s);
}
END_TEST

/* By any solver: outputs of a run are those at times of the trace. */
START_TEST(outputs_lie_on_the_trace)
{
    static const char *const methods[] = {"ode", "ssa", "tau"};
    const sim_symbol *symbol = sim_model_find(&model_known, "Q");
    alone s;

    open_alone(&s, &model_known, 10, methods[_i]);
    s.task.options.rtol = 1e-6;
    solve(&s);
    for (size_t i = 0; i < outcome_of(&s)->result.grid.n; i++) {
        const double t = outcome_of(&s)->result.grid.t[i];

        ck_assert_double_eq_tol(read_off(&s, (sim_meter)AT(t), "Q", INFINITY),
                                sim_outcome_output(outcome_of(&s), symbol, i), 1e-9);
    }
    close_alone(&s);
}
END_TEST

/* ---- jumps ------------------------------------------------------------------ */

/* The same course with outputs so dense that few jumps lie between two of them: each jump, of 1 or
 * of 5, is off by at most its size times their distance. */
START_TEST(sums_of_a_jump_process_are_exact)
{
    const double every = 1. / 4096;
    const sim_symbol *symbol = sim_model_find(&model_known, "Y");
    double area = 0, above = 0, jumps = 0;
    alone s, dense;

    open_alone(&s, &model_known, 10, "ssa");
    open_alone(&dense, &model_known, 10, "ssa");
    dense.task.every = every;
    solve(&s);
    solve(&dense);
    for (size_t i = 0; i + 1 < outcome_of(&dense)->result.grid.n; i++) {
        const double y = sim_outcome_output(outcome_of(&dense), symbol, i),
                     next = sim_outcome_output(outcome_of(&dense), symbol, i + 1);

        area += every * y;
        above += y > 6.5 ? every : 0;
        jumps += fabs(next - y);
    }
    ck_assert_double_gt(jumps, 30);
    ck_assert_double_gt(above, 1);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 10), "Y", INFINITY), area,
                            jumps * every);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)ABOVE(6.5, 0, 10), "Y", INFINITY),
                            above, jumps * every);
    ck_assert_double_eq(read_off(&s, (sim_meter)HIGHEST(0, 10), "Y", INFINITY),
                        rint(read_off(&s, (sim_meter)HIGHEST(0, 10), "Y", INFINITY)));
    close_alone(&s);
    close_alone(&dense);
}
END_TEST

/* ---- mixtures ------------------------------------------------------------------ */

/* Half of them get 4 on day 1: got is 2 from then on, its square 8 and not 4, while what is per what
 * was given is that of the mixed state. */
START_TEST(a_mixture_is_read_as_its_tables_are)
{
    alone s;

    open_alone(&s, &model_toss, 3, "ode");
    set(&s, "odds", 0.5);
    solve(&s);
    ck_assert_ptr_nonnull(outcome_of(&s)->course[0]);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 3), "got", INFINITY), 4, 1e-9);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 3), "sum", INFINITY), 4, 1e-9);
    ck_assert_double_eq_tol(read_off(&s, (sim_meter)AREA(0, 3), "square", INFINITY), 16,
                            1e-9);
    ck_assert_double_eq_tol(
        read_off(&s, (sim_meter)AT(2.1), "squared", INFINITY),
        sim_outcome_output(outcome_of(&s), sim_model_find(&model_toss, "squared"), 9),
        1e-9);
    close_alone(&s);
}
END_TEST

/* A course of too many jumps is told, before memory is gone. */
START_TEST(a_course_that_is_too_long_is_refused)
{
    const double x[2][CONSTANTS] = {{1}, {2}}, t[2] = {3.7, 3.8};
    sim_trace trace = {.nodes = 2};
    sim_tracer tracer;
    sim_error err = {""};
    sim_network net;
    alone s;
    const sim_below below = {.rtol = 1e-7, .scale = x[0]};

    open_alone(&s, &model_known, 10, "ssa");
    ck_assert_int_eq(sim_network_init(&net, &model_known, &err), SIM_OK);
    ck_assert_int_eq(sim_tracer_init(&tracer,
                                     &(sim_run){.net = &net,
                                                .p = s.p,
                                                .options = &s.task.options,
                                                .traced = &s.traced},
                                     &below, &trace, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_tracer_span(&tracer, t, x[0], x[1], true, &err), SIM_OK);
    ck_assert_uint_eq(trace.rows.n, 2);
    sim_course_free(&trace.rows);
    trace.rows.n = SIM_TRACE_ROWS;
    trace.rows.t = calloc(SIM_TRACE_ROWS, sizeof *trace.rows.t);
    trace.rows.x = calloc(SIM_TRACE_ROWS, trace.rows.n_states * sizeof *trace.rows.x);
    trace.rows.o = NULL;
    ck_assert(trace.rows.t && trace.rows.x);
    ck_assert_int_eq(sim_tracer_span(&tracer, t, x[0], x[1], true, &err), SIM_EVALUE);
    ck_assert_str_eq(
        err.text, "known: a course of more than 4000000 rows cannot be followed from step "
                  "to step; another method, or fewer days, would be right");
    sim_tracer_free(&tracer);
    sim_trace_free(&trace);
    sim_network_free(&net);
    close_alone(&s);
}
END_TEST

/* ---- polynomials -------------------------------------------------------------- */

START_TEST(polynomials_of_degree_4_and_their_areas_are_exact)
{
    double values[SIM_TRACE_NODES], area = 0;

    for (size_t i = 0; i < SIM_TRACE_NODES; i++) {
        const double u = sim_trace_nodes[i];

        values[i] = 1.3 - u * (0.7 - u * (2.1 + u * (0.4 - 3.9 * u)));
        area += sim_trace_weights[i] * values[i];
    }
    ck_assert_double_eq_tol(area, 1.3 - 0.35 + 0.7 + 0.1 - 0.78, 1e-14);
    for (double u = 0; u <= 1; u += 0.0625)
        ck_assert_double_eq_tol(sim_trace_value(values, u),
                                1.3 - u * (0.7 - u * (2.1 + u * (0.4 - 3.9 * u))), 1e-13);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("meter");
    TCase *mean = tcase_create("mean"), *counts = tcase_create("counts");

    tcase_add_loop_test(mean, readings_of_sines_are_the_closed_forms, 0, LENGTH(sines));
    tcase_add_test(mean, an_event_bends_a_course_where_it_is);
    tcase_add_test(mean, nothing_is_read_beyond_an_end);
    tcase_add_test(mean, a_stiff_course_is_read_as_it_is);
    tcase_add_test(mean, rules_are_followed_between_the_nodes);
    tcase_add_test(mean, a_mixture_is_read_as_its_tables_are);
    tcase_add_test(mean, polynomials_of_degree_4_and_their_areas_are_exact);
    tcase_add_loop_test(counts, a_trace_changes_nothing_else, 0, 3);
    tcase_add_loop_test(counts, outputs_lie_on_the_trace, 0, 3);
    tcase_add_test(counts, a_course_that_is_too_long_is_refused);
    tcase_add_test(counts, sums_of_a_jump_process_are_exact);
    suite_add_tcase(suite, mean);
    suite_add_tcase(suite, counts);
    return suite_run(suite);
}
