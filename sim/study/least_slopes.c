/* Differences of residuals, inside the bounds and around what is refused. */
#include "sim/study/least_parts.h"

#include <math.h>

bool sim_descent_try(sim_descent *d, const double x[], double r[])
{
    const sim_problem *p = d->problem;
    bool refused;

    if (d->status != SIM_OK) return false;
    d->fit->evaluations++;
    d->status = sim_problem_try(p, d->ask->member, x, d->values, r, &refused, d->err);
    if (d->status != SIM_OK) return false;
    d->fit->refusals += refused;
    for (size_t i = p->n_residuals; i < d->n; i++) r[i] = 0;
    return !refused;
}

double sim_descent_blur(const sim_descent *d)
{
    const double noise = sim_problem_noise(d->problem);

    return d->two_sided ? cbrt(noise) * cbrt(noise) : sqrt(noise);
}

/* How far an unknown has to go until residuals change much. */
static double length_of(const sim_fit_unknown *u, double x)
{
    if (u->log) return 1;
    if (sim_unknown_is_bounded(u)) return (u->high - u->low) / 10;
    return fmax(fabs(x), 1);
}

static double step_of(const sim_descent *d, const sim_fit_unknown *u, double x)
{
    const double noise = sim_problem_noise(d->problem);
    const double step = u->step > 0 ? u->step : cbrt(noise) * length_of(u, x);

    return d->two_sided ? step : step * sqrt(noise) / cbrt(noise);
}

/* Residuals a step away. */
static bool try_away(sim_descent *d, const double x[], size_t j, double step, double r[])
{
    for (size_t i = 0; i < d->problem->n_unknowns; i++) d->point[i] = x[i];
    d->point[j] += step;
    return sim_descent_try(d, d->point, r);
}

/* The step that was really made. */
static double made(double x, double step)
{
    const volatile double there = x + step;

    return there - x;
}

typedef struct {
    const double *x, *r;
    size_t j;
    double up, down; /* room */
} place;

static bool two_sides(sim_descent *d, const place *at, double h, double column[])
{
    const double up = made(at->x[at->j], h), down = -made(at->x[at->j], -h);

    if (at->up < h || at->down < h) return false;
    if (!try_away(d, at->x, at->j, h, d->far) || !try_away(d, at->x, at->j, -h, d->near))
        return false;
    for (size_t i = 0; i < d->n; i++) column[i] = (d->far[i] - d->near[i]) / (up + down);
    return true;
}

/* Of second order by a point at h and one at 2 h, of first order by the one alone. */
static bool one_side(sim_descent *d, const place *at, double h, double column[])
{
    const double room = h > 0 ? at->up : at->down, reach = d->two_sided ? 2 : 1;
    const double near = made(at->x[at->j], h), far = made(at->x[at->j], 2 * h);

    if (room < reach * fabs(h) || !try_away(d, at->x, at->j, h, d->near)) return false;
    if (d->two_sided && !try_away(d, at->x, at->j, 2 * h, d->far)) return false;
    for (size_t i = 0; i < d->n; i++) {
        const double first = (d->near[i] - at->r[i]) / near;

        column[i] = first;
        if (d->two_sided)
            column[i] += near / (far - near) * (first - (d->far[i] - at->r[i]) / far);
    }
    return true;
}

bool sim_descent_slope(sim_descent *d, const double x[], const double r[], size_t j,
                       double column[])
{
    enum { TRIES = 6 };
    const sim_fit_unknown *u = &d->problem->unknowns[j];
    const place at = {x, r, j, sim_unknown_high(u) - x[j], x[j] - sim_unknown_low(u)};
    const double room = fmax(at.up, at.down) / (d->two_sided ? 2 : 1);
    double h = fmin(step_of(d, u, x[j]), room);

    for (int i = 0; i < TRIES && d->status == SIM_OK; i++, h /= 4) {
        if (d->two_sided && two_sides(d, &at, h, column)) return true;
        if (one_side(d, &at, h, column) || one_side(d, &at, -h, column)) return true;
    }
    return false;
}
