/* arms_sweep.c -- of arms.h: the rows of [sweep], and its points where a table has them. */
#include <string.h>

#include "sim/study/arms_parts.h"
#include "sim/study/design.h"
#include "sim/study/together.h"

static sim_axis_world world_of(const sim_experiment *e)
{
    return (sim_axis_world){e->catalog, e->presets, SIM_AXES_SWEPT};
}

sim_status sim_arms_set_sweep(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = world_of(e);
    const bool is_axis = strchr(raw->row.name, '.');
    const bool is_together = strcmp(raw->row.name, sim_together_row) == 0;

    if (!is_axis && !is_together && !sim_point_table_has_row(raw->row.name))
        return sim_arms_set_value(e, raw, err);
    if (raw->arm != SIM_NONE) return sim_arms_refuse_arm_row(raw, err);
    if (is_together) return sim_together_set(&e->sweep, &raw->row, err);
    return is_axis ? sim_axes_set(&e->sweep, &world, &raw->row, err)
                   : sim_point_table_set(&e->table, &raw->row, err);
}

/* ---- a table of points ---------------------------------------------------- */

/* What is in force of [sweep] design, before all arms are resolved; NULL: its default. */
static const sim_assignment *find_design(const sim_experiment *e)
{
    const sim_parameter *q = sim_catalog_get(e->catalog, "sweep", "design");
    const sim_assignment *found = NULL;

    for (size_t i = 0; q && i < e->n_assignments; i++) {
        const sim_assignment *a = &e->assignments[i];

        if (!a->is_preset && &e->catalog->rows[a->row] == q &&
            (!found || a->scope >= found->scope))
            found = a;
    }
    return found;
}

/* A table and the design that takes it go together, without other axes. */
static sim_status check_design(const sim_experiment *e, const sim_source *source,
                               bool *is_table, sim_error *err)
{
    const sim_assignment *design = find_design(e);
    const sim_data *texts = &e->table.texts;

    *is_table = design && design->value == SIM_TABLE;
    if (*is_table && texts->n == 0 && !source->table)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: sweep.design = table names no table; file = draws.csv in [sweep] "
            "would be right",
            design->place);
    if (!*is_table && texts->n > 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: sweep.%s is of design = table; that in [sweep] would be right",
                        texts->rows[0].place, texts->rows[0].name);
    if (*is_table && e->sweep.together.how)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: sweep.together stands beside a table, whose rows go together as they "
            "are; leaving it out would be right",
            e->sweep.together.place);
    if (!*is_table || e->sweep.n == 0) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: sweep.%s stands beside a table, whose columns are the axes; one of the "
        "two would be right",
        e->sweep.list[0].place, e->sweep.list[0].name);
}

/* Finds the arms of "passaging.cycle_time@P8". */
static sim_status find_arms(sim_experiment *e, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->sweep.n; i++) {
        sim_axis *axis = &e->sweep.list[i];
        const char *at = strchr(axis->name, '@');
        const size_t arm = at ? sim_arms_find(e, at + 1) : SIM_NONE;

        if (at && arm == SIM_NONE) status = sim_arms_refuse(e, at + 1, axis->place, err);
        axis->of_arm = arm == SIM_NONE ? 0 : arm + 1;
    }
    return status;
}

/* An axis of a draw's spread needs a draw that has one. */
static sim_status check_spreads(sim_experiment *e, sim_error *err)
{
    for (size_t i = 0; i < e->sweep.n; i++) {
        sim_axis *axis = &e->sweep.list[i];
        const sim_drawn *drawn = sim_cohort_find(&e->cohort, axis->row);
        const sim_shape shape = drawn ? drawn->how.shape : SIM_FIXED;

        if (!axis->is_spread) continue;
        if (shape != SIM_LOGNORMAL && shape != SIM_NORMAL)
            return sim_fail(
                err, SIM_EVALUE,
                "%s: sweep.%s: nothing of it is drawn that has a spread; a row of "
                "[cohort] that is lognormal or normal would be right",
                axis->place, axis->name);
        axis->unit =
            shape == SIM_LOGNORMAL ? "1" : e->catalog->rows[axis->row].symbol->unit;
    }
    return SIM_OK;
}

sim_status sim_arms_settle_table(sim_experiment *e, const sim_source *source,
                                 sim_error *err)
{
    const sim_axis_world world = world_of(e);
    bool is_table;
    sim_status status = check_design(e, source, &is_table, err);

    if (status != SIM_OK) return status;
    if (!is_table) status = sim_together_find(&e->sweep, err);
    if (!is_table) return status == SIM_OK ? check_spreads(e, err) : status;
    if (source->table)
        status =
            sim_point_table_put(&e->table, source->table, sim_source_name(source), err);
    if (status == SIM_OK)
        status = sim_point_table_read(&e->table, &e->sweep, &world, source->file, err);
    if (status == SIM_OK) status = find_arms(e, err);
    return status == SIM_OK ? check_spreads(e, err) : status;
}

void sim_arms_write_sweep(const sim_experiment *e, FILE *out)
{
    const sim_axis_world world = world_of(e);

    sim_axes_write(&e->sweep, out);
    sim_point_table_write(&e->table, &e->sweep, &world, out);
}
