#include "sim/study/arms.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/files.h"
#include "sim/io/text.h"
#include "sim/study/age.h"

enum { ARM_NAME = 40, PLACE_SIZE = 512, TEXT_SIZE = 256 };

/* ---- assignments ---------------------------------------------------------- */

/* A row before it is understood. */
typedef struct {
    sim_scope scope;
    size_t arm;
    const char *section, *name, *value, *place, *origin;
} raw_row;

/* The rows of an arm of the file stand together: what lies before them is not looked at. */
static sim_status check_twice(const sim_experiment *e, const sim_assignment *a,
                              const raw_row *raw, sim_error *err)
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
                raw->place, raw->section, raw->name, b->place);
    }
    return SIM_OK;
}

static sim_status refuse_arm_row(const raw_row *raw, sim_error *err)
{
    return sim_fail(err, SIM_ENAME,
                    "%s: %s.%s belongs to the whole run; a row of [%s] would be right",
                    raw->place, raw->section, raw->name, raw->section);
}

/* Rows whose value is text: a draw of [cohort], the columns of an ensemble, an axis. */
static bool is_draw(const raw_row *raw)
{
    return strcmp(raw->section, "cohort") == 0 && strchr(raw->name, '.');
}

/* The axes of a section; NULL if it has none. */
static const sim_axes *axes_in(const sim_experiment *e, const char *section)
{
    if (strcmp(section, "sweep") == 0) return &e->sweep;
    return strcmp(section, "sensitivity") == 0 ? &e->sensitivity : NULL;
}

static sim_axes *axes_of(sim_experiment *e, const raw_row *raw)
{
    return strchr(raw->name, '.') ? (sim_axes *)axes_in(e, raw->section) : NULL;
}

static bool is_watch(const raw_row *raw)
{
    return strcmp(raw->section, "run") == 0 && strcmp(raw->name, sim_watch_name) == 0;
}

static sim_status set_text(sim_experiment *e, const raw_row *raw, sim_error *err)
{
    const unsigned layer = raw->scope == SIM_BY_FILE ? 1 : 2;
    const sim_cohort_row row = {raw->name, raw->value, raw->place, raw->origin, layer};
    const sim_axis_row axis = {raw->name, raw->value, raw->place, raw->origin, layer};
    const sim_axis_world world = {e->catalog, e->presets};

    if (raw->arm != SIM_NONE) return refuse_arm_row(raw, err);
    if (axes_of(e, raw) == &e->sensitivity)
        return sim_axes_set_range(&e->sensitivity, &world, &axis, err);
    if (axes_of(e, raw)) return sim_axes_set(&e->sweep, &world, &axis, err);
    return is_draw(raw) ? sim_cohort_set(&e->cohort, e->catalog, &row, err)
                        : sim_watch_set(&e->watch, &row, err);
}

static sim_status understand(const sim_experiment *e, const raw_row *raw, sim_assignment *a,
                             sim_error *err)
{
    sim_status status;

    *a = (sim_assignment){.scope = raw->scope, .arm = raw->arm};
    if (strcmp(raw->section, "presets") == 0) {
        a->is_preset = true;
        return sim_presets_find(e->presets, raw->name, raw->value, raw->place, &a->row,
                                &a->preset, err);
    }
    status = sim_catalog_check_gone(e->catalog, raw->section, raw->name, raw->value,
                                    raw->place, err);
    if (status == SIM_OK)
        status =
            sim_catalog_find(e->catalog, raw->section, raw->name, raw->place, &a->row, err);
    if (status != SIM_OK) return status;
    if (raw->arm != SIM_NONE && sim_catalog_is_of_run(e->catalog, raw->section))
        return refuse_arm_row(raw, err);
    return sim_parameter_parse(&e->catalog->rows[a->row], raw->value, raw->place, &a->value,
                               err);
}

/* Refuses what an old file says otherwise than it would be said now. */
static sim_status check_age(const sim_experiment *e, const raw_row *raw, sim_error *err)
{
    const sim_age_row row = {raw->section, raw->name, raw->value, raw->place, raw->origin};
    const bool is_of_file = raw->scope == SIM_BY_FILE || raw->scope == SIM_BY_ARM;

    return e->age == SIM_AGE_OLD && is_of_file ? sim_age_check_row(e, &row, err) : SIM_OK;
}

static sim_status add_assignment(sim_experiment *e, const raw_row *raw, sim_error *err)
{
    sim_assignment a;
    sim_status status = check_age(e, raw, err);

    if (status != SIM_OK) return status;
    if (is_draw(raw) || is_watch(raw) || axes_of(e, raw)) return set_text(e, raw, err);
    status = understand(e, raw, &a, err);
    if (status == SIM_OK) status = check_twice(e, &a, raw, err);
    if (status != SIM_OK) return status;
    if (e->n_assignments == e->capacity) {
        size_t capacity = e->capacity ? 2 * e->capacity : 64;
        sim_assignment *grown = realloc(e->assignments, capacity * sizeof *grown);

        if (!grown) return sim_fail_memory(err, raw->place);
        e->assignments = grown;
        e->capacity = capacity;
    }
    a.place = sim_text_copy(raw->place);
    a.origin = sim_text_copy(raw->origin);
    e->assignments[e->n_assignments++] = a;
    return a.place && a.origin ? SIM_OK : sim_fail_memory(err, raw->place);
}

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

/* Splits "section.name" in place. */
static sim_status split_key(const sim_experiment *e, char *key, const char *place,
                            raw_row *raw, sim_error *err)
{
    char *dot = strchr(key, '.');

    if (!dot || dot == key || !dot[1]) return refuse_key(e, key, place, err);
    *dot = '\0';
    raw->section = key;
    raw->name = dot + 1;
    return SIM_OK;
}

/* ---- arms ----------------------------------------------------------------- */

static size_t find_look(const sim_experiment *e, const char *look)
{
    for (size_t i = 0; i < e->n_arms; i++) {
        if (strcmp(e->arm_looks[i], look) == 0) return i;
    }
    return SIM_NONE;
}

/* No two arms look the same, so that a name may be written in other characters. */
static size_t find_arm(const sim_experiment *e, const char *name)
{
    char *look;
    size_t found;

    for (size_t i = e->n_arms; i-- > 0;) { /* mostly it is the one that is being read */
        if (strcmp(e->arm_names[i], name) == 0) return i;
    }
    look = sim_characters_look(name);
    found = look ? find_look(e, look) : SIM_NONE;
    free(look);
    return found;
}

static sim_status check_arm_name(const char *name, const char *place, sim_error *err)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (strchr(name, '\t') || sim_characters_are_odd(name, SIM_PLAIN_NAME, odd))
        return sim_fail(err, SIM_ENAME, "%s: the arm's name %s", place,
                        strchr(name, '\t') ? "holds a tab; a plain space would be right"
                                           : odd);
    if (*name == '\0' || sim_characters_count(name) > ARM_NAME)
        return sim_fail(
            err, SIM_ENAME,
            "%s: arm '%s' needs a name of 1 to 40 characters; [arm P8] would be "
            "right",
            place, name);
    return SIM_OK;
}

static sim_status refuse_second(const char *name, const char *first, const char *place,
                                sim_error *err)
{
    if (strcmp(name, first) == 0)
        return sim_fail(err, SIM_ENAME,
                        "%s: arm '%s' is given twice; another name would be right", place,
                        name);
    return sim_fail(err, SIM_ENAME,
                    "%s: arm '%s' looks like arm '%s' above it, in other characters or "
                    "blanks; another name would be right",
                    place, name, first);
}

/* Lengthens the lists by one. */
static sim_status grow_arms(sim_experiment *e, const char *place, sim_error *err)
{
    char **names = realloc(e->arm_names, (e->n_arms + 1) * sizeof *names), **looks;

    if (!names) return sim_fail_memory(err, place);
    e->arm_names = names;
    looks = realloc(e->arm_looks, (e->n_arms + 1) * sizeof *looks);
    if (!looks) return sim_fail_memory(err, place);
    e->arm_looks = looks;
    return SIM_OK;
}

static sim_status add_arm(sim_experiment *e, const char *name, const char *place,
                          sim_error *err)
{
    sim_status status = check_arm_name(name, place, err);
    char *look, *copy;
    size_t first;

    if (status != SIM_OK) return status;
    look = sim_characters_look(name);
    first = look ? find_look(e, look) : SIM_NONE;
    if (first != SIM_NONE) {
        free(look);
        return refuse_second(name, e->arm_names[first], place, err);
    }
    copy = sim_text_copy(name);
    status = look && copy ? grow_arms(e, place, err) : sim_fail_memory(err, place);
    if (status != SIM_OK) {
        free(look);
        free(copy);
        return status;
    }
    e->arm_names[e->n_arms] = copy;
    e->arm_looks[e->n_arms++] = look;
    return SIM_OK;
}

/* "arm P8" -> "P8" for the word "arm"; NULL for any other section. */
static const char *name_after(const char *word, const char *section)
{
    const size_t length = strlen(word);

    if (strncmp(section, word, length) != 0) return NULL;
    section += length;
    if (*section && *section != ' ' && *section != '\t') return NULL;
    return section + strspn(section, " \t");
}

static const char *arm_of(const char *section) { return name_after("arm", section); }

static const char *figure_of(const char *section) { return name_after("figure", section); }

/* ---- reading -------------------------------------------------------------- */

static sim_status read_arm_row(sim_experiment *e, const sim_ini_row *row, raw_row *raw,
                               sim_error *err)
{
    char key[TEXT_SIZE];
    sim_status status;

    raw->scope = SIM_BY_ARM;
    raw->arm = find_arm(e, arm_of(row->section));
    snprintf(key, sizeof key, "%s", row->name);
    status = split_key(e, key, raw->place, raw, err);
    return status == SIM_OK ? add_assignment(e, raw, err) : status;
}

static sim_status read_row(sim_experiment *e, const sim_ini *ini, const sim_ini_row *row,
                           sim_error *err)
{
    char place[PLACE_SIZE], origin[PLACE_SIZE];
    raw_row raw = {.scope = SIM_BY_FILE,
                   .arm = SIM_NONE,
                   .section = row->section,
                   .name = row->name,
                   .value = row->value,
                   .place = place,
                   .origin = row->origin ? row->origin : origin};

    snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
    snprintf(origin, sizeof origin, "%s:%d", sim_text_base_name(ini->file), row->line);
    sim_characters_make_plain(origin);
    if (*row->section == '\0')
        return sim_fail(err, SIM_EPARSE,
                        "%s: '%s' stands before any section; a [section] above it would be "
                        "right",
                        place, row->name);
    if (figure_of(row->section))
        return sim_figures_set(
            &e->figures, row->name,
            row->whole && sim_figure_row_is_whole(row->name) ? row->whole : row->value,
            place, err);
    return arm_of(row->section) ? read_arm_row(e, row, &raw, err)
                                : add_assignment(e, &raw, err);
}

/* `next` is the row after the header; NULL at the end of the file. */
static sim_status read_header(sim_experiment *e, const sim_ini *ini, const sim_ini_row *row,
                              const sim_ini_row *next, sim_error *err)
{
    const char *arm = arm_of(row->section), *figure = figure_of(row->section);
    char place[PLACE_SIZE];
    sim_status status = SIM_OK;

    snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
    if (arm) return add_arm(e, arm, place, err);
    if (figure) return sim_figures_add(&e->figures, figure, place, err);
    if (strcmp(row->section, "presets") != 0)
        status = sim_catalog_check_section(e->catalog, row->section, place, err);
    if (status == SIM_OK && !(next && next->name) && !row->lost)
        status = sim_fail(err, SIM_EPARSE,
                          "%s: section [%s] is empty; rows below it, or leaving it out, "
                          "would be right",
                          place, row->section);
    return status;
}

/* Rows below a header that was refused, or that the INI reader refused because it stands
 * twice, are passed over: its problem is theirs. */
static sim_status read_rows(sim_experiment *e, const sim_ini *ini, sim_findings *findings,
                            sim_error *err)
{
    const char *section = ""; /* whose rows are read; NULL: nobody's */
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];

        if (!row->name) {
            status = read_header(e, ini, row, i + 1 < ini->n_rows ? row + 1 : NULL, err);
            section = status == SIM_OK ? row->section : NULL;
        } else if (section && strcmp(row->section, section) == 0) {
            status = read_row(e, ini, row, err);
        }
        status = sim_findings_note(findings, status, err);
    }
    return status;
}

/* Before anything else is read: what a run keeps of its arms must fit. */
static sim_status count_arms(const sim_ini *ini, sim_error *err)
{
    const sim_ini_row *beyond = ini->rows;
    size_t n = 0;

    for (size_t i = 0; i < ini->n_rows && n <= SIM_ARMS_MAX; i++) {
        if (ini->rows[i].name || !arm_of(ini->rows[i].section)) continue;
        beyond = &ini->rows[i];
        n++;
    }
    if (n <= SIM_ARMS_MAX) return SIM_OK;
    return sim_fail(
        err, SIM_ENOMEM,
        "%s:%d: arm '%.80s' is number %d; at most %d would be right, or a [sweep], "
        "which takes any number of points",
        ini->file, beyond->line, arm_of(beyond->section), SIM_ARMS_MAX + 1, SIM_ARMS_MAX);
}

static sim_status check_version(sim_experiment *e, const sim_ini *ini,
                                sim_findings *findings, sim_error *err)
{
    e->age = sim_age_of(e->catalog, ini);
    snprintf(e->version, sizeof e->version, "%s", ini->version);
    return sim_findings_note(findings, sim_age_check(e, ini, err), err);
}

static sim_status open_source(const sim_source *source, FILE **in, sim_error *err)
{
    if (!source->text) return sim_files_read(source->file, in, err);
    *in = fmemopen((char *)source->text, strlen(source->text), "rb");
    return *in ? SIM_OK : sim_fail_memory(err, source->file);
}

static sim_status read_file(sim_experiment *e, const sim_source *source, sim_error *err)
{
    FILE *in = NULL;
    sim_ini ini = {0};
    sim_status status = open_source(source, &in, err);

    if (status != SIM_OK) return status;
    status = sim_ini_read(&ini, source->file, in, source->findings, err);
    if (status == SIM_OK) status = count_arms(&ini, err);
    if (status == SIM_OK) status = check_version(e, &ini, source->findings, err);
    if (status == SIM_OK) status = read_rows(e, &ini, source->findings, err);
    sim_ini_free(&ini);
    fclose(in);
    return status;
}

static sim_status refuse_arm(const sim_experiment *e, const char *name, const char *place,
                             sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char hint[TEXT_SIZE];

    for (size_t i = 0; i < e->n_arms; i++) sim_nearest_offer(&nearest, e->arm_names[i]);
    sim_nearest_print(&nearest, "the name of an [arm] of the file would be right", hint,
                      sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: there is no arm '%s'%s", place, name, hint);
}

/* Takes "arm P8:" off the key, if it has one. */
static sim_status read_set_arm(const sim_experiment *e, char **key, raw_row *raw,
                               sim_error *err)
{
    char *colon = strrchr(*key, ':');

    if (figure_of(*key))
        return sim_fail(
            err, SIM_ENAME,
            "%s: figures cannot be set; a section [figure NAME] of the file would "
            "be right",
            raw->place);
    if (!arm_of(*key) && strncmp(*key, "arm:", strlen("arm:")) != 0) return SIM_OK;
    if (!arm_of(*key) || !colon)
        return sim_fail(err, SIM_EPARSE,
                        "%s: names no arm; 'arm NAME:section.name=value' would be right",
                        raw->place);
    *colon = '\0';
    raw->scope = SIM_BY_SET_ARM;
    raw->arm = find_arm(e, arm_of(sim_text_trim(*key)));
    if (raw->arm == SIM_NONE) return refuse_arm(e, arm_of(*key), raw->place, err);
    *key = sim_text_trim(colon + 1);
    return SIM_OK;
}

static sim_status check_set(const char *set, const char *place, sim_error *err)
{
    char odd[SIM_CHARACTERS_WHAT];

    if (sim_characters_are_broken(set, odd))
        return sim_fail(
            err, SIM_EPARSE,
            "%s: holds %s, which is not UTF-8; a terminal in UTF-8 would be right", place,
            odd);
    if (sim_characters_are_odd(set, SIM_PLAIN_NAME, odd))
        return sim_fail(err, SIM_EPARSE, "%s: %s", place, odd);
    if (strlen(set) >= TEXT_SIZE)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is longer than 255 characters; a shorter value would be right",
                        place);
    return SIM_OK;
}

/* The = before the value; one in the name of an arm is none. */
static char *find_equals(char *text)
{
    char *colon = arm_of(text) ? strrchr(text, ':') : NULL;

    return strchr(colon ? colon : text, '=');
}

/* "arm P8:product.dose=1e7" or "product.dose=1e7". */
static sim_status read_set(sim_experiment *e, const char *set, sim_error *err)
{
    char text[TEXT_SIZE], place[PLACE_SIZE], *key, *equals;
    raw_row raw = {.scope = SIM_BY_SET, .arm = SIM_NONE, .place = place, .origin = place};
    sim_status status;

    snprintf(place, sizeof place, "--set %s", set);
    snprintf(text, sizeof text, "%s", set);
    status = check_set(set, place, err);
    if (status != SIM_OK) return status;
    equals = find_equals(text);
    if (!equals || equals == text)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is no value; section.name=value would be right", place);
    *equals = '\0';
    key = sim_text_trim(text);
    raw.value = sim_text_trim(equals + 1);
    status = read_set_arm(e, &key, &raw, err);
    if (status == SIM_OK) status = split_key(e, key, place, &raw, err);
    return status == SIM_OK ? add_assignment(e, &raw, err) : status;
}

/* ---- layers --------------------------------------------------------------- */

/* Rows that apply to all arms, or to one alone. */
typedef struct {
    const size_t *list; /* [n] numbers of assignments, in their order */
    size_t n;
} row_group;

enum { N_GROUPS = 2 };

/* Those of all arms, and those of one; SIM_NONE: of none. */
static void find_groups(const sim_experiment *e, size_t arm, row_group groups[N_GROUPS])
{
    const size_t *from = e->own_from;

    groups[0] =
        (row_group){e->own + from[e->n_arms], from[e->n_arms + 1] - from[e->n_arms]};
    groups[1] = (row_group){NULL, 0};
    if (arm != SIM_NONE)
        groups[1] = (row_group){e->own + from[arm], from[arm + 1] - from[arm]};
}

/* What is resolved: an arm, or what holds for all (SIM_NONE), with a row left out. */
typedef struct {
    const sim_experiment *e;
    size_t left_out; /* SIM_NONE: none */
    row_group groups[N_GROUPS];
    sim_arm *arm;
} resolution;

static void choose_presets(const resolution *r, sim_scope scope)
{
    for (size_t g = 0; g < N_GROUPS; g++) {
        for (size_t i = 0; i < r->groups[g].n; i++) {
            const sim_assignment *a = &r->e->assignments[r->groups[g].list[i]];

            if (!a->is_preset || a->scope != scope || r->groups[g].list[i] == r->left_out)
                continue;
            r->arm->presets[a->row] = a->preset;
            r->arm->chosen_by[a->row] = scope;
        }
    }
}

/* Has a preset that is chosen here just set this row? */
static bool is_just_set(const sim_setting *setting, sim_scope scope)
{
    return setting->scope == scope && setting->order == 0;
}

/* Where two groups set the same row, the one whose name comes first holds, whoever chose it:
 * source, product, host, guidance are applied in this order. */
static void apply_presets(const resolution *r, sim_scope scope)
{
    const sim_presets *presets = r->e->presets;
    sim_arm *arm = r->arm;

    for (size_t g = presets->n_groups; g-- > 0;) {
        const sim_preset *preset;

        if (arm->presets[g] == SIM_NONE || arm->chosen_by[g] > scope) continue;
        preset = &presets->list[arm->presets[g]];
        for (size_t i = 0; i < preset->n_rows; i++) {
            sim_setting *setting = &arm->settings[preset->rows[i].row];

            if (arm->chosen_by[g] == scope || is_just_set(setting, scope))
                *setting = (sim_setting){preset->rows[i].value, scope, 0, preset->origin,
                                         preset->origin};
        }
    }
}

static void apply_rows(const resolution *r, sim_scope scope)
{
    for (size_t g = 0; g < N_GROUPS; g++) {
        for (size_t i = 0; i < r->groups[g].n; i++) {
            const size_t number = r->groups[g].list[i];
            const sim_assignment *a = &r->e->assignments[number];

            if (!a->is_preset && a->scope == scope && number != r->left_out)
                r->arm->settings[a->row] =
                    (sim_setting){a->value, scope, number + 1, a->origin, a->place};
        }
    }
}

void sim_experiment_resolve(const sim_experiment *e, size_t index, size_t left_out,
                            sim_arm *arm)
{
    resolution r = {.e = e, .left_out = left_out, .arm = arm};

    find_groups(e, index, r.groups);
    for (size_t i = 0; i < e->catalog->n; i++)
        arm->settings[i] = (sim_setting){e->catalog->rows[i].symbol->value, SIM_BY_DEFAULT,
                                         0, "default", NULL};
    for (size_t g = 0; g < e->presets->n_groups; g++) arm->presets[g] = SIM_NONE;
    for (sim_scope scope = SIM_BY_FILE; scope < SIM_SCOPES; scope++)
        choose_presets(&r, scope);
    for (sim_scope scope = SIM_BY_FILE; scope < SIM_SCOPES; scope++) {
        apply_presets(&r, scope);
        apply_rows(&r, scope);
    }
}

sim_status sim_arm_init(sim_arm *arm, const sim_experiment *e, const char *name,
                        sim_error *err)
{
    *arm = (sim_arm){.name = name};
    arm->settings = calloc(e->catalog->n + 1, sizeof *arm->settings);
    arm->presets = calloc(e->presets->n_groups + 1, sizeof *arm->presets);
    arm->chosen_by = calloc(e->presets->n_groups + 1, sizeof *arm->chosen_by);
    return arm->settings && arm->presets && arm->chosen_by ? SIM_OK
                                                           : sim_fail_memory(err, "arms");
}

void sim_arm_free(sim_arm *arm)
{
    free(arm->settings);
    free(arm->presets);
    free(arm->chosen_by);
}

static void resolve_all(sim_experiment *e)
{
    for (size_t i = 0; i < e->n_arms; i++)
        sim_experiment_resolve(e, i, SIM_NONE, &e->arms[i]);
    sim_experiment_resolve(e, SIM_NONE, SIM_NONE, &e->base);
}

/* Whose an assignment is: an arm, all (n_arms) or one that was left out (n_arms + 1). */
static size_t owner_of(const sim_experiment *e, const sim_assignment *a)
{
    if (a->arm == SIM_NONE) return e->n_arms;
    return a->arm < e->n_arms ? a->arm : e->n_arms + 1;
}

/* Sorts the numbers of the assignments by their owners. */
static void sort_by_owner(sim_experiment *e)
{
    size_t *from = e->own_from;

    memset(from, 0, (e->n_arms + 3) * sizeof *from);
    for (size_t i = 0; i < e->n_assignments; i++)
        from[owner_of(e, &e->assignments[i]) + 1]++;
    for (size_t i = 0; i < e->n_arms + 2; i++) from[i + 1] += from[i];
    for (size_t i = e->n_assignments; i-- > 0;)
        e->own[--from[owner_of(e, &e->assignments[i]) + 1]] = i;
    memmove(from, from + 1, (e->n_arms + 2) * sizeof *from);
}

static sim_status init_arms(sim_experiment *e, sim_error *err)
{
    sim_status status;

    e->arms = calloc(e->n_arms + 1, sizeof *e->arms);
    e->own = calloc(e->n_assignments + 1, sizeof *e->own);
    e->own_from = calloc(e->n_arms + 3, sizeof *e->own_from);
    if (!e->arms || !e->own || !e->own_from) return sim_fail_memory(err, "arms");
    status = sim_arm_init(&e->base, e, NULL, err);
    for (size_t i = 0; status == SIM_OK && i < e->n_arms; i++)
        status = sim_arm_init(&e->arms[i], e, e->arm_names[i], err);
    sort_by_owner(e);
    return status;
}

sim_status sim_experiment_read(sim_experiment *e, const sim_catalog *catalog,
                               const sim_presets *presets, const sim_source *source,
                               sim_error *err)
{
    sim_status status;

    *e = (sim_experiment){.catalog = catalog, .presets = presets};
    status = sim_cohort_init(&e->cohort, catalog, err);
    if (status == SIM_OK) status = sim_watch_init(&e->watch, catalog, err);
    if (status == SIM_OK && source->file) status = read_file(e, source, err);
    if (status == SIM_OK && e->n_arms == 0) status = add_arm(e, "default", "arms", err);
    for (size_t i = 0; status == SIM_OK && i < source->n_sets; i++)
        status =
            sim_findings_note(source->findings, read_set(e, source->sets[i], err), err);
    if (status == SIM_OK) status = init_arms(e, err);
    if (status == SIM_OK) resolve_all(e);
    return status;
}

static void free_arms(sim_experiment *e)
{
    for (size_t i = 0; e->arms && i < e->n_arms; i++) sim_arm_free(&e->arms[i]);
    sim_arm_free(&e->base);
    free(e->assignments);
    free(e->arms);
    free(e->own);
    free(e->own_from);
}

void sim_experiment_free(sim_experiment *e)
{
    for (size_t i = 0; i < e->n_assignments; i++) {
        free(e->assignments[i].place);
        free(e->assignments[i].origin);
    }
    for (size_t i = 0; i < e->n_arms; i++) {
        free(e->arm_names[i]);
        free(e->arm_looks[i]);
    }
    sim_figures_free(&e->figures);
    sim_cohort_free(&e->cohort);
    sim_watch_free(&e->watch);
    sim_axes_free(&e->sweep);
    sim_axes_free(&e->sensitivity);
    free(e->arm_names);
    free(e->arm_looks);
    free_arms(e);
    *e = (sim_experiment){0};
}

static void swap(char **a, char **b)
{
    char *c = *a;

    *a = *b;
    *b = c;
}

/* Rows of other arms stay, and apply to none. */
sim_status sim_experiment_keep_arm(sim_experiment *e, const char *name, const char *place,
                                   sim_error *err)
{
    const size_t kept = find_arm(e, name);

    if (kept == SIM_NONE) return refuse_arm(e, name, place, err);
    for (size_t i = 0; i < e->n_assignments; i++) {
        sim_assignment *a = &e->assignments[i];

        if (a->arm != SIM_NONE) a->arm = a->arm == kept ? 0 : SIM_NONE - 1;
    }
    swap(&e->arm_names[kept], &e->arm_names[0]);
    swap(&e->arm_looks[kept], &e->arm_looks[0]);
    for (size_t i = 1; i < e->n_arms; i++) {
        free(e->arm_names[i]);
        free(e->arm_looks[i]);
        sim_arm_free(&e->arms[i]);
    }
    e->n_arms = 1;
    e->arms[0].name = e->arm_names[0];
    sort_by_owner(e);
    resolve_all(e);
    return SIM_OK;
}

/* ---- a point of a sweep --------------------------------------------------- */

static bool is_of_point(sim_scope scope)
{
    return scope == SIM_BY_POINT || scope == SIM_BY_ANALYSIS;
}

void sim_experiment_unplace(sim_experiment *placed)
{
    free_arms(placed);
    *placed = (sim_experiment){0};
}

/* The assignments of the axes come after those of the experiment. */
sim_status sim_experiment_place_init(sim_experiment *placed, const sim_experiment *e,
                                     const sim_axes *axes, sim_scope scope, sim_error *err)
{
    *placed = *e;
    placed->arms = NULL;
    placed->own = placed->own_from = NULL;
    placed->base = (sim_arm){0};
    placed->capacity = e->n_assignments + axes->n;
    placed->assignments = calloc(placed->capacity + 1, sizeof *placed->assignments);
    if (!placed->assignments) return sim_fail_memory(err, "sweep");
    if (e->n_assignments > 0)
        memcpy(placed->assignments, e->assignments,
               e->n_assignments * sizeof *placed->assignments);
    for (size_t i = 0; i < axes->n; i++) {
        const sim_axis *axis = &axes->list[i];

        placed->assignments[placed->n_assignments++] =
            (sim_assignment){.scope = scope,
                             .arm = SIM_NONE,
                             .is_preset = axis->is_preset,
                             .row = axis->row,
                             .place = axis->place,
                             .origin = axis->origin};
    }
    return init_arms(placed, err);
}

void sim_experiment_place(sim_experiment *placed, const double values[])
{
    for (size_t i = 0, k = 0; i < placed->n_assignments; i++) {
        sim_assignment *a = &placed->assignments[i];

        if (!is_of_point(a->scope)) continue;
        a->value = values[k++];
        if (a->is_preset) a->preset = (size_t)a->value;
    }
    resolve_all(placed);
}

bool sim_experiment_is_moved(const sim_experiment *placed, size_t arm, const sim_axis *axis)
{
    const sim_arm *a = &placed->arms[arm];

    return axis->is_preset
               ? a->presets[axis->row] != SIM_NONE && is_of_point(a->chosen_by[axis->row])
               : is_of_point(a->settings[axis->row].scope);
}

double sim_experiment_setting(const sim_experiment *e, size_t arm, const sim_axis *axis)
{
    return axis->is_preset ? (double)e->arms[arm].presets[axis->row]
                           : e->arms[arm].settings[axis->row].value;
}

double sim_experiment_value(const sim_experiment *e, const char *section, const char *name)
{
    size_t row = 0;
    sim_error err;

    sim_bug(sim_catalog_find(e->catalog, section, name, "program", &row, &err) != SIM_OK);
    return e->base.settings[row].value;
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

/* The rows of a section that are no parameters, after those that are. */
static void write_texts(const sim_experiment *e, const char *section, FILE *out)
{
    if (strcmp(section, "run") == 0) sim_watch_write(&e->watch, out);
    if (strcmp(section, "cohort") == 0) sim_cohort_write(&e->cohort, e->catalog, out);
    if (axes_in(e, section)) sim_axes_write(axes_in(e, section), out);
}

static void write_base(const sim_experiment *e, FILE *out)
{
    const char *section = "";

    for (size_t g = 0, n = 0; g < e->presets->n_groups; g++) {
        if (e->base.presets[g] == SIM_NONE) continue;
        if (n++ == 0) fputs("\n[presets]\n", out);
        write_preset(e, &e->base, g, "", out);
    }
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];

        if (strcmp(q->section, section) != 0) {
            write_texts(e, section, out);
            fprintf(out, "\n[%s]\n", q->section);
        }
        section = q->section;
        write_row(e, &e->base, i, "", out);
    }
    write_texts(e, section, out);
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

void sim_experiment_write(const sim_experiment *e, FILE *out)
{
    write_base(e, out);
    for (size_t i = 0; i < e->n_arms; i++) write_arm(e, &e->arms[i], out);
    sim_figures_write(&e->figures, out);
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
            if (axes_in(e, e->catalog->rows[i].section)) continue;
            sim_parameter_print(&e->catalog->rows[i], e->arms[a].settings[i].value, value);
            sim_text_hash(&hash, e->catalog->rows[i].section);
            sim_text_hash(&hash, e->catalog->rows[i].symbol->name);
            sim_text_hash(&hash, value);
        }
    }
    return hash;
}
