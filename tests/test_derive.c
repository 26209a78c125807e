/* test_derive.c -- formulas as a graph, and their derivatives. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/model/derive.h"
#include "tests/anywhere.h"
#include "tests/data_models.h"
#include "tests/dual.h"
#include "tests/suite.h"

/* ---- one formula ---------------------------------------------------------- */

typedef struct {
    sim_graph graph;
    sim_error err;
} circle_graph;

static void open_graph(circle_graph *c, const sim_model *m)
{
    ck_assert_int_eq(sim_graph_init(&c->graph, m, &c->err), SIM_OK);
}

static double value_at(const sim_graph *g, int node, const anywhere_place *at)
{
    double *values = calloc((size_t)g->n_nodes, sizeof *values), value;

    ck_assert_ptr_nonnull(values);
    sim_graph_compute(g, at->t, at->x, at->p, values);
    value = values[node];
    free(values);
    return value;
}

/* Of a in `circle`, at a = 0.371, b = 0.2385 and t = 1.7. */
static const struct {
    const char *text;
    double by_a, by_t;
} cases[] = {
    {"a * a + 2.385 * a", 2 * 0.371 + 2.385, 0},
    {"a / b - b / a", 1 / 0.2385 + 0.2385 / (0.371 * 0.371), 0},
    {"H(a, b)", 0.2385 / ((0.371 + 0.2385) * (0.371 + 0.2385)), 0},
    {"min(a, b)", 0, 0},
    {"max(a, b)", 1, 0},
    {"when(a > b, a * t, b)", 1.7, 0.371},
    {"(a > b) * 3 + (a <= b)", 0, 0},
    {"pairs(a)", 0.371, 0},
    {"sample(a, b)", 0.2385, 0},
};
enum { N_CASES = sizeof cases / sizeof *cases };

static anywhere_place somewhere(void)
{
    anywhere_place at = {.t = 1.7};

    at.x[sim_model_find(&model_circle, "a")->slot] = 0.371;
    at.x[sim_model_find(&model_circle, "b")->slot] = 0.2385;
    return at;
}

START_TEST(a_formula_is_differentiated)
{
    const anywhere_place at = somewhere();
    const size_t a = sim_model_find(&model_circle, "a")->slot;
    circle_graph c;
    int of, by_a, by_t;

    open_graph(&c, &model_circle);
    of = sim_graph_formula(&c.graph, cases[_i].text);
    by_a = sim_graph_by_state(&c.graph, of, a);
    by_t = sim_graph_by_time(&c.graph, of);
    ck_assert_int_eq(c.graph.status, SIM_OK);
    ck_assert_double_eq_tol(value_at(&c.graph, by_a, &at), cases[_i].by_a, 1e-14);
    ck_assert_double_eq_tol(value_at(&c.graph, by_t, &at), cases[_i].by_t, 1e-14);
    sim_graph_free(&c.graph);
}
END_TEST

/* What the derivatives of functions are, by functions of the C library. */
START_TEST(a_function_is_differentiated)
{
    const double a = 0.371, b = 0.2385;
    const struct {
        const char *text;
        double by_a;
    } functions[] = {
        {"exp(a)", exp(a)},
        {"expm1(a)", exp(a)},
        {"log(a)", 1 / a},
        {"log1p(a)", 1 / (1 + a)},
        {"log2(a)", 1 / a / log(2)},
        {"sqrt(a)", 0.5 / sqrt(a)},
        {"-exp(-a)", exp(-a)},
        {"pow(a, 2.385)", 2.385 * pow(a, 1.385)},
        {"pow(b, a)", pow(b, a) * log(b)},
        {"pow(a, a)", pow(a, a) * (log(a) + 1)},
    };

    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        const anywhere_place at = somewhere();
        circle_graph c;
        int by_a;

        open_graph(&c, &model_circle);
        by_a = sim_graph_by_state(&c.graph, sim_graph_formula(&c.graph, functions[i].text),
                                  sim_model_find(&model_circle, "a")->slot);
        ck_assert_double_eq_tol(value_at(&c.graph, by_a, &at), functions[i].by_a, 1e-14);
        sim_graph_free(&c.graph);
    }
}
END_TEST

/* Where what is raised is 0, or below and cut off there, a slope is a number. */
START_TEST(a_power_of_nothing_has_a_slope)
{
    static const struct {
        const char *text;
        double x, by_a;
    } powers[] = {
        {"pow(a, 1)", 0, 1},
        {"pow(a, 1.371)", 0, 0},
        {"pow(a, 0.371)", 0, 0},
        {"sqrt(a)", 0, 0},
        {"pow(a, 2)", 0, 0},
        {"pow(a, 1 + b)", 0, 0},
        {"b * pow(max(0, a), 1.371)", 0, 0},
        {"b * pow(max(0, a), 0.371)", -1e-9, 0},
        {"sqrt(max(0, a))", -1e-9, 0},
        {"when(a > 0, pow(a, 0.371), 0)", 0, 0},
        {"when(a > 0, a * log(a), 0)", 0, 0},
    };

    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
        anywhere_place at = somewhere();
        const size_t a = sim_model_find(&model_circle, "a")->slot;
        circle_graph c;
        int of, by[2];

        open_graph(&c, &model_circle);
        at.x[a] = powers[i].x;
        of = sim_graph_formula(&c.graph, powers[i].text);
        by[0] = sim_graph_by_state(&c.graph, of, a);
        by[1] = sim_graph_by_state(&c.graph, of, sim_model_find(&model_circle, "b")->slot);
        ck_assert_msg(value_at(&c.graph, by[0], &at) == powers[i].by_a, "%s by a: %g",
                      powers[i].text, value_at(&c.graph, by[0], &at));
        ck_assert_msg(value_at(&c.graph, by[1], &at) == 0, "%s by b: %g", powers[i].text,
                      value_at(&c.graph, by[1], &at));
        sim_graph_free(&c.graph);
    }
}
END_TEST

START_TEST(equal_parts_are_one_node)
{
    circle_graph c;
    int one, other;

    open_graph(&c, &model_circle);
    one = sim_graph_formula(&c.graph, "exp(a * b) + 1");
    other = sim_graph_formula(&c.graph, "1 + exp(b * a)");
    ck_assert_int_eq(one, other);
    ck_assert(sim_graph_is_zero(&c.graph, sim_graph_by_time(&c.graph, one)));
    sim_graph_free(&c.graph);
}
END_TEST

START_TEST(a_name_that_is_nowhere_declared_fails)
{
    circle_graph c;

    open_graph(&c, &model_circle);
    sim_graph_formula(&c.graph, "a + nobody");
    ck_assert_int_eq(c.graph.status, SIM_ENAME);
    ck_assert_str_eq(c.err.text, "circle: a formula names 'nobody', which is not declared");
    sim_graph_free(&c.graph);
}
END_TEST

/* ---- every model, anywhere ------------------------------------------------ */

typedef struct {
    const sim_model *model;
    circle_graph graph;
    int *flows, *slopes; /* [n_flows], [n_flows][n_moving + 1] nodes */
    double *values;
    dual_model by_text;
    dual *laws;
} subject;

static void open_subject(subject *s, const sim_model *m)
{
    const size_t n = m->n_moving + 1;

    *s = (subject){.model = m};
    open_graph(&s->graph, m);
    dual_open(&s->by_text, m);
    s->flows = calloc(m->n_flows, sizeof *s->flows);
    s->slopes = calloc(m->n_flows * n, sizeof *s->slopes);
    s->laws = calloc(m->n_flows, sizeof *s->laws);
    ck_assert(s->flows && s->slopes && s->laws);
    for (size_t f = 0; f < m->n_flows; f++) {
        s->flows[f] = sim_graph_formula(&s->graph.graph, m->flows[f].formula);
        for (size_t i = 0; i + 1 < n; i++)
            s->slopes[f * n + i] = sim_graph_by_state(&s->graph.graph, s->flows[f], i);
        s->slopes[f * n + n - 1] = sim_graph_by_time(&s->graph.graph, s->flows[f]);
    }
    ck_assert_int_eq(s->graph.graph.status, SIM_OK);
    s->values = calloc((size_t)s->graph.graph.n_nodes, sizeof *s->values);
    ck_assert_ptr_nonnull(s->values);
}

static void close_subject(subject *s)
{
    sim_graph_free(&s->graph.graph);
    dual_close(&s->by_text);
    free(s->flows);
    free(s->slopes);
    free(s->values);
    free(s->laws);
}

/* To 1e-12 of what it was summed of; what is no number, or without bound, is so in both. */
static void check_number(const subject *s, size_t flow, size_t by, double found,
                         double expected, double size)
{
    const sim_flow *f = &s->model->flows[flow];

    if (fabs(found - expected) <= 1e-12 * size) return;
    if (!isfinite(expected) && !isfinite(found)) return;
    ck_abort_msg("%s: %s by %zu is %.17g, expected %.17g", s->model->name, f->name, by,
                 found, expected);
}

static void check_place(void *self, const anywhere_place *at)
{
    subject *s = self;
    const sim_model *m = s->model;
    const size_t n = m->n_moving + 1;

    dual_laws(&s->by_text, at->t, at->x, at->p, s->laws);
    sim_graph_compute(&s->graph.graph, at->t, at->x, at->p, s->values);
    for (size_t f = 0; f < m->n_flows; f++) {
        const dual *law = &s->laws[f];

        check_number(s, f, n, s->values[s->flows[f]], law->value, law->size);
        for (size_t i = 0; isfinite(law->value) && i < n; i++)
            check_number(s, f, i, s->values[s->slopes[f * n + i]], law->by[i],
                         law->sizes[i]);
    }
}

START_TEST(derivatives_are_those_of_dual_numbers)
{
    const sim_model *m = anywhere_model((size_t)_i);
    subject s;

    open_subject(&s, m);
    anywhere_visit(m, ANYWHERE_PLACES, check_place, &s);
    close_subject(&s);
}
END_TEST

/* ---- against differences -------------------------------------------------- */

/* Derivatives, and how many of them away from kinks. */
typedef struct {
    subject of;
    int n, smooth;
} tally;

/* The place with one direction moved. */
static void laws_beside(subject *s, const anywhere_place *at, size_t by, double off,
                        double v[])
{
    anywhere_place beside = *at;

    if (by < s->model->n_moving)
        beside.x[by] += off;
    else
        beside.t += off;
    s->model->rates(beside.t, beside.x, beside.p, v);
}

static unsigned long choices_beside(subject *s, const anywhere_place *at, size_t by,
                                    double off)
{
    anywhere_place beside = *at;

    if (by < s->model->n_moving)
        beside.x[by] += off;
    else
        beside.t += off;
    dual_laws(&s->by_text, beside.t, beside.x, beside.p, s->laws);
    return s->by_text.choices;
}

enum { POINTS = 4 };
static const double offsets[POINTS] = {-2, -1, 1, 2}, weights[POINTS] = {1, -8, 8, -1};

/* By the five-point rule, over steps of h. */
static void differences(subject *s, const anywhere_place *at, size_t by, double h,
                        double slopes[])
{
    double v[DUAL_FLOWS];

    memset(slopes, 0, s->model->n_flows * sizeof *slopes);
    for (int i = 0; i < POINTS; i++) {
        laws_beside(s, at, by, offsets[i] * h, v);
        for (size_t f = 0; f < s->model->n_flows; f++)
            slopes[f] += weights[i] * v[f] / (12 * h);
    }
}

/* Where steps of h and of half of it tell the same, no kink is near. */
static void check_differences(tally *count, const anywhere_place *at, size_t by)
{
    subject *s = &count->of;
    const size_t n = s->model->n_moving + 1;
    const double middle = by < n - 1 ? at->x[by] : at->t,
                 h = (by < n - 1 ? 2e-3 : 5e-4) * fabs(middle);
    double wide[DUAL_FLOWS], narrow[DUAL_FLOWS];
    unsigned long choices;
    bool kink = false;

    if (middle == 0) return;
    choices = choices_beside(s, at, by, 0);
    for (int i = 0; i < POINTS; i++)
        kink = kink || choices_beside(s, at, by, offsets[i] * h) != choices;
    if (kink) return;
    differences(s, at, by, h, wide);
    differences(s, at, by, h / 2, narrow);
    for (size_t f = 0; f < s->model->n_flows; f++) {
        const double exact = s->values[s->slopes[f * n + by]];
        const double size = fmax(fabs(exact), fabs(wide[f]));
        const double noise = 1e-14 * s->laws[f].size / (h / 2); /* of the narrow steps */

        count->n++;
        if (!(fabs(wide[f] - narrow[f]) <= 1e-8 * size + noise)) continue;
        count->smooth++;
        if (fabs(narrow[f] - exact) <= 1e-8 * size + noise) continue;
        ck_abort_msg("%s: %s by %zu is %.12g, by differences %.12g", s->model->name,
                     s->model->flows[f].name, by, exact, narrow[f]);
    }
}

static void check_all_differences(void *self, const anywhere_place *at)
{
    tally *count = self;

    sim_graph_compute(&count->of.graph.graph, at->t, at->x, at->p, count->of.values);
    for (size_t by = 0; by <= count->of.model->n_moving; by++)
        check_differences(count, at, by);
}

START_TEST(derivatives_are_those_of_differences)
{
    const sim_model *m = anywhere_model((size_t)_i);
    tally count = {.n = 0};

    open_subject(&count.of, m);
    anywhere_visit(m, ANYWHERE_PLACES / 10, check_all_differences, &count);
    ck_assert_msg(count.smooth >= 0.9 * count.n, "%s: %d of %d", m->name, count.smooth,
                  count.n);
    close_subject(&count.of);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("derive");
    TCase *formulas = tcase_create("formulas"), *models = tcase_create("models");
    const int n = (int)anywhere_count();

    tcase_add_loop_test(formulas, a_formula_is_differentiated, 0, N_CASES);
    tcase_add_test(formulas, a_function_is_differentiated);
    tcase_add_test(formulas, a_power_of_nothing_has_a_slope);
    tcase_add_test(formulas, equal_parts_are_one_node);
    tcase_add_test(formulas, a_name_that_is_nowhere_declared_fails);
    tcase_set_timeout(models, 60);
    tcase_add_loop_test(models, derivatives_are_those_of_dual_numbers, 0, n);
    tcase_add_loop_test(models, derivatives_are_those_of_differences, 0, n);
    suite_add_tcase(suite, formulas);
    suite_add_tcase(suite, models);
    return suite_run(suite);
}
