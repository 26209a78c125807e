/* test_derived.c -- Jacobian and df/dt of every model, where they stand among its factors. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "sim/engine/derived.h"
#include "tests/anywhere.h"
#include "tests/data_models.h"
#include "tests/dual.h"
#include "tests/suite.h"

typedef struct {
    sim_network net;
    sim_derived derived;
    dual_model by_text;
    dual slopes[DUAL_MOST];
    double *values;
} subject;

static void open_subject(subject *s, const sim_model *m)
{
    sim_error err = {""};

    ck_assert_msg(sim_network_init(&s->net, m, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_derived_init(&s->derived, &s->net, &err) == SIM_OK, "%s", err.text);
    dual_open(&s->by_text, m);
    s->values = calloc((size_t)s->derived.graph.n_nodes, sizeof *s->values);
    ck_assert_ptr_nonnull(s->values);
}

static void close_subject(subject *s)
{
    dual_close(&s->by_text);
    sim_derived_free(&s->derived);
    sim_network_free(&s->net);
    free(s->values);
}

/* The value of the entry at a place of the factors; 0: there is none. */
static double entry_at(const subject *s, size_t place)
{
    for (size_t i = 0; i < s->derived.n_entries; i++)
        if (s->derived.entries[i].place == place)
            return s->values[s->derived.entries[i].node];
    return 0;
}

static void check_number(const subject *s, size_t row, size_t by, double found)
{
    const dual *slope = &s->slopes[row];

    if (fabs(found - slope->by[by]) <= 1e-12 * slope->sizes[by] + 1e-200) return;
    if (!isfinite(slope->by[by]) && !isfinite(found)) return;
    ck_abort_msg("%s: slope of %s by %zu is %.17g, expected %.17g", s->net.model->name,
                 s->net.states[row]->name, by, found, slope->by[by]);
}

static void check_place(void *self, const anywhere_place *at)
{
    subject *s = self;
    const size_t n = s->net.model->n_moving;

    dual_slopes(&s->by_text, &s->net, at->t, at->x, at->p, s->slopes);
    sim_graph_compute(&s->derived.graph, at->t, at->x, at->p, s->values);
    for (size_t row = 0; row < n; row++) {
        if (!isfinite(s->slopes[row].value)) continue;
        for (size_t column = 0; column < n; column++)
            check_number(s, row, column,
                         entry_at(s, s->derived.lu.place[row * n + column]));
        check_number(s, row, n, s->values[s->derived.by_time[row]]);
    }
}

static void visit(const sim_model *m, anywhere_visitor *check)
{
    static subject s;

    open_subject(&s, m);
    anywhere_visit(m, ANYWHERE_PLACES, check, &s);
    close_subject(&s);
}

START_TEST(they_are_those_of_dual_numbers)
{
    visit(anywhere_model((size_t)_i), check_place);
}
END_TEST

static void check_start(void *self, const anywhere_place *at)
{
    subject *s = self;
    const sim_model *m = s->net.model;
    double x[ANYWHERE_STATES];

    m->start(at->p, x);
    sim_graph_compute(&s->derived.graph, 0, x, at->p, s->values);
    for (size_t i = 0; i < s->derived.n_entries; i++)
        ck_assert_msg(isfinite(s->values[s->derived.entries[i].node]), "%s: entry %zu",
                      m->name, i);
    for (size_t i = 0; i < m->n_moving; i++)
        ck_assert_msg(isfinite(s->values[s->derived.by_time[i]]), "%s: %s by t", m->name,
                      s->net.states[i]->name);
}

/* At the start of a course nothing may be without bound: the first step begins there. */
START_TEST(they_are_numbers_where_a_course_starts)
{
    visit(anywhere_model((size_t)_i), check_start);
}
END_TEST

START_TEST(a_state_that_nothing_moves_has_a_place_of_its_own)
{
    static subject s;

    open_subject(&s, &model_circle);
    for (size_t i = 0; i < model_circle.n_moving; i++)
        ck_assert_uint_ne(s.derived.lu.place[i * model_circle.n_moving + i],
                          SIM_SPARSE_NONE);
    ck_assert_uint_eq(s.derived.n_entries, 4);
    close_subject(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("derived");
    TCase *all = tcase_create("derived");
    const int n = (int)anywhere_count();

    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, they_are_those_of_dual_numbers, 0, n);
    tcase_add_loop_test(all, they_are_numbers_where_a_course_starts, 0, n);
    tcase_add_test(all, a_state_that_nothing_moves_has_a_place_of_its_own);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
