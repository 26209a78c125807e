#include "sim/engine/below.h"

#include <math.h>
#include <string.h>

enum {
    FEW = 3,       /* tolerances that may be below 0 */
    LITTLE = 1000, /* tolerances that are next to nothing */
    SHORTER = 4,   /* times, that a refused step becomes */
    MOST = 12,     /* times that it does */
};

/* How many tolerances is a state below 0? */
static double depth(const sim_below *b, size_t i, const double x[])
{
    return -x[i] / (b->rtol * b->scale[i]);
}

static bool has_fallen(const sim_below *b, size_t i, const double from[], const double x[])
{
    /* most states are not below 0, which is asked first for speed */
    return x[i] < 0 && depth(b, i, x) > FEW && !(depth(b, i, from) > FEW);
}

static bool is_little(const sim_below *b, size_t i, const double x[])
{
    return x[i] < 0 && depth(b, i, x) <= LITTLE;
}

double sim_below_least(const sim_below *b, size_t state)
{
    return -0.99 * FEW * b->rtol * b->scale[state];
}

static bool any_has_fallen(const sim_below *b, const double from[], const double x[])
{
    for (size_t i = 0; i < b->laws.net->model->n_moving; i++)
        if (has_fallen(b, i, from, x)) return true;
    return false;
}

/* Gives back to b->x what a law leads down to, now that it is asked at 0. */
static bool give_back(const sim_below *b, const double x[])
{
    bool any = false;

    for (size_t i = 0; i < b->laws.net->model->n_moving; i++) {
        if (b->x[i] == x[i] || b->dxdt[i] >= 0) continue;
        b->x[i] = x[i];
        any = true;
    }
    return any;
}

/* Leaves in b->x the state x with 0 for what has fallen, or is a little below 0, if its law,
 * asked there, does not lead down. */
static void ask_laws(const sim_below *b, double t, const double from[], const double x[])
{
    const sim_model *m = b->laws.net->model;

    memcpy(b->x, x, m->n_states * sizeof *x);
    memcpy(b->laws.x, x, m->n_states * sizeof *x);
    for (size_t i = 0; i < m->n_moving; i++)
        if (has_fallen(b, i, from, x) || is_little(b, i, x)) b->x[i] = 0;
    do sim_slopes_find(&b->laws, t, b->x, b->dxdt);
    while (give_back(b, x));
}

void sim_below_lift(const sim_below *b, double t, const double from[], double x[])
{
    if (!any_has_fallen(b, from, x)) return;
    ask_laws(b, t, from, x);
    for (size_t i = 0; i < b->laws.net->model->n_moving; i++)
        if (has_fallen(b, i, from, x)) x[i] = b->x[i];
}

/* ---- a step --------------------------------------------------------------- */

/* Does a step end where no law leads? */
static bool falls(const sim_below *b, const sim_step *step)
{
    bool does = false;

    if (!any_has_fallen(b, step->x0, step->x1)) return false;
    ask_laws(b, step->t1, step->x0, step->x1);
    for (size_t i = 0; i < b->laws.net->model->n_moving; i++)
        does = does || (b->x[i] == 0 && has_fallen(b, i, step->x0, step->x1));
    return does;
}

static sim_status start_afresh(const sim_below *b, const sim_walk *walk, double t,
                               double x[], sim_error *err)
{
    ask_laws(b, t, x, x);
    memcpy(x, b->x, b->laws.net->model->n_states * sizeof *x);
    return walk->stepper->restart(walk->state, t, x, walk->horizon, err);
}

sim_status sim_below_check(const sim_below *b, const sim_walk *walk, double t, double x[],
                           const sim_step *step, sim_refusals *refused, sim_error *err)
{
    const bool does = refused->n < MOST && falls(b, step);

    refused->n = does ? refused->n + 1 : 0;
    refused->stop = t + (step->t1 - t) / SHORTER;
    return does ? start_afresh(b, walk, t, x, err) : SIM_OK;
}
