#include "sim/engine/sparse.h"

#include <math.h>
#include <stdlib.h>

/* ---- the order of elimination --------------------------------------------- */

typedef struct {
    sim_sparse *s;
    bool *there;   /* [n * n] nonzero, so far */
    bool *gone;    /* [n] eliminated */
    size_t *order; /* [n] of pivots */
} elimination;

static bool is_there(const elimination *e, size_t row, size_t column)
{
    return e->there[row * e->s->n + column];
}

/* How many entries elimination by a pivot may touch. */
static size_t count_products(const elimination *e, size_t pivot)
{
    size_t rows = 0, columns = 0;

    for (size_t i = 0; i < e->s->n; i++) {
        if (i == pivot || e->gone[i]) continue;
        rows += is_there(e, i, pivot);
        columns += is_there(e, pivot, i);
    }
    return rows * columns;
}

static size_t choose_pivot(const elimination *e)
{
    size_t best = SIM_SPARSE_NONE, least = 0;

    for (size_t i = 0; i < e->s->n; i++) {
        size_t products;

        if (e->gone[i]) continue;
        products = count_products(e, i);
        if (best != SIM_SPARSE_NONE && products >= least) continue;
        best = i;
        least = products;
    }
    return best;
}

static void fill_in(elimination *e, size_t pivot)
{
    for (size_t row = 0; row < e->s->n; row++) {
        if (row == pivot || e->gone[row] || !is_there(e, row, pivot)) continue;
        for (size_t column = 0; column < e->s->n; column++)
            e->there[row * e->s->n + column] |=
                !e->gone[column] && is_there(e, pivot, column);
    }
}

static void choose_order(elimination *e)
{
    for (size_t k = 0; k < e->s->n; k++) {
        e->order[k] = choose_pivot(e);
        fill_in(e, e->order[k]);
        e->gone[e->order[k]] = true;
    }
}

/* ---- the lists ------------------------------------------------------------ */

static void number_places(sim_sparse *s, const bool there[])
{
    for (size_t i = 0; i < s->n * s->n; i++)
        s->place[i] = there[i] ? s->n_values++ : SIM_SPARSE_NONE;
}

static void add_step(sim_lu_step list[], size_t *n, sim_lu_kind kind, size_t a, size_t b,
                     size_t c)
{
    list[(*n)++] = (sim_lu_step){kind, a, b, c};
}

/* Eliminates below the k-th pivot. */
static void list_elimination(elimination *e, size_t k)
{
    sim_sparse *s = e->s;
    const size_t n = s->n, pivot = e->order[k], *at = s->place;

    add_step(s->factor, &s->n_factor, SIM_LU_PIVOT, at[pivot * n + pivot], 0, 0);
    for (size_t i = k + 1; i < n; i++) {
        const size_t row = e->order[i] * n, left = at[row + pivot];

        if (left == SIM_SPARSE_NONE) continue;
        add_step(s->factor, &s->n_factor, SIM_LU_DIVIDE, left, at[pivot * n + pivot], 0);
        for (size_t j = k + 1; j < n; j++) {
            const size_t upper = at[pivot * n + e->order[j]];

            if (upper != SIM_SPARSE_NONE)
                add_step(s->factor, &s->n_factor, SIM_LU_SUBTRACT, at[row + e->order[j]],
                         left, upper);
        }
    }
}

static void list_solution(elimination *e)
{
    sim_sparse *s = e->s;
    const size_t n = s->n, *order = e->order, *at = s->place;

    for (size_t k = 0; k < n; k++) {
        for (size_t i = k + 1; i < n; i++) {
            const size_t left = at[order[i] * n + order[k]];

            if (left != SIM_SPARSE_NONE)
                add_step(s->solve, &s->n_solve, SIM_LU_SUBTRACT, order[i], left, order[k]);
        }
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t j = k + 1; j < n; j++) {
            const size_t upper = at[order[k] * n + order[j]];

            if (upper != SIM_SPARSE_NONE)
                add_step(s->solve, &s->n_solve, SIM_LU_SUBTRACT, order[k], upper, order[j]);
        }
        add_step(s->solve, &s->n_solve, SIM_LU_DIVIDE, order[k],
                 at[order[k] * n + order[k]], 0);
    }
}

/* How many operations a factorization takes. */
static size_t count_factor(const elimination *e)
{
    const size_t n = e->s->n;
    size_t count = 0;

    for (size_t k = 0; k < n; k++) {
        size_t below = 0, right = 0;

        for (size_t i = k + 1; i < n; i++) {
            below += is_there(e, e->order[i], e->order[k]);
            right += is_there(e, e->order[k], e->order[i]);
        }
        count += 1 + below * (1 + right);
    }
    return count;
}

static sim_status list_steps(elimination *e, sim_error *err)
{
    sim_sparse *s = e->s;

    s->place = calloc(s->n * s->n + 1, sizeof *s->place);
    if (!s->place) return sim_fail_memory(err, "sparse");
    number_places(s, e->there);
    s->factor = calloc(count_factor(e) + 1, sizeof *s->factor);
    s->solve = calloc(s->n_values + 1, sizeof *s->solve);
    if (!s->factor || !s->solve) return sim_fail_memory(err, "sparse");
    for (size_t k = 0; k < s->n; k++) list_elimination(e, k);
    list_solution(e);
    return SIM_OK;
}

/* ---- life ----------------------------------------------------------------- */

sim_status sim_sparse_init(sim_sparse *s, size_t n, const sim_entry entries[],
                           size_t n_entries, sim_error *err)
{
    elimination e = {.s = s};
    sim_status status;

    *s = (sim_sparse){.n = n};
    e.there = calloc(n * n + 1, sizeof *e.there);
    e.gone = calloc(n + 1, sizeof *e.gone);
    e.order = calloc(n + 1, sizeof *e.order);
    if (!e.there || !e.gone || !e.order) {
        status = sim_fail_memory(err, "sparse");
        goto out;
    }
    for (size_t i = 0; i < n; i++) e.there[i * n + i] = true;
    for (size_t i = 0; i < n_entries; i++)
        e.there[entries[i].row * n + entries[i].column] = true;
    choose_order(&e);
    status = list_steps(&e, err);
out:
    free(e.there);
    free(e.gone);
    free(e.order);
    return status;
}

void sim_sparse_free(sim_sparse *s)
{
    free(s->place);
    free(s->factor);
    free(s->solve);
    *s = (sim_sparse){0};
}

/* ---- running them --------------------------------------------------------- */

double sim_sparse_factor(const sim_sparse *s, double v[])
{
    double smallest = INFINITY;

    for (const sim_lu_step *step = s->factor; step < s->factor + s->n_factor; step++) {
        switch (step->kind) {
        case SIM_LU_PIVOT:
            smallest = fmin(smallest, fabs(v[step->a]));
            v[step->a] = 1 / v[step->a];
            break;
        case SIM_LU_DIVIDE:
            v[step->a] *= v[step->b];
            break;
        case SIM_LU_SUBTRACT:
            v[step->a] -= v[step->b] * v[step->c];
            break;
        }
    }
    return smallest;
}

void sim_sparse_solve(const sim_sparse *s, const double v[], double y[])
{
    for (const sim_lu_step *step = s->solve; step < s->solve + s->n_solve; step++) {
        if (step->kind == SIM_LU_DIVIDE)
            y[step->a] *= v[step->b];
        else
            y[step->a] -= v[step->b] * y[step->c];
    }
}
