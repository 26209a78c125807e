/* arms_read.c -- an experiment from the rows of a file and the texts of --set. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/files.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/age.h"
#include "sim/study/arms_parts.h"

enum { ARM_NAME = 40, PLACE_SIZE = 512, TEXT_SIZE = 256 };

/* ---- names of arms ----------------------------------------------------------------- */

static size_t find_look(const sim_experiment *e, const char *look)
{
    for (size_t i = 0; i < e->n_arms; i++) {
        if (strcmp(e->arm_names[i].look, look) == 0) return i;
    }
    return SIM_NONE;
}

/* No two arms look the same, so that a name may be written in other characters. */
size_t sim_arms_find(const sim_experiment *e, const char *name)
{
    char *look = sim_characters_look(name);
    const size_t found = look ? find_look(e, look) : SIM_NONE;

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

sim_status sim_arms_add(sim_experiment *e, const char *name, const char *place,
                        sim_error *err)
{
    sim_status status = check_arm_name(name, place, err);
    char *look, *copy;
    size_t first;

    if (status == SIM_OK) status = sim_background_check_name(e, name, place, err);
    if (status != SIM_OK) return status;
    look = sim_characters_look(name);
    first = look ? find_look(e, look) : SIM_NONE;
    if (first != SIM_NONE) {
        free(look);
        return refuse_second(name, e->arm_names[first].text, place, err);
    }
    copy = sim_text_copy(name);
    if (!look || !copy ||
        !sim_memory_grow(&e->arm_names, e->n_arms, sizeof *e->arm_names)) {
        free(look);
        free(copy);
        return sim_fail_memory(err, place);
    }
    e->arm_names[e->n_arms++] = (sim_arm_name){copy, look};
    return SIM_OK;
}

sim_status sim_arms_refuse(const sim_experiment *e, const char *name, const char *place,
                           sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char hint[TEXT_SIZE];

    for (size_t i = 0; i < (e->n_own > 0 ? e->n_own : e->n_arms); i++)
        sim_nearest_offer(&nearest, e->arm_names[i].text);
    sim_nearest_print(&nearest, "the name of an [arm] of the file would be right", hint,
                      sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: there is no arm '%s'%s", place, name, hint);
}

/* ---- files ---------------------------------------------------------------- */

static sim_status read_row(sim_experiment *e, const sim_ini *ini, const sim_ini_row *row,
                           sim_error *err)
{
    const sim_section_kind kind = sim_section_kind_of(row->section);
    char place[PLACE_SIZE], origin[PLACE_SIZE];
    const sim_arms_row raw = {
        .scope = SIM_BY_FILE,
        .arm = SIM_NONE,
        .section = row->section,
        .whole = row->whole,
        .row = {row->name, row->value, place, row->origin ? row->origin : origin, 1}};

    snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
    snprintf(origin, sizeof origin, "%s:%d", sim_text_base_name(ini->file), row->line);
    sim_characters_make_plain(origin);
    if (*row->section == '\0')
        return sim_fail(err, SIM_EPARSE,
                        "%s: '%s' stands before any section; a [section] above it would be "
                        "right",
                        place, row->name);
    return kind == SIM_SECTION_ARM || kind == SIM_SECTION_FIGURE
               ? sim_arms_kinds[kind].set(e, &raw, err)
               : sim_arms_set_row(e, &raw, err);
}

/* `next` is the row after the header; NULL at the end of the file. */
static sim_status read_header(sim_experiment *e, const sim_ini *ini, const sim_ini_row *row,
                              const sim_ini_row *next, sim_error *err)
{
    char place[PLACE_SIZE];
    const sim_arms_header header = {row->section, place,
                                    !(next && next->name) && !row->lost};

    snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
    return sim_arms_kinds[sim_section_kind_of(row->section)].open(e, &header, err);
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

static const char *arm_of(const char *header)
{
    return sim_section_name(header, SIM_SECTION_ARM);
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

const char *sim_source_name(const sim_source *source)
{
    return source->file ? source->file : source->text ? "text" : "defaults";
}

static sim_status open_source(const sim_source *source, FILE **in, sim_error *err)
{
    if (!source->text) return sim_files_read(source->file, in, err);
    *in = fmemopen((char *)source->text, strlen(source->text), "rb");
    return *in ? SIM_OK : sim_fail_memory(err, "text");
}

sim_status sim_source_read(const sim_source *source, sim_ini *ini, sim_error *err)
{
    FILE *in = NULL;
    sim_status status = SIM_OK;

    *ini = (sim_ini){.file = sim_source_name(source)};
    if (!source->file && !source->text) return SIM_OK;
    status = open_source(source, &in, err);
    if (status != SIM_OK) return status;
    status = sim_ini_read(ini, sim_source_name(source), in, source->findings, err);
    fclose(in);
    return status;
}

static sim_status take_rows(sim_experiment *e, const sim_ini *ini, sim_findings *findings,
                            sim_error *err)
{
    sim_status status = count_arms(ini, err);

    if (status == SIM_OK) status = check_version(e, ini, findings, err);
    return status == SIM_OK ? read_rows(e, ini, findings, err) : status;
}

sim_status sim_arms_read_file(sim_experiment *e, const sim_source *source, sim_error *err)
{
    sim_ini own = {0};
    sim_status status = SIM_OK;

    if (source->ini) return take_rows(e, source->ini, source->findings, err);
    status = sim_source_read(source, &own, err);
    if (status == SIM_OK) status = take_rows(e, &own, source->findings, err);
    sim_ini_free(&own);
    return status;
}

/* ---- the chain -------------------------------------------------------------- */

static void take_chain(const sim_chain chains[], const char *name, const sim_chain **found)
{
    for (const sim_chain *chain = chains; chain->name; chain++) {
        if (strcmp(chain->name, name) == 0) *found = chain;
    }
}

static void take_chain_of_set(const sim_chain chains[], const char *set,
                              const sim_chain **found)
{
    char text[TEXT_SIZE], *equals;

    snprintf(text, sizeof text, "%s", set);
    equals = strchr(text, '=');
    if (!equals) return;
    *equals = '\0';
    if (strcmp(sim_text_trim(text), "run.indication") == 0)
        take_chain(chains, sim_text_trim(equals + 1), found);
}

const sim_chain *sim_source_chain(const sim_source *source, const sim_ini *ini,
                                  const sim_chain chains[])
{
    const sim_chain *found = chains;

    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];

        if (row->name && strcmp(row->name, "indication") == 0 &&
            sim_section_kind_of(row->section) == SIM_SECTION_RUN)
            take_chain(chains, row->value, &found);
    }
    for (size_t i = 0; i < source->n_sets; i++)
        take_chain_of_set(chains, source->sets[i], &found);
    return found;
}

/* ---- --set ---------------------------------------------------------------- */

/* Takes "arm P8:" off the key, if it has one. */
static sim_status read_set_arm(const sim_experiment *e, char **key, sim_arms_row *raw,
                               sim_error *err)
{
    char *colon = strrchr(*key, ':');

    if (sim_section_name(*key, SIM_SECTION_FIGURE))
        return sim_fail(
            err, SIM_ENAME,
            "%s: figures cannot be set; a section [figure NAME] of the file would "
            "be right",
            raw->row.place);
    if (!arm_of(*key) && strncmp(*key, "arm:", strlen("arm:")) != 0) return SIM_OK;
    if (!arm_of(*key) || !colon)
        return sim_fail(err, SIM_EPARSE,
                        "%s: names no arm; 'arm NAME:section.name=value' would be right",
                        raw->row.place);
    *colon = '\0';
    raw->scope = SIM_BY_SET_ARM;
    raw->arm = sim_arms_find(e, arm_of(sim_text_trim(*key)));
    if (raw->arm == SIM_NONE) return sim_arms_refuse(e, arm_of(*key), raw->row.place, err);
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

sim_status sim_arms_read_set(sim_experiment *e, const char *set, sim_error *err)
{
    char text[TEXT_SIZE], place[PLACE_SIZE], *key, *equals;
    sim_arms_row raw = {
        .scope = SIM_BY_SET, .arm = SIM_NONE, .row = {NULL, NULL, place, place, 2}};
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
    raw.row.how = sim_text_trim(equals + 1);
    status = read_set_arm(e, &key, &raw, err);
    return status == SIM_OK ? sim_arms_set_key(e, &raw, key, err) : status;
}

/* What stands behind the arm, or is all of it. */
static char *find_key(char *text)
{
    char *colon = arm_of(text) ? strrchr(text, ':') : NULL;

    return sim_text_trim(colon ? colon + 1 : text);
}

bool sim_set_is_elsewhere(const char *set, const sim_catalog *catalog)
{
    char text[TEXT_SIZE], *equals, *key, *dot;

    snprintf(text, sizeof text, "%s", set);
    equals = find_equals(text);
    if (equals) *equals = '\0';
    key = find_key(text);
    dot = strchr(key, '.');
    if (dot) *dot = '\0';
    return dot && sim_catalog_elsewhere(catalog, key, NULL);
}
