/* test_scribe.c -- rows of courses: made clean, with the rules of their states. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "sim/engine/scribe.h"
#include "tests/data_models.h"
#include "tests/suite.h"

typedef struct {
    const sim_model *model;
    sim_network net;
    double p[64], scale[64], x[64], dxdt[64], asked[64], rates[64], sizes[64];
    sim_below below;
    sim_options options;
    sim_run run;
    sim_scribe scribe;
    sim_course course;
    sim_error err;
} fixture;

static void open_fixture(fixture *f, const sim_model *m)
{
    *f = (fixture){.model = m};
    for (size_t i = 0; i < m->n_symbols; i++)
        if (sim_symbol_is_constant(&m->symbols[i]))
            f->p[m->symbols[i].slot] = m->symbols[i].value;
    ck_assert_int_eq(sim_network_init(&f->net, m, &f->err), SIM_OK);
    m->derive(f->p);
    m->scales(f->p, f->scale);
    m->start(f->p, f->x);
    f->below = (sim_below){
        {&f->net, f->p, f->asked, f->rates, f->sizes}, f->scale, 1e-6, f->x, f->dxdt};
    f->run = (sim_run){.net = &f->net, .p = f->p, .options = &f->options};
    f->course = (sim_course){.n_states = m->n_states, .n_rules = m->n_rules};
    ck_assert_int_eq(sim_scribe_init(&f->scribe, &f->run, &f->below, &f->err), SIM_OK);
}

static void close_fixture(fixture *f)
{
    sim_course_free(&f->course);
    sim_scribe_free(&f->scribe);
    sim_network_free(&f->net);
}

static size_t slot(const fixture *f, const char *name)
{
    return sim_model_find(f->model, name)->slot;
}

START_TEST(what_stands_for_nothing_is_nothing)
{
    static const struct {
        const sim_model *model;
        const char *name;
        double value, clean;
    } cases[] = {
        {&model_known, "A", -0.371, 0},
        {&model_known, "A", -DBL_EPSILON, 0},
        {&model_known, "A", 1e-300, 1e-300},
        {&model_circle, "a", -0.371, -0.371},
        {&model_circle, "a", 0.9 * DBL_EPSILON, 0},
        {&model_circle, "a", -0.9 * DBL_EPSILON, 0},
        {&model_circle, "a", -1.1 * DBL_EPSILON, -1.1 * DBL_EPSILON},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        double *x;

        open_fixture(&f, cases[i].model);
        x = &f.x[slot(&f, cases[i].name)];
        *x = cases[i].value;
        ck_assert_int_eq(sim_scribe_clean(&f.scribe, 2.385, f.x, &f.err), SIM_OK);
        ck_assert_double_eq(*x, cases[i].clean);
        close_fixture(&f);
    }
}
END_TEST

START_TEST(a_state_that_is_none_is_refused)
{
    static const double states[] = {NAN, INFINITY, -INFINITY, -1.01};
    fixture f;

    open_fixture(&f, &model_known);
    f.x[slot(&f, "X")] = states[_i];
    ck_assert_int_eq(sim_scribe_keep(&f.scribe, &f.course, 2.385, f.x, &f.err),
                     SIM_ESOLVER);
    ck_assert_msg(strstr(f.err.text, "X ") != NULL, "%s", f.err.text);
    close_fixture(&f);
}
END_TEST

START_TEST(a_row_has_the_rules_of_its_state)
{
    fixture f;

    open_fixture(&f, &model_circle);
    f.x[slot(&f, "a")] = 3;
    f.x[slot(&f, "b")] = 4;
    f.x[slot(&f, "kicked")] = 2;
    for (int i = 0; i < 40; i++)
        ck_assert_int_eq(sim_scribe_keep(&f.scribe, &f.course, 0.371 * i, f.x, &f.err),
                         SIM_OK);
    ck_assert_uint_eq(f.course.n, 40);
    ck_assert_double_eq(f.course.t[37], 0.371 * 37);
    ck_assert_double_eq(f.course.x[37 * f.course.n_states + slot(&f, "kicked")], 2);
    ck_assert_double_eq(f.course.o[37 * f.course.n_rules + slot(&f, "radius")], 5);
    ck_assert_double_eq(f.course.o[37 * f.course.n_rules + slot(&f, "seen_at")],
                        0.371 * 37);
    close_fixture(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scribe");
    TCase *rows = tcase_create("rows");

    tcase_add_test(rows, what_stands_for_nothing_is_nothing);
    tcase_add_loop_test(rows, a_state_that_is_none_is_refused, 0, 4);
    tcase_add_test(rows, a_row_has_the_rules_of_its_state);
    suite_add_tcase(suite, rows);
    return suite_run(suite);
}
