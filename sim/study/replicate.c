#include "sim/study/replicate.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/lanes.h"
#include "sim/study/sight.h"

/* What a row of replicates.csv starts with. */
static const sim_column first_columns[] = {
    {"arm", "1", "name of the arm", SIM_CELL_TEXT},
    {"replicate", "1", "number of the replicate, from 0", SIM_CELL_WHOLE},
    {"seed", "1", "seed of the random numbers", SIM_CELL_WHOLE},
    {"redraws", "1", "parameters that were drawn again", SIM_CELL_WHOLE},
    {"laboratory", "1", "number of the laboratory, from 0", SIM_CELL_WHOLE},
};
enum { N_FIRST = sizeof first_columns / sizeof *first_columns };

static sim_status make_layout(sim_assay *a, sim_error *err)
{
    const size_t n = N_FIRST + a->readout.n + a->lottery.n_points;
    sim_column *columns = calloc(n, sizeof *columns), *next = columns + N_FIRST;

    if (!columns) return sim_fail_memory(err, "replicates");
    memcpy(columns, first_columns, sizeof first_columns);
    for (size_t i = 0; i < a->readout.n; i++) *next++ = a->readout.list[i].column;
    for (size_t i = 0; i < a->lottery.n_points; i++) {
        const sim_point *point = &a->lottery.points[i];

        *next = sim_column_of(point->parameter->symbol);
        next++->name = point->purpose;
    }
    a->replicates = (sim_layout){"replicates", columns, n};
    return SIM_OK;
}

/* The sd of a reading of what is measured. */
static double find_noise(const sim_population *population, const sim_experiment *e)
{
    const char *noise = population ? population->measured.noise : NULL;

    return noise ? sim_experiment_value(e, "cohort", noise) : 0;
}

sim_status sim_assay_init(sim_assay *a, const sim_task *task, const sim_experiment *e,
                          sim_error *err)
{
    sim_status status = SIM_OK;

    *a = (sim_assay){.task = task, .experiment = e, .prepared = *task};
    a->draws = sim_experiment_value(e, "cohort", "draw") == SIM_DRAW_COHORT;
    a->noise = find_noise(task->chain->population, e);
    a->seed = (uint64_t)sim_experiment_value(e, "run", "seed");
    if (!task->nets) status = sim_chain_make_nets(task->chain, &a->own_nets, err);
    if (!task->nets) a->prepared.nets = a->own_nets;
    if (status == SIM_OK) status = sim_readout_init(&a->readout, task->chain, err);
    if (status == SIM_OK) status = sim_sight_keep(&a->kept, &a->readout, &e->watch, err);
    a->prepared.kept = &a->kept;
    if (status == SIM_OK)
        status =
            sim_lottery_init(&a->lottery, task, e,
                             a->draws ? SIM_OWNED_BY_ANYBODY : SIM_OWNED_BY_NOBODY, err);
    return status == SIM_OK ? make_layout(a, err) : status;
}

void sim_assay_free(sim_assay *a)
{
    if (a->task) sim_chain_free_nets(a->task->chain, a->own_nets);
    sim_lottery_free(&a->lottery);
    sim_readout_free(&a->readout);
    sim_kept_free(&a->kept);
    free((void *)a->replicates.columns);
    *a = (sim_assay){0};
}

void sim_assay_stop_by(sim_assay *a, bool (*stop)(void *data), void *data)
{
    a->prepared.options.stop = stop;
    a->prepared.options.stop_data = data;
}

/* Draws a replicate and sets out what is to be solved. */
static void draw_task(const sim_assay *a, sim_replicate *r, sim_task *task)
{
    *task = a->prepared;
    r->solution = (sim_solution){0};
    r->status = sim_sample_draw(r->sample, &a->lottery, &r->member, &r->why);
    task->params = r->sample->params.at;
    task->options.stream.seed = a->seed;
    task->options.stream.replicate = r->member.chance;
    task->luck = a->draws ? &r->sample->luck : NULL;
}

void sim_replicates_solve(const sim_assay *a, sim_replicate list[], size_t n)
{
    sim_task tasks[SIM_SAMPLES];
    sim_solving solving[SIM_SAMPLES];
    sim_replicate *of[SIM_SAMPLES];
    size_t n_drawn = 0;

    sim_bug(n > SIM_SAMPLES);
    for (size_t i = 0; i < n; i++) {
        draw_task(a, &list[i], &tasks[n_drawn]);
        if (list[i].status != SIM_OK) continue;
        of[n_drawn] = &list[i];
        solving[n_drawn] =
            (sim_solving){.task = &tasks[n_drawn], .solution = &list[i].solution};
        n_drawn++;
    }
    if (n_drawn > 0) sim_chain_solve_all(solving, n_drawn);
    for (size_t i = 0; i < n_drawn; i++) {
        of[i]->status = solving[i].status;
        if (solving[i].status != SIM_OK) of[i]->why = solving[i].error;
    }
}

sim_status sim_sample_solve(sim_sample *sample, const sim_assay *a,
                            const sim_member *member, sim_solution *solution,
                            sim_error *err)
{
    sim_replicate one = {.sample = sample, .member = *member};

    sim_replicates_solve(a, &one, 1);
    *solution = one.solution;
    if (one.status != SIM_OK) *err = one.why;
    return one.status;
}

void sim_sample_visits(sim_sample *sample, const sim_assay *a, const sim_member *member,
                       double noise[SIM_VISITS])
{
    static const char *const visits[SIM_VISITS] = {"visit before", "visit after"};

    for (size_t v = 0; v < SIM_VISITS; v++)
        noise[v] = a->noise * sim_sample_noise(sample, &a->lottery, member, visits[v]);
}

sim_fortune sim_sample_fortune(sim_sample *sample, const sim_assay *a,
                               const sim_member *member)
{
    const sim_population *p = a->task->chain->population;
    sim_fortune fortune = {0};

    sim_sample_visits(sample, a, member, fortune.noise);
    for (size_t i = 0; p && i < p->n_fates; i++)
        fortune.fates[i] =
            sim_sample_uniform(sample, &a->lottery, member, p->fates[i].name);
    return fortune;
}

void sim_sample_read(sim_sample *sample, const sim_assay *a, const sim_member *member,
                     const sim_solution *solution, double numbers[])
{
    const sim_fortune fortune = sim_sample_fortune(sample, a, member);

    for (size_t arm = 0; arm < a->task->n_arms; arm++)
        sim_readout_read(&a->readout, solution, arm, &fortune,
                         &numbers[arm * a->readout.n]);
}
