/* test_solve.c -- tasks that are solved side by side: each has the solution that it has alone. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#include "sim/engine/ode.h"
#include "tests/solve.h"
#include "tests/suite.h"

/* Arms of several tasks: cultures that are shared and not, mixtures, joints without a dose. */
enum { TASKS = 5, ARMS = 3 };
static const change *const arms[TASKS][ARMS] = {
    {(change[]){{0}}, (change[]){{"dose", 0}, {0}}, (change[]){{"dose", 2.385e7}, {0}}},
    {(change[]){{"harvest_passage", 3}, {0}}, (change[]){{"hit_probability", 1}, {0}},
     (change[]){{"hit_probability", 0}, {0}}},
    {(change[]){{"expanded", 0}, {0}}, (change[]){{"doses", 3}, {0}},
     (change[]){{"doses", 3}, {0}}},
    {(change[]){{"cycle_time", 23.85}, {0}}, (change[]){{"cycle_time", 37.1}, {0}},
     (change[]){{"founders", 371}, {0}}},
    {(change[]){{"vas_base", 47.3}, {0}}, (change[]){{"tail", 0.371}, {0}},
     (change[]){{"therapy", 1}, {0}}},
};
/* What a joint cannot be. */
static const change refused[] = {{"recruit", 9e6}, {0}};
static const char refusal[] = "recruit_base = -3.3e+06 cell/day must not be negative; "
                              "lower recruit or renew, or raise "
                              "m1_loss or m2_loss";

/* Tasks, each by itself and side by side. */
typedef struct {
    solved alone[TASKS];
    sim_task tasks[TASKS];
    sim_solution solutions[TASKS];
    sim_solving list[TASKS];
} many;

/* Solves each task by itself; where `broken` is an arm of task 1, with what is refused. */
static void open_many(many *m, size_t broken, size_t lanes)
{
    const sim_options options = {.rtol = 1e-6, .kernels = {.lanes = lanes}};

    memset(m, 0, sizeof *m);
    for (size_t i = 0; i < TASKS; i++) {
        const change *of[ARMS];
        sim_error err = {""};
        sim_status status;

        memcpy(of, arms[i], sizeof of);
        if (i == 1 && broken < ARMS) of[broken] = refused;
        status = solve_arms(&m->alone[i], of, ARMS, 60, &options, &err);
        ck_assert_int_eq(status, i == 1 && broken < ARMS ? SIM_EVALUE : SIM_OK);
        m->tasks[i] = (sim_task){.chain = &models_chains[0],
                                 .params = m->alone[i].params,
                                 .n_arms = ARMS,
                                 .end = 60,
                                 .every = 1,
                                 .options = options};
        m->list[i] = (sim_solving){.task = &m->tasks[i], .solution = &m->solutions[i]};
    }
}

static void close_many(many *m)
{
    for (size_t i = 0; i < TASKS; i++) {
        sim_solution_free(&m->solutions[i]);
        solved_free(&m->alone[i]);
    }
}

static void assert_same_course(const sim_course *a, const sim_course *b)
{
    ck_assert_uint_eq(a->n, b->n);
    if (a->n == 0) return;
    ck_assert_mem_eq(a->x, b->x, a->n * a->n_states * sizeof *a->x);
    ck_assert_mem_eq(a->o, b->o, a->n * a->n_rules * sizeof *a->o);
}

static void assert_same_outcome(const sim_outcome *a, const sim_outcome *b)
{
    ck_assert_int_eq(a->skipped, b->skipped);
    ck_assert_mem_eq(a->p, b->p, a->model->n_constants * sizeof *a->p);
    if (a->skipped) return;
    assert_same_course(&a->result.grid, &b->result.grid);
    assert_same_course(&a->result.reports, &b->result.reports);
    ck_assert_mem_eq(a->o_end, b->o_end, a->model->n_rules * sizeof *a->o_end);
    ck_assert_mem_eq(&a->result.cost, &b->result.cost, sizeof a->result.cost);
}

static void assert_same_solution(const sim_solution *a, const sim_solution *b)
{
    ck_assert_uint_eq(a->n_outcomes, b->n_outcomes);
    ck_assert_uint_eq(a->work, b->work);
    for (size_t arm = 0; arm < a->n_arms; arm++)
        for (size_t i = 0; i < a->chain->n_stages; i++)
            assert_same_outcome(sim_solution_outcome(a, arm, i),
                                sim_solution_outcome(b, arm, i));
}

/* ---- tests ------------------------------------------------------------------ */

static const size_t lanes[] = {0, 1, 2, 4, 8};

START_TEST(several_tasks_give_the_solution_each_has_alone)
{
    many m;

    open_many(&m, ARMS, 1);
    for (size_t i = 0; i < TASKS; i++) m.tasks[i].options.kernels.lanes = lanes[_i];
    sim_chain_solve_all(m.list, TASKS);
    for (size_t i = 0; i < TASKS; i++) {
        ck_assert_msg(m.list[i].status == SIM_OK, "%s", m.list[i].error.text);
        assert_same_solution(&m.solutions[i], &m.alone[i].solution);
    }
    close_many(&m);
}
END_TEST

START_TEST(arms_of_the_same_constants_share_an_outcome_and_tasks_do_not)
{
    many m;

    open_many(&m, ARMS, 0);
    sim_chain_solve_all(m.list, TASKS);
    ck_assert_ptr_eq(sim_solution_outcome(&m.solutions[2], 1, 2),
                     sim_solution_outcome(&m.solutions[2], 2, 2));
    ck_assert_ptr_eq(sim_solution_outcome(&m.solutions[0], 0, 0),
                     sim_solution_outcome(&m.solutions[0], 2, 0));
    ck_assert_ptr_ne(sim_solution_outcome(&m.solutions[0], 0, 0),
                     sim_solution_outcome(&m.solutions[4], 0, 0));
    close_many(&m);
}
END_TEST

START_TEST(an_arm_that_is_refused_fails_its_task_alone)
{
    const size_t broken = (size_t)_i;
    many m;

    open_many(&m, broken, 0);
    sim_chain_solve_all(m.list, TASKS);
    ck_assert_int_eq(m.list[1].status, SIM_EVALUE);
    ck_assert_str_eq(m.list[1].error.text, refusal);
    ck_assert_uint_eq(m.solutions[1].failed_arm, broken);
    ck_assert_str_eq(m.solutions[1].failed_stage->model->name, "knee");
    ck_assert_ptr_nonnull(m.solutions[1].refusal);
    for (size_t i = 0; i < TASKS; i++) {
        if (i == 1) continue;
        ck_assert_int_eq(m.list[i].status, SIM_OK);
        assert_same_solution(&m.solutions[i], &m.alone[i].solution);
    }
    close_many(&m);
}
END_TEST

/* The last arm cannot be cultured, the one before it has a joint that cannot be. */
START_TEST(the_first_arm_that_fails_is_told_whatever_its_stage)
{
    const change *const both[] = {(change[]){{0}}, refused,
                                  (change[]){{"age_slope", 10}, {"donor_age", 99}, {0}}};
    const sim_options options = {.rtol = 1e-6};
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, both, 3, 30, &options, &err), SIM_EVALUE);
    ck_assert_uint_eq(s.solution.failed_arm, 1);
    ck_assert_str_eq(err.text, refusal);
    /* as many were solved before it */
    ck_assert_ptr_nonnull(sim_solution_outcome(&s.solution, 0, 2));
    ck_assert_double_eq(sim_solution_outcome(&s.solution, 0, 2)->result.t_end, 30);
    solved_free(&s);
}
END_TEST

START_TEST(work_is_counted_arm_by_arm_and_in_each_task_for_itself)
{
    many m;
    size_t whole;

    open_many(&m, ARMS, 0);
    whole = m.alone[0].solution.work;
    m.tasks[0].work = whole / 2;
    m.tasks[3].work = m.alone[3].solution.work + 1;
    sim_chain_solve_all(m.list, TASKS);
    ck_assert_int_eq(m.list[0].status, SIM_EWORK);
    ck_assert_uint_gt(m.solutions[0].work, 0);
    ck_assert_uint_lt(m.solutions[0].work, whole);
    for (size_t i = 1; i < TASKS; i++) {
        ck_assert_msg(m.list[i].status == SIM_OK, "%s", m.list[i].error.text);
        assert_same_solution(&m.solutions[i], &m.alone[i].solution);
    }
    close_many(&m);
}
END_TEST

/* A dish that fills up where growth stops as steeply as that: the course slides along the corner,
 * which a method of one step cannot. */
START_TEST(what_the_first_solver_cannot_follow_the_second_does)
{
    static const change steep[] = {{"contact_exponent", 0.2},
                                   {"founders", 1e7},
                                   {"coverage", 5e7},
                                   {"primary_days", 10},
                                   {"death_rate", 0.003},
                                   {"harvest_passage", 0},
                                   {0}};
    static const change usual[] = {{0}};
    const change *const dishes[] = {usual, steep, usual, steep};
    sim_options by = {.rtol = 1e-6};
    sim_error err = {""};
    solved s, other;

    ck_assert_msg(solve_arms(&s, dishes, 4, 5, &by, &err) == SIM_OK, "%s", err.text);
    while (strcmp(sim_solver_name(by.solver), "msbdf") != 0) by.solver++;
    ck_assert_msg(solve_arms(&other, dishes, 4, 5, &by, &err) == SIM_OK, "%s", err.text);
    ck_assert_str_eq(solved_stage(&s, 0, "passaging")->result.solver, "rodas5p");
    ck_assert_str_eq(solved_stage(&s, 1, "passaging")->result.solver, "msbdf");
    ck_assert_double_eq(solved_end(&s, 1, "passaging", "harvested"),
                        solved_end(&other, 1, "passaging", "harvested"));
    ck_assert_double_eq(solved_end(&s, 3, "passaging", "harvested"),
                        solved_end(&other, 3, "passaging", "harvested"));
    solved_free(&other);
    solved_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("solve");
    TCase *all = tcase_create("solve");

    gsl_set_error_handler_off();
    tcase_add_loop_test(all, several_tasks_give_the_solution_each_has_alone, 0,
                        (int)(sizeof lanes / sizeof *lanes));
    tcase_add_test(all, arms_of_the_same_constants_share_an_outcome_and_tasks_do_not);
    tcase_add_loop_test(all, an_arm_that_is_refused_fails_its_task_alone, 0, ARMS);
    tcase_add_test(all, the_first_arm_that_fails_is_told_whatever_its_stage);
    tcase_add_test(all, work_is_counted_arm_by_arm_and_in_each_task_for_itself);
    tcase_add_test(all, what_the_first_solver_cannot_follow_the_second_does);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
