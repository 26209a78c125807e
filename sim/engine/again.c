#include "sim/engine/again.h"

#include <stdlib.h>

#include "sim/engine/lanes.h"

/* Rows side by side. */
typedef struct {
    const sim_again *of;
    const sim_kernel *kernel; /* NULL: one by one */
    size_t lanes;
    unsigned long long asked;
    const sim_symbol **ratios; /* [n_ratios] */
    size_t n_ratios;
    double *t, *x, *o;
    double *block;
} rows;

/* The ratios that a course has. */
static void find_ratios(rows *r, const sim_course *course)
{
    const sim_model *m = r->of->model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!s->is_ratio || !sim_course_has(course, s)) continue;
        r->ratios[r->n_ratios++] = s;
        r->asked |= 1ULL << s->slot % SIM_ASKERS;
    }
}

static bool open_rows(rows *r, const sim_course *course)
{
    const sim_model *m = r->of->model;

    r->lanes = sim_lanes_best(r->of->kernels);
    r->kernel = sim_kernel_find(m, r->lanes, r->of->kernels);
    if (!r->kernel) r->lanes = 1;
    r->block = calloc((m->n_states + m->n_rules) * r->lanes + 2 * SIM_LANES_MOST,
                      sizeof *r->block);
    r->ratios = calloc(m->n_rules + 1, sizeof *r->ratios);
    if (!r->block || !r->ratios) return false;
    find_ratios(r, course);
    r->t = sim_lanes_align(r->block);
    r->x = r->t + SIM_LANES_MOST;
    r->o = r->x + m->n_states * r->lanes;
    return true;
}

static void observe(rows *r)
{
    if (r->kernel)
        r->kernel->observe(r->t, r->x, r->of->p, r->asked, r->o);
    else
        r->of->model->observe(*r->t, r->x, r->of->p, r->o);
}

static void put_ratios(const rows *r, sim_course *course, size_t first, size_t n)
{
    for (size_t i = 0; i < r->n_ratios; i++) {
        const double *from = &r->o[r->ratios[i]->slot * r->lanes];
        size_t stride;
        double *to = sim_course_column(course, r->ratios[i], &stride) + first * stride;

        for (size_t l = 0; l < n; l++) to[l * stride] = from[l];
    }
}

sim_status sim_again_ratios(const sim_again *again, sim_course *course, sim_error *err)
{
    rows r = {.of = again};
    sim_status status = SIM_OK;

    if (!open_rows(&r, course)) status = sim_fail_memory(err, again->model->name);
    for (size_t i = 0; status == SIM_OK && r.asked && i < course->n; i += r.lanes) {
        const size_t n = course->n - i < r.lanes ? course->n - i : r.lanes;

        for (size_t l = 0; l < r.lanes; l++) {
            const size_t row = i + (l < n ? l : n - 1);

            r.t[l] = course->t[row];
            sim_course_get(course, row, r.x + l, r.lanes);
        }
        observe(&r);
        put_ratios(&r, course, i, n);
    }
    free(r.ratios);
    free(r.block);
    return status;
}
