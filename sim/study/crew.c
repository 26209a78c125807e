#include "sim/study/crew.h"

#include <stdlib.h>

sim_status sim_crew_init(sim_crew *c, const sim_ensemble_task *task, sim_error *err)
{
    sim_status status = SIM_OK;

    *c = (sim_crew){.task = task, .assay = task->assay};
    sim_relay_init(&c->relay, task->hooks);
    c->threads = sim_threads(task->threads);
    c->workers = calloc(c->threads * SIM_SAMPLES, sizeof *c->workers);
    if (!c->workers) return sim_fail_memory(err, "ensemble");
    for (size_t i = 0; status == SIM_OK && i < c->threads * SIM_SAMPLES; i++)
        status = sim_sample_init(&c->workers[i], &c->assay->lottery, err);
    return status;
}

void sim_crew_free(sim_crew *c)
{
    for (size_t i = 0; c->workers && i < c->threads * SIM_SAMPLES; i++)
        sim_sample_free(&c->workers[i], &c->assay->lottery);
    free(c->workers);
}

bool sim_crew_is_stopped(sim_crew *c) { return sim_relay_is_stopped(&c->relay); }

bool sim_crew_is_lost(const sim_crew *c)
{
    return c->task->ledger && sim_ledger_is_lost(c->task->ledger);
}
