#include "sim/study/age.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 128, NAMES_SIZE = 512, TEXT_SIZE = 512 };

static const char by_default[] = "default", by_preset[] = "preset ";

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

/* Splits "joint.placebo", the name of a draw, an axis or an arm's row, at its point. */
static void split(const sim_age_row *row, char section[NAME_SIZE], const char **name)
{
    const char *dot = strchr(row->name, '.');

    snprintf(section, NAME_SIZE, "%s", row->section);
    *name = row->name;
    if (!dot) return;
    snprintf(section, NAME_SIZE, "%.*s", (int)(dot - row->name), row->name);
    *name = dot + 1;
}

static const sim_parameter *find_parameter(const sim_experiment *e, const sim_age_row *row)
{
    char section[NAME_SIZE];
    const char *name;

    split(row, section, &name);
    return sim_catalog_get(e->catalog, section, name);
}

static bool is_draw(const sim_age_row *row)
{
    return sim_section_kind_of(row->section) == SIM_SECTION_COHORT &&
           strchr(row->name, '.');
}

/* How the draw of a parameter is written by default; "" where it is not drawn. */
static void print_draw(const sim_experiment *e, const sim_parameter *q,
                       char text[SIM_DISTRIBUTION_SIZE])
{
    text[0] = '\0';
    for (size_t i = 0; i < e->cohort.n; i++) {
        if (&e->catalog->rows[e->cohort.list[i].row] == q)
            sim_distribution_print(&e->cohort.list[i].how, text);
    }
}

/* What a row of that origin says today; false if it is not known. */
static bool print_today(const sim_experiment *e, const sim_parameter *q,
                        const sim_age_row *row, char text[SIM_DISTRIBUTION_SIZE])
{
    if (strcmp(row->origin, by_default) == 0 && is_draw(row)) {
        print_draw(e, q, text);
        return true;
    }
    if (strcmp(row->origin, by_default) == 0) {
        sim_parameter_print(q, q->symbol->value, text);
        return true;
    }
    for (size_t i = 0; i < e->presets->n; i++) {
        const sim_preset *preset = &e->presets->list[i];

        if (strcmp(preset->origin, row->origin) != 0) continue;
        for (size_t k = 0; k < preset->n_rows; k++) {
            if (&e->catalog->rows[preset->rows[k].row] != q) continue;
            sim_parameter_print(q, preset->rows[k].value, text);
            return true;
        }
    }
    return false;
}

static bool is_marked(const sim_age_row *row)
{
    return strcmp(row->origin, by_default) == 0 ||
           strncmp(row->origin, by_preset, strlen(by_preset)) == 0;
}

static const sim_former *find_former(const sim_experiment *e, const sim_age_row *row)
{
    char section[NAME_SIZE];
    const char *name;

    split(row, section, &name);
    return sim_formers_find(e->catalog->formers, section, name);
}

static bool is_of_value(const sim_former *former)
{
    return former && former->kind == SIM_FORMER_DEFAULT;
}

/* Does a row hold what was a default, whether it is marked as one or not? */
static bool was_default(const sim_experiment *e, const sim_parameter *q,
                        const sim_age_row *row)
{
    const sim_former *former = find_former(e, row);
    sim_error ignored;
    double number;

    return is_of_value(former) &&
           sim_parameter_parse(q, row->value, row->place, &number, &ignored) == SIM_OK &&
           number == former->before;
}

/* Does a row hold what was a default or a preset's value, and is no longer? */
static bool is_stale(const sim_experiment *e, const sim_age_row *row,
                     char today[SIM_DISTRIBUTION_SIZE])
{
    const sim_parameter *q = find_parameter(e, row);
    char value[SIM_NUMBER_SIZE];
    sim_error ignored;
    double number;

    if (q && was_default(e, q, row)) {
        sim_parameter_print(q, q->symbol->value, today);
        return true;
    }
    if (!q || !is_marked(row) || !print_today(e, q, row, today)) return false;
    if (is_draw(row)) return strcmp(row->value, today) != 0;
    if (sim_parameter_parse(q, row->value, row->place, &number, &ignored) != SIM_OK)
        return true;
    sim_parameter_print(q, number, value);
    return strcmp(value, today) != 0;
}

static sim_status refuse_stale(const sim_experiment *e, const sim_age_row *row,
                               const char *today, sim_error *err)
{
    const bool is_default = strncmp(row->origin, by_preset, strlen(by_preset)) != 0;

    return sim_fail(
        err, SIM_EVALUE,
        "%s: %s%s%s = %s was %s%s in %s and is %s now; leaving the row out would be "
        "right",
        row->place, strchr(row->name, '.') ? "" : row->section,
        strchr(row->name, '.') ? "" : ".", row->name, row->value,
        is_default ? "the default" : "a value of ", is_default ? "" : row->origin,
        e->version, *today ? today : "not drawn");
}

/* A default or preset's value was nobody's choice. */
static sim_status refuse_former(const sim_experiment *e, const sim_former *former,
                                const sim_parameter *q, const sim_age_row *row,
                                sim_error *err)
{
    const sim_former_row now = {row->place, row->value, q ? q->symbol->unit : NULL,
                                e->catalog->units};
    char text[SIM_FORMER_TEXT];

    if (!q || !is_marked(row)) return sim_former_refuse(former, &now, err);
    sim_former_print(former, text);
    return sim_fail(err, SIM_EVALUE,
                    "%s: %s.%s = %s: %s; leaving the row out would be right", row->place,
                    former->section, former->name, row->value, text);
}

/* What is drawn by a factor is drawn in any unit. */
static bool is_factor(const sim_age_row *row)
{
    static const char lognormal[] = "lognormal";

    return is_draw(row) && strncmp(row->value, lognormal, strlen(lognormal)) == 0;
}

sim_status sim_age_check_row(const sim_experiment *e, const sim_age_row *row,
                             sim_error *err)
{
    const sim_former *former = find_former(e, row);
    const sim_parameter *q = find_parameter(e, row);
    char today[SIM_DISTRIBUTION_SIZE];

    if (former && !is_of_value(former) && !(q && is_factor(row)))
        return refuse_former(e, former, q, row, err);
    return is_stale(e, row, today) ? refuse_stale(e, row, today, err) : SIM_OK;
}

/* ---- a file --------------------------------------------------------------- */

/* What has changed of what a file holds. */
typedef struct {
    char gone[NAMES_SIZE], renamed[NAMES_SIZE], unit[NAMES_SIZE], meaning[NAMES_SIZE];
    size_t stale;
} changes;

static sim_age_row row_of(const sim_ini_row *row)
{
    return (sim_age_row){row->section, row->name, row->value, "",
                         row->origin ? row->origin : ""};
}

static bool holds(const sim_experiment *e, const sim_ini *ini, const sim_former *former)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_age_row row = row_of(&ini->rows[i]);

        if (row.name && find_former(e, &row) == former) return true;
    }
    return false;
}

static void note_former(changes *c, const sim_former *f)
{
    char name[2 * NAME_SIZE];
    struct {
        sim_former_kind kind;
        char *list;
    } const lists[] = {{SIM_FORMER_GONE, c->gone},
                       {SIM_FORMER_RENAMED, c->renamed},
                       {SIM_FORMER_UNIT, c->unit},
                       {SIM_FORMER_MEANING, c->meaning}};

    snprintf(name, sizeof name, "%s.%s%s%s", f->section, f->name, f->now ? " (now " : "",
             f->now ? f->now : "");
    if (f->now) strcat(name, ")");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].kind == f->kind) sim_text_list(lists[i].list, NAMES_SIZE, name);
    }
}

static void find_changes(const sim_experiment *e, const sim_ini *ini, changes *c)
{
    const sim_formers *formers = e->catalog->formers;
    char today[SIM_DISTRIBUTION_SIZE];

    *c = (changes){.stale = 0};
    for (size_t i = 0; i < formers->n; i++) {
        if (holds(e, ini, &formers->list[i])) note_former(c, &formers->list[i]);
    }
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_age_row row = row_of(&ini->rows[i]);

        if (!row.name || !is_stale(e, &row, today)) continue;
        if (!find_former(e, &row) || is_of_value(find_former(e, &row))) c->stale++;
    }
}

static void add_part(char text[], size_t size, const char *what, const char *names)
{
    if (*names) sim_text_append(text, size, "%s%s %s", *text ? "; " : "", what, names);
}

static sim_status refuse_old(const sim_ini *ini, const changes *c, sim_error *err)
{
    char what[900] = "", stale[64] = "";

    if (c->stale > 0) snprintf(stale, sizeof stale, "%zu rows", c->stale);
    add_part(what, sizeof what, "gone:", c->gone);
    add_part(what, sizeof what, "renamed:", c->renamed);
    add_part(what, sizeof what, "in another unit:", c->unit);
    add_part(what, sizeof what, "of another meaning:", c->meaning);
    add_part(what, sizeof what, "at defaults of then:", stale);
    return sim_fail(
        err, SIM_EVALUE,
        "%s:%d: is of Potency %s, whose model was another; %s; a file of the rows "
        "that you set (`potency check` tells of each row), or that version, would "
        "be right",
        ini->file, ini->version_line, ini->version, what);
}

sim_status sim_age_check(const sim_experiment *e, const sim_ini *ini, sim_error *err)
{
    changes c;

    if (e->catalog->version && *ini->version &&
        sim_version_compare(ini->version, e->catalog->version) > 0)
        return sim_fail(
            err, SIM_EVALUE,
            "%s:%d: is of Potency %s, and this is %s; that version, or a later one, "
            "would be right",
            ini->file, ini->version_line, ini->version, e->catalog->version);
    if (e->age != SIM_AGE_OLD) return SIM_OK;
    find_changes(e, ini, &c);
    if (!*c.gone && !*c.renamed && !*c.unit && !*c.meaning && c.stale == 0) return SIM_OK;
    return refuse_old(ini, &c, err);
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
