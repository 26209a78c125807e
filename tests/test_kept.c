/* test_kept.c -- what outputs are asked for is kept of them, as if all were. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/engine/run.h"
#include "tests/data_models.h"
#include "tests/suite.h"

typedef struct {
    sim_network net;
    double p[256];
    sim_options options;
    sim_run run;
} fixture;

static void open_fixture(fixture *f, const sim_model *m)
{
    sim_error err = {""};

    *f = (fixture){.options = {.rtol = 1e-6}};
    for (size_t i = 0; i < m->n_symbols; i++)
        if (sim_symbol_is_constant(&m->symbols[i]))
            f->p[m->symbols[i].slot] = m->symbols[i].value;
    m->derive(f->p);
    ck_assert_int_eq(sim_network_init(&f->net, m, &err), SIM_OK);
    f->run = (sim_run){
        .net = &f->net, .p = f->p, .options = &f->options, .end = 30.5, .every = 1};
}

static void keep(sim_kept *kept, const sim_model *m, const char *const names[], size_t n)
{
    bool *wanted = calloc(m->n_symbols, sizeof *wanted);
    sim_error err = {""};

    for (size_t i = 0; i < n; i++) wanted[sim_model_find(m, names[i]) - m->symbols] = true;
    ck_assert_int_eq(sim_kept_init(kept, m, wanted, &err), SIM_OK);
    free(wanted);
}

static void compare(const sim_course *few, const sim_course *all, const sim_symbol *s)
{
    size_t stride, of_all;
    const double *a = sim_course_column(few, s, &stride);
    const double *b = sim_course_column(all, s, &of_all);

    ck_assert_uint_eq(few->n, all->n);
    ck_assert_uint_gt(few->n, 30);
    for (size_t i = 0; i < few->n; i++) ck_assert_double_eq(a[i * stride], b[i * of_all]);
}

static const struct {
    const sim_model *model;
    const char *names[2];
    size_t n_states, n_rules;
} cases[] = {
    {&model_circle, {"b", "radius"}, 1, 1},
    {&model_knee, {"vas", "pge2"}, 1, 1},
    {&model_knee, {"m1_m2_ratio", "cartilage"}, 3, 1}, /* a ratio, and what it is of */
};
enum { N_CASES = sizeof cases / sizeof *cases };

START_TEST(what_is_kept_is_what_all_outputs_have)
{
    const sim_model *m = cases[_i].model;
    static fixture f;
    sim_result all, few;
    sim_kept kept;
    sim_error err = {""};

    open_fixture(&f, m);
    keep(&kept, m, cases[_i].names, 2);
    ck_assert_uint_eq(kept.n_states, cases[_i].n_states);
    ck_assert_uint_eq(kept.n_rules, cases[_i].n_rules);
    ck_assert_int_eq(sim_run_model(&f.run, &all, &err), SIM_OK);
    f.run.kept = &kept;
    ck_assert_int_eq(sim_run_model(&f.run, &few, &err), SIM_OK);
    for (int i = 0; i < 2; i++)
        compare(&few.grid, &all.grid, sim_model_find(m, cases[_i].names[i]));
    ck_assert_mem_eq(few.x_end, all.x_end, m->n_states * sizeof *all.x_end);
    ck_assert(!sim_kept_has(&kept, &m->symbols[0]));
    sim_result_free(&all);
    sim_result_free(&few);
    sim_kept_free(&kept);
    sim_network_free(&f.net);
}
END_TEST

START_TEST(nothing_is_kept_but_times)
{
    static fixture f;
    sim_result few;
    sim_error err = {""};

    open_fixture(&f, &model_circle);
    f.run.kept = &sim_kept_none;
    ck_assert_int_eq(sim_run_model(&f.run, &few, &err), SIM_OK);
    ck_assert_uint_eq(few.grid.n, 31);
    ck_assert_uint_eq(few.grid.n_states + few.grid.n_rules, 0);
    ck_assert_double_eq(few.grid.t[30], 30);
    sim_result_free(&few);
    sim_network_free(&f.net);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kept");
    TCase *all = tcase_create("kept");

    tcase_add_loop_test(all, what_is_kept_is_what_all_outputs_have, 0, N_CASES);
    tcase_add_test(all, nothing_is_kept_but_times);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
