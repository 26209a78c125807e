#include "sim/engine/tau.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/tau_parts.h"
#include "sim/engine/variate.h"

static const double usual_epsilon = 0.03;

enum { BURST = 100 }; /* exact steps in a row */

/* A Poisson draw goes beyond its mean + 5 of its sd + 3 less than twice in a million. */
static const double believed_sds = 5, believed_more = 3;

/* ---- life ----------------------------------------------------------------- */

static void tau_free(void *state)
{
    sim_tau *s = state;

    if (!s) return;
    sim_jumps_free(&s->jumps);
    free(s->block);
    free(s->critical);
    free(s);
}

static bool allocate(sim_tau *s, const sim_model *m)
{
    const size_t n = m->n_moving, n_states = m->n_states, n_flows = m->n_flows;
    const sim_array arrays[] = {{&s->x0, n_states},      {&s->y, n_states},
                                {&s->rest, n_states},    {&s->v_next, n_flows},
                                {&s->v_middle, n_flows}, {&s->fired, n_flows},
                                {&s->v_start, n_flows},  {&s->ramp, n_flows},
                                {&s->relax, n_flows},    {&s->drift, n},
                                {&s->spread, n},         {&s->loss, n},
                                {&s->order, n},          {&s->own, n}};

    s->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    s->critical = calloc(m->n_reactions + 1, sizeof *s->critical);
    return s->block && s->critical;
}

static sim_status tau_init(void **state, const sim_network *net, const double p[],
                           const sim_options *options, sim_error *err)
{
    sim_tau *s = calloc(1, sizeof *s);
    sim_status status;

    *state = s;
    if (!s || !allocate(s, net->model)) return sim_fail_memory(err, "tau");
    s->epsilon = options->epsilon > 0 ? options->epsilon : usual_epsilon;
    status = sim_jumps_init(&s->jumps, net, p, options, err);
    if (status == SIM_OK) sim_tau_find_orders(s);
    return status;
}

static sim_status tau_restart(void *state, double t, const double x[], double horizon,
                              sim_error *err)
{
    sim_tau *s = state;

    s->leapt = false;
    s->burst = s->relaxed = 0;
    return sim_jumps_restart(&s->jumps, t, x, horizon, err);
}

/* ---- a leap --------------------------------------------------------------- */

/* A Poisson draw; a binomial one where it might use up more than `rest` holds, of which
 * it takes its part. */
static double draw_firings(sim_tau *s, size_t r, double mean)
{
    const sim_network *net = s->jumps.net;
    const sim_change *end = net->changes + net->first[r + 1];
    double left, n;

    if (!(mean > 0)) return 0;
    left = sim_network_firings(net, r, s->rest);
    if (mean + believed_sds * sqrt(mean) + believed_more < left)
        n = sim_variate_poisson(s->jumps.rng, mean);
    else
        n = sim_variate_binomial(s->jumps.rng, left, left > 0 ? mean / left : 0);
    n = fmin(n, left);
    for (const sim_change *c = net->changes + net->first[r]; c < end; c++) {
        if (c->amount < 0) s->rest[c->state] += c->amount * n;
    }
    return n;
}

/* Half a leap: fires with the propensities 2 v - minus for h / 2, from x. */
static void half_leap(sim_tau *s, const double v[], const double *minus, double h,
                      double x[])
{
    const sim_network *net = s->jumps.net;

    memcpy(s->rest, x, net->model->n_states * sizeof *x);
    for (size_t r = 0; r < net->model->n_reactions; r++) {
        double n;

        if (s->critical[r]) continue;
        n = draw_firings(s, r, h / 2 * (minus ? 2 * v[r] - minus[r] : v[r]));
        s->fired[r] += n;
        sim_jumps_apply(net, r, n, x);
    }
}

/* Shortens the leap to the time of the first critical reaction, if one fires within it;
 * true if so. */
static bool critical_fires(sim_tau *s, double *h, size_t *which)
{
    const sim_jumps *j = &s->jumps;
    const size_t n = j->net->model->n_reactions;
    double total = 0, wait;

    for (size_t r = 0; r < n; r++) {
        double end = j->net->steady ? j->v[r] : s->v_next[r];

        s->v_middle[r] = s->critical[r] ? 0.5 * (j->v[r] + end) : 0;
        total += s->v_middle[r];
    }
    if (!(total > 0)) return false;
    wait = sim_jumps_exponential(j->rng) / total;
    if (wait > *h) return false;
    *h = wait;
    *which = sim_jumps_choose(s->v_middle, n, gsl_rng_uniform(j->rng) * total);
    return true;
}

static void evaluate_middle(sim_tau *s, double h)
{
    const sim_jumps *j = &s->jumps;

    j->net->model->propensities(s->t0 + h / 2, s->y, j->p, s->v_middle);
    s->cost.rhs++;
}

/* Puts into y the signals at h after the leap's start. */
static void set_signals(sim_tau *s, double h)
{
    const sim_model *m = s->jumps.net->model;

    for (size_t i = m->n_reactions; i < m->n_flows; i++)
        s->y[m->flows[i].target] = s->x0[m->flows[i].target];
    sim_tau_move_signals(s, s->v_start, s->ramp, h, s->y);
}

/* Finds from the middle, y, how what the signals relax to drifts; true if one of them
 * relaxes so fast that its value there, found without that, lags behind. */
static bool find_ramp(sim_tau *s, double h)
{
    const sim_model *m = s->jumps.net->model;
    bool fast = false;

    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const size_t target = m->flows[i].target;
        double moved = s->y[target] - s->x0[target];

        s->ramp[i] = (s->v_middle[i] - s->v_start[i] - s->relax[i] * moved) / (h / 2);
        fast = fast || s->relax[i] * h < -0.1;
    }
    return fast;
}

static sim_status leap(sim_tau *s, double h, double t_stop, sim_error *err)
{
    sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;
    size_t which = 0;
    bool whole = h >= t_stop - j->t, one_more = critical_fires(s, &h, &which);

    s->t0 = j->t;
    memcpy(s->x0, j->x, m->n_states * sizeof *s->x0);
    memcpy(s->v_start, j->v, m->n_flows * sizeof *s->v_start);
    memset(s->ramp, 0, m->n_flows * sizeof *s->ramp);
    memset(s->fired, 0, m->n_reactions * sizeof *s->fired);
    memcpy(s->y, j->x, m->n_states * sizeof *s->y);
    half_leap(s, j->v, NULL, h, s->y);
    set_signals(s, h / 2);
    evaluate_middle(s, h);
    if (find_ramp(s, h)) {
        set_signals(s, h / 2);
        evaluate_middle(s, h);
        find_ramp(s, h);
    }
    half_leap(s, s->v_middle, j->v, h, s->y);
    set_signals(s, h);
    if (one_more && sim_network_firings(j->net, which, s->y) >= 1)
        sim_jumps_apply(j->net, which, 1, s->y);
    if (s->relaxed > 0) s->relaxed--;
    s->cost.steps++;
    return sim_jumps_restart(j, whole && !one_more ? t_stop : s->t0 + h, s->y, INFINITY,
                             err);
}

static sim_status tau_advance(void *state, double t_stop, sim_step *step, sim_error *err)
{
    sim_tau *s = state;
    sim_jumps *j = &s->jumps;
    size_t before = j->cost.events, fired;
    double h;
    sim_status status;

    s->leapt = s->burst == 0 && sim_tau_find_length(s, t_stop - j->t, &h);
    if (s->leapt) {
        status = leap(s, h, t_stop, err);
        *step = (sim_step){s->t0, j->t, s->x0, j->x};
        return status;
    }
    if (s->burst == 0) s->burst = BURST;
    status = sim_jumps_advance(j, t_stop, s->burst, step, err);
    fired = j->cost.events - before;
    s->burst -= fired < s->burst && j->t < t_stop ? fired : s->burst;
    return status;
}

/* Within a leap every reaction has fired its share, rounded. */
static sim_status tau_repeat(void *state, double t, double x[], sim_error *err)
{
    sim_tau *s = state;
    const sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;
    const double part = (t - s->t0) / (j->t - s->t0);

    (void)err;
    if (!s->leapt) {
        sim_jumps_repeat(j, t, x);
        return SIM_OK;
    }
    memcpy(x, part < 1 ? s->x0 : j->x, m->n_states * sizeof *x);
    if (!(part < 1)) return SIM_OK;
    for (size_t r = 0; r < m->n_reactions; r++)
        sim_jumps_apply(j->net, r, round(part * s->fired[r]), x);
    for (size_t i = 0; i < m->n_moving; i++) x[i] = s->order[i] > 0 ? fmax(x[i], 0) : x[i];
    sim_tau_move_signals(s, s->v_start, s->ramp, t - s->t0, x);
    return SIM_OK;
}

/* ---- interface ------------------------------------------------------------ */

/* Steps end at outputs: the only one asked for is that at a step's start. */
static void tau_interpolate(const void *state, double t, double x[])
{
    const sim_tau *s = state;
    const size_t bytes = s->jumps.net->model->n_states * sizeof *x;

    (void)t;
    memcpy(x, s->leapt ? s->x0 : s->jumps.begin, bytes);
}

static sim_cost tau_cost(const void *state)
{
    const sim_tau *s = state;
    sim_cost cost = s->jumps.cost;

    cost.rhs += s->cost.rhs;
    cost.steps += s->cost.steps;
    return cost;
}

/* In the order of sim_stepper, as in all of them. */
const sim_stepper sim_stepper_tau = {
    "tau",
    "counts, many reactions in one leap where that is as good",
    tau_init,
    tau_restart,
    tau_advance,
    tau_repeat,
    tau_interpolate,
    sim_jumps_sample,
    sim_jumps_leaps,
    tau_free,
    NULL,
    tau_cost};
