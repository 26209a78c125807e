#include "sim/engine/tracer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Between its nodes a polynomial is off by at most this part of the largest value so far. */
static const double close_to = 1e-8;

/* Where that is looked at. */
static const double between[] = {0.335, 0.665};

enum { CHECKED = sizeof between / sizeof *between, DEEPEST = 9 };

/* ---- life ----------------------------------------------------------------- */

sim_status sim_tracer_init(sim_tracer *t, const sim_run *run, const sim_below *below,
                           sim_trace *trace, sim_error *err)
{
    const sim_model *m = run->net->model;

    *t = (sim_tracer){.run = *run, .trace = trace, .is_on = run->traced != NULL};
    if (!t->is_on) return SIM_OK;
    t->run.kept = run->traced;
    trace->rows = sim_course_make(m, run->traced);
    t->look = trace->rows;
    t->size = calloc(m->n_rules + m->n_states + 1, sizeof *t->size);
    if (!t->size) return sim_fail_memory(err, m->name);
    t->x = t->size + m->n_rules;
    return sim_scribe_init(&t->scribe, &t->run, below, err);
}

void sim_tracer_free(sim_tracer *t)
{
    if (t->is_on) sim_scribe_free(&t->scribe);
    sim_course_free(&t->look);
    free(t->size);
}

/* ---- rows ------------------------------------------------------------------- */

static sim_status make_room(const sim_tracer *t, sim_error *err)
{
    if (t->trace->rows.n < SIM_TRACE_ROWS) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: a course of more than %d rows cannot be followed from step to "
                    "step; another method, or fewer days, would be right",
                    t->run.net->model->name, (int)SIM_TRACE_ROWS);
}

/* Copies a row of those in hand to the end of the trace. */
static sim_status copy_row(sim_tracer *t, size_t i, sim_error *err)
{
    const sim_course *from = &t->look;
    sim_course_row row;
    sim_status status = sim_course_add(&t->trace->rows, from->t[i], &row, err);

    if (status != SIM_OK) return status;
    if (from->n_states > 0)
        memcpy(row.x, from->x + i * from->n_states, from->n_states * sizeof *row.x);
    if (from->n_rules > 0)
        memcpy(row.o, from->o + i * from->n_rules, from->n_rules * sizeof *row.o);
    return SIM_OK;
}

static sim_status copy_rows(sim_tracer *t, size_t n, sim_error *err)
{
    sim_status status = make_room(t, err);

    t->trace->nodes = n;
    for (size_t i = 0; status == SIM_OK && i < n; i++) status = copy_row(t, i, err);
    return status;
}

/* ---- in the mean -------------------------------------------------------------- */

/* Looks at the nodes of a piece, and between them. */
static sim_status look(sim_tracer *t, const sim_scribe_step *step, double t0, double t1,
                       sim_error *err)
{
    double times[SIM_TRACE_NODES + CHECKED];

    for (size_t i = 0; i < SIM_TRACE_NODES; i++)
        times[i] = t0 + (t1 - t0) * sim_trace_nodes[i];
    times[SIM_TRACE_NODES - 1] = t1;
    for (size_t i = 0; i < CHECKED; i++)
        times[SIM_TRACE_NODES + i] = t0 + (t1 - t0) * between[i];
    t->look.n = 0;
    return sim_scribe_give(&t->scribe, &t->look, step, times, SIM_TRACE_NODES + CHECKED,
                           err);
}

/* Does the polynomial of a rule hold between the nodes? */
static bool holds(sim_tracer *t, size_t rule)
{
    const double *first = t->look.o + rule;
    const size_t stride = t->look.n_rules;
    double values[SIM_TRACE_NODES], off = 0;

    for (size_t i = 0; i < SIM_TRACE_NODES; i++) {
        values[i] = first[i * stride];
        t->size[rule] = fmax(t->size[rule], fabs(values[i]));
    }
    for (size_t i = 0; i < CHECKED; i++)
        off = fmax(off, fabs(sim_trace_value(values, between[i]) -
                             first[(SIM_TRACE_NODES + i) * stride]));
    return !(off > close_to * t->size[rule]);
}

static bool all_hold(sim_tracer *t)
{
    bool all = true;

    for (size_t i = 0; i < t->look.n_rules; i++) all = holds(t, i) && all;
    return all;
}

static sim_status follow(sim_tracer *t, const sim_scribe_step *step, double t0, double t1,
                         int depth, sim_error *err)
{
    const double middle = t0 + (t1 - t0) / 2;
    sim_status status = look(t, step, t0, t1, err);

    if (status != SIM_OK) return status;
    if (depth == DEEPEST || all_hold(t)) return copy_rows(t, SIM_TRACE_NODES, err);
    status = follow(t, step, t0, middle, depth + 1, err);
    return status == SIM_OK ? follow(t, step, middle, t1, depth + 1, err) : status;
}

sim_status sim_tracer_follow(sim_tracer *t, const sim_scribe_step *step, double t0,
                             double t1, sim_error *err)
{
    return t->is_on && t0 < t1 ? follow(t, step, t0, t1, 0, err) : SIM_OK;
}

/* ---- in counts ------------------------------------------------------------------ */

static void stand_still(const sim_model *m, const double x0[], double x[])
{
    for (size_t i = 0; i < m->n_symbols; i++)
        if (m->symbols[i].kind == SIM_SPECIES)
            x[m->symbols[i].slot] = x0[m->symbols[i].slot];
}

/* Is a row of the trace what one of those in hand is, but for its time? */
static bool is_same(const sim_tracer *t, size_t row, size_t of_look)
{
    const sim_course *a = &t->trace->rows, *b = &t->look;

    return memcmp(a->x + row * a->n_states, b->x + of_look * b->n_states,
                  a->n_states * sizeof *a->x) == 0 &&
           memcmp(a->o + row * a->n_rules, b->o + of_look * b->n_rules,
                  a->n_rules * sizeof *a->o) == 0;
}

/* Where nothing has changed that is kept, the last piece goes on. */
static bool extend(sim_tracer *t)
{
    const sim_course *rows = &t->trace->rows;
    const size_t n = rows->n;

    if (n < 2 || !is_same(t, n - 2, 0) || !is_same(t, n - 1, 0) || !is_same(t, n - 1, 1))
        return false;
    rows->t[n - 1] = t->look.t[1];
    return true;
}

sim_status sim_tracer_span(sim_tracer *t, const double times[2], const double x0[],
                           const double x1[], bool stands, sim_error *err)
{
    const sim_model *m = t->run.net->model;
    sim_status status;

    if (!t->is_on || !(times[0] < times[1])) return SIM_OK;
    memcpy(t->x, x1, m->n_states * sizeof *t->x);
    if (stands) stand_still(m, x0, t->x);
    t->look.n = 0;
    status = sim_scribe_keep(&t->scribe, &t->look, times[0], x0, err);
    if (status == SIM_OK)
        status = sim_scribe_keep(&t->scribe, &t->look, times[1], t->x, err);
    if (status != SIM_OK || extend(t)) return status;
    return copy_rows(t, 2, err);
}

/* ---- the end ---------------------------------------------------------------------- */

sim_status sim_tracer_end(sim_tracer *t, double time, const double x[], sim_error *err)
{
    const size_t n = t->trace->nodes > 0 ? t->trace->nodes : 2;
    sim_status status = SIM_OK;

    if (!t->is_on) return SIM_OK;
    t->look.n = 0;
    for (size_t i = 0; status == SIM_OK && i < n; i++)
        status = sim_scribe_keep(&t->scribe, &t->look, time, x, err);
    return status == SIM_OK ? copy_rows(t, n, err) : status;
}
