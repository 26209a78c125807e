#include "sim/engine/slopes.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Of a sum of some flows, each of which comes from a few operations. */
static const double rounding = 4 * DBL_EPSILON;

void sim_slopes_find(const sim_slopes *s, double t, const double y[], double dxdt[])
{
    const sim_network *net = s->net;
    const size_t n = net->model->n_moving;

    memcpy(s->x, y, n * sizeof *y);
    net->model->rates(t, s->x, s->p, s->rates);
    memset(dxdt, 0, n * sizeof *dxdt);
    memset(s->sizes, 0, n * sizeof *s->sizes);
    for (const sim_change *c = net->changes; c < net->changes + net->n_changes; c++) {
        dxdt[c->state] += c->amount * s->rates[c->flow];
        s->sizes[c->state] += fabs(c->amount * s->rates[c->flow]);
    }
    for (size_t i = 0; i < n; i++)
        if (fabs(dxdt[i]) <= rounding * s->sizes[i]) dxdt[i] = 0;
}
