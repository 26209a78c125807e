#include "sim/study/strata.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_sort.h>

enum { LEVELS_FEW = 6, DIGITS = 3 };

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

void sim_strata_print(const sim_strata *p, size_t stratum, char text[SIM_STRATA_SIZE])
{
    const sim_axis *axis = p->axis;
    const char *name = axis->is_preset ? strchr(axis->name, '.') + 1 : axis->name;
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (p->by_level) {
        sim_axis_print(axis, p->world, sim_axis_level(axis, stratum), low);
        snprintf(text, SIM_STRATA_SIZE, "%s = %s", name, low);
        return;
    }
    sim_number_print(low, p->low[stratum], DIGITS);
    sim_number_print(high, p->high[stratum], DIGITS);
    if (p->low[stratum] > p->high[stratum])
        snprintf(text, SIM_STRATA_SIZE, "%s: none", name);
    else
        snprintf(text, SIM_STRATA_SIZE, "%s %s to %s", name, low, high);
}
