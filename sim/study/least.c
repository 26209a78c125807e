#include "sim/study/least_parts.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_multifit_nlinear.h>

const double sim_least_fall = 1e-8;

const char *sim_least_ending_text(sim_least_ending ending)
{
    static const char *const texts[] = {"converged", "no step went down",
                                        "all evaluations were used", "was refused"};

    return texts[ending];
}

/* ---- what GSL asks -------------------------------------------------------- */

/* Of a refused point: no sum of squares is as large, and it can still be squared. */
static const double beyond = 1e100;

/* All unknowns of those that move, within their bounds. */
static void spread(const sim_descent *d, const gsl_vector *moving, double x[])
{
    memmove(x, d->fit->x, d->problem->n_unknowns * sizeof *x);
    for (size_t k = 0; k < d->p; k++) {
        const sim_fit_unknown *u = &d->problem->unknowns[d->moving[k]];
        const double at = gsl_vector_get(moving, k);

        x[d->moving[k]] = fmin(fmax(at, sim_unknown_low(u)), sim_unknown_high(u));
    }
}

static bool is_known(const sim_descent *d, const double x[])
{
    for (size_t i = 0; d->last_known && i < d->problem->n_unknowns; i++) {
        if (x[i] != d->last_x[i]) return false;
    }
    return d->last_known;
}

/* Residuals at x become the last ones. */
static bool learn(sim_descent *d, const double x[])
{
    if (is_known(d, x)) return true;
    d->last_known = sim_descent_try(d, x, d->last_r);
    memcpy(d->last_x, x, d->problem->n_unknowns * sizeof *x);
    return d->last_known;
}

static int find_residuals(const gsl_vector *moving, void *self, gsl_vector *f)
{
    sim_descent *d = self;
    double *x = &d->point[d->problem->n_unknowns];
    bool known;

    spread(d, moving, x);
    known = learn(d, x);
    for (size_t i = 0; i < d->n; i++) gsl_vector_set(f, i, known ? d->last_r[i] : beyond);
    return d->status == SIM_OK ? GSL_SUCCESS : GSL_EFAILED;
}

static bool find_column(sim_descent *d, const double x[], size_t j, gsl_matrix *J, size_t k)
{
    double *column = &d->far[d->n];

    if (!sim_descent_slope(d, x, d->last_r, j, column)) return false;
    for (size_t i = 0; i < d->n; i++) gsl_matrix_set(J, i, k, column[i]);
    return true;
}

static int find_slopes(const gsl_vector *moving, void *self, gsl_matrix *J)
{
    sim_descent *d = self;
    double *x = &d->point[d->problem->n_unknowns];

    spread(d, moving, x);
    if (!learn(d, x)) return GSL_EFAILED;
    for (size_t k = 0; k < d->p; k++) {
        if (!find_column(d, x, d->moving[k], J, k)) return GSL_EFAILED;
    }
    return GSL_SUCCESS;
}

/* ---- how far down it still goes ------------------------------------------- */

/* Room for the expected fall. */
typedef struct {
    gsl_matrix *u, *v;
    gsl_vector *s, *work;
} parts;

static bool parts_init(parts *t, size_t n, size_t p)
{
    *t = (parts){gsl_matrix_alloc(n, p), gsl_matrix_alloc(p, p), gsl_vector_alloc(p),
                 gsl_vector_alloc(p)};
    return t->u && t->v && t->s && t->work;
}

static void parts_free(parts *t)
{
    if (t->u) gsl_matrix_free(t->u);
    if (t->v) gsl_matrix_free(t->v);
    if (t->s) gsl_vector_free(t->s);
    if (t->work) gsl_vector_free(t->work);
}

/* Columns are made equally long first: what a direction changes is asked in units of what each
 * unknown does. */
static double expect_fall(const sim_descent *d, parts *t, const gsl_matrix *J,
                          const gsl_vector *f)
{
    const double sure = 10 * sim_descent_blur(d);
    double fall = 0;

    gsl_matrix_memcpy(t->u, J);
    for (size_t k = 0; k < d->p; k++) {
        gsl_vector_view column = gsl_matrix_column(t->u, k);
        const double norm = gsl_blas_dnrm2(&column.vector);

        if (norm > 0) gsl_vector_scale(&column.vector, 1 / norm);
    }
    gsl_linalg_SV_decomp(t->u, t->v, t->s, t->work);
    for (size_t k = 0; k < d->p; k++) {
        gsl_vector_view column = gsl_matrix_column(t->u, k);
        double along;

        if (!(gsl_vector_get(t->s, k) > sure * gsl_vector_get(t->s, 0))) break;
        gsl_blas_ddot(&column.vector, f, &along);
        fall += along * along;
    }
    return fall;
}

static double fall_that_counts(const sim_descent *d)
{
    return sim_least_fall * (1 + sim_problem_misfit(d->problem, d->fit->chi2));
}

/* Sums of squares that differ by less than this are the same within the noise of residuals. */
static bool is_lost_in_noise(const sim_descent *d)
{
    return d->fit->fall <= 4 * sim_problem_noise(d->problem) * (1 + sqrt(d->fit->chi2));
}

/* ---- among bounds --------------------------------------------------------- */

static bool is_held(const sim_descent *d, size_t i)
{
    return d->ask->held && d->ask->held[i];
}

static void count_moving(sim_descent *d)
{
    d->p = 0;
    for (size_t i = 0; i < d->problem->n_unknowns; i++) {
        if (!is_held(d, i) && d->fit->at[i] == 0) d->moving[d->p++] = i;
    }
}

/* Takes over where the search is; true where an unknown met a bound, where it then stays. */
static bool take_over(sim_descent *d, const gsl_multifit_nlinear_workspace *w)
{
    bool met = false;

    spread(d, w->x, d->fit->x);
    for (size_t k = 0; k < d->p; k++) {
        const size_t i = d->moving[k];
        const sim_fit_unknown *u = &d->problem->unknowns[i];
        const double x = d->fit->x[i];

        d->fit->at[i] = x <= sim_unknown_low(u) ? -1 : x >= sim_unknown_high(u);
        met |= d->fit->at[i] != 0;
    }
    return met;
}

/* Slopes of those that move are known where the search ended. */
static void take_slopes(sim_descent *d, const gsl_matrix *J)
{
    const size_t p = d->problem->n_unknowns;

    for (size_t k = 0; k < d->p; k++) {
        for (size_t i = 0; i < d->problem->n_residuals; i++)
            d->fit->jacobian[i * p + d->moving[k]] = gsl_matrix_get(J, i, k);
    }
    d->slopes_known = true;
}

/* Derivatives of all that is not held, at the point reached. */
static bool find_jacobian(sim_descent *d)
{
    const size_t p = d->problem->n_unknowns;
    double *column = &d->far[d->n];

    if (!learn(d, d->fit->x)) return false;
    for (size_t j = 0; j < p; j++) {
        if (is_held(d, j) || (d->slopes_known && d->fit->at[j] == 0)) continue;
        if (!sim_descent_slope(d, d->fit->x, d->last_r, j, column)) return false;
        for (size_t i = 0; i < d->problem->n_residuals; i++)
            d->fit->jacobian[i * p + j] = column[i];
    }
    return true;
}

/* What moving one unknown inward from its bound would gain. */
static double gain_inward(const sim_descent *d, size_t j)
{
    const size_t p = d->problem->n_unknowns;
    double gradient = 0, squares = 0;

    for (size_t i = 0; i < d->problem->n_residuals; i++) {
        const double slope = d->fit->jacobian[i * p + j];

        gradient += slope * d->last_r[i];
        squares += slope * slope;
    }
    if (squares == 0 || gradient * d->fit->at[j] <= 0) return 0;
    return gradient * gradient / squares;
}

/* Lets the unknown go that would gain most by it. */
static bool let_go(sim_descent *d)
{
    const sim_least *fit = d->fit;
    double most = fall_that_counts(d);
    size_t best = d->problem->n_unknowns;

    for (size_t j = 0; j < d->problem->n_unknowns; j++) {
        const double gain = fit->at[j] == 0 || is_held(d, j) ? 0 : gain_inward(d, j);

        if (gain <= most) continue;
        most = gain;
        best = j;
    }
    if (best == d->problem->n_unknowns) return false;
    d->fit->at[best] = 0;
    return true;
}

/* ---- going down ----------------------------------------------------------- */

/* Where a search among those that move ends. */
typedef enum { LOW, MET_A_BOUND, NO_STEP, SPENT, FAILED } outcome;

static outcome iterate(sim_descent *d, gsl_multifit_nlinear_workspace *w, parts *t)
{
    for (;;) {
        int status;

        d->fit->chi2 = gsl_pow_2(gsl_blas_dnrm2(w->f));
        d->fit->fall = expect_fall(d, t, w->J, w->f);
        if (d->fit->fall <= fall_that_counts(d)) return LOW;
        if (d->fit->evaluations >= d->ask->most) return SPENT;
        status = gsl_multifit_nlinear_iterate(w);
        if (d->status != SIM_OK) return FAILED;
        if (take_over(d, w)) return MET_A_BOUND;
        if (status == GSL_ENOPROG) return is_lost_in_noise(d) ? LOW : NO_STEP;
        if (status != GSL_SUCCESS) return FAILED;
    }
}

static outcome search_with(sim_descent *d, gsl_multifit_nlinear_workspace *w, parts *t)
{
    gsl_vector_view start =
        gsl_vector_view_array(&d->point[2 * d->problem->n_unknowns], d->p);
    gsl_multifit_nlinear_fdf functions = {
        .f = find_residuals, .df = find_slopes, .n = d->n, .p = d->p, .params = d};
    outcome end;

    for (size_t k = 0; k < d->p; k++)
        gsl_vector_set(&start.vector, k, d->fit->x[d->moving[k]]);
    if (gsl_multifit_nlinear_init(&start.vector, &functions, w) != GSL_SUCCESS)
        return FAILED;
    end = iterate(d, w, t);
    if (d->two_sided && (end == LOW || end == NO_STEP)) take_slopes(d, w->J);
    return end;
}

static outcome search(sim_descent *d)
{
    gsl_multifit_nlinear_parameters params = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *w;
    outcome end = FAILED;
    parts t;

    count_moving(d);
    d->fit->fall = 0;
    d->slopes_known = false;
    if (d->p == 0) return LOW;
    params.trs = gsl_multifit_nlinear_trs_lmaccel;
    w = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &params, d->n, d->p);
    if (!parts_init(&t, d->n, d->p) || !w)
        d->status = sim_fail_memory(d->err, "fit");
    else
        end = search_with(d, w, &t);
    parts_free(&t);
    if (w) gsl_multifit_nlinear_free(w);
    return end;
}

static void end_with(sim_descent *d, outcome end)
{
    static const sim_least_ending endings[] = {SIM_LEAST_FOUND, SIM_LEAST_STUCK,
                                               SIM_LEAST_STUCK, SIM_LEAST_SPENT,
                                               SIM_LEAST_REFUSED};

    d->fit->ending = endings[end];
}

/* One-sided at first; what is let go of a bound is followed again, so often that each could be
 * twice. */
static void descend(sim_descent *d)
{
    size_t left = 2 * d->problem->n_unknowns + 1;
    outcome end;

    do {
        do {
            end = search(d);
        } while (end == MET_A_BOUND && d->fit->evaluations < d->ask->most);
        if (d->status != SIM_OK) return;
        if (!d->two_sided && end != SPENT) {
            d->two_sided = true;
            continue;
        }
        if (end == FAILED || !find_jacobian(d)) {
            end_with(d, FAILED);
            return;
        }
        end_with(d, end);
        if (end == SPENT || !let_go(d)) return;
    } while (--left > 0);
    d->fit->ending = SIM_LEAST_STUCK;
}

/* ---- one fit -------------------------------------------------------------- */

static sim_status reserve(sim_descent *d, sim_pool *pool)
{
    const sim_problem *p = d->problem;
    const size_t m = p->n_unknowns + 1;
    sim_least *fit = d->fit;

    d->n = p->n_residuals > p->n_unknowns ? p->n_residuals : p->n_unknowns;
    fit->x = sim_pool_take(&fit->pool, m, sizeof *fit->x);
    fit->values = sim_pool_take(&fit->pool, m, sizeof *fit->values);
    fit->at = sim_pool_take(&fit->pool, m, sizeof *fit->at);
    fit->residuals = sim_pool_take(&fit->pool, p->n_residuals, sizeof *fit->residuals);
    fit->jacobian = sim_pool_take(&fit->pool, p->n_residuals * m, sizeof *fit->jacobian);
    d->moving = sim_pool_take(pool, m, sizeof *d->moving);
    d->last_x = sim_pool_take(pool, m, sizeof *d->last_x);
    d->last_r = sim_pool_take(pool, d->n, sizeof *d->last_r);
    d->point = sim_pool_take(pool, 3 * m, sizeof *d->point);
    d->values = sim_pool_take(pool, m, sizeof *d->values);
    d->near = sim_pool_take(pool, d->n, sizeof *d->near);
    d->far = sim_pool_take(pool, 2 * d->n, sizeof *d->far);
    if (sim_pool_check(pool, "fit", d->err) != SIM_OK) return SIM_ENOMEM;
    return sim_pool_check(&fit->pool, "fit", d->err);
}

/* Into the bounds; what starts at one may leave it. */
static void place(sim_descent *d)
{
    for (size_t i = 0; i < d->problem->n_unknowns; i++) {
        const sim_fit_unknown *u = &d->problem->unknowns[i];

        d->fit->x[i] = fmin(fmax(d->ask->from[i], sim_unknown_low(u)), sim_unknown_high(u));
    }
}

/* Where all of it is: also what is held at a bound. */
static void finish(sim_descent *d, bool started)
{
    sim_least *fit = d->fit;

    for (size_t i = 0; i < d->problem->n_unknowns; i++) {
        const sim_fit_unknown *u = &d->problem->unknowns[i];

        fit->at[i] =
            fit->x[i] <= sim_unknown_low(u) ? -1 : fit->x[i] >= sim_unknown_high(u);
        fit->values[i] = sim_unknown_value(u, fit->x[i]);
    }
    if (!started || !learn(d, fit->x)) return;
    memcpy(fit->residuals, d->last_r, fit->n_residuals * sizeof *fit->residuals);
    fit->chi2 = sim_sum_of_squares(fit->residuals, fit->n_residuals);
}

sim_status sim_least_run(const sim_problem *problem, const sim_least_ask *ask,
                         sim_least *fit, sim_error *err)
{
    sim_least_ask own = *ask;
    sim_descent d = {.problem = problem, .ask = &own, .fit = fit, .err = err};
    sim_pool pool = {0};
    bool started;

    *fit = (sim_least){.ending = SIM_LEAST_REFUSED,
                       .chi2 = INFINITY,
                       .n_unknowns = problem->n_unknowns,
                       .n_residuals = problem->n_residuals};
    if (own.most == 0) own.most = 200 * (problem->n_unknowns + 1);
    d.status = sim_problem_check(problem, err);
    if (d.status == SIM_OK) d.status = reserve(&d, &pool);
    if (d.status == SIM_OK) {
        place(&d);
        started = learn(&d, fit->x);
        if (started) descend(&d);
        finish(&d, started);
    }
    sim_pool_free(&pool);
    return d.status;
}

void sim_least_free(sim_least *fit)
{
    sim_pool_free(&fit->pool);
    *fit = (sim_least){0};
}
