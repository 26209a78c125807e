#include "sim/study/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 128, HOW_SIZE = 256 };

/* ---- values --------------------------------------------------------------- */

static double round_shown(double value)
{
    char text[SIM_NUMBER_SIZE];
    double shown = value;

    sim_number_print(text, value, SIM_NUMBER_TABLE);
    return sim_number_parse(text, &shown) ? shown : value;
}

/* The part of the way, 0 to 1, from one end of a range to the other. */
static double along(const sim_axis *axis, double low, double high, double part)
{
    const double value =
        axis->log ? low * pow(high / low, part) : low + (high - low) * part;

    return fmin(fmax(value, low), high);
}

double sim_axis_level(const sim_axis *axis, size_t i)
{
    const double part = axis->levels > 1 ? (double)i / (double)(axis->levels - 1) : 0;
    double value;

    if (axis->list) return axis->list[i];
    value = along(axis, axis->low, axis->high, part);
    value = axis->whole ? round(value) : round_shown(value);
    return fmin(fmax(value, axis->low), axis->high);
}

double sim_axis_at(const sim_axis *axis, double place)
{
    double value;

    if (axis->levels > 0) {
        const size_t i = (size_t)(place * (double)axis->levels);

        return sim_axis_level(axis, i < axis->levels ? i : axis->levels - 1);
    }
    value = axis->whole ? floor(along(axis, axis->low, axis->high + 1, place))
                        : round_shown(along(axis, axis->low, axis->high, place));
    return fmin(fmax(value, axis->low), axis->high);
}

/* ---- the list ------------------------------------------------------------- */

sim_axis *sim_axes_find(const sim_axes *axes, const char *name)
{
    for (size_t i = 0; i < axes->n; i++) {
        if (strcmp(axes->list[i].name, name) == 0) return &axes->list[i];
    }
    return NULL;
}

static void axis_free(sim_axis *axis)
{
    char *const texts[] = {axis->name, axis->how, axis->place, axis->origin};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]);
    free(axis->list);
}

void sim_axes_free(sim_axes *axes)
{
    for (size_t i = 0; i < axes->n; i++) axis_free(&axes->list[i]);
    free(axes->list);
    sim_row_forget(&axes->together);
    *axes = (sim_axes){0};
}

sim_status sim_axes_take(sim_axes *axes, sim_axis *axis, const sim_row *row, sim_error *err)
{
    sim_axis *old = sim_axes_find(axes, row->name);
    sim_status status = sim_row_keep(row, &axis->place, &axis->origin, err);

    axis->layer = row->layer;
    axis->name = sim_text_copy(row->name);
    axis->how = sim_text_copy(row->how);
    if (!axis->name || !axis->how ||
        (!old && !sim_memory_grow(&axes->list, axes->n, sizeof *axes->list)))
        status = sim_fail_memory(err, row->place);
    if (status != SIM_OK) {
        axis_free(axis);
        return status;
    }
    if (old) axis_free(old);
    *(old ? old : &axes->list[axes->n++]) = *axis;
    return SIM_OK;
}

sim_status sim_axes_set(sim_axes *axes, const sim_axis_world *world, const sim_row *row,
                        sim_error *err)
{
    const sim_axis *old = sim_axes_find(axes, row->name);
    sim_axis axis = {0};
    sim_status status = old && old->layer == row->layer
                            ? sim_row_refuse_second(row, old->place, err)
                            : sim_axis_read(&axis, world, row, err);

    if (status == SIM_OK && (!old || old->layer < row->layer))
        return sim_axes_take(axes, &axis, row, err);
    free(axis.list);
    return status;
}

static bool is_switch(const sim_symbol *s)
{
    return s->kind == SIM_WHOLE && s->high - s->low == 1;
}

sim_status sim_axes_spread(sim_axes *axes, const sim_axis_world *world,
                           const sim_axis_spread *spread, sim_error *err)
{
    const sim_parameter *q = &world->catalog->rows[spread->row];
    const sim_symbol *s = q->symbol;
    const double a = spread->value / spread->spread, b = spread->value * spread->spread;
    char name[NAME_SIZE], how[HOW_SIZE], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    const sim_row row = {name, how, "spread", "spread", 0};
    sim_axis axis = {.row = spread->row,
                     .whole = s->kind == SIM_WHOLE,
                     .low = fmax(s->low, round_shown(fmin(a, b))),
                     .high = fmin(s->high, round_shown(fmax(a, b)))};

    if (s->kind == SIM_WORD || is_switch(s) || spread->value == 0) return SIM_OK;
    if (axis.whole) {
        axis.low = fmax(s->low, fmin(ceil(axis.low), spread->value - 1));
        axis.high = fmin(s->high, fmax(floor(axis.high), spread->value + 1));
        if (spread->least != 0 || spread->most != 0) {
            axis.low = fmax(axis.low, spread->least);
            axis.high = fmin(axis.high, spread->most);
        }
        axis.levels = (size_t)fmin(axis.high - axis.low + 1, SIM_AXIS_LEVELS);
    }
    axis.log = !axis.whole && axis.low > 0;
    if (!(axis.low < axis.high)) return SIM_OK;
    snprintf(name, sizeof name, "%s.%s", q->section, s->name);
    sim_number_print_exact(low, axis.low);
    sim_number_print_exact(high, axis.high);
    snprintf(how, sizeof how, "%s%s..%s", axis.log ? "log " : "", low, high);
    return sim_axes_take(axes, &axis, &row, err);
}

void sim_axes_write(const sim_axes *axes, FILE *out)
{
    for (size_t i = 0; i < axes->n; i++)
        if (!axes->list[i].is_of_table)
            fprintf(out, "%s = %s " SIM_INI_ORIGIN "%s\n", axes->list[i].name,
                    axes->list[i].how, axes->list[i].origin);
    if (axes->together.how)
        fprintf(out, "together = %s " SIM_INI_ORIGIN "%s\n", axes->together.how,
                axes->together.origin);
}

bool sim_axis_is_of_cohort(const sim_axis *axis, const sim_catalog *catalog)
{
    const char *section = axis->is_preset ? "" : catalog->rows[axis->row].section;

    return axis->is_spread || sim_section_kind_of(section) == SIM_SECTION_COHORT;
}

/* ---- for tables ----------------------------------------------------------- */

bool sim_axis_has_words(const sim_axis *axis, const sim_axis_world *world)
{
    return axis->is_preset || world->catalog->rows[axis->row].symbol->kind == SIM_WORD;
}

void sim_axis_print(const sim_axis *axis, const sim_axis_world *world, double value,
                    char text[SIM_NUMBER_SIZE])
{
    if (!axis->is_preset)
        sim_parameter_print(&world->catalog->rows[axis->row], value, text);
    else
        snprintf(text, SIM_NUMBER_SIZE, "%s", world->presets->list[(size_t)value].name);
}

void sim_axis_print_words(const sim_axis *axis, const sim_axis_world *world, double value,
                          char text[SIM_NUMBER_SIZE])
{
    sim_axis_print(axis, world, value, text);
    for (char *c = text; axis->is_preset && *c; c++)
        if (*c == '_') *c = ' ';
}

sim_column sim_axis_column(const sim_axis *axis, const sim_axis_world *world)
{
    if (axis->is_preset) return (sim_column){axis->name, "1", "preset", SIM_CELL_EITHER};
    if (axis->is_spread)
        return (sim_column){axis->name, axis->unit ? axis->unit : "1",
                            "standard deviation of what a cohort draws", SIM_CELL_EITHER};
    return (sim_column){axis->name, world->catalog->rows[axis->row].symbol->unit,
                        world->catalog->rows[axis->row].symbol->meaning, SIM_CELL_EITHER};
}
