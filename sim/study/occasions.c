#include "sim/study/occasions.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/io/memory.h"

typedef struct {
    const sim_task *task;
    sim_outputs outputs;
    sim_occasions *occasions;
    double **p;          /* [n_stages] constants of the arm in hand */
    double *x, *due, *k; /* of the stage in hand */
    size_t arm;
    sim_pool pool;
} finder;

/* What a stage of the arm in hand is given. */
static void feed(const finder *f, size_t stage)
{
    const sim_model *m = f->task->chain->stages[stage].model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *input = &m->symbols[i], *symbol;
        size_t source;

        if (input->kind != SIM_INPUT) continue;
        symbol = sim_chain_find_source(f->task->chain, input->name, stage, &source);
        f->p[stage][input->slot] =
            symbol && sim_symbol_is_constant(symbol) ? f->p[source][symbol->slot] : 1;
    }
    m->derive(f->p[stage]);
}

static sim_status add_timetable(finder *f, const sim_model *m, size_t timetable,
                                size_t stage, sim_error *err)
{
    sim_occasions *o = f->occasions;

    for (size_t n = 0; n < SIM_OCCASIONS_MOST; n++) {
        f->k[timetable] = (double)n;
        m->times(0, f->x, f->p[stage], f->k, f->due);
        if (!(f->due[timetable] <= f->outputs.end)) break;
        if (!sim_memory_grow(&o->list, o->n, sizeof *o->list))
            return sim_fail_memory(err, "run");
        o->list[o->n++] = (sim_occasion){f->arm, stage, m->timetables[timetable].event,
                                         sim_outputs_snap(&f->outputs, f->due[timetable])};
    }
    return SIM_OK;
}

static sim_status add_stage(finder *f, size_t stage, sim_error *err)
{
    const sim_model *m = f->task->chain->stages[stage].model;
    sim_status status = SIM_OK;

    f->x = sim_pool_take(&f->pool, m->n_states + 1, sizeof *f->x);
    f->due = sim_pool_take(&f->pool, m->n_timetables + 1, sizeof *f->due);
    f->k = sim_pool_take(&f->pool, m->n_timetables + 1, sizeof *f->k);
    if (f->pool.failed) return sim_fail_memory(err, "run");
    m->start(f->p[stage], f->x);
    for (size_t i = 0; status == SIM_OK && i < m->n_timetables; i++)
        status = add_timetable(f, m, i, stage, err);
    return status;
}

static sim_status add_arm(finder *f, sim_error *err)
{
    const sim_chain *chain = f->task->chain;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++) {
        const size_t n = chain->stages[i].model->n_constants;

        memcpy(f->p[i], f->task->params[f->arm * chain->n_stages + i], n * sizeof *f->p[i]);
        feed(f, i);
        if (chain->stages[i].glances) status = add_stage(f, i, err);
    }
    return status;
}

static sim_status make_room(finder *f, sim_error *err)
{
    const sim_chain *chain = f->task->chain;

    f->p = sim_pool_take(&f->pool, chain->n_stages + 1, sizeof *f->p);
    for (size_t i = 0; f->p && i < chain->n_stages; i++)
        f->p[i] = sim_pool_take(&f->pool, chain->stages[i].model->n_constants + 1,
                                sizeof *f->p[i]);
    return sim_pool_check(&f->pool, "run", err);
}

sim_status sim_occasions_init(sim_occasions *o, const sim_task *task, sim_error *err)
{
    finder f = {
        .task = task, .outputs = sim_outputs_make(task->every, task->end), .occasions = o};
    sim_status status = make_room(&f, err);

    *o = (sim_occasions){0};
    for (; status == SIM_OK && f.arm < task->n_arms; f.arm++) status = add_arm(&f, err);
    sim_pool_free(&f.pool);
    return status;
}

void sim_occasions_free(sim_occasions *o)
{
    free(o->list);
    *o = (sim_occasions){0};
}

const char *sim_occasion_words(const sim_occasion *o, const sim_chain *chain)
{
    const sim_model *m = chain->stages[o->stage].model;

    for (size_t i = 0; i < chain->n_marks; i++)
        if (strcmp(chain->marks[i].name, m->events[o->event].name) == 0)
            return chain->marks[i].text;
    return NULL;
}
