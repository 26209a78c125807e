#include "sim/cli/measured.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double far_apart = 30; /* the largest listed number by the smallest */

/* Does it take whole numbers only, as a range or one by one? */
static bool is_whole(const sim_axis *axis, const sim_axis_world *world)
{
    return axis->whole ||
           (!axis->is_preset && world->catalog->rows[axis->row].symbol->kind == SIM_WHOLE);
}

/* Is it to be shown on a logarithm: a range that says so, or numbers listed far apart? */
static bool is_log(const sim_axis *axis, bool has_words)
{
    double least = INFINITY, most = 0;

    for (size_t i = 0; axis->list && !has_words && i < axis->levels; i++) {
        least = fmin(least, axis->list[i]);
        most = fmax(most, axis->list[i]);
    }
    return axis->log || (least > 0 && most >= far_apart * least);
}

void sim_measured_init(sim_measured *m, const sim_axis *axis, const sim_axis_world *world)
{
    const sim_column column = sim_axis_column(axis, world);
    const bool has_words = sim_axis_has_words(axis, world);

    m->measure = (plot_measure){.label = axis->is_preset ? strchr(axis->name, '.') + 1
                                                         : column.meaning,
                                .unit = column.unit,
                                .scale = is_log(axis, has_words) ? PLOT_LOG : PLOT_LINEAR,
                                .whole = is_whole(axis, world)};
    for (size_t i = 0; has_words && i < axis->levels && i < SIM_MEASURED_WORDS; i++) {
        sim_axis_print_words(axis, world, axis->list[i], m->texts[i]);
        m->words[i] = m->texts[i];
        m->measure.words = m->words;
        m->measure.n_words = i + 1;
    }
}

const char *sim_measured_name(const sim_axis *axis, char name[SIM_NUMBER_SIZE])
{
    const char *point = strrchr(axis->name, '.');

    snprintf(name, SIM_NUMBER_SIZE, "%s", point ? point + 1 : axis->name);
    for (char *c = name; *c; c++)
        if (*c == '_') *c = ' ';
    return name;
}
