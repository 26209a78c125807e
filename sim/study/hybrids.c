#include "sim/study/hybrids.h"

#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"

static sim_status keep(sim_hybrids *h, sim_error *err)
{
    const sim_model *m = h->stage.model;
    bool *wanted = calloc(m->n_symbols + 1, sizeof *wanted);
    sim_status status;

    if (!wanted) return sim_fail_memory(err, m->name);
    wanted[h->number->symbol] = true;
    status = sim_kept_init(&h->kept, m, wanted, err);
    free(wanted);
    return status;
}

sim_status sim_hybrids_init(sim_hybrids *h, const sim_task *task, const sim_summary *number,
                            sim_error *err)
{
    const size_t last = task->chain->n_stages - 1;

    *h = (sim_hybrids){.stage = task->chain->stages[last],
                       .chain = *task->chain,
                       .task = *task,
                       .number = number};
    h->stage.needs = NULL;
    h->chain.n_stages = 1;
    h->task.nets = &task->nets[last];
    h->task.asked = NULL;
    h->task.shelf = NULL;
    h->task.n_glances = 0;
    return keep(h, err);
}

void sim_hybrids_free(sim_hybrids *h) { sim_kept_free(&h->kept); }

/* ---- constants ------------------------------------------------------------ */

/* Room for the constants of n courses and, behind them, of their backgrounds. */
typedef struct {
    double *values;
    const double *at[2 * SIM_HYBRIDS];
    size_t backgrounds[2 * SIM_HYBRIDS];
} room;

static void mix_one(const sim_model *m, const size_t bits[], const double arm[],
                    const double against[], size_t set, double p[])
{
    for (size_t i = 0; i < m->n_constants; i++) {
        const bool is_of_arm = bits[i] != SIM_NONE && set >> bits[i] & 1;

        p[i] = is_of_arm ? arm[i] : against[i];
    }
}

static bool fill(room *r, const sim_model *m, const sim_mix *mix, size_t first, size_t n)
{
    const sim_pair *pair = &mix->pair;
    const size_t n_all = pair->arm_background ? 2 * n : n;

    r->values = calloc(n_all * m->n_constants + 1, sizeof *r->values);
    if (!r->values) return false;
    for (size_t i = 0; i < n_all; i++) {
        double *p = &r->values[i * m->n_constants];

        if (i < n)
            mix_one(m, mix->bits, pair->arm, pair->against, first + i, p);
        else
            mix_one(m, mix->bits, pair->arm_background, pair->against_background,
                    first + i - n, p);
        r->at[i] = p;
        r->backgrounds[i] = i < n ? n + i : 2 * n;
    }
    return true;
}

/* ---- solving -------------------------------------------------------------- */

sim_status sim_hybrids_solve(const sim_hybrids *h, const sim_mix *mix, size_t first,
                             size_t n, double values[], size_t *failed, sim_error *err)
{
    sim_chain chain = h->chain;
    sim_task task = h->task;
    sim_solution solution;
    sim_status status;
    room r;

    sim_bug(n > SIM_HYBRIDS);
    if (!fill(&r, h->stage.model, mix, first, n))
        return sim_fail_memory(err, h->stage.model->name);
    chain.stages = &h->stage;
    task.chain = &chain;
    task.params = r.at;
    task.n_arms = mix->pair.arm_background ? 2 * n : n;
    task.backgrounds = mix->pair.arm_background ? r.backgrounds : NULL;
    task.kept = &h->kept;
    task.cues = NULL; /* those are of a stage before */
    task.luck = mix->luck;
    status = sim_chain_solve(&task, &solution, err);
    for (size_t i = 0; status == SIM_OK && i < n; i++)
        values[i] = sim_summary_read(&solution, i, h->number);
    *failed = first + solution.failed_arm % n;
    sim_solution_free(&solution);
    free(r.values);
    return status;
}
