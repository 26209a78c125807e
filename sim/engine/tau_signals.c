#include "sim/engine/tau_signals.h"

#include <math.h>
#include <string.h>

/* Leaps between two estimates of how fast signals relax. */
enum { RELAXED_LEAPS = 64 };

/* The functions of exponential integrators: (exp(z) - 1) / z and (phi_1(z) - 1) / z. */
static double phi_1(double z) { return fabs(z) < 1e-9 ? 1 : expm1(z) / z; }
static double phi_2(double z, double phi_1_of_z)
{
    return fabs(z) < 1e-3 ? 0.5 + z * (1. / 6 + z / 24) : (phi_1_of_z - 1) / z;
}

/* Leaps ask for the same spans again and again: the last two, a leap and its half, are kept. */
const sim_decay *sim_tau_decay(sim_tau *s, double h)
{
    const sim_model *m = s->jumps.net->model;
    sim_decay *decay = &s->decays[s->last];

    if (decay->h == h) return decay;
    s->last = !s->last;
    decay = &s->decays[s->last];
    if (decay->h == h) return decay;
    decay->h = h;
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const double z = s->relax[i] * h;

        decay->one[i] = phi_1(z);
        decay->two[i] = phi_2(z, decay->one[i]);
    }
    return decay;
}

void sim_tau_find_relaxation(sim_tau *s)
{
    const sim_jumps *j = &s->jumps;
    const sim_model *m = j->net->model;

    if (s->relaxed > 0) return;
    s->relaxed = RELAXED_LEAPS;
    s->decays[0].h = s->decays[1].h = NAN;
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

void sim_tau_move_signals(sim_tau *s, const double v[], const double *ramp, double h,
                          double x[])
{
    const sim_model *m = s->jumps.net->model;
    const sim_decay *decay = sim_tau_decay(s, h);

    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        x[m->flows[i].target] += h * decay->one[i] * v[i];
        if (ramp) x[m->flows[i].target] += h * h * decay->two[i] * ramp[i];
    }
}
