#include "sim/study/presets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

static sim_status read_row(sim_preset *preset, const sim_catalog *catalog,
                           const sim_ini_row *row, sim_error *err)
{
    sim_preset_row *new_row = &preset->rows[preset->n_rows];
    const sim_chain *elsewhere = sim_catalog_elsewhere(catalog, row->section, NULL);
    char place[128];
    sim_status status;

    if (!row->name) return SIM_OK;
    if (strcmp(row->section, preset->ini.rows[0].section) == 0) { /* [preset] */
        if (strcmp(row->name, "group") == 0) preset->group = row->value;
        if (strcmp(row->name, "about") == 0) preset->about = row->value;
        if (strcmp(row->name, "of") == 0) preset->of = row->value;
        return SIM_OK;
    }
    if (elsewhere) {
        preset->elsewhere = elsewhere;
        return SIM_OK;
    }
    snprintf(place, sizeof place, "preset %s:%d", preset->name, row->line);
    status = sim_catalog_find(catalog, row->section, row->name, place, &new_row->row, err);
    if (status == SIM_OK)
        status = sim_parameter_parse(&catalog->rows[new_row->row], row->value, place,
                                     &new_row->value, err);
    if (status == SIM_OK) preset->n_rows++;
    return status;
}

static sim_status read_preset(sim_preset *preset, const sim_catalog *catalog,
                              const sim_text *text, sim_error *err)
{
    sim_status status = sim_ini_read_text(&preset->ini, text->name, text->text, err);

    preset->name = text->name;
    snprintf(preset->origin, sizeof preset->origin, "preset %s", text->name);
    preset->rows = calloc(preset->ini.n_rows + 1, sizeof *preset->rows);
    if (!preset->rows) return sim_fail_memory(err, text->name);
    for (size_t i = 0; status == SIM_OK && i < preset->ini.n_rows; i++)
        status = read_row(preset, catalog, &preset->ini.rows[i], err);
    if (status == SIM_OK && !(preset->group && preset->about))
        status =
            sim_fail(err, SIM_EPARSE,
                     "preset %s: lacks its group or what it is about; rows of [preset] "
                     "would be right",
                     text->name);
    return status;
}

static void add_group(sim_presets *presets, const char *group)
{
    for (size_t i = 0; i < presets->n_groups; i++) {
        if (strcmp(presets->groups[i], group) == 0) return;
    }
    presets->groups[presets->n_groups++] = group;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One that changes no row is of the chains that others of its group are of. */
static void follow_group(const sim_presets *presets, sim_preset *bare)
{
    const sim_chain *elsewhere = NULL;

    for (size_t i = 0; i < presets->n_all; i++) {
        const sim_preset *other = &presets->list[i];

        if (strcmp(other->group, bare->group) != 0) continue;
        if (other->n_rows > 0) return;
        if (other->elsewhere) elsewhere = other->elsewhere;
    }
    bare->elsewhere = elsewhere;
}

static bool is_elsewhere(const sim_preset *preset)
{
    return preset->n_rows == 0 && preset->elsewhere;
}

/* Puts those of other chains last, and else keeps the order. */
static bool offer_own(sim_presets *presets)
{
    sim_preset *list = calloc(presets->n_all + 1, sizeof *list);
    size_t n = 0;

    if (!list) return false;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < presets->n_all; i++) {
            if (is_elsewhere(&presets->list[i]) == (pass == 1))
                list[n++] = presets->list[i];
        }
        if (pass == 0) presets->n = n;
    }
    memcpy(presets->list, list, n * sizeof *list);
    free(list);
    return true;
}

sim_status sim_presets_init(sim_presets *presets, const sim_catalog *catalog,
                            const sim_text texts[], sim_error *err)
{
    size_t n = 0;
    sim_status status = SIM_OK;

    *presets = (sim_presets){0};
    while (texts[n].name) n++;
    presets->list = calloc(n + 1, sizeof *presets->list);
    presets->groups = calloc(n + 1, sizeof *presets->groups);
    if (!presets->list || !presets->groups) return sim_fail_memory(err, "presets");
    for (; status == SIM_OK && presets->n_all < n; presets->n_all++)
        status = read_preset(&presets->list[presets->n_all], catalog,
                             &texts[presets->n_all], err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < n; i++) {
        if (presets->list[i].n_rows == 0) follow_group(presets, &presets->list[i]);
    }
    if (!offer_own(presets)) return sim_fail_memory(err, "presets");
    for (size_t i = 0; i < presets->n; i++) add_group(presets, presets->list[i].group);
    qsort(presets->groups, presets->n_groups, sizeof *presets->groups, compare_names);
    return status;
}

void sim_presets_free(sim_presets *presets)
{
    for (size_t i = 0; i < presets->n_all; i++) {
        free(presets->list[i].rows);
        sim_ini_free(&presets->list[i].ini);
    }
    free(presets->list);
    free(presets->groups);
    *presets = (sim_presets){0};
}

/* Refuses one of another chain; SIM_OK where that is none. */
static sim_status refuse_elsewhere(const sim_presets *presets, const char *group,
                                   const char *name, const char *place, sim_error *err)
{
    for (size_t i = presets->n; i < presets->n_all; i++) {
        const sim_preset *preset = &presets->list[i];

        if (strcmp(preset->group, group) == 0 && strcmp(preset->name, name) == 0)
            return sim_fail(
                err, SIM_ENAME,
                "%s: preset '%s' is of indication %s; [run] indication = %s, or "
                "no such preset, would be right",
                place, name, preset->elsewhere->name, preset->elsewhere->name);
    }
    return SIM_OK;
}

static sim_status find_group(const sim_presets *presets, const char *group,
                             const char *place, size_t *found, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = group}};
    char hint[640];

    for (*found = 0; *found < presets->n_groups; ++*found) {
        if (strcmp(presets->groups[*found], group) == 0) return SIM_OK;
        sim_choice_offer(&choice, presets->groups[*found]);
    }
    for (size_t i = presets->n; i < presets->n_all; i++) {
        const sim_preset *preset = &presets->list[i];

        if (strcmp(preset->group, group) == 0)
            return sim_fail(
                err, SIM_ENAME,
                "%s: group of presets '%s' is of indication %s; [run] indication = %s, or "
                "no such row, would be right",
                place, group, preset->elsewhere->name, preset->elsewhere->name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: unknown group of presets '%s'%s", place, group,
                    hint);
}

sim_status sim_presets_find(const sim_presets *presets, const char *group, const char *name,
                            const char *place, size_t *group_index, size_t *preset_index,
                            sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = name}};
    const char *other = NULL; /* group of one with that name */
    char hint[640];
    sim_status status = refuse_elsewhere(presets, group, name, place, err);

    if (status == SIM_OK) status = find_group(presets, group, place, group_index, err);
    if (status != SIM_OK) return status;
    for (*preset_index = 0; *preset_index < presets->n; ++*preset_index) {
        const sim_preset *preset = &presets->list[*preset_index];
        const bool is_meant = strcmp(preset->name, name) == 0;

        if (strcmp(preset->group, group) == 0) {
            if (is_meant) return SIM_OK;
            sim_choice_offer(&choice, preset->name);
        } else if (is_meant) {
            other = preset->group;
        }
    }
    if (other)
        return sim_fail(err, SIM_ENAME,
                        "%s: preset '%s' is of group %s, not %s; presets.%s = %s would be "
                        "right",
                        place, name, other, group, other, name);
    sim_choice_print(&choice, hint, sizeof hint);
    if (!*name) /* nothing is near it */
        return sim_fail(err, SIM_EPARSE, "%s: presets.%s has no value%s", place, group,
                        hint);
    return sim_fail(err, SIM_ENAME, "%s: unknown preset '%s' of group %s%s", place, name,
                    group, hint);
}
