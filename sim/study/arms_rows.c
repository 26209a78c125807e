/* arms_rows.c -- what a row of an experiment says: a value, a preset, or text that its section
 * reads; the rows as run.ini has them, and the hash of what they say. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/age.h"
#include "sim/study/arms_parts.h"

enum { KEY_SIZE = 256 };

/* ---- headers --------------------------------------------------------------- */

static sim_status open_values(sim_experiment *e, const sim_arms_header *h, sim_error *err)
{
    const sim_section_kind kind = sim_section_kind_of(h->section);
    sim_status status = SIM_OK;

    if (kind != SIM_SECTION_PRESETS)
        status = sim_catalog_check_section(e->catalog, h->section, h->place, err);
    if (status == SIM_OK && h->is_empty)
        status = sim_fail(err, SIM_EPARSE,
                          "%s: section [%s] is empty; rows below it, or leaving it out, "
                          "would be right",
                          h->place, h->section);
    return status;
}

static sim_status open_arm(sim_experiment *e, const sim_arms_header *h, sim_error *err)
{
    return sim_arms_add(e, sim_section_name(h->section, SIM_SECTION_ARM), h->place, err);
}

static sim_status open_figure(sim_experiment *e, const sim_arms_header *h, sim_error *err)
{
    return sim_figures_add(&e->figures, e->catalog->chains,
                           sim_section_name(h->section, SIM_SECTION_FIGURE), h->place, err);
}

static sim_status open_data(sim_experiment *e, const sim_arms_header *h, sim_error *err)
{
    return sim_data_add(&e->data, sim_section_name(h->section, SIM_SECTION_DATA), h->place,
                        err);
}

/* What another command reads, and an experiment keeps nothing of. */
static sim_status pass_over(sim_experiment *e, const sim_arms_header *h, sim_error *err)
{
    (void)e, (void)h, (void)err;
    return SIM_OK;
}

static sim_status pass_row(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    (void)e, (void)raw, (void)err;
    return SIM_OK;
}

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

sim_status sim_arms_refuse_arm_row(const sim_arms_row *raw, sim_error *err)
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
        return sim_arms_refuse_arm_row(raw, err);
    status =
        sim_parameter_parse(&e->catalog->rows[a.row], row->how, row->place, &a.value, err);
    return status == SIM_OK ? add_assignment(e, raw, &a, err) : status;
}

static sim_status set_preset(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_row *row = &raw->row;
    sim_assignment a = {.scope = raw->scope, .arm = raw->arm, .is_preset = true};
    sim_status status = sim_presets_find(e->presets, row->name, row->how, row->place,
                                         &a.row, &a.preset, err);

    return status == SIM_OK ? add_assignment(e, raw, &a, err) : status;
}

static sim_status set_watch(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    return sim_watch_set(&e->watch, &raw->row, err);
}

static sim_status set_row_of_cohort(sim_experiment *e, const sim_arms_row *raw,
                                    sim_error *err)
{
    const bool is_correlation = strcmp(raw->row.name, sim_correlate_row) == 0;

    if (!is_correlation && !strchr(raw->row.name, '.'))
        return sim_arms_set_value(e, raw, err);
    if (raw->arm != SIM_NONE) return sim_arms_refuse_arm_row(raw, err);
    return is_correlation ? sim_cohort_correlate(&e->cohort, &raw->row, err)
                          : sim_cohort_set(&e->cohort, e->catalog, &raw->row, err);
}

static sim_status set_range(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = {e->catalog, e->presets, true};

    return sim_axes_set(&e->sensitivity, &world, &raw->row, err);
}

static sim_status set_fit(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = {e->catalog, e->presets, true};

    return sim_fit_plan_set(&e->fit, &world, &raw->row, err);
}

static sim_status set_row_of_trial(sim_experiment *e, const sim_arms_row *raw,
                                   sim_error *err)
{
    const sim_trial_text which = sim_trial_text_find(raw->row.name);
    sim_row row = raw->row;
    char name[KEY_SIZE];

    if (which == SIM_TRIAL_TEXTS && !sim_catalog_get(e->catalog, raw->section, row.name))
        return sim_arms_refuse_trial_row(e, row.name, row.place, err);
    if (which == SIM_TRIAL_TEXTS) return sim_arms_set_value(e, raw, err);
    if (raw->arm != SIM_NONE) return sim_arms_refuse_arm_row(raw, err);
    snprintf(name, sizeof name, "%s.%s", raw->section, row.name);
    row.name = name;
    return sim_trial_plan_set(&e->trial, which, &row, err);
}

/* Of a name that is none of its rows, the section says which it has. */
static sim_status set_row_of_aim(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    const sim_axis_world world = {e->catalog, e->presets, false};
    const bool is_parameter = !sim_aim_has(raw->row.name) &&
                              sim_catalog_get(e->catalog, raw->section, raw->row.name);

    if (is_parameter) return sim_arms_set_value(e, raw, err);
    return raw->arm == SIM_NONE ? sim_aim_set(&e->aim, &world, &raw->row, err)
                                : sim_arms_refuse_arm_row(raw, err);
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
    return kind->rows && raw->arm != SIM_NONE ? sim_arms_refuse_arm_row(raw, err)
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
    return sim_sections[kind].has_parameters || kind == SIM_SECTION_PRESETS ||
                   kind == SIM_SECTION_NUMBERS
               ? sim_arms_set_row(e, raw, err)
               : sim_arms_set_value(e, raw, err);
}

/* It is the one that was opened last. */
static sim_status set_row_of_arm(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    sim_arms_row own = *raw;
    char key[KEY_SIZE];

    own.scope = SIM_BY_ARM;
    own.arm = e->n_arms - 1;
    snprintf(key, sizeof key, "%s", raw->row.name);
    return sim_arms_set_key(e, &own, key, err);
}

static sim_status set_row_of_figure(sim_experiment *e, const sim_arms_row *raw,
                                    sim_error *err)
{
    const sim_row *row = &raw->row;
    const bool is_whole = raw->whole && sim_figure_row_is_whole(row->name);

    return sim_figures_set(&e->figures, row->name, is_whole ? raw->whole : row->how,
                           row->place, err);
}

/* It is the one that was opened last. */
static sim_status set_row_of_data(sim_experiment *e, const sim_arms_row *raw,
                                  sim_error *err)
{
    return sim_data_set(&e->data, &raw->row, err);
}

static sim_status set_number(sim_experiment *e, const sim_arms_row *raw, sim_error *err)
{
    if (raw->arm != SIM_NONE) return sim_arms_refuse_arm_row(raw, err);
    return sim_numbers_set(e->numbers, &raw->row, err);
}

/* ---- run.ini -------------------------------------------------------------- */

static void write_preset(const sim_experiment *e, const sim_arm *arm, size_t group,
                         const char *prefix, FILE *out)
{
    fprintf(out, "%s%s = %s\n", prefix, e->presets->groups[group],
            e->presets->list[arm->presets[group]].name);
}

static void write_row(const sim_experiment *e, const sim_arm *arm, size_t row,
                      const char *section, FILE *out)
{
    const sim_parameter *q = &e->catalog->rows[row];
    char value[SIM_NUMBER_SIZE];

    sim_parameter_print(q, arm->settings[row].value, value);
    fprintf(out, "%s%s%s = %s " SIM_INI_ORIGIN "%s\n", section, *section ? "." : "",
            q->symbol->name, value, arm->settings[row].origin);
}

static void put_watch(const sim_experiment *e, FILE *out)
{
    sim_watch_write(&e->watch, out);
}

static void put_draws(const sim_experiment *e, FILE *out)
{
    sim_cohort_write(&e->cohort, e->catalog, out);
}

static void put_ranges(const sim_experiment *e, FILE *out)
{
    sim_axes_write(&e->sensitivity, out);
}

static void put_aim(const sim_experiment *e, FILE *out) { sim_aim_write(&e->aim, out); }

static void put_trial(const sim_experiment *e, FILE *out)
{
    sim_trial_plan_write(&e->trial, out);
}

static void put_fit(const sim_experiment *e, FILE *out)
{
    sim_fit_plan_write(&e->fit, out);
}

static void put_presets(const sim_experiment *e, FILE *out)
{
    for (size_t g = 0, n = 0; g < e->presets->n_groups; g++) {
        if (e->base.presets[g] == SIM_NONE) continue;
        if (n++ == 0) fputs("\n[presets]\n", out);
        write_preset(e, &e->base, g, "", out);
    }
}

/* The rows of a section that are no parameters. */
static void write_others(const sim_experiment *e, const char *section, FILE *out)
{
    const sim_arms_kind *kind = &sim_arms_kinds[sim_section_kind_of(section)];

    if (kind->write) kind->write(e, out);
}

/* Does the file say anything of a fit? */
static bool asks_for_fit(const sim_experiment *e)
{
    for (size_t i = 0; i < e->catalog->n; i++)
        if (sim_section_kind_of(e->catalog->rows[i].section) == SIM_SECTION_FIT &&
            e->base.settings[i].value != e->catalog->rows[i].usual)
            return true;
    return e->fit.n > 0;
}

/* A run whose file says nothing of trials, a fit or an optimum says nothing of them either. */
static bool is_left_out(const sim_experiment *e, const sim_parameter *q)
{
    const sim_section_kind kind = sim_section_kind_of(q->section);

    if (kind == SIM_SECTION_OPTIMISE) return !sim_aim_is_given(&e->aim);
    return (kind == SIM_SECTION_TRIAL && !e->trial.given) ||
           (kind == SIM_SECTION_FIT && !asks_for_fit(e));
}

static void write_base(const sim_experiment *e, FILE *out)
{
    const char *section = "";

    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];

        if (is_left_out(e, q)) continue;
        if (strcmp(q->section, section) != 0) {
            write_others(e, section, out);
            fprintf(out, "\n[%s]\n", q->section);
        }
        section = q->section;
        write_row(e, &e->base, i, "", out);
    }
    write_others(e, section, out);
}

/* Would the arm's own presets set this row when the file is read again? */
static bool own_preset_sets(const sim_experiment *e, const sim_arm *arm, size_t row)
{
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        if (sim_scope_is_own(arm->chosen_by[g]) && sim_arm_preset_row(e, arm, g, row))
            return true;
    }
    return false;
}

static void write_arm(const sim_experiment *e, const sim_arm *arm, FILE *out)
{
    fprintf(out, "\n[arm %s]\n", arm->name);
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        if (arm->presets[g] != SIM_NONE && sim_scope_is_own(arm->chosen_by[g]))
            write_preset(e, arm, g, "presets.", out);
    }
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_setting *own = &arm->settings[i], *base = &e->base.settings[i];

        if (sim_scope_is_own(own->scope) || own->value != base->value ||
            own_preset_sets(e, arm, i))
            write_row(e, arm, i, e->catalog->rows[i].section, out);
    }
}

static void put_arms(const sim_experiment *e, FILE *out)
{
    for (size_t i = 0; i < e->n_own; i++) write_arm(e, &e->arms[i], out);
}

static void put_figures(const sim_experiment *e, FILE *out)
{
    sim_figures_write(&e->figures, out);
}

static void put_numbers(const sim_experiment *e, FILE *out)
{
    sim_numbers_write(e->numbers, out);
}

static void put_data(const sim_experiment *e, FILE *out) { sim_arms_write_data(e, out); }

/* ---- sections ------------------------------------------------------------- */

const sim_arms_kind sim_arms_kinds[SIM_SECTION_KINDS] = {
#define SECTION(kind, word, shown, parameters, hashed, solver, open, rows, set, write) \
    [SIM_SECTION_##kind] = {open, rows, set, write},
#include "sim/io/sections.def"
};

void sim_experiment_write(const sim_experiment *e, FILE *out)
{
    put_presets(e, out);
    write_base(e, out);
    for (sim_section_kind kind = SIM_SECTION_ARM; kind < SIM_SECTION_MODEL; kind++)
        if (sim_arms_kinds[kind].write) sim_arms_kinds[kind].write(e, out);
}

unsigned long long sim_experiment_hash(const sim_experiment *e)
{
    uint64_t hash = SIM_HASH;
    char value[SIM_NUMBER_SIZE], how[SIM_DISTRIBUTION_SIZE];

    for (size_t i = 0; i < e->cohort.n; i++) {
        sim_distribution_print(&e->cohort.list[i].how, how);
        sim_text_hash(&hash, how);
        sim_text_hash(&hash, e->catalog->rows[e->cohort.list[i].row].symbol->name);
    }
    if (e->cohort.correlate.how) sim_text_hash(&hash, e->cohort.correlate.how);
    for (size_t a = 0; a < e->n_own; a++) {
        sim_text_hash(&hash, e->arms[a].name);
        for (size_t i = 0; i < e->catalog->n; i++) {
            const sim_parameter *q = &e->catalog->rows[i];

            if (!sim_sections[sim_section_kind_of(q->section)].is_hashed) continue;
            sim_parameter_print(q, e->arms[a].settings[i].value, value);
            sim_text_hash(&hash, q->section);
            sim_text_hash(&hash, q->symbol->name);
            sim_text_hash(&hash, value);
        }
    }
    sim_arms_hash_logs(e, &hash);
    sim_numbers_hash(e->numbers, &hash);
    return hash;
}
