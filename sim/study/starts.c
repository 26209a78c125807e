#include "sim/study/starts.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/rng.h"
#include "sim/study/design.h"

/* All starts while threads take them. */
typedef struct {
    const sim_problem *problem;
    const sim_starts_ask *ask;
    sim_starts *starts;
    const double *points; /* [n][n_unknowns] unit coordinates */
    double *scratch;      /* [threads][n_unknowns] */
    pthread_mutex_t lock; /* of the store, and of what follows */
    sim_status status;
    size_t failed; /* number of the start that failed, the lowest of them */
    sim_error *err;
    sim_relay relay;
} work;

/* ---- one start ------------------------------------------------------------ */

static void scale(const sim_problem *p, const double u[], double x[])
{
    for (size_t i = 0; i < p->n_unknowns; i++) {
        const double low = sim_unknown_low(&p->unknowns[i]);

        x[i] = low + u[i] * (sim_unknown_high(&p->unknowns[i]) - low);
    }
}

static sim_status draw_again(const work *w, size_t number, size_t draw, double x[],
                             sim_error *err)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    if (!rng) return sim_fail_memory(err, "fit");
    sim_rng_start(rng, &(sim_stream){w->ask->seed, number, draw, "start again"});
    for (size_t i = 0; i < w->problem->n_unknowns; i++) x[i] = gsl_rng_uniform(rng);
    gsl_rng_free(rng);
    scale(w->problem, x, x);
    return SIM_OK;
}

static sim_status place(const work *w, size_t number, size_t draw, double x[],
                        sim_error *err)
{
    const sim_problem *p = w->problem;

    if (draw > 0) return draw_again(w, number, draw, x, err);
    scale(p, &w->points[number * p->n_unknowns], x);
    for (size_t i = 0; number == 0 && w->ask->first && i < p->n_unknowns; i++)
        x[i] = sim_unknown_fitted(&p->unknowns[i], w->ask->first[i]);
    return SIM_OK;
}

static sim_status solve(const work *w, size_t member, size_t number, sim_start *start,
                        sim_error *err)
{
    const size_t n = w->problem->n_unknowns;
    double *from = &w->scratch[member * n];
    const sim_least_ask ask = {.from = from, .member = member, .most = w->ask->most};
    sim_status status = SIM_OK;

    *start = (sim_start){.ending = SIM_LEAST_REFUSED, .x = start->x};
    for (size_t draw = 0; status == SIM_OK && draw < SIM_START_DRAWS; draw++) {
        sim_least fit = {0};

        status = place(w, number, draw, from, err);
        if (status == SIM_OK) status = sim_least_run(w->problem, &ask, &fit, err);
        start->evaluations += fit.evaluations;
        start->chi2 = fit.chi2;
        start->ending = fit.ending;
        if (status == SIM_OK && isfinite(fit.chi2))
            memcpy(start->x, fit.x, n * sizeof *start->x);
        sim_least_free(&fit);
        if (status == SIM_OK && isfinite(start->chi2)) return SIM_OK;
        start->redrawn++;
    }
    return status;
}

/* ---- all of them ---------------------------------------------------------- */

static bool have(work *w, size_t number)
{
    const sim_starts_store *store = w->ask->store;
    bool known = false;

    pthread_mutex_lock(&w->lock);
    if (store && store->have)
        known = store->have(store->self, number, &w->starts->list[number]);
    pthread_mutex_unlock(&w->lock);
    return known;
}

static sim_status keep(work *w, size_t number, sim_error *err)
{
    const sim_starts_store *store = w->ask->store;
    sim_status status = SIM_OK;

    pthread_mutex_lock(&w->lock);
    if (store && store->keep)
        status = store->keep(store->self, number, &w->starts->list[number], err);
    pthread_mutex_unlock(&w->lock);
    return status;
}

/* Of several failures that of the lowest number is told. */
static void note(work *w, size_t number, sim_status status, const sim_error *err)
{
    pthread_mutex_lock(&w->lock);
    if (w->status == SIM_OK || number < w->failed) {
        w->status = status;
        w->failed = number;
        *w->err = *err;
    }
    pthread_mutex_unlock(&w->lock);
}

static void take(void *self, size_t member, size_t number)
{
    work *w = self;
    sim_error err = {""};
    sim_status status = SIM_OK;

    if (sim_relay_is_stopped(&w->relay)) return;
    if (!have(w, number)) {
        status = solve(w, member, number, &w->starts->list[number], &err);
        if (status == SIM_OK) status = keep(w, number, &err);
    }
    if (status != SIM_OK) note(w, number, status, &err);
    sim_relay_pass(&w->relay, status != SIM_OK);
}

static sim_status fill_points(const sim_problem *p, const sim_starts_ask *ask,
                              double points[], sim_error *err)
{
    const sim_design_spec spec = {
        .kind = SIM_LHS, .n_axes = p->n_unknowns, .points = ask->n, .seed = ask->seed};
    sim_design design;
    sim_status status = sim_design_init(&design, &spec, err);

    for (size_t i = 0; status == SIM_OK && i < ask->n; i++)
        sim_design_next(&design, &points[i * p->n_unknowns]);
    sim_design_free(&design);
    return status;
}

/* ---- the waterfall -------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const sim_start *const *one = a, *const *two = b;

    if ((*one)->chi2 != (*two)->chi2) return (*one)->chi2 < (*two)->chi2 ? -1 : 1;
    return (*one > *two) - (*one < *two);
}

static sim_status put_in_order(sim_starts *s, sim_error *err)
{
    const sim_start **sorted = calloc(s->n, sizeof *sorted);

    if (!sorted) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < s->n; i++) sorted[i] = &s->list[i];
    qsort(sorted, s->n, sizeof *sorted, compare);
    for (size_t i = 0; i < s->n; i++) s->order[i] = (size_t)(sorted[i] - s->list);
    free(sorted);
    return SIM_OK;
}

static sim_status sum_up(sim_starts *s, sim_error *err)
{
    for (size_t i = 0; i < s->n; i++) {
        s->redrawn += s->list[i].redrawn;
        s->evaluations += s->list[i].evaluations;
        s->refused += isfinite(s->list[i].chi2) ? 0 : 1;
    }
    if (s->refused == s->n)
        return sim_fail(
            err, SIM_ESOLVER,
            "fit: all of %zu starts were refused, %zu draws; narrower bounds would "
            "be right",
            s->n, s->redrawn);
    return put_in_order(s, err);
}

size_t sim_starts_reached(const sim_starts *s, double within)
{
    size_t n = 0;

    while (n < s->n && s->list[s->order[n]].chi2 <= s->list[s->order[0]].chi2 + within) n++;
    return n;
}

/* ---- begin and end -------------------------------------------------------- */

static sim_status check(const sim_problem *p, const sim_starts_ask *ask, sim_error *err)
{
    if (ask->n == 0)
        return sim_fail(err, SIM_EVALUE, "fit: starts = 0; at least 1 would be right");
    for (size_t i = 0; i < p->n_unknowns; i++) {
        const sim_fit_unknown *u = &p->unknowns[i];

        if (!sim_unknown_is_bounded(u))
            return sim_fail(err, SIM_EVALUE,
                            "%s: starts are drawn from %g to %g; a range that ends on both "
                            "sides%s would be right",
                            u->name, u->low, u->high, u->log ? ", above 0," : "");
    }
    return sim_problem_check(p, err);
}

static sim_status reserve(sim_starts *s, const sim_problem *p, const sim_starts_ask *ask,
                          sim_error *err)
{
    *s = (sim_starts){.n = ask->n, .n_unknowns = p->n_unknowns};
    s->list = sim_pool_take(&s->pool, s->n, sizeof *s->list);
    s->order = sim_pool_take(&s->pool, s->n, sizeof *s->order);
    s->x = sim_pool_take(&s->pool, s->n * p->n_unknowns + 1, sizeof *s->x);
    if (s->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < s->n; i++) s->list[i].x = &s->x[i * p->n_unknowns];
    return SIM_OK;
}

static sim_status run(work *w, sim_pool *pool)
{
    const size_t n = w->problem->n_unknowns, threads = sim_threads(w->ask->threads);
    double *points = sim_pool_take(pool, w->ask->n * n + 1, sizeof *points);
    sim_status status;

    w->scratch = sim_pool_take(pool, threads * n + 1, sizeof *w->scratch);
    w->points = points;
    if (pool->failed) return sim_fail_memory(w->err, "fit");
    status = fill_points(w->problem, w->ask, points, w->err);
    if (status != SIM_OK) return status;
    sim_relay_init(&w->relay, w->ask->hooks);
    sim_team_share(threads, w->ask->n, take, w);
    if (w->status != SIM_OK) return w->status;
    if (sim_relay_is_stopped(&w->relay))
        return sim_fail(w->err, SIM_ESTOP, "fit: interrupted while starts were worked out");
    return sum_up(w->starts, w->err);
}

sim_status sim_starts_run(const sim_problem *problem, const sim_starts_ask *ask,
                          sim_starts *starts, sim_error *err)
{
    work w = {.problem = problem, .ask = ask, .starts = starts, .err = err};
    sim_pool pool = {0};
    sim_status status;

    *starts = (sim_starts){0};
    status = check(problem, ask, err);
    if (status == SIM_OK) status = reserve(starts, problem, ask, err);
    if (status != SIM_OK) return status;
    pthread_mutex_init(&w.lock, NULL);
    status = run(&w, &pool);
    pthread_mutex_destroy(&w.lock);
    sim_pool_free(&pool);
    return status;
}

void sim_starts_free(sim_starts *starts)
{
    sim_pool_free(&starts->pool);
    *starts = (sim_starts){0};
}
