#include "sim/study/curvature.h"

#include <math.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>

/* A Jacobian's columns, each of length 1, as u s v'. */
typedef struct {
    size_t n, p;
    size_t rank;
    gsl_matrix *u, *v;
    gsl_vector *s, *work;
    double least; /* singular value that counts */
    sim_pool pool;
    size_t *columns; /* [p] numbers of unknowns */
    double *lengths; /* [p] of columns */
} parts;

static void parts_free(parts *t)
{
    if (t->u) gsl_matrix_free(t->u);
    if (t->v) gsl_matrix_free(t->v);
    if (t->s) gsl_vector_free(t->s);
    if (t->work) gsl_vector_free(t->work);
    sim_pool_free(&t->pool);
}

static void fill(parts *t, const sim_least *fit)
{
    gsl_matrix_set_zero(t->u);
    for (size_t k = 0; k < t->p; k++) {
        gsl_vector_view column = gsl_matrix_column(t->u, k);

        for (size_t i = 0; i < fit->n_residuals; i++)
            gsl_vector_set(&column.vector, i,
                           fit->jacobian[i * fit->n_unknowns + t->columns[k]]);
        t->lengths[k] = gsl_blas_dnrm2(&column.vector);
        if (t->lengths[k] > 0) gsl_vector_scale(&column.vector, 1 / t->lengths[k]);
    }
}

static void decompose(parts *t, const sim_problem *problem)
{
    const double blur = cbrt(sim_problem_noise(problem));

    gsl_linalg_SV_decomp(t->u, t->v, t->s, t->work);
    t->least = 10 * blur * blur * gsl_vector_get(t->s, 0);
    while (t->rank < t->p && gsl_vector_get(t->s, t->rank) > t->least) t->rank++;
}

/* Of the unknowns that `takes` says. */
static sim_status parts_init(parts *t, const sim_problem *problem, const sim_least *fit,
                             const bool takes[], sim_error *err)
{
    *t = (parts){.n = fit->n_residuals > fit->n_unknowns ? fit->n_residuals
                                                         : fit->n_unknowns};
    t->columns = sim_pool_take(&t->pool, fit->n_unknowns + 1, sizeof *t->columns);
    t->lengths = sim_pool_take(&t->pool, fit->n_unknowns + 1, sizeof *t->lengths);
    if (t->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < fit->n_unknowns; i++) {
        if (takes[i]) t->columns[t->p++] = i;
    }
    if (t->p == 0) return SIM_OK;
    t->u = gsl_matrix_alloc(t->n, t->p);
    t->v = gsl_matrix_alloc(t->p, t->p);
    t->s = gsl_vector_alloc(t->p);
    t->work = gsl_vector_alloc(t->p);
    if (!t->u || !t->v || !t->s || !t->work) return sim_fail_memory(err, "fit");
    fill(t, fit);
    decompose(t, problem);
    return SIM_OK;
}

/* ---- covariance ----------------------------------------------------------- */

static double covariance_of(const parts *t, size_t a, size_t b)
{
    double sum = 0;

    for (size_t k = 0; k < t->p; k++) {
        const double s = fmax(gsl_vector_get(t->s, k), t->least);

        sum += gsl_matrix_get(t->v, a, k) * gsl_matrix_get(t->v, b, k) / (s * s);
    }
    return sum / (t->lengths[a] * t->lengths[b]);
}

static void fill_covariance(sim_curvature *c, const parts *t)
{
    for (size_t i = 0; i < c->n * c->n; i++) c->covariance[i] = NAN;
    for (size_t a = 0; a < t->p; a++) {
        for (size_t b = 0; b < t->p; b++) {
            double *one = &c->covariance[t->columns[a] * c->n + t->columns[b]];

            if (t->lengths[a] > 0 && t->lengths[b] > 0)
                *one = covariance_of(t, a, b);
            else
                *one = a == b ? INFINITY : NAN;
        }
    }
}

sim_status sim_curvature_find(sim_curvature *c, const sim_problem *problem,
                              const sim_least *fit, const bool *held, sim_error *err)
{
    const size_t n = fit->n_unknowns;
    bool *takes;
    sim_status status;
    parts t = {0};

    *c = (sim_curvature){.n = n};
    c->covariance = sim_pool_take(&c->pool, n * n + 1, sizeof *c->covariance);
    takes = sim_pool_take(&c->pool, n + 1, sizeof *takes);
    if (c->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < n; i++) takes[i] = !(held && held[i]) && fit->at[i] == 0;
    status = parts_init(&t, problem, fit, takes, err);
    if (status == SIM_OK) fill_covariance(c, &t);
    c->rank = t.rank;
    c->searched = t.p;
    parts_free(&t);
    return status;
}

void sim_curvature_free(sim_curvature *c)
{
    sim_pool_free(&c->pool);
    *c = (sim_curvature){0};
}

double sim_curvature_error(const sim_curvature *c, size_t i)
{
    return sqrt(c->covariance[i * c->n + i]);
}

double sim_curvature_correlation(const sim_curvature *c, size_t i, size_t j)
{
    const double both = c->covariance[i * c->n + j];

    if (i == j) return isfinite(both) ? 1 : NAN;
    return fmin(fmax(both / (sim_curvature_error(c, i) * sim_curvature_error(c, j)), -1),
                1);
}

/* ---- what others would gain ----------------------------------------------- */

sim_status sim_curvature_gain(const sim_problem *problem, const sim_least *fit,
                              const bool freed[], double *gain, sim_error *err)
{
    parts t;
    sim_status status = parts_init(&t, problem, fit, freed, err);

    *gain = 0;
    for (size_t k = 0; status == SIM_OK && k < t.rank; k++) {
        double along = 0;

        for (size_t i = 0; i < fit->n_residuals; i++)
            along += gsl_matrix_get(t.u, i, k) * fit->residuals[i];
        *gain += along * along;
    }
    parts_free(&t);
    return status;
}
