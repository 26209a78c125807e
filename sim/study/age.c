#include "sim/study/age.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 128, NAMES_SIZE = 512 };

sim_age sim_age_of(const sim_catalog *catalog, const sim_ini *ini)
{
    const sim_formers *formers = catalog->formers;

    if (!*ini->version || !catalog->version || !formers) return SIM_AGE_UNSAID;
    for (size_t i = 0; i < formers->n; i++) {
        if (sim_version_compare(ini->version, formers->list[i].since) < 0)
            return SIM_AGE_OLD;
    }
    return SIM_AGE_NEW;
}

/* ---- a row ---------------------------------------------------------------- */

/* A row, and what it is about. */
typedef struct {
    const sim_experiment *e;
    const sim_age_row *row;
    const sim_parameter *q;   /* NULL: there is none of its name */
    const sim_former *former; /* NULL: nothing has become of it */
} subject;

/* Splits "joint.placebo", the name of a draw, an axis or an arm's row, at its point. */
static subject subject_of(const sim_experiment *e, const sim_age_row *row)
{
    const char *dot = strchr(row->name, '.'), *name = dot ? dot + 1 : row->name;
    const int length = (int)(dot ? (size_t)(dot - row->name) : strlen(row->section));
    char section[NAME_SIZE];

    snprintf(section, sizeof section, "%.*s", length, dot ? row->name : row->section);
    return (subject){e, row, sim_catalog_get(e->catalog, section, name),
                     sim_formers_find(e->catalog->formers, section, name)};
}

static bool is_draw(const sim_age_row *row)
{
    return sim_section_kind_of(row->section) == SIM_SECTION_COHORT &&
           strchr(row->name, '.');
}

/* How the draw of a parameter is written by default; "" where it is not drawn. */
static void print_draw(const subject *s, char text[SIM_DISTRIBUTION_SIZE])
{
    const sim_cohort *cohort = &s->e->cohort;

    text[0] = '\0';
    for (size_t i = 0; i < cohort->n; i++) {
        if (&s->e->catalog->rows[cohort->list[i].row] == s->q)
            sim_distribution_print(&cohort->list[i].how, text);
    }
}

static bool is_by_default(const sim_age_row *row)
{
    return strcmp(row->origin, "default") == 0;
}

static bool is_by_preset(const sim_age_row *row)
{
    return sim_text_starts(row->origin, "preset ");
}

/* What a row of that origin says today; false if it is not known. */
static bool print_today(const subject *s, char text[SIM_DISTRIBUTION_SIZE])
{
    const sim_presets *presets = s->e->presets;

    if (is_by_default(s->row) && is_draw(s->row))
        print_draw(s, text);
    else if (is_by_default(s->row))
        sim_parameter_print(s->q, s->q->symbol->value, text);
    for (size_t i = 0; i < presets->n; i++) {
        const sim_preset *preset = &presets->list[i];

        if (strcmp(preset->origin, s->row->origin) != 0) continue;
        for (size_t k = 0; k < preset->n_rows; k++) {
            if (&s->e->catalog->rows[preset->rows[k].row] != s->q) continue;
            sim_parameter_print(s->q, preset->rows[k].value, text);
            return true;
        }
    }
    return is_by_default(s->row);
}

static bool is_of_value(const sim_former *former)
{
    return former && former->kind == SIM_FORMER_DEFAULT;
}

/* Does a row hold what was a default or a preset's value, marked as one or not, and is no
 * longer? */
static bool is_stale(const subject *s, char today[SIM_DISTRIBUTION_SIZE])
{
    const sim_age_row *row = s->row;
    char value[SIM_NUMBER_SIZE];
    sim_error ignored;
    double number;
    bool is_number;

    if (!s->q) return false;
    is_number =
        sim_parameter_parse(s->q, row->value, row->place, &number, &ignored) == SIM_OK;
    if (is_of_value(s->former) && is_number && number == s->former->before) {
        sim_parameter_print(s->q, s->q->symbol->value, today);
        return true;
    }
    if (!print_today(s, today)) return false;
    if (is_draw(row)) return strcmp(row->value, today) != 0;
    if (!is_number) return true;
    sim_parameter_print(s->q, number, value);
    return strcmp(value, today) != 0;
}

static sim_status refuse_stale(const subject *s, const char *today, sim_error *err)
{
    const sim_age_row *row = s->row;
    const bool is_default = !is_by_preset(row), is_whole = strchr(row->name, '.');

    return sim_fail(
        err, SIM_EVALUE,
        "%s: %s%s%s = %s was %s%s in %s and is %s now; leaving the row out would be "
        "right",
        row->place, is_whole ? "" : row->section, is_whole ? "" : ".", row->name,
        row->value, is_default ? "the default" : "a value of ",
        is_default ? "" : row->origin, s->e->version, *today ? today : "not drawn");
}

/* A default or preset's value was nobody's choice. */
static sim_status refuse_former(const subject *s, sim_error *err)
{
    const sim_age_row *row = s->row;
    const sim_former_row now = {row->place, row->value, s->q ? s->q->symbol->unit : NULL,
                                s->e->catalog->units};
    char text[SIM_FORMER_TEXT];

    if (!s->q || !(is_by_default(row) || is_by_preset(row)))
        return sim_former_refuse(s->former, &now, err);
    sim_former_print(s->former, text);
    return sim_fail(err, SIM_EVALUE,
                    "%s: %s.%s = %s: %s; leaving the row out would be right", row->place,
                    s->former->section, s->former->name, row->value, text);
}

sim_status sim_age_check_row(const sim_experiment *e, const sim_age_row *row,
                             sim_error *err)
{
    const subject s = subject_of(e, row);
    /* what is drawn by a factor is drawn in any unit */
    const bool is_factor = s.q && is_draw(row) && sim_text_starts(row->value, "lognormal");
    char today[SIM_DISTRIBUTION_SIZE];

    if (s.former && !is_of_value(s.former) && !is_factor) return refuse_former(&s, err);
    return is_stale(&s, today) ? refuse_stale(&s, today, err) : SIM_OK;
}

/* ---- a file --------------------------------------------------------------- */

/* What has changed of what a file holds. */
static const char *const headings[] = {
    [SIM_FORMER_GONE] = "gone:",
    [SIM_FORMER_RENAMED] = "renamed:",
    [SIM_FORMER_UNIT] = "in another unit:",
    [SIM_FORMER_MEANING] = "of another meaning:",
    [SIM_FORMER_DEFAULT] = "at defaults of then:",
};
enum { HEADINGS = sizeof headings / sizeof *headings };
typedef char changes[HEADINGS]
                    [NAMES_SIZE]; /* the names below each; of defaults, how many */

static sim_age_row row_of(const sim_ini_row *row)
{
    return (sim_age_row){row->section, row->name, row->value, "",
                         row->origin ? row->origin : ""};
}

static bool holds(const sim_experiment *e, const sim_ini *ini, const sim_former *former)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_age_row row = row_of(&ini->rows[i]);

        if (row.name && subject_of(e, &row).former == former) return true;
    }
    return false;
}

static void note_former(changes c, const sim_former *f)
{
    char name[2 * NAME_SIZE];

    snprintf(name, sizeof name, "%s.%s%s%s%s", f->section, f->name, f->now ? " (now " : "",
             f->now ? f->now : "", f->now ? ")" : "");
    sim_text_list(c[f->kind], NAMES_SIZE, name);
}

static void find_changes(const sim_experiment *e, const sim_ini *ini, changes c)
{
    const sim_formers *formers = e->catalog->formers;
    char today[SIM_DISTRIBUTION_SIZE];
    size_t stale = 0;

    for (size_t i = 0; i < formers->n; i++) {
        const sim_former *f = &formers->list[i];

        if (f->kind < SIM_FORMER_DEFAULT && holds(e, ini, f)) note_former(c, f);
    }
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_age_row row = row_of(&ini->rows[i]);
        const subject s = row.name ? subject_of(e, &row) : (subject){0};

        if (s.q && is_stale(&s, today)) stale += !s.former || is_of_value(s.former);
    }
    if (stale > 0) snprintf(c[SIM_FORMER_DEFAULT], NAMES_SIZE, "%zu rows", stale);
}

sim_status sim_age_check(const sim_experiment *e, const sim_ini *ini, sim_error *err)
{
    changes c = {""};
    char what[900] = "";

    if (e->catalog->version && *ini->version &&
        sim_version_compare(ini->version, e->catalog->version) > 0)
        return sim_fail(
            err, SIM_EVALUE,
            "%s:%d: is of Potency %s, and this is %s; that version, or a later one, "
            "would be right",
            ini->file, ini->version_line, ini->version, e->catalog->version);
    if (e->age != SIM_AGE_OLD) return SIM_OK;
    find_changes(e, ini, c);
    for (size_t i = 0; i < HEADINGS; i++) {
        if (*c[i])
            sim_text_append(what, sizeof what, "%s%s %s", *what ? "; " : "", headings[i],
                            c[i]);
    }
    if (!*what) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s:%d: is of Potency %s, whose model was another; %s; a file of the rows "
        "that you set (`potency check` tells of each row), or that version, would "
        "be right",
        ini->file, ini->version_line, ini->version, what);
}

/* ---- what means something else now ---------------------------------------- */

static sim_status tell_change(const sim_parameter *q, const char *place, sim_findings *told,
                              sim_error *err)
{
    char text[SIM_FORMER_TEXT];

    if (!q->former || q->former->kind != SIM_FORMER_MEANING) return SIM_OK;
    sim_former_print(q->former, text);
    return sim_findings_print(
        told, err,
        "%s: %s.%s: %s; '# Potency %s' as the first row says that it is meant so", place,
        q->section, q->symbol->name, text, q->former->since);
}

sim_status sim_age_tell(const sim_experiment *e, sim_findings *told, sim_error *err)
{
    sim_status status = SIM_OK;

    if (e->age != SIM_AGE_UNSAID) return SIM_OK;
    for (size_t i = 0; status == SIM_OK && i < e->n_assignments; i++) {
        const sim_assignment *a = &e->assignments[i];

        if (!a->is_preset && (a->scope == SIM_BY_FILE || a->scope == SIM_BY_ARM))
            status = tell_change(&e->catalog->rows[a->row], a->place, told, err);
    }
    for (size_t i = 0; status == SIM_OK && i < e->sweep.n; i++) {
        const sim_axis *axis = &e->sweep.list[i];

        if (!axis->is_preset)
            status = tell_change(&e->catalog->rows[axis->row], axis->place, told, err);
    }
    return status;
}
