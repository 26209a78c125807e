#include "sim/engine/tau.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/block.h"
#include "sim/engine/tau_signals.h"
#include "sim/engine/variate.h"

static const double usual_epsilon = 0.03;

enum { BURST = 100 }; /* exact steps in a row */

/* A reaction is critical where this many firings would use up a species. */
static const double critical_firings = 10;

/* A leap that saves less than this many exact steps gives way to a burst of them. */
static const double worth_leaping = 10;
enum { MAX_TRIALS = 60 };

/* Scatter may move a propensity by this many epsilon: a method of second order carries it
 * along, whereas theirs of first order does not. */
static const double scatter_allowed = 2;

/* No species loses more than this part of itself in a leap: the variance about an
 * equilibrium is then right to 0.3 %. */
static const double turnover = 0.25;

/* Largest error of a signal in a leap, relative to its size: of Euler's rule, which that
 * of the midpoint rule is far below. */
static const double signal_error = 3e-3;

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
    const sim_array arrays[] = {{&s->y, n_states},
                                {&s->rest, n_states},
                                {&s->v_next, n_flows},
                                {&s->v_middle, n_flows},
                                {&s->fired, n_flows},
                                {&s->v_start, n_flows},
                                {&s->ramp, n_flows},
                                {&s->relax, n_flows},
                                {&s->drift, n},
                                {&s->spread, n},
                                {&s->loss, n},
                                {&s->order, n},
                                {&s->own, n},
                                {&s->decays[0].one, n_flows},
                                {&s->decays[0].two, n_flows},
                                {&s->decays[1].one, n_flows},
                                {&s->decays[1].two, n_flows}};

    s->block = sim_block_make(arrays, sizeof arrays / sizeof *arrays);
    s->critical = calloc(m->n_reactions + 1, sizeof *s->critical);
    return s->block && s->critical;
}

/* Finds the order of each species' highest reaction: what it takes, and one more where its
 * law depends on other species than those. */
static void find_orders(sim_tau *s)
{
    const sim_network *net = s->jumps.net;
    const sim_use *end = net->uses + net->n_uses, *use = net->uses;

    while (use < end) {
        const sim_use *next = use;
        double order = 0;
        bool more = false;

        for (; next < end && next->flow == use->flow; next++) {
            order += next->left;
            more = more || next->left == 0;
        }
        if (more) order++;
        for (; use < next; use++) {
            if (order < s->order[use->state]) continue;
            if (order > s->order[use->state]) s->own[use->state] = 0;
            s->order[use->state] = order;
            s->own[use->state] = fmax(s->own[use->state], fmax(1, use->left));
        }
    }
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
    if (status == SIM_OK) find_orders(s);
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

/* ---- its length ----------------------------------------------------------- */

/* As fmax and fmin, but for a call: of every reaction and species in every leap. */
static inline double larger(double a, double b) { return b > a ? b : a; }
static inline double smaller(double a, double b) { return b < a ? b : a; }

/* Finds the critical reactions and, over the others, each species' drift; the sum of all
 * propensities. */
static double add_up(sim_tau *s)
{
    const sim_network *net = s->jumps.net;
    const size_t n = net->model->n_moving;
    const double *v = s->jumps.v;
    double total = 0;

    s->n_critical = 0;
    memset(s->drift, 0, n * sizeof *s->drift);
    memset(s->spread, 0, n * sizeof *s->spread);
    memset(s->loss, 0, n * sizeof *s->loss);
    for (size_t r = 0; r < net->model->n_reactions; r++) {
        const sim_change *end = net->changes + net->first[r + 1];

        s->critical[r] = false;
        if (!(v[r] > 0)) continue; /* mostly of what is not there */
        total += v[r];
        s->critical[r] = sim_network_firings(net, r, s->jumps.x) < critical_firings;
        s->n_critical += s->critical[r];
        if (s->critical[r]) continue;
        for (const sim_change *c = net->changes + net->first[r]; c < end; c++) {
            s->drift[c->state] += c->amount * v[r];
            s->spread[c->state] += c->amount * c->amount * v[r];
            if (c->amount < 0) s->loss[c->state] -= c->amount * v[r];
        }
    }
    return total;
}

/* g of Cao, Gillespie & Petzold (2006), section III. */
static double divisor(double order, double own, double x)
{
    if (own < 2 || x < own) return order;
    if (own < 3) return order / 2 * (2 + 1 / (x - 1));
    return 3 + 1 / (x - 1) + 2 / (x - 2);
}

/* Their eq. 33, and the bound on losses.  Where only first-order reactions use a species,
 * its scatter moves no mean and the bound on losses is enough for its variance; but the
 * mean errs by a sixth of the square of a species' growth in a leap, which is kept to half
 * of epsilon. */
static double longest_leap(const sim_tau *s)
{
    const double *x = s->jumps.x;
    double h = INFINITY;

    for (size_t i = 0; i < s->jumps.net->model->n_moving; i++) {
        double part, scatter;

        if (s->loss[i] > 0) h = smaller(h, turnover * x[i] / s->loss[i]);
        if (s->order[i] == 0 || s->spread[i] == 0) continue;
        part = s->epsilon * x[i] / larger(2, divisor(s->order[i], s->own[i], x[i]));
        scatter = larger(scatter_allowed * part, 1);
        if (s->drift[i] != 0) h = smaller(h, larger(part, 1) / fabs(s->drift[i]));
        if (s->order[i] > 1) h = smaller(h, scatter * scatter / s->spread[i]);
    }
    return h;
}

/* By how much a leap of length h is too long for what t and the SIGNALs change; at most 1
 * where it is short enough.  Leaves the laws at its end in v_next. */
static double excess(sim_tau *s, double h)
{
    const sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;
    const sim_decay *decay = sim_tau_decay(s, h);
    double worst = 0;

    memcpy(s->y, j->x, m->n_states * sizeof *s->y);
    sim_tau_move_signals(s, j->v, NULL, h, s->y);
    m->propensities(j->t + h, s->y, j->p, s->v_next);
    s->cost.rhs++;
    for (size_t i = 0; i < m->n_flows; i++) {
        double change = s->v_next[i] - j->v[i];

        if (change == 0 && i < m->n_reactions) continue;
        if (!isfinite(change)) return INFINITY;
        if (i < m->n_reactions) {
            worst = larger(worst, fabs(change) / larger(s->epsilon * j->v[i], 1 / h));
        } else {
            const size_t target = m->flows[i].target;
            double size = j->scale[target] + fabs(j->x[target]);

            change -= s->relax[i] * (s->y[target] - j->x[target]);
            change *= h / 2 * decay->one[i];
            worst = larger(worst, sqrt(fabs(change) / (signal_error * size)));
        }
    }
    return worst;
}

/* Shortens a leap, within MAX_TRIALS, to what t and the SIGNALs allow. */
static bool shorten(sim_tau *s, double total, double *h)
{
    double over;

    for (int i = 0; *h * total >= worth_leaping && i < MAX_TRIALS; i++) {
        over = excess(s, *h);
        if (over <= 1) return true;
        *h *= fmax(0.1, 0.9 / over);
        s->h = *h;
    }
    return false;
}

bool sim_tau_find_length(sim_tau *s, double room, double *length)
{
    const bool steady = s->jumps.net->steady;
    const double total = add_up(s);
    double longest = longest_leap(s);

    if (!steady && s->h > 0) longest = fmin(longest, 2 * s->h);
    s->h = longest;
    *length = fmin(longest, room);
    if (!(total > 0) || !(longest * total >= worth_leaping)) s->h = 0;
    if (!(total > 0) || !(*length * total >= worth_leaping)) return false;
    if (steady) return true;
    sim_tau_find_relaxation(s);
    return shorten(s, total, length);
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
        if (n == 0) continue;
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

    if (s->n_critical == 0) return false;
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
        s->y[m->flows[i].target] = s->jumps.begin[m->flows[i].target];
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
        double moved = s->y[target] - s->jumps.begin[target];

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
    memcpy(j->begin, j->x, m->n_states * sizeof *j->x);
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
        *step = (sim_step){s->t0, j->t, j->begin, j->x};
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

    if (!s->leapt) return sim_jumps_repeat(state, t, x, err);
    memcpy(x, part < 1 ? j->begin : j->x, m->n_states * sizeof *x);
    if (!(part < 1)) return SIM_OK;
    for (size_t r = 0; r < m->n_reactions; r++)
        sim_jumps_apply(j->net, r, round(part * s->fired[r]), x);
    for (size_t i = 0; i < m->n_moving; i++) x[i] = s->order[i] > 0 ? fmax(x[i], 0) : x[i];
    sim_tau_move_signals(s, s->v_start, s->ramp, t - s->t0, x);
    return SIM_OK;
}

/* ---- interface ------------------------------------------------------------ */

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
    sim_jumps_interpolate,
    sim_jumps_sample,
    sim_jumps_leaps,
    tau_free,
    NULL,
    tau_cost,
    false};
