#include "sim/study/fit_band.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

#include "sim/study/fit_tables.h"
#include "sim/study/tables.h"

/* How far residuals move in a direction, for a difference; how far an unknown may go for it, as a part of
 * its range; below what is left of a step it is none. */
static const double step_of_residuals = 0.05, part_of_range = 0.02, least_step = 1e-4;

/* ---- where it is looked at -------------------------------------------------------------------- */

/* A list of observations that nobody made. */
typedef struct {
    sim_observations all;
    sim_fit_problem problem;
} grid;

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool is_same(const sim_observed *a, const sim_observed *b)
{
    return a->set == b->set && a->arm == b->arm && a->source == b->source;
}

static bool is_first(const sim_observations *all, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (is_same(&all->list[k], &all->list[i])) return false;
    return true;
}

/* Times or numbers of what is observed as observation i is, without what is there twice. */
static size_t list_places(const sim_observations *all, size_t i, double xs[])
{
    size_t n = 0, m = 0;

    for (size_t k = i; k < all->n; k++)
        if (is_same(&all->list[k], &all->list[i])) xs[n++] = all->list[k].x;
    qsort(xs, n, sizeof *xs, compare);
    for (size_t k = 0; k < n; k++)
        if (m == 0 || xs[k] > xs[m - 1]) xs[m++] = xs[k];
    return m;
}

/* Those, and between the first and the last of them all reports, or times that stand evenly. */
static size_t list_between(sim_observed_where where, double xs[], size_t n)
{
    const double from = xs[0], to = n > 0 ? xs[n - 1] : from;
    size_t m = 0;

    if (n < 2 || where == SIM_OBSERVED_NUMBER) return 1;
    if (where == SIM_OBSERVED_REPORT && to - from <= SIM_FIT_BAND_STEPS) {
        for (double x = from; x <= to; x++) xs[m++] = x;
        return m;
    }
    if (where == SIM_OBSERVED_REPORT) return n;
    for (; m <= SIM_FIT_BAND_STEPS; m++)
        xs[m] = m == SIM_FIT_BAND_STEPS
                    ? to
                    : from + (to - from) * (double)m / SIM_FIT_BAND_STEPS;
    return m;
}

static sim_status fill_list(const sim_fit *f, grid *g, double xs[], sim_error *err)
{
    const sim_observations *all = &f->all;
    size_t room = 0;

    for (size_t i = 0; i < all->n; i++)
        if (is_first(all, i)) room += SIM_FIT_BAND_STEPS + 1;
    g->all.list = sim_pool_take(&g->all.pool, room + all->n, sizeof *g->all.list);
    if (!g->all.list) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < all->n; i++) {
        size_t n;

        if (!is_first(all, i)) continue;
        n = list_places(all, i, xs);
        n = list_between(all->sets[all->list[i].set].where, xs, n);
        for (size_t k = 0; k < n; k++) {
            sim_observed *o = &g->all.list[g->all.n++];

            *o = all->list[i];
            o->x = xs[k];
        }
    }
    return SIM_OK;
}

static sim_status grid_init(grid *g, const sim_fit *f, sim_error *err)
{
    double *xs = calloc(f->all.n + SIM_FIT_BAND_STEPS + 2, sizeof *xs);
    sim_status status = xs ? SIM_OK : sim_fail_memory(err, "fit");

    *g = (grid){.all = f->all};
    g->all.pool = (sim_pool){0};
    g->all.list = NULL;
    g->all.n = 0;
    if (status == SIM_OK) status = fill_list(f, g, xs, err);
    free(xs);
    return status;
}

static void grid_free(grid *g)
{
    sim_fit_problem_free(&g->problem);
    sim_pool_free(&g->all.pool);
}

/* ---- what is said there ----------------------------------------------------------------------- */

/* A part on its grid. */
typedef struct {
    const sim_fit_part *part;
    const sim_fit_problem *problem; /* that of the grid */
    size_t n, p;                    /* places; unknowns */
    sim_pool pool;
    double *best, *up, *down, *x, *values; /* [n] predictions; [p] points */
    double *variance, *low, *high;         /* [n] on the scale of errors */
} looking;

static bool is_log(const looking *l, size_t i)
{
    const sim_observations *all = l->problem->all;

    return all->sets[all->list[l->problem->seen[i]].set].kind == SIM_ERROR_LOGARITHM;
}

static double scaled(const looking *l, size_t i, double model)
{
    return is_log(l, i) ? log(model) : model;
}

/* What is said at l->x; `refused` where it cannot be solved. */
static sim_status predict(looking *l, double model[], bool *refused, sim_error *err)
{
    const sim_fit_unknown *u = l->part->problem.unknowns;
    sim_error why = {""};
    sim_status status;

    for (size_t k = 0; k < l->p; k++) l->values[k] = sim_unknown_value(&u[k], l->x[k]);
    status = sim_fit_predict(l->problem, 0, l->values, model, &why);
    *refused = sim_is_refusal(status);
    if (status == SIM_OK || *refused) return SIM_OK;
    return sim_fail(err, status, "%s", why.text);
}

static void widen(looking *l, const double model[])
{
    for (size_t i = 0; i < l->n; i++) {
        const double at = scaled(l, i, model[i]);

        if (!isfinite(at)) continue;
        l->low[i] = fmin(l->low[i], at);
        l->high[i] = fmax(l->high[i], at);
    }
}

/* ---- by the curvature ------------------------------------------------------------------------- */

/* How much of a step has room within the ranges, to both sides. */
static double find_step(const looking *l, const double direction[])
{
    double step = step_of_residuals;

    for (size_t k = 0; k < l->p; k++) {
        const sim_fit_unknown *u = &l->part->problem.unknowns[k];
        const double low = sim_unknown_low(u), high = sim_unknown_high(u),
                     x = l->part->profiles.best.x[k], far = fabs(direction[k]);

        if (far == 0) continue;
        step = fmin(step, fmin(x - low, high - x) / far);
        if (isfinite(high - low)) step = fmin(step, part_of_range * (high - low) / far);
    }
    return step;
}

static sim_status add_direction(looking *l, const double direction[], sim_error *err)
{
    const double *x = l->part->profiles.best.x, step = find_step(l, direction);
    bool refused = false, lost = false;
    sim_status status;

    if (!(step >= least_step * step_of_residuals)) return SIM_OK;
    for (size_t k = 0; k < l->p; k++) l->x[k] = x[k] + step * direction[k];
    status = predict(l, l->up, &refused, err);
    for (size_t k = 0; k < l->p; k++) l->x[k] = x[k] - step * direction[k];
    if (status == SIM_OK) status = predict(l, l->down, &lost, err);
    if (status != SIM_OK || refused || lost) return status;
    for (size_t i = 0; i < l->n; i++) {
        const double d = (scaled(l, i, l->up[i]) - scaled(l, i, l->down[i])) / (2 * step);

        if (isfinite(d)) l->variance[i] += d * d;
    }
    return SIM_OK;
}

/* Jacobian of what is free at the best point, columns of length 1; lengths[p], 0 of others. */
static void fill_jacobian(const looking *l, gsl_matrix *u, double lengths[])
{
    const sim_least *best = &l->part->profiles.best;

    gsl_matrix_set_zero(u);
    for (size_t k = 0; k < l->p; k++) {
        gsl_vector_view column = gsl_matrix_column(u, k);

        for (size_t i = 0; best->at[k] == 0 && i < best->n_residuals; i++)
            gsl_vector_set(&column.vector, i, best->jacobian[i * l->p + k]);
        lengths[k] = gsl_blas_dnrm2(&column.vector);
        if (lengths[k] > 0) gsl_vector_scale(&column.vector, 1 / lengths[k]);
    }
}

static sim_status add_directions(looking *l, sim_error *err)
{
    const size_t rows = l->part->profiles.best.n_residuals;
    const double blur = cbrt(sim_problem_noise(&l->part->problem.problem));
    gsl_matrix *u = gsl_matrix_alloc(rows > l->p ? rows : l->p, l->p);
    gsl_matrix *v = gsl_matrix_alloc(l->p, l->p);
    gsl_vector *s = gsl_vector_alloc(l->p), *work = gsl_vector_alloc(l->p);
    double *lengths = sim_pool_take(&l->pool, 2 * l->p, sizeof *lengths);
    sim_status status =
        u && v && s && work && lengths ? SIM_OK : sim_fail_memory(err, "fit");

    if (status == SIM_OK) {
        fill_jacobian(l, u, lengths);
        gsl_linalg_SV_decomp(u, v, s, work);
    }
    for (size_t d = 0; status == SIM_OK && d < l->p; d++) {
        double *direction = lengths + l->p;

        if (gsl_vector_get(s, d) <= 10 * blur * blur * gsl_vector_get(s, 0)) break;
        for (size_t k = 0; k < l->p; k++)
            direction[k] = lengths[k] > 0
                               ? gsl_matrix_get(v, k, d) / gsl_vector_get(s, d) / lengths[k]
                               : 0;
        status = add_direction(l, direction, err);
    }
    if (u) gsl_matrix_free(u);
    if (v) gsl_matrix_free(v);
    if (s) gsl_vector_free(s);
    if (work) gsl_vector_free(work);
    return status;
}

/* ---- by profiles ------------------------------------------------------------------------------ */

static sim_status add_point(looking *l, const sim_profile_point *point, sim_error *err)
{
    bool refused = false;
    sim_status status;

    if (!(point->chi2 - l->part->profiles.best.chi2 <= l->part->threshold)) return SIM_OK;
    memcpy(l->x, point->x, l->p * sizeof *l->x);
    status = predict(l, l->up, &refused, err);
    if (status == SIM_OK && !refused) widen(l, l->up);
    return status;
}

static sim_status add_profiles(looking *l, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t k = 0; k < l->p; k++)
        for (size_t s = 0; s < 2; s++) {
            const sim_profile_side *side = &l->part->profiles.list[k].sides[s];

            for (size_t i = 0; status == SIM_OK && i < side->n; i++)
                status = add_point(l, &side->points[i], err);
        }
    return status;
}

/* ---- all -------------------------------------------------------------------------------------- */

static sim_status take_room(looking *l, sim_error *err)
{
    double **const rooms[] = {&l->best, &l->up, &l->down, &l->variance, &l->low, &l->high};

    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        *rooms[i] = sim_pool_take(&l->pool, l->n, sizeof **rooms[i]);
    l->x = sim_pool_take(&l->pool, l->p, sizeof *l->x);
    l->values = sim_pool_take(&l->pool, l->p, sizeof *l->values);
    return sim_pool_check(&l->pool, "fit", err);
}

static void put_rows(const looking *l, sim_fit_band *band)
{
    const double times = sqrt(l->part->threshold);

    for (size_t i = 0; i < l->n; i++) {
        const sim_observed *o = &l->problem->all->list[l->problem->seen[i]];
        const double at = scaled(l, i, l->best[i]), half = times * sqrt(l->variance[i]);
        const double low = fmin(l->low[i], at - half), high = fmax(l->high[i], at + half);

        band->list[band->n++] = (sim_fit_band_row){o->set,
                                                   o->arm,
                                                   o->source,
                                                   o->x,
                                                   l->best[i],
                                                   is_log(l, i) ? exp(low) : low,
                                                   is_log(l, i) ? exp(high) : high};
    }
}

static sim_status look(looking *l, sim_fit_band *band, sim_error *err)
{
    bool refused = false;
    sim_status status = take_room(l, err);

    if (status != SIM_OK) return status;
    memcpy(l->x, l->part->profiles.best.x, l->p * sizeof *l->x);
    status = predict(l, l->best, &refused, err);
    for (size_t i = 0; i < l->n; i++) {
        if (refused) l->best[i] = NAN;
        l->low[i] = INFINITY;
        l->high[i] = -INFINITY;
    }
    widen(l, l->best);
    if (status == SIM_OK && isfinite(l->part->threshold)) status = add_directions(l, err);
    if (status == SIM_OK) status = add_profiles(l, err);
    if (status == SIM_OK) put_rows(l, band);
    return status;
}

static sim_status find_part(sim_fit_band *band, const sim_fit *f, const sim_fit_part *part,
                            grid *g, sim_error *err)
{
    looking l = {.part = part, .problem = &g->problem};
    sim_status status =
        sim_fit_problem_init(&g->problem, &f->job, &g->all, &f->plan, part->source, 1, err);

    l.n = g->problem.n_seen;
    l.p = part->problem.problem.n_unknowns;
    sim_bug(status == SIM_OK && g->problem.problem.n_unknowns != l.p);
    if (status == SIM_OK) status = look(&l, band, err);
    sim_pool_free(&l.pool);
    sim_fit_problem_free(&g->problem);
    return status;
}

sim_status sim_fit_band_find(sim_fit_band *band, const sim_fit *f, sim_error *err)
{
    grid g;
    sim_status status = grid_init(&g, f, err);

    *band = (sim_fit_band){.n = 0};
    band->list = sim_pool_take(&band->pool, g.all.n, sizeof *band->list);
    if (status == SIM_OK && !band->list) status = sim_fail_memory(err, "fit");
    for (size_t i = 0; status == SIM_OK && i < f->n_parts; i++)
        status = find_part(band, f, &f->parts[i], &g, err);
    grid_free(&g);
    return status;
}

void sim_fit_band_free(sim_fit_band *band)
{
    sim_pool_free(&band->pool);
    *band = (sim_fit_band){.n = 0};
}

/* ---- band.csv --------------------------------------------------------------------------------- */

static const sim_column columns[] = {
    {"data", "1", "section of the data", SIM_CELL_TEXT},
    {"quantity", "1", "what was observed, of the model's tables", SIM_CELL_TEXT},
    {"arm", "1", "arm of the experiment", SIM_CELL_TEXT},
    {NULL, "1", "whose it is, by the names of the data", SIM_CELL_TEXT},
    {"x", "1", "number of a report, or the day; empty: neither", SIM_CELL_NUMBER},
    {"model", "as unit says", "what the model says at the best point", SIM_CELL_NUMBER},
    {"low", "as unit says",
     "lower end of its interval, by the curvature at the best point and by points of the "
     "profiles",
     SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end", SIM_CELL_NUMBER},
    {"unit", "1", "unit of what was observed", SIM_CELL_TEXT},
    {"meaning", "1", "what is observed, in words", SIM_CELL_TEXT},
    {"x_name", "1", "what x is; empty: there is none", SIM_CELL_TEXT},
    {"x_unit", "1", "unit of x", SIM_CELL_TEXT},
};
const sim_layout sim_fit_band_layout = SIM_LAYOUT("band", columns);

/* What a set is about, in words. */
static const char *meaning_of(const sim_fit *f, const sim_observed_set *set,
                              const sim_table *reports, const sim_readout *readout)
{
    const sim_stage *stages = f->job.session.chain->stages;

    if (set->where == SIM_OBSERVED_REPORT) return reports->columns[set->number].meaning;
    if (set->where == SIM_OBSERVED_NUMBER) return readout->list[set->number].column.meaning;
    if (!set->against) return set->symbol->meaning;
    return sim_column_against(stages[set->stage].model, set->against).meaning;
}

static void put_row(const sim_fit *f, const sim_fit_band_row *row, const char *meaning,
                    sim_rows *rows)
{
    const sim_observed_set *set = &f->all.sets[row->set];
    const double numbers[] = {row->x, row->model, row->low, row->high};

    sim_rows_text(rows, set->name);
    sim_rows_text(rows, set->quantity);
    sim_rows_text(rows, f->job.arm_names[row->arm]);
    sim_rows_text(rows, f->all.sources[row->source]);
    sim_rows_numbers(rows, numbers, 4);
    sim_rows_text(rows, set->unit);
    sim_rows_text(rows, meaning);
    sim_rows_text(rows, set->x_name ? set->x_name : "");
    sim_rows_text(rows, set->x_unit ? set->x_unit : "");
}

sim_status sim_fit_band_write(const sim_fit_band *band, const sim_fit *f,
                              sim_results *results, sim_error *err)
{
    sim_readout readout = {0};
    sim_table reports = {0};
    sim_column room[SIM_FIT_COLUMNS];
    sim_rows_to to;
    sim_rows rows;
    sim_status status = sim_reports_init(f->job.session.chain, &reports, err);

    if (status == SIM_OK) status = sim_readout_init(&readout, f->job.session.chain, err);
    if (status == SIM_OK)
        status = sim_results_add(results, sim_fit_band_layout.name, &to, err);
    if (status == SIM_OK) {
        const sim_layout layout =
            sim_fit_name_columns(f->job.session.chain, &sim_fit_band_layout, room);

        sim_rows_start(&rows, &layout, &to);
        for (size_t i = 0; i < band->n; i++)
            put_row(f, &band->list[i],
                    meaning_of(f, &f->all.sets[band->list[i].set], &reports, &readout),
                    &rows);
        status = sim_rows_end(&rows, err);
    }
    sim_readout_free(&readout);
    sim_table_free(&reports);
    return status;
}
