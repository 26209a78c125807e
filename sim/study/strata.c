#include "sim/study/strata.h"

#include <math.h>

#include <gsl/gsl_sort.h>

enum { LEVELS_FEW = 6 };

static size_t bin_of(const sim_strata *p, double value)
{
    size_t b = 0;

    while (b + 1 < SIM_STRATA_MOST && value >= p->bounds[b + 1]) b++;
    return b;
}

void sim_strata_init(sim_strata *p, const sim_axis *axis, const sim_axis_world *world,
                     double values[], size_t n)
{
    const bool few = axis->levels > 0 && axis->levels <= LEVELS_FEW;

    *p = (sim_strata){
        axis, world, few || sim_axis_has_words(axis, world), SIM_STRATA_MOST, {0},
        {0},  {0}};
    if (p->by_level) {
        p->n = axis->levels;
        return;
    }
    gsl_sort(values, 1, n);
    for (size_t b = 0; b <= SIM_STRATA_MOST; b++)
        p->bounds[b] = values[b == SIM_STRATA_MOST ? n - 1 : b * n / SIM_STRATA_MOST];
    for (size_t b = 0; b < SIM_STRATA_MOST; b++) {
        p->low[b] = INFINITY;
        p->high[b] = -INFINITY;
    }
    for (size_t i = 0; i < n; i++) {
        const size_t b = bin_of(p, values[i]);

        p->low[b] = fmin(p->low[b], values[i]);
        p->high[b] = fmax(p->high[b], values[i]);
    }
}

size_t sim_strata_find(const sim_strata *p, double value)
{
    size_t i = 0;

    if (!p->by_level) return bin_of(p, value);
    while (i < p->n && sim_axis_level(p->axis, i) != value) i++;
    return i;
}

sim_stratum sim_strata_at(const sim_strata *p, size_t stratum)
{
    sim_stratum span = {.has_words = sim_axis_has_words(p->axis, p->world)};

    if (p->by_level) {
        span.low = span.high = sim_axis_level(p->axis, stratum);
        sim_axis_print_words(p->axis, p->world, span.low, span.level);
        return span;
    }
    span.is_empty = p->low[stratum] > p->high[stratum];
    if (span.is_empty) return span;
    span.low = p->low[stratum];
    span.high = p->high[stratum];
    return span;
}
