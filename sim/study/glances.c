#include "sim/study/glances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/io/memory.h"

/* After an event, in parts of the distance of outputs: with daily ones, first every half hour,
 * then ever more seldom, so that no line of them bends visibly but where the curve does. */
static const double after[] = {
    0,        0.5 / 24, 1. / 24,  1.5 / 24, 2. / 24,  2.5 / 24, 3. / 24,  4. / 24,
    5. / 24,  6. / 24,  7. / 24,  8. / 24,  10. / 24, 12. / 24, 14. / 24, 16. / 24,
    18. / 24, 20. / 24, 22. / 24, 1,        1.125,    1.25,     1.375,    1.5,
    1.625,    1.75,     1.875,    2,        2.25,     2.5,      2.75,     3,
    3.25,     3.5,      3.75,     4,        4.5,      5,        5.5,      6};
enum { N_AFTER = sizeof after / sizeof *after };

typedef struct {
    const sim_task *task;
    sim_outputs outputs;
    sim_glances *glances;
    double **p;          /* [n_stages] constants of the arm in hand */
    double *x, *due, *k; /* of the stage in hand */
    sim_pool pool;
} finder;

/* ---- the times ------------------------------------------------------------ */

static bool is_output(const finder *f, double t)
{
    const double nearest = sim_outputs_time(&f->outputs, rint(t / f->outputs.every));

    return t == 0 || sim_is_one_instant(t, nearest) ||
           sim_is_one_instant(t, f->outputs.end);
}

static sim_status add(finder *f, double t, bool before, sim_error *err)
{
    sim_glances *g = f->glances;

    if (!(t > 0) || t > f->outputs.end || (!before && is_output(f, t))) return SIM_OK;
    if (!sim_memory_grow(&g->list, g->n, sizeof *g->list))
        return sim_fail_memory(err, "run");
    g->list[g->n++] = (sim_glance){t, before};
    return SIM_OK;
}

/* An event: as it was before and from then on. */
static sim_status add_event(finder *f, double t, sim_error *err)
{
    sim_status status = add(f, t, true, err);

    for (size_t i = 0; status == SIM_OK && i < N_AFTER; i++)
        status = add(f, t + after[i] * f->outputs.every, false, err);
    return status;
}

/* ---- events --------------------------------------------------------------- */

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
    sim_status status = SIM_OK;

    for (size_t n = 0; status == SIM_OK && n < SIM_GLANCES_MOST; n++) {
        f->k[timetable] = (double)n;
        m->times(0, f->x, f->p[stage], f->k, f->due);
        if (!(f->due[timetable] <= f->outputs.end)) break;
        status = add_event(f, sim_outputs_snap(&f->outputs, f->due[timetable]), err);
    }
    return status;
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

static sim_status add_arm(finder *f, size_t arm, sim_error *err)
{
    const sim_chain *chain = f->task->chain;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++) {
        const size_t n = chain->stages[i].model->n_constants;

        memcpy(f->p[i], f->task->params[arm * chain->n_stages + i], n * sizeof *f->p[i]);
        feed(f, i);
        if (chain->stages[i].glances) status = add_stage(f, i, err);
    }
    return status;
}

/* ---- the list ------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const sim_glance *one = a, *other = b;

    if (one->t != other->t) return one->t < other->t ? -1 : 1;
    return (int)other->before - (int)one->before;
}

/* Puts them in order, each once, and no more than there may be. */
static void put_in_order(sim_glances *g)
{
    size_t kept = 0;

    if (g->n == 0) return;
    qsort(g->list, g->n, sizeof *g->list, compare);
    for (size_t i = 0; i < g->n && kept < SIM_GLANCES_MOST; i++) {
        const sim_glance *last = kept > 0 ? &g->list[kept - 1] : NULL;

        if (last && last->before == g->list[i].before &&
            sim_is_one_instant(last->t, g->list[i].t))
            continue;
        g->list[kept++] = g->list[i];
    }
    g->n = kept;
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

sim_status sim_glances_init(sim_glances *g, const sim_task *task, sim_error *err)
{
    finder f = {.task = task, .outputs = {task->every, task->end}, .glances = g};
    sim_status status;

    *g = (sim_glances){0};
    if (!(task->every > 0)) return SIM_OK;
    status = make_room(&f, err);
    for (size_t arm = 0; status == SIM_OK && arm < task->n_arms; arm++)
        status = add_arm(&f, arm, err);
    put_in_order(g);
    sim_pool_free(&f.pool);
    return status;
}

void sim_glances_free(sim_glances *g)
{
    free(g->list);
    *g = (sim_glances){0};
}
