/* tau_length.c -- of tau: how long a leap may be, and how signals move in one. */
#include "sim/engine/tau_parts.h"

#include <math.h>
#include <string.h>

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

/* Leaps between two estimates of how fast signals relax. */
enum { RELAXED_LEAPS = 64 };

void sim_tau_find_orders(sim_tau *s)
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

/* Finds the critical reactions and, over the others, each species' drift; the sum of all
 * propensities. */
static double add_up(sim_tau *s)
{
    const sim_network *net = s->jumps.net;
    const size_t n = net->model->n_moving;
    const double *v = s->jumps.v;
    double total = 0;

    memset(s->drift, 0, n * sizeof *s->drift);
    memset(s->spread, 0, n * sizeof *s->spread);
    memset(s->loss, 0, n * sizeof *s->loss);
    for (size_t r = 0; r < net->model->n_reactions; r++) {
        const sim_change *end = net->changes + net->first[r + 1];

        total += v[r];
        s->critical[r] =
            v[r] > 0 && sim_network_firings(net, r, s->jumps.x) < critical_firings;
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

        if (s->loss[i] > 0) h = fmin(h, turnover * x[i] / s->loss[i]);
        if (s->order[i] == 0 || s->spread[i] == 0) continue;
        part = s->epsilon * x[i] / fmax(2, divisor(s->order[i], s->own[i], x[i]));
        scatter = fmax(scatter_allowed * part, 1);
        if (s->drift[i] != 0) h = fmin(h, fmax(part, 1) / fabs(s->drift[i]));
        if (s->order[i] > 1) h = fmin(h, scatter * scatter / s->spread[i]);
    }
    return h;
}

/* The functions of exponential integrators: (exp(z) - 1) / z and (phi_1(z) - 1) / z. */
static double phi_1(double z) { return fabs(z) < 1e-9 ? 1 : expm1(z) / z; }
static double phi_2(double z, double phi_1_of_z)
{
    return fabs(z) < 1e-3 ? 0.5 + z * (1. / 6 + z / 24) : (phi_1_of_z - 1) / z;
}

/* Estimates, by one difference each, how fast every signal relaxes by itself. */
static void find_relaxation(sim_tau *s)
{
    const sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;

    if (s->relaxed > 0) return;
    s->relaxed = RELAXED_LEAPS;
    memcpy(s->y, j->x, m->n_states * sizeof *s->y);
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const size_t target = m->flows[i].target;
        const double x = j->x[target], shift = 1e-6 * (j->scale[target] + fabs(x));

        s->y[target] = x + shift;
        m->propensities(j->t, s->y, j->p, s->v_middle);
        s->y[target] = x;
        s->relax[i] = fmin(0, (s->v_middle[i] - j->v[i]) / shift);
        if (!isfinite(s->relax[i])) s->relax[i] = 0;
        s->cost.rhs++;
    }
}

void sim_tau_move_signals(const sim_tau *s, const double v[], const double *ramp, double h,
                          double x[])
{
    const sim_model *m = s->jumps.net->model;

    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        double z = s->relax[i] * h, one = phi_1(z);

        x[m->flows[i].target] += h * one * v[i];
        if (ramp) x[m->flows[i].target] += h * h * phi_2(z, one) * ramp[i];
    }
}

/* By how much a leap of length h is too long for what t and the SIGNALs change; at most 1
 * where it is short enough.  Leaves the laws at its end in v_next. */
static double excess(sim_tau *s, double h)
{
    const sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;
    double worst = 0;

    memcpy(s->y, j->x, m->n_states * sizeof *s->y);
    sim_tau_move_signals(s, j->v, NULL, h, s->y);
    m->propensities(j->t + h, s->y, j->p, s->v_next);
    s->cost.rhs++;
    for (size_t i = 0; i < m->n_flows; i++) {
        double change = s->v_next[i] - j->v[i];

        if (!isfinite(change)) return INFINITY;
        if (i < m->n_reactions) {
            worst = fmax(worst, fabs(change) / fmax(s->epsilon * j->v[i], 1 / h));
        } else {
            const size_t target = m->flows[i].target;
            double size = j->scale[target] + fabs(j->x[target]);

            change -= s->relax[i] * (s->y[target] - j->x[target]);
            change *= h / 2 * phi_1(s->relax[i] * h);
            worst = fmax(worst, sqrt(fabs(change) / (signal_error * size)));
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
    find_relaxation(s);
    return shorten(s, total, length);
}
