/* arms_write.c -- an experiment as run.ini has it, and its hash. */
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/arms_parts.h"

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

void sim_put_watch(const sim_experiment *e, FILE *out) { sim_watch_write(&e->watch, out); }

void sim_put_draws(const sim_experiment *e, FILE *out)
{
    sim_cohort_write(&e->cohort, e->catalog, out);
}

void sim_put_axes(const sim_experiment *e, FILE *out) { sim_axes_write(&e->sweep, out); }

void sim_put_ranges(const sim_experiment *e, FILE *out)
{
    sim_axes_write(&e->sensitivity, out);
}

void sim_put_presets(const sim_experiment *e, FILE *out)
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

static void write_base(const sim_experiment *e, FILE *out)
{
    const char *section = "";

    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];

        if (strcmp(q->section, section) != 0) {
            write_others(e, section, out);
            fprintf(out, "\n[%s]\n", q->section);
        }
        section = q->section;
        write_row(e, &e->base, i, "", out);
    }
    write_others(e, section, out);
}

static bool is_own(sim_scope scope)
{
    return scope == SIM_BY_ARM || scope == SIM_BY_SET_ARM;
}

/* Would the arm's own presets set this row when the file is read again? */
static bool own_preset_sets(const sim_experiment *e, const sim_arm *arm, size_t row)
{
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        const sim_preset *preset;

        if (arm->presets[g] == SIM_NONE || !is_own(arm->chosen_by[g])) continue;
        preset = &e->presets->list[arm->presets[g]];
        for (size_t i = 0; i < preset->n_rows; i++) {
            if (preset->rows[i].row == row) return true;
        }
    }
    return false;
}

static void write_arm(const sim_experiment *e, const sim_arm *arm, FILE *out)
{
    fprintf(out, "\n[arm %s]\n", arm->name);
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        if (arm->presets[g] != SIM_NONE && is_own(arm->chosen_by[g]))
            write_preset(e, arm, g, "presets.", out);
    }
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_setting *own = &arm->settings[i], *base = &e->base.settings[i];

        if (is_own(own->scope) || own->value != base->value || own_preset_sets(e, arm, i))
            write_row(e, arm, i, e->catalog->rows[i].section, out);
    }
}

void sim_put_arms(const sim_experiment *e, FILE *out)
{
    for (size_t i = 0; i < e->n_arms; i++) write_arm(e, &e->arms[i], out);
}

void sim_put_figures(const sim_experiment *e, FILE *out)
{
    sim_figures_write(&e->figures, out);
}

void sim_experiment_write(const sim_experiment *e, FILE *out)
{
    sim_put_presets(e, out);
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
    for (size_t a = 0; a < e->n_arms; a++) {
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
    return hash;
}
