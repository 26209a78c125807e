#include "sim/study/glances.h"

#include <math.h>
#include <stdlib.h>

#include "sim/engine/instant.h"
#include "sim/io/memory.h"
#include "sim/study/occasions.h"

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
    sim_outputs outputs;
    sim_glances *glances;
} finder;

/* ---- the times ------------------------------------------------------------ */

static bool is_output(const finder *f, double t)
{
    const double nearest = sim_outputs_time(&f->outputs, rint(t / f->outputs.every));

    return t == 0 || sim_is_one_instant(t, nearest) ||
           sim_is_one_instant(t, f->outputs.end);
}

static sim_status add(const finder *f, double t, bool before, sim_error *err)
{
    sim_glances *g = f->glances;

    if (!(t > 0) || t > f->outputs.end || (!before && is_output(f, t))) return SIM_OK;
    if (!sim_memory_grow(&g->list, g->n, sizeof *g->list))
        return sim_fail_memory(err, "run");
    g->list[g->n++] = (sim_glance){t, before};
    return SIM_OK;
}

/* An event: as it was before and from then on. */
static sim_status add_event(const finder *f, double t, sim_error *err)
{
    sim_status status = add(f, t, true, err);

    for (size_t i = 0; status == SIM_OK && i < N_AFTER; i++)
        status = add(f, t + after[i] * f->outputs.every, false, err);
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

static sim_status add_all(sim_glances *g, const sim_task *task,
                          const sim_occasions *occasions, sim_error *err)
{
    const sim_outputs outputs = sim_outputs_make(task->every, task->end);
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < occasions->n; i++)
        status = add_event(&(finder){outputs, g}, occasions->list[i].t, err);
    return status;
}

sim_status sim_glances_init(sim_glances *g, const sim_task *task, sim_error *err)
{
    sim_occasions occasions;
    sim_status status;

    *g = (sim_glances){0};
    if (!(task->every > 0)) return SIM_OK;
    status = sim_occasions_init(&occasions, task, err);
    if (status == SIM_OK) status = add_all(g, task, &occasions, err);
    put_in_order(g);
    sim_occasions_free(&occasions);
    return status;
}

void sim_glances_free(sim_glances *g)
{
    free(g->list);
    *g = (sim_glances){0};
}
