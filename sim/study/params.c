#include "sim/study/params.h"

#include <stdlib.h>

sim_status sim_params_room(sim_params *params, const sim_chain *chain, size_t n_arms,
                           sim_error *err)
{
    size_t n = 0, at = 0;

    *params = (sim_params){.chain = chain};
    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_constants;
    params->values = calloc(n * n_arms + 1, sizeof *params->values);
    params->at = calloc(n_arms * chain->n_stages + 1, sizeof *params->at);
    if (!params->values || !params->at) return sim_fail_memory(err, chain->name);
    for (size_t i = 0; i < n_arms * chain->n_stages; i++) {
        params->at[i] = &params->values[at];
        at += chain->stages[i % chain->n_stages].model->n_constants;
    }
    return SIM_OK;
}

sim_status sim_params_init(sim_params *params, const sim_chain *chain,
                           const sim_experiment *e, sim_error *err)
{
    sim_status status = sim_params_room(params, chain, e->n_arms, err);

    if (status == SIM_OK) sim_params_fill(params, e);
    return status;
}

void sim_params_free(sim_params *params)
{
    free(params->values);
    free(params->at);
    *params = (sim_params){0};
}

void sim_params_put(sim_params *params, size_t at, const sim_catalog *catalog,
                    const sim_arm *arm)
{
    const size_t n_stages = params->chain->n_stages;

    for (size_t r = 0; r < catalog->n; r++) {
        const sim_parameter *q = &catalog->rows[r];
        double *p;

        if (q->model == 0) continue;
        p = (double *)params->at[at * n_stages + q->model - 1];
        p[q->symbol->slot] = arm->settings[r].value;
    }
}

void sim_params_fill(sim_params *params, const sim_experiment *e)
{
    for (size_t arm = 0; arm < e->n_arms; arm++)
        sim_params_put(params, arm, e->catalog, &e->arms[arm]);
}

sim_task sim_params_task(const sim_params *params, const sim_experiment *e)
{
    return (sim_task){
        .chain = params->chain,
        .params = params->at,
        .n_arms = e->n_arms,
        .backgrounds = e->backgrounds,
        .cues = e->cues,
        .end = sim_experiment_value(e, "run", "days"),
        .every = 1,
        .traced = sim_numbers_traced(e->numbers),
        .options = {.method = (size_t)sim_experiment_value(e, "run", "method"),
                    .solver = (size_t)sim_experiment_value(e, "run", "solver"),
                    .rtol = sim_experiment_value(e, "run", "rtol"),
                    .kernels = e->kernels,
                    .stream.seed = (uint64_t)sim_experiment_value(e, "run", "seed"),
                    .stream.point = (uint64_t)sim_experiment_value(e, "run", "stream")},
    };
}
