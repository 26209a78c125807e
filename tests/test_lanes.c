/* test_lanes.c -- a course in a lane is what it is alone, whoever its neighbours are. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/lanes.h"
#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/kernels.h"
#include "tests/solve.h"
#include "tests/suite.h"

/* ---- courses ---------------------------------------------------------------- */

/* More than there are lanes, so that those that are free are filled again: they differ in how
 * many steps and events they take. */
enum { COURSES = 11 };
static const change *const arms[COURSES] = {
    (change[]){{"dose", 0}, {0}},
    (change[]){{"hit_probability", 1}, {0}},
    (change[]){{"hit_probability", 0}, {0}},
    (change[]){{"dose", 2.385e8}, {"hit_probability", 1}, {0}},
    (change[]){{"doses", 5}, {"dose_interval", 11.7}, {"hit_probability", 1}, {0}},
    (change[]){{"doses", 7}, {"dose_interval", 3.71}, {"hit_probability", 0}, {0}},
    (change[]){{"tail", 0.371}, {"hit_probability", 1}, {0}},
    (change[]){{"harvest_passage", 3}, {"hit_probability", 1}, {0}},
    (change[]){{"harvest_passage", 8}, {"hit_probability", 1}, {0}},
    (change[]){{"therapy", 1}, {"hit_probability", 1}, {"vas_base", 47.3}, {0}},
    (change[]){{"dose", 1e3}, {"hit_probability", 1}, {0}},
};
static const sim_glance glances[] = {{2.385, false}, {11.7, true}, {30, false}};

typedef struct {
    solved solved; /* where their constants come from */
    sim_network net;
    sim_options options[COURSES];
    sim_course_run runs[COURSES];
} courses;

static void open_courses(courses *c, const char *stage, const sim_model *model,
                         size_t lanes)
{
    const sim_options options = {.rtol = 1e-6};
    const bool stops = model->n_stops > 0;
    sim_error err = {""};

    memset(c, 0, sizeof *c);
    ck_assert_msg(solve_arms(&c->solved, arms, COURSES, 2, &options, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_int_eq(sim_network_init(&c->net, model, &err), SIM_OK);
    for (size_t i = 0; i < COURSES; i++) {
        c->options[i] = options;
        c->options[i].kernels.lanes = lanes;
        c->runs[i].run = (sim_run){.net = &c->net,
                                   .p = solved_stage(&c->solved, i, stage)->p,
                                   .options = &c->options[i],
                                   .end = stops ? INFINITY : 30 + 3.71 * (double)i,
                                   .every = 0.7,
                                   .glances = glances,
                                   .n_glances = stops ? 0 : 3};
    }
}

static void close_courses(courses *c)
{
    for (size_t i = 0; i < COURSES; i++) sim_result_free(&c->runs[i].result);
    sim_network_free(&c->net);
    solved_free(&c->solved);
}

static void assert_same_course(const sim_course *a, const sim_course *b)
{
    ck_assert_uint_eq(a->n, b->n);
    if (a->n == 0) return;
    ck_assert_mem_eq(a->t, b->t, a->n * sizeof *a->t);
    ck_assert_mem_eq(a->x, b->x, a->n * a->n_states * sizeof *a->x);
}

static void assert_same(const sim_model *m, const sim_result *a, const sim_result *b)
{
    assert_same_course(&a->grid, &b->grid);
    assert_same_course(&a->glances, &b->glances);
    assert_same_course(&a->reports, &b->reports);
    ck_assert_mem_eq(&a->t_end, &b->t_end, sizeof a->t_end);
    ck_assert_mem_eq(a->x_end, b->x_end, m->n_states * sizeof *a->x_end);
    ck_assert_mem_eq(a->given, b->given, 2 * m->n_timetables * sizeof *a->given);
    ck_assert_mem_eq(&a->cost, &b->cost, sizeof a->cost);
    ck_assert_str_eq(a->solver, b->solver);
}

/* A course by itself, in one lane. */
static void assert_as_alone(const sim_course_run *c)
{
    sim_options options = *c->run.options;
    sim_run run = c->run;
    sim_result alone;
    sim_error err = {""};

    options.kernels.lanes = 1;
    run.options = &options;
    ck_assert_int_eq(sim_run_model(&run, &alone, &err), c->status);
    if (c->status == SIM_OK)
        assert_same(run.net->model, &c->result, &alone);
    else
        ck_assert_str_eq(c->error.text, err.text);
    sim_result_free(&alone);
}

static const struct {
    const char *stage;
    const sim_model *model;
    size_t lanes;
} cases[] = {
    {"knee", &model_knee, 1},           {"knee", &model_knee, 2},
    {"knee", &model_knee, 4},           {"knee", &model_knee, 8},
    {"passaging", &model_passaging, 2}, {"passaging", &model_passaging, 4},
    {"passaging", &model_passaging, 8},
};
enum { CASES = sizeof cases / sizeof *cases };

/* ---- tests ------------------------------------------------------------------ */

START_TEST(a_course_has_the_bits_that_it_has_alone)
{
    sim_error err = {""};
    courses c;

    open_courses(&c, cases[_i].stage, cases[_i].model, cases[_i].lanes);
    ck_assert_int_eq(sim_run_models(c.runs, COURSES, &err), SIM_OK);
    for (size_t i = 0; i < COURSES; i++) {
        ck_assert_msg(c.runs[i].status == SIM_OK, "%s", c.runs[i].error.text);
        assert_as_alone(&c.runs[i]);
    }
    close_courses(&c);
}
END_TEST

START_TEST(as_few_courses_as_there_may_be_leave_lanes_free)
{
    sim_error err = {""};
    courses c;

    open_courses(&c, "knee", &model_knee, 8);
    ck_assert_int_eq(sim_run_models(c.runs, (size_t)_i, &err), SIM_OK);
    for (size_t i = 0; i < (size_t)_i; i++) assert_as_alone(&c.runs[i]);
    ck_assert_ptr_null(c.runs[_i].result.x_end);
    close_courses(&c);
}
END_TEST

static bool asks_to_stop(void *data)
{
    (void)data;
    return true;
}

/* Courses that fail in the midst, at their start, or have nothing to do. */
START_TEST(a_course_that_fails_leaves_the_others_as_they_are)
{
    double broken[SIM_SETUP_MAX] = {0};
    sim_error err = {""};
    courses c;

    open_courses(&c, "knee", &model_knee, cases[_i].lanes);
    memcpy(broken, c.runs[7].run.p, model_knee.n_constants * sizeof *broken);
    broken[sim_model_find(&model_knee, "m1_loss")->slot] = NAN;
    c.options[0].work = 5;
    c.options[3].work = 600;
    c.options[4].stop = asks_to_stop;
    c.runs[5].run.end = 0;
    c.runs[6].run.end = 0;
    c.runs[6].run.every = 0;
    c.runs[7].run.p = broken;
    ck_assert_int_eq(sim_run_models(c.runs, COURSES, &err), SIM_OK);
    ck_assert_int_eq(c.runs[0].status, SIM_EWORK);
    ck_assert_int_eq(c.runs[3].status, SIM_EWORK);
    ck_assert_int_eq(c.runs[4].status, SIM_ESTOP);
    ck_assert_uint_eq(c.runs[5].result.grid.n, 1);
    ck_assert_int_eq(c.runs[7].status, SIM_ESOLVER);
    for (size_t i = 0; i < COURSES; i++) assert_as_alone(&c.runs[i]);
    close_courses(&c);
}
END_TEST

START_TEST(courses_of_other_solvers_run_among_them)
{
    sim_error err = {""};
    courses c;

    open_courses(&c, "knee", &model_knee, 4);
    while (strcmp(sim_stepper_name(c.options[1].method), "tau") != 0) c.options[1].method++;
    c.options[4].solver = 2;
    c.options[9].rtol = 1e-8;
    ck_assert_int_eq(sim_run_models(c.runs, COURSES, &err), SIM_OK);
    for (size_t i = 0; i < COURSES; i++) assert_as_alone(&c.runs[i]);
    ck_assert_str_eq(c.runs[0].result.solver, "rodas5p");
    ck_assert_str_eq(c.runs[1].result.solver, "tau");
    ck_assert_str_eq(c.runs[4].result.solver, "msbdf");
    ck_assert_str_eq(c.runs[9].result.solver, "rodas5p");
    close_courses(&c);
}
END_TEST

/* No kernel was printed for what only tests know. */
START_TEST(a_model_without_kernels_runs_by_its_rows)
{
    sim_course_run runs[3] = {{.status = SIM_OK}};
    const sim_options options = {.rtol = 1e-6, .kernels = {.lanes = 4}};
    sim_setup setup[3];
    sim_error err = {""};

    for (size_t i = 0; i < 3; i++) {
        const sim_value values[] = {{"stiff", 2.385 * pow(10, (double)i)}, {0}};

        ck_assert_int_eq(sim_setup_init(&setup[i], &model_circle, values, &err), SIM_OK);
        runs[i].run = (sim_run){.net = &setup[i].net,
                                .p = setup[i].p,
                                .options = &options,
                                .end = 6,
                                .every = 0.371};
    }
    ck_assert_int_eq(sim_run_models(runs, 3, &err), SIM_OK);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_double_eq_tol(runs[i].result.x_end[0], sin(6), 1e-6);
        assert_as_alone(&runs[i]);
        sim_result_free(&runs[i].result);
    }
    for (size_t i = 0; i < 3; i++) sim_setup_free(&setup[i]);
}
END_TEST

START_TEST(as_many_lanes_serve_as_are_asked_for_or_suit_the_processor)
{
    static const sim_kernel_choice choices[] = {
        {.lanes = 1},    {.lanes = 8},      {.isa = "sse2"},
        {.isa = "avx2"}, {.isa = "avx512"}, {.lanes = 2, .isa = "avx2"}};
    static const size_t expected[] = {1, 8, 2, 4, 8, 2};
    const size_t best = sim_lanes_best(&(sim_kernel_choice){0});

    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        ck_assert_uint_eq(sim_lanes_best(&choices[i]), expected[i]);
    ck_assert(best == 2 || best == 4 || best == 8);
    ck_assert_ptr_nonnull(sim_kernel_find(&model_knee, best, NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lanes");
    TCase *all = tcase_create("lanes");

    gsl_set_error_handler_off();
    tcase_add_loop_test(all, a_course_has_the_bits_that_it_has_alone, 0, CASES);
    tcase_add_loop_test(all, as_few_courses_as_there_may_be_leave_lanes_free, 1, COURSES);
    tcase_add_loop_test(all, a_course_that_fails_leaves_the_others_as_they_are, 0, 4);
    tcase_add_test(all, courses_of_other_solvers_run_among_them);
    tcase_add_test(all, a_model_without_kernels_runs_by_its_rows);
    tcase_add_test(all, as_many_lanes_serve_as_are_asked_for_or_suit_the_processor);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
