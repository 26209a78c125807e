#include "sim/engine/gsl.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/ode.h"
#include "sim/engine/slopes.h"

/* ---- methods -------------------------------------------------------------- */

/* Methods of order 5 or so; the long steps of higher ones (rk8pd, bsimp) would ask for
 * more than a cubic between them. */
static const struct {
    const char *name;
    const gsl_odeiv2_step_type *const *type;
} methods[] = {
    {"msbdf", &gsl_odeiv2_step_msbdf},
    {"rkf45", &gsl_odeiv2_step_rkf45},
    {"rkck", &gsl_odeiv2_step_rkck},
    {"msadams", &gsl_odeiv2_step_msadams},
};
enum {
    N_METHODS = sizeof methods / sizeof *methods,
    MAX_ATTEMPTS = 200000,
    LITTLE = 1000, /* tolerances */
};

const char *sim_gsl_name(size_t i) { return i < N_METHODS ? methods[i].name : NULL; }

/* ---- state ---------------------------------------------------------------- */

typedef struct {
    const sim_network *net;
    sim_slopes by;
    sim_options options;
    size_t method;
    gsl_odeiv2_system system;
    gsl_odeiv2_driver *driver;
    double h;             /* suggested size of the next step */
    double t0, t1;        /* the last step */
    double *x0, *x1;      /* [n_states] at its ends */
    double *f0, *f1;      /* [n_moving] slopes there */
    double *shifted, *df; /* [n_moving] work of a Jacobian */
    double *base;         /* [n_moving] */
    double *scale;        /* [n_moving] of a state's absolute tolerance */
    sim_cost cost;
} gsl_state;

static void gsl_free(void *state)
{
    gsl_state *s = state;

    if (!s) return;
    if (s->driver) gsl_odeiv2_driver_free(s->driver);
    free(s->x0);
    free(s);
}

static int rhs(double t, const double y[], double dydt[], void *state)
{
    gsl_state *s = state;

    s->cost.rhs++;
    sim_slopes_find(&s->by, t, y, dydt);
    return GSL_SUCCESS;
}

/* Forward differences, one right-hand side for each group of columns and one for t. */
static int jacobian(double t, const double y[], double *dfdy, double dfdt[], void *state)
{
    gsl_state *s = state;
    const sim_network *net = s->net;
    const size_t n = net->model->n_moving;
    const sim_entry *entry = net->entries;
    const double root = sqrt(2.220446049250313e-16), dt = root * fmax(1, fabs(t));

    s->cost.jacobians++;
    memset(dfdy, 0, n * n * sizeof *dfdy);
    rhs(t, y, s->base, s);
    for (size_t group = 0; group < net->n_groups; group++) {
        memcpy(s->shifted, y, n * sizeof *y);
        for (size_t j = 0; j < n; j++) {
            if (net->group[j] == group)
                s->shifted[j] += root * fmax(s->scale[j], fabs(y[j]));
        }
        rhs(t, s->shifted, s->df, s);
        for (; entry < net->entries + net->n_entries; entry++) {
            if (net->group[entry->column] != group) break;
            dfdy[entry->row * n + entry->column] =
                (s->df[entry->row] - s->base[entry->row]) /
                (s->shifted[entry->column] - y[entry->column]);
        }
    }
    rhs(t + dt, y, s->df, s);
    for (size_t i = 0; i < n; i++) dfdt[i] = (s->df[i] - s->base[i]) / dt;
    return GSL_SUCCESS;
}

/* One block holds all arrays; x0 stands at its start. */
static bool allocate(gsl_state *s)
{
    const sim_model *m = s->net->model;
    const size_t n = m->n_moving, n_states = m->n_states;
    const sim_array arrays[] = {{&s->x0, n_states},   {&s->x1, n_states},
                                {&s->by.x, n_states}, {&s->by.rates, m->n_flows},
                                {&s->by.sizes, n},    {&s->f0, n},
                                {&s->f1, n},          {&s->shifted, n},
                                {&s->df, n},          {&s->base, n},
                                {&s->scale, n}};

    return sim_block_make(arrays, sizeof arrays / sizeof *arrays) != NULL;
}

static sim_status gsl_init(void **state, const sim_network *net, const double p[],
                           const sim_options *options, sim_error *err)
{
    const sim_model *m = net->model;
    gsl_state *s = calloc(1, sizeof *s);

    *state = s;
    if (!s) return sim_fail_memory(err, "gsl");
    s->net = net;
    s->by = (sim_slopes){.net = net, .p = p};
    s->options = *options;
    while (strcmp(methods[s->method].name, sim_solver_name(options->solver)) != 0)
        s->method++;
    s->system = (gsl_odeiv2_system){rhs, jacobian, m->n_moving, s};
    if (!allocate(s)) return sim_fail_memory(err, "gsl");
    m->scales(p, s->scale);
    for (size_t i = 0; i < m->n_moving; i++) s->scale[i] = fmax(s->scale[i], DBL_MIN);
    return SIM_OK;
}

/* ---- stepping ------------------------------------------------------------- */

static sim_status make_driver(gsl_state *s, sim_error *err)
{
    s->driver = gsl_odeiv2_driver_alloc_scaled_new(&s->system, *methods[s->method].type, 1,
                                                   s->options.rtol, s->options.rtol, 1, 0,
                                                   s->scale);
    return s->driver ? SIM_OK : sim_fail_memory(err, methods[s->method].name);
}

/* A first step after which the state has moved by about rtol^(1/2) of its size
 * (Hairer, Norsett & Wanner (1993), II.4, for the order 1 that multistep methods start
 * with). */
static double first_step(const gsl_state *s, double horizon)
{
    double fastest = 0;

    for (size_t i = 0; i < s->net->model->n_moving; i++)
        fastest = fmax(fastest, fabs(s->f1[i]) / (s->scale[i] + fabs(s->x1[i])));
    if (!(fastest > 0)) return horizon - s->t1;
    return fmin(horizon - s->t1, sqrt(s->options.rtol) / fastest);
}

static sim_status gsl_restart(void *state, double t, const double x[], double horizon,
                              sim_error *err)
{
    gsl_state *s = state;
    const size_t bytes = s->net->model->n_states * sizeof *x;
    sim_status status = SIM_OK;

    memcpy(s->x1, x, bytes);
    memcpy(s->by.x, x, bytes);
    s->t1 = t;
    if (!s->driver) status = make_driver(s, err);
    if (status != SIM_OK) return status;
    if (s->cost.steps > 0) s->cost.restarts++;
    gsl_odeiv2_driver_reset(s->driver);
    rhs(t, s->x1, s->f1, s);
    s->h = first_step(s, horizon);
    return SIM_OK;
}

static sim_status evolve(gsl_state *s, double *t, double t_stop, double *h, double y[],
                         sim_error *err)
{
    gsl_odeiv2_driver *d = s->driver;
    const double from = *t;
    int code = gsl_odeiv2_evolve_apply(d->e, d->c, d->s, &s->system, t, t_stop, h, y);

    if (code == GSL_SUCCESS && *t > from && s->cost.steps < MAX_ATTEMPTS) return SIM_OK;
    return sim_stepper_is_stuck(s->net->model, methods[s->method].name, *t, err);
}

static sim_status gsl_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    gsl_state *s = state;
    const size_t n = s->net->model->n_moving;
    sim_status status;

    memcpy(s->x0, s->x1, s->net->model->n_states * sizeof *s->x0);
    memcpy(s->f0, s->f1, n * sizeof *s->f0);
    s->t0 = s->t1;
    status = evolve(s, &s->t1, t_stop, &s->h, s->x1, err);
    if (status != SIM_OK) return status;
    s->cost.steps++;
    if ((*methods[s->method].type)->gives_exact_dydt_out)
        memcpy(s->f1, s->driver->e->dydt_out, n * sizeof *s->f1);
    else
        rhs(s->t1, s->x1, s->f1, s);
    *step = (sim_step){s->t0, s->t1, s->x0, s->x1};
    return sim_stepper_check(s->net, s->t1, s->x1, err);
}

static sim_status gsl_repeat(void *state, double t, double x[], sim_error *err)
{
    gsl_state *s = state;
    double at = s->t0, h = t - s->t0;
    sim_status status = SIM_OK;

    memcpy(x, s->x0, s->net->model->n_states * sizeof *x);
    gsl_odeiv2_driver_reset(s->driver);
    while (status == SIM_OK && at < t) status = evolve(s, &at, t, &h, x, err);
    return status;
}

/* Do the slopes at a step's ends say nothing of the course between?  Those of a stiff state
 * are as many times the solver's noise as its rate is fast: a cubic by them leads far from
 * both ends, and of one that is next to nothing below 0. */
static bool is_unresolved(const gsl_state *s, size_t i)
{
    const double h = s->t1 - s->t0, rise = s->x1[i] - s->x0[i];
    const double size = fmax(fabs(s->x0[i]), fabs(s->x1[i]));
    const double off = fmax(fabs(h * s->f0[i] - rise), fabs(h * s->f1[i] - rise));

    return size <= LITTLE * s->options.rtol * s->scale[i] || off > fmax(size, s->scale[i]);
}

static double keep_between(double a, double b, double x)
{
    return fmin(fmax(x, fmin(a, b)), fmax(a, b));
}

static void gsl_interpolate(const void *state, double t, double x[])
{
    const gsl_state *s = state;
    const size_t n = s->net->model->n_moving;
    const double h = s->t1 - s->t0, u = (t - s->t0) / h, w = 1 - u;

    memcpy(x, s->x0, s->net->model->n_states * sizeof *x);
    for (size_t i = 0; i < n; i++) {
        x[i] = w * w * ((1 + 2 * u) * s->x0[i] + u * h * s->f0[i]) +
               u * u * ((1 + 2 * w) * s->x1[i] - w * h * s->f1[i]);
        if (is_unresolved(s, i)) x[i] = keep_between(s->x0[i], s->x1[i], x[i]);
    }
}

static const char *gsl_solver_name(const void *state)
{
    return methods[((const gsl_state *)state)->method].name;
}

static sim_cost gsl_cost(const void *state) { return ((const gsl_state *)state)->cost; }

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_gsl = {"gsl",
                                     "deterministic mean field",
                                     gsl_init,
                                     gsl_restart,
                                     gsl_advance,
                                     gsl_repeat,
                                     gsl_interpolate,
                                     NULL,
                                     NULL,
                                     gsl_free,
                                     gsl_solver_name,
                                     gsl_cost,
                                     false};

/* ---- for tests ------------------------------------------------------------ */

static sim_status open_at(gsl_state **s, const sim_network *net, const double p[],
                          const double x[], sim_error *err)
{
    void *state = NULL;
    sim_options options = {.rtol = 1e-7};
    sim_status status;

    while (strcmp(sim_solver_name(options.solver), methods[0].name) != 0) options.solver++;
    status = gsl_init(&state, net, p, &options, err);

    *s = state;
    if (status == SIM_OK) memcpy((*s)->by.x, x, net->model->n_states * sizeof *x);
    return status;
}

sim_status sim_gsl_slopes(const sim_network *net, const double p[], double t,
                          const double x[], double dxdt[], sim_error *err)
{
    gsl_state *s;
    sim_status status = open_at(&s, net, p, x, err);

    if (status == SIM_OK) rhs(t, x, dxdt, s);
    gsl_free(s);
    return status;
}

sim_status sim_gsl_jacobian(const sim_network *net, const double p[], double t,
                            const double x[], double dfdy[], sim_error *err)
{
    gsl_state *s;
    sim_status status = open_at(&s, net, p, x, err);

    if (status == SIM_OK) jacobian(t, x, dfdy, s->f0, s);
    gsl_free(s);
    return status;
}
