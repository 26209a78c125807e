#include "sim/engine/rodas.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/kernel.h"
#include "sim/engine/slopes.h"

/* ---- a model that runs by its rows ---------------------------------------- */

typedef struct {
    const sim_derived *derived;
    sim_slopes by;
    double *values; /* [n_nodes] */
} rows;

static void slopes(const rows *r, const double *t, const double y[], double dxdt[])
{
    sim_slopes_find(&r->by, *t, y, dxdt);
}

static void linearize(const rows *r, const double *t, const double x[], const double *d,
                      double f[], double v[], double ft[])
{
    const sim_derived *by = r->derived;
    const size_t n = by->lu.n;

    slopes(r, t, x, f);
    sim_graph_compute(&by->graph, *t, r->by.x, r->by.p, r->values);
    for (size_t i = 0; i < by->lu.n_values; i++) v[i] = 0;
    for (size_t i = 0; i < by->n_entries; i++)
        v[by->entries[i].place] = -r->values[by->entries[i].node];
    for (size_t i = 0; i < n; i++) v[by->lu.place[i * n + i]] += *d;
    for (size_t i = 0; i < n; i++) ft[i] = r->values[by->by_time[i]];
}

static void factor(const rows *r, double v[], double *smallest)
{
    *smallest = sim_sparse_factor(&r->derived->lu, v);
}

static void solve(const rows *r, const double v[], double y[])
{
    sim_sparse_solve(&r->derived->lu, v, y);
}

#define LANES 1
#define OF_MODEL(function) function
#define WITH ((const rows *)b->rows)
#define N WITH->derived->lu.n
#include "sim/engine/rodas_attempt.h"

/* ---- state ---------------------------------------------------------------- */

enum { MAX_ATTEMPTS = 50000 };

typedef struct {
    const sim_network *net;
    const sim_kernel *kernel; /* NULL: the model runs by its rows */
    sim_options options;
    double *q;         /* [n_prepared] */
    double t, h;       /* now; the suggested size of the next step */
    sim_trial batch;   /* the last step */
    double t0, tried;  /* where it started, and its size */
    double *x0, *x1;   /* [n_states] at its ends */
    double *f, *scale; /* [n_moving] */
    double end;        /* of that step */
    double error;
    rows rows;
    sim_cost cost;
    bool is_last; /* does it end where it must stop? */
    bool again;   /* was the last one from there refused? */
    bool afresh;  /* has there been no step since the restart? */
} rodas_state;

static void rodas_free(void *state)
{
    rodas_state *s = state;

    if (!s) return;
    free(s->x0);
    free(s);
}

static size_t count_work(const rodas_state *s)
{
    return s->kernel
               ? s->kernel->n_work
               : SIM_RODAS_WORK(s->net->model->n_moving, s->net->derived->lu.n_values);
}

static bool allocate(rodas_state *s)
{
    const sim_model *m = s->net->model;
    const size_t n = m->n_moving, by_rows = s->kernel == NULL;
    double *dense, *work;
    const sim_array arrays[] = {
        {&s->x0, m->n_states},
        {&s->x1, m->n_states},
        {&s->f, n},
        {&s->scale, n},
        {&dense, SIM_DENSE * n},
        {&work, count_work(s)},
        {&s->q, by_rows ? 0 : s->kernel->n_prepared},
        {&s->rows.by.x, by_rows * m->n_states},
        {&s->rows.by.rates, by_rows * m->n_flows},
        {&s->rows.by.sizes, by_rows * n},
        {&s->rows.values, by_rows ? (size_t)s->net->derived->graph.n_nodes : 0},
    };

    if (!sim_block_make(arrays, sizeof arrays / sizeof *arrays)) return false;
    s->batch = (sim_trial){.t = &s->t0,
                           .h = &s->tried,
                           .x = s->x0,
                           .q = s->q,
                           .scale = s->scale,
                           .rtol = &s->options.rtol,
                           .x1 = s->x1,
                           .dense = dense,
                           .error = &s->error,
                           .work = work,
                           .rows = &s->rows};
    return true;
}

static sim_status rodas_init(void **state, const sim_network *net, const double p[],
                             const sim_options *options, sim_error *err)
{
    const sim_model *m = net->model;
    rodas_state *s = calloc(1, sizeof *s);

    *state = s;
    if (!s) return sim_fail_memory(err, "rodas5p");
    s->net = net;
    s->options = *options;
    s->kernel = sim_kernel_find(m, 1, &s->options.kernels);
    s->rows.derived = net->derived;
    s->rows.by = (sim_slopes){.net = net, .p = p};
    if (!allocate(s)) return sim_fail_memory(err, "rodas5p");
    m->scales(p, s->scale);
    for (size_t i = 0; i < m->n_moving; i++) s->scale[i] = fmax(s->scale[i], DBL_MIN);
    return SIM_OK;
}

/* ---- stepping ------------------------------------------------------------- */

static void find_slopes(rodas_state *s, double t, double f[])
{
    if (s->kernel)
        s->kernel->slopes(&t, s->x1, s->q, f);
    else
        slopes(&s->rows, &t, s->x1, f);
    s->cost.rhs++;
}

/* How many times its size a state moves in a unit of time, by slopes f: the most of any. */
static double fastest(const rodas_state *s, const double f[])
{
    double most = 0;

    for (size_t i = 0; i < s->net->model->n_moving; i++)
        most = fmax(most, fabs(f[i]) / (s->scale[i] + fabs(s->x1[i])));
    return most;
}

/* A first step after which the state has moved by a small part of its size, by the slopes that
 * there are, and by what t makes of them on the way: what has just been plated rests. */
static double first_step(rodas_state *s, double horizon)
{
    const double part = 0.3 * pow(s->options.rtol, 0.2), start = fastest(s, s->f);
    double h = horizon - s->t, *later = s->batch.work, change;

    if (start > 0) h = fmin(h, part / start);
    find_slopes(s, s->t + h, later);
    for (size_t i = 0; i < s->net->model->n_moving; i++) later[i] -= s->f[i];
    change = fastest(s, later);
    return change > start && isfinite(change) ? fmin(h, sqrt(0.2 * part * h / change)) : h;
}

static sim_status rodas_restart(void *state, double t, const double x[], double horizon,
                                sim_error *err)
{
    rodas_state *s = state;
    const size_t bytes = s->net->model->n_states * sizeof *x;

    (void)err;
    memcpy(s->x1, x, bytes);
    s->t = t;
    if (s->cost.steps > 0) s->cost.restarts++;
    if (s->kernel)
        s->kernel->prepare(x, s->rows.by.p, s->q);
    else
        memcpy(s->rows.by.x, x, bytes);
    find_slopes(s, t, s->f);
    s->h = first_step(s, horizon);
    s->again = false;
    s->afresh = true;
    return SIM_OK;
}

/* How a step's size changes: an error of order 5 within limits, with some reserve (Hairer &
 * Wanner (1996) Solving ODEs II, IV.8).  First steps may be far too short, so that the upper
 * limit is wide. */
static double change_of_step(double error)
{
    const double least = 0.2, most = 100, reserve = 0.9;

    if (!isfinite(error)) return least;
    return fmin(most, fmax(least, reserve * pow(fmax(error, 1e-12), -0.2)));
}

static const char *rodas_name(const void *state)
{
    (void)state;
    return "rodas5p";
}

void sim_rodas_ask(void *state, double t_stop)
{
    rodas_state *s = state;

    if (!s->again) {
        memcpy(s->x0, s->x1, s->net->model->n_states * sizeof *s->x0);
        s->t0 = s->t;
    }
    s->is_last = s->t0 + 1.01 * s->h >= t_stop;
    s->end = s->is_last ? t_stop : s->t0 + s->h;
    s->tried = s->is_last ? t_stop - s->t0 : s->h;
}

/* A step that is shorter since its stop came first says nothing against a longer one. */
static void accept(rodas_state *s)
{
    const double h = s->tried * fmin(change_of_step(s->error), s->again ? 1 : INFINITY);

    s->h = s->is_last ? fmax(h, s->h) : h;
    s->t = s->end;
    s->again = false;
    s->cost.steps++;
}

sim_status sim_rodas_take(void *state, bool *accepted, sim_step *step, sim_error *err)
{
    rodas_state *s = state;

    s->cost.rhs += SIM_RODAS_STAGES + 1;
    s->cost.jacobians++;
    *accepted = s->error <= 1;
    if (*accepted) {
        accept(s);
        *step = (sim_step){s->t0, s->t, s->x0, s->x1};
        return sim_stepper_check(s->net, s->t, s->x1, err);
    }
    s->again = true;
    s->h = s->tried * fmin(change_of_step(s->error), 0.9);
    return s->t0 + s->h > s->t0 && s->cost.jacobians < MAX_ATTEMPTS
               ? SIM_OK
               : sim_stepper_is_stuck(s->net->model, rodas_name(s), s->t, err);
}

static sim_status rodas_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    rodas_state *s = state;
    bool accepted = false;
    sim_status status = SIM_OK;

    while (status == SIM_OK && !accepted) {
        sim_rodas_ask(s, t_stop);
        if (s->kernel)
            s->kernel->attempt(&s->batch);
        else
            attempt(&s->batch);
        status = sim_rodas_take(s, &accepted, step, err);
    }
    return status;
}

sim_dense sim_rodas_dense(const void *state)
{
    const rodas_state *s = state;

    return (sim_dense){s->net->model->n_moving, s->t0, s->tried, s->x0, s->x1,
                       s->batch.dense};
}

static void rodas_interpolate(const void *state, double t, double x[])
{
    const rodas_state *s = state;
    const size_t n = s->net->model->n_moving;
    const double u = (t - s->t0) / s->tried, w = 1 - u;
    const double *d1 = s->batch.dense, *d2 = d1 + n, *d3 = d2 + n;

    memcpy(x, s->x0, s->net->model->n_states * sizeof *x);
    for (size_t i = 0; i < n; i++)
        x[i] = w * s->x0[i] + u * (s->x1[i] + w * (d1[i] + u * (d2[i] + u * d3[i])));
}

static sim_status rodas_repeat(void *state, double t, double x[], sim_error *err)
{
    (void)err;
    rodas_interpolate(state, t, x);
    return SIM_OK;
}

static sim_cost rodas_cost(const void *state) { return ((const rodas_state *)state)->cost; }

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_rodas = {"rodas5p",
                                       "deterministic mean field",
                                       rodas_init,
                                       rodas_restart,
                                       rodas_advance,
                                       rodas_repeat,
                                       rodas_interpolate,
                                       NULL,
                                       NULL,
                                       rodas_free,
                                       rodas_name,
                                       rodas_cost,
                                       false};

/* ---- in a lane ------------------------------------------------------------ */

/* Copies numbers that are so far apart: four by four, for there are many. */
static inline void copy(double *to, size_t step, const double *from, size_t other, size_t n)
{
    for (; n >= 4; n -= 4, to += 4 * step, from += 4 * other) {
        const double a = from[0], b = from[other], c = from[2 * other], d = from[3 * other];

        to[0] = a;
        to[step] = b;
        to[2 * step] = c;
        to[3 * step] = d;
    }
    for (; n > 0; n--, to += step, from += other) *to = *from;
}

static void put(double to[], const double from[], size_t n, size_t lanes)
{
    copy(to, lanes, from, 1, n);
}

static void get(double to[], const double from[], size_t n, size_t lanes)
{
    copy(to, 1, from, lanes, n);
}

void sim_rodas_put(void *state, const sim_lane *lane)
{
    rodas_state *s = state;
    const size_t n = s->net->model->n_moving, lanes = lane->kernel->lanes;

    *lane->t = s->t0;
    *lane->h = s->tried;
    put(lane->x, s->x0, n, lanes);
    if (!s->afresh) return;
    put(lane->scale, s->scale, n, lanes);
    put(lane->q, s->q, lane->kernel->n_prepared, lanes);
    *lane->rtol = s->options.rtol;
    s->afresh = false;
}

void sim_rodas_get(void *state, const sim_lane *lane)
{
    rodas_state *s = state;
    const size_t n = s->net->model->n_moving, lanes = lane->kernel->lanes;

    s->error = *lane->error;
    if (!(s->error <= 1)) return;
    get(s->x1, lane->x1, n, lanes);
    get((double *)s->batch.dense, lane->dense, SIM_DENSE * n, lanes);
}
