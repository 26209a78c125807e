#include "tests/trials.h"

#include <check.h>
#include <string.h>

sim_status trials_open(trials *t, const char *text, size_t threads, sim_error *err)
{
    const sim_source source = {.file = "trial.ini", .text = text};
    sim_status status;

    *t = (trials){0};
    status = sim_job_read(&t->job, &source, err);
    if (status != SIM_OK) return status;
    t->task = sim_params_task(&t->job.params, &t->job.experiment);
    t->ask = (sim_trial_ask){.file = t->job.file,
                             .task = &t->task,
                             .experiment = &t->job.experiment,
                             .threads = threads};
    return sim_trial_pool_init(&t->pool, &t->ask, err);
}

void trials_solve(trials *t, const char *text, size_t threads)
{
    sim_error err = {""};

    ck_assert_msg(trials_open(t, text, threads, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_trial_pool_solve(&t->pool, NULL, &err) == SIM_OK, "%s", err.text);
}

void trials_run(trials *t, const char *text, size_t threads)
{
    sim_error err = {""};

    trials_solve(t, text, threads);
    ck_assert_msg(sim_trial_set_run(&t->set, &t->pool, &err) == SIM_OK, "%s", err.text);
}

void trials_close(trials *t)
{
    sim_trial_set_free(&t->set);
    sim_trial_pool_free(&t->pool);
    sim_job_close(&t->job);
}

const sim_trial_sizes *trials_of(const trials *t, const char *arm)
{
    size_t a = 0;

    while (a < t->pool.n_arms && strcmp(t->pool.arms[a].name, arm) != 0) a++;
    ck_assert_uint_lt(a, t->pool.n_arms);
    return &t->set.sizes[a];
}
