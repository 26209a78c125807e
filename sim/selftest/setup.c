#include "sim/selftest/setup.h"

#include <pthread.h>
#include <string.h>

#include "sim/engine/stepper.h"
#include "sim/study/team.h"

/* ---- values --------------------------------------------------------------- */

sim_status sim_setup_init(sim_setup *setup, const sim_model *m, const sim_value values[],
                          sim_error *err)
{
    *setup = (sim_setup){.model = m};
    sim_bug(m->n_constants > SIM_SETUP_MAX || m->n_rules > SIM_SETUP_MAX);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_settable(s)) continue;
        setup->p[s->slot] = s->value;
        for (const sim_value *v = values; v && v->name; v++) {
            if (strcmp(v->name, s->name) == 0) setup->p[s->slot] = v->value;
        }
    }
    m->derive(setup->p);
    return sim_network_init(&setup->net, m, err);
}

void sim_setup_free(sim_setup *setup) { sim_network_free(&setup->net); }

double sim_setup_value(const sim_setup *setup, const char *name)
{
    const sim_symbol *s = sim_model_find(setup->model, name);

    sim_bug(!s || !sim_symbol_is_constant(s));
    return setup->p[s->slot];
}

/* ---- replicates ----------------------------------------------------------- */

static size_t method_named(const char *name)
{
    size_t i = 0;

    while (sim_steppers[i] && strcmp(sim_steppers[i]->name, name) != 0) i++;
    sim_bug(!sim_steppers[i]);
    return i;
}

sim_options sim_trials_options(const sim_trials *batch, size_t replicate)
{
    sim_options options = {.method = method_named(batch->method),
                           .rtol = 1e-9,
                           .epsilon = batch->epsilon,
                           .stream = batch->stream};

    options.stream.replicate += replicate;
    return options;
}

/* The replicates of a batch, and the first of them that failed. */
typedef struct {
    const sim_trials *batch;
    const sim_setup *setup;
    const char *const *names;
    size_t n_names;
    double *values;
    pthread_mutex_t failing;
    size_t failed;
    sim_status status;
    sim_error *err;
} crew;

static sim_status run_one(const crew *c, size_t replicate, sim_error *err)
{
    const sim_setup *setup = c->setup;
    const sim_options options = sim_trials_options(c->batch, replicate);
    const sim_run run = {
        .net = &setup->net, .p = setup->p, .options = &options, .end = c->batch->end};
    double rules[SIM_SETUP_MAX];
    sim_result result;
    sim_status status = sim_run_model(&run, &result, err);

    if (status == SIM_OK)
        setup->model->observe(result.t_end, result.x_end, setup->p, rules);
    for (size_t i = 0; status == SIM_OK && i < c->n_names; i++)
        c->values[i * c->batch->n + replicate] = sim_symbol_value(
            sim_model_find(setup->model, c->names[i]), setup->p, result.x_end, rules);
    sim_result_free(&result);
    return status;
}

static void run_replicate(void *self, size_t member, size_t r)
{
    crew *c = self;
    sim_error why = {""};
    const sim_status mine = run_one(c, r, &why);

    (void)member;
    if (mine == SIM_OK) return;
    pthread_mutex_lock(&c->failing);
    if (r < c->failed) {
        c->failed = r;
        c->status = mine;
        *c->err = why;
    }
    pthread_mutex_unlock(&c->failing);
}

sim_status sim_trials_run(const sim_trials *batch, const sim_setup *setup,
                          const char *const names[], size_t n_names, double values[],
                          sim_error *err)
{
    crew c = {.batch = batch,
              .setup = setup,
              .names = names,
              .n_names = n_names,
              .values = values,
              .failed = batch->n,
              .err = err};

    pthread_mutex_init(&c.failing, NULL);
    sim_team_share(sim_threads(batch->threads), batch->n, run_replicate, &c);
    pthread_mutex_destroy(&c.failing);
    return c.status;
}
