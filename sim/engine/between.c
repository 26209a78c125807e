#include "sim/engine/between.h"

#include <math.h>
#include <string.h>

void sim_between(const sim_model *m, const sim_ends *e, double t, double x[])
{
    const double part = fmin(fmax((t - e->t0) / (e->t1 - e->t0), 0), 1);

    memcpy(x, e->x0, m->n_states * sizeof *x);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_SPECIES || s->kind == SIM_SIGNAL)
            x[s->slot] += part * (e->x1[s->slot] - e->x0[s->slot]);
        if (s->kind == SIM_SPECIES) x[s->slot] = rint(x[s->slot]);
    }
}
