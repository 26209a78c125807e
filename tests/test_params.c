/* test_params.c -- the values of an experiment as its chain wants them. */
#include <check.h>

#include "models/models.h"
#include "sim/study/params.h"
#include "tests/experiment.h"
#include "tests/suite.h"

static const char text[] = "[run]\ndays = 238\nseed = 71\nrtol = 2.385e-8\n[joint]\n"
                           "volume = 8.31\n[arm x]\n[arm y]\njoint.volume = 3.71\n";

/* Every settable constant of every stage and arm stands at its slot. */
START_TEST(each_arm_has_its_own_values)
{
    const sim_chain *chain = &models_chains[0];
    sim_params params;
    sim_experiment e;
    sim_error err = {""};

    experiment_read(&e, text, experiment_no_sets);
    ck_assert_int_eq(sim_params_init(&params, chain, &e, &err), SIM_OK);
    for (size_t arm = 0; arm < 2; arm++) {
        for (size_t i = 0; i < e.catalog->n; i++) {
            const sim_parameter *q = &e.catalog->rows[i];

            if (q->model == 0) continue;
            ck_assert_double_eq(
                params.at[arm * chain->n_stages + q->model - 1][q->symbol->slot],
                e.arms[arm].settings[i].value);
        }
    }
    ck_assert_double_eq(experiment_setting(&e, 1, "joint", "volume")->value, 3.71);
    sim_params_free(&params);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(a_task_is_what_run_says)
{
    sim_params params;
    sim_experiment e;
    sim_error err = {""};
    sim_task task;

    experiment_read(&e, text, experiment_no_sets);
    ck_assert_int_eq(sim_params_init(&params, &models_chains[0], &e, &err), SIM_OK);
    task = sim_params_task(&params, &e);
    ck_assert_double_eq(task.end, 238);
    ck_assert_double_eq(task.options.rtol, 2.385e-8);
    ck_assert_uint_eq(task.options.stream.seed, 71);
    ck_assert_uint_eq(task.n_arms, 2);
    ck_assert_ptr_eq(task.params, params.at);
    sim_params_free(&params);
    sim_experiment_free(&e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("params");
    TCase *cases = tcase_create("values");

    experiment_add_fixture(cases);
    tcase_add_test(cases, each_arm_has_its_own_values);
    tcase_add_test(cases, a_task_is_what_run_says);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
