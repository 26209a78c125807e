/* arms_rows.c -- what a row of an experiment says: a value, a preset, or text that its section
 * reads. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/study/age.h"
#include "sim/study/arms_parts.h"

const sim_arms_kind sim_arms_kinds[SIM_SECTION_KINDS] = {
#define SECTION(kind, word, shown, parameters, hashed, open, rows, set, write) \
    [SIM_SECTION_##kind] = {open, rows, set, write},
#include "sim/io/sections.def"
};

/* ---- assignments ---------------------------------------------------------- */

/* The rows of an arm of the file stand together: what lies before them is not looked at. */
static sim_status check_twice(const sim_experiment *e, const sim_assignment *a,
                              const sim_arms_row *raw, sim_error *err)
{
    for (size_t i = e->n_assignments; i-- > 0;) {
        const sim_assignment *b = &e->assignments[i];

        if (a->scope == SIM_BY_ARM && b->scope == SIM_BY_ARM && a->arm != b->arm) break;
        if (a->scope == b->scope && a->arm == b->arm && a->is_preset == b->is_preset &&
            a->row == b->row)
            return sim_fail(
                err, SIM_ENAME,
                "%s: %s.%s is given twice, first at %s; one of the two would be "
                "right",
                raw->row.place, raw->section, raw->row.name, b->place);
    }
    return SIM_OK;
}

static sim_status add_assignment(sim_experiment *e, const sim_arms_row *raw,
                                 sim_assignment *a, sim_error *err)
{
    sim_status status = check_twice(e, a, raw, err);

    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&e->assignments, e->n_assignments, sizeof *e->assignments))
        return sim_fail_memory(err, raw->row.place);
    status = sim_row_keep(&raw->row, &a->place, &a->origin, err);
    e->assignments[e->n_assignments++] = *a;
    return status;
}

static sim_status refuse_arm_row(const sim_arms_row *raw, sim_error *err)
{
    return sim_fail(err, SIM_ENAME,
                    "%s: %s.%s belongs to the whole run; a row of [%s] would be right",
                    raw->row.place, raw->section, raw->row.name, raw->section);
}

/* ---- rows by their sections ----------------------------------------------- */

sim_status sim_arms_set_value(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_row *row = &raw->row;
    sim_assignment a = {.scope = raw->scope, .arm = raw->arm};
    sim_status status = sim_catalog_check_gone(e->catalog, raw->section, row->name,
                                               row->how, row->place, err);

    if (status == SIM_OK)
        status =
            sim_catalog_find(e->catalog, raw->section, row->name, row->place, &a.row, err);
    if (status != SIM_OK) return status;
    if (raw->arm != SIM_NONE && sim_catalog_is_of_run(e->catalog, raw->section))
        return refuse_arm_row(raw, err);
    status =
        sim_parameter_parse(&e->catalog->rows[a.row], row->how, row->place, &a.value, err);
    return status == SIM_OK ? add_assignment(e, raw, &a, err) : status;
}

sim_status sim_arms_set_preset(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_row *row = &raw->row;
    sim_assignment a = {.scope = raw->scope, .arm = raw->arm, .is_preset = true};
    sim_status status = sim_presets_find(e->presets, row->name, row->how, row->place,
                                         &a.row, &a.preset, err);

    return status == SIM_OK ? add_assignment(e, raw, &a, err) : status;
}

sim_status sim_arms_set_watch(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    return sim_watch_set(&e->watch, &raw->row, err);
}

sim_status sim_arms_set_draw(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    return sim_cohort_set(&e->cohort, e->catalog, &raw->row, err);
}

sim_status sim_arms_set_axis(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = {e->catalog, e->presets};

    return sim_axes_set(&e->sweep, &world, &raw->row, err);
}

sim_status sim_arms_set_range(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = {e->catalog, e->presets};

    return sim_axes_set_range(&e->sensitivity, &world, &raw->row, err);
}

/* Refuses what an old file says otherwise than it would be said now. */
static sim_status check_age(const sim_experiment *e, const sim_arms_row *raw,
                            sim_error *err)
{
    const sim_age_row row = {raw->section, raw->row.name, raw->row.how, raw->row.place,
                             raw->row.origin};
    const bool is_of_file = raw->scope == SIM_BY_FILE || raw->scope == SIM_BY_ARM;

    return e->age == SIM_AGE_OLD && is_of_file ? sim_age_check_row(e, &row, err) : SIM_OK;
}

/* Is it one of the rows that the section sets itself? */
static bool is_own_row(const sim_arms_kind *kind, const char *name)
{
    if (!kind->rows) return true;
    return strcmp(kind->rows, ".") == 0 ? strchr(name, '.') != NULL
                                        : strcmp(kind->rows, name) == 0;
}

sim_status sim_arms_set_row(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_arms_kind *kind = &sim_arms_kinds[sim_section_kind_of(raw->section)];
    sim_status status = check_age(e, raw, err);

    if (status != SIM_OK) return status;
    if (!is_own_row(kind, raw->row.name)) return sim_arms_set_value(e, raw, err);
    return kind->rows && raw->arm != SIM_NONE ? refuse_arm_row(raw, err)
                                              : kind->set(e, raw, err);
}

/* ---- keys ----------------------------------------------------------------- */

/* Refuses a key without a section; a group of presets is written presets.GROUP. */
static sim_status refuse_key(const sim_experiment *e, const char *key, const char *place,
                             sim_error *err)
{
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        if (strcmp(e->presets->groups[g], key) == 0)
            return sim_fail(err, SIM_EPARSE,
                            "%s: '%s' is no parameter; did you mean 'presets.%s'?", place,
                            key, key);
    }
    return sim_catalog_refuse_key(e->catalog, key, place, err);
}

/* Of a section that stands in no key, the catalog says what it is. */
sim_status sim_arms_set_key(sim_experiment *e, sim_arms_row *raw, char *key, sim_error *err)
{
    char *dot = strchr(key, '.');
    sim_section_kind kind;

    if (!dot || dot == key || !dot[1]) return refuse_key(e, key, raw->row.place, err);
    *dot = '\0';
    raw->section = key;
    raw->row.name = dot + 1;
    kind = sim_section_kind_of(key);
    return sim_sections[kind].has_parameters || kind == SIM_SECTION_PRESETS
               ? sim_arms_set_row(e, raw, err)
               : sim_arms_set_value(e, raw, err);
}
