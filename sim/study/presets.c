#include "sim/study/presets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sim_status read_row(sim_preset *preset, const sim_catalog *catalog,
                           const sim_ini_row *row, sim_error *err)
{
    sim_preset_row *new_row = &preset->rows[preset->n_rows];
    char place[128];
    sim_status status;

    if (!row->name) return SIM_OK;
    if (strcmp(row->section, "preset") == 0) {
        if (strcmp(row->name, "group") == 0) preset->group = row->value;
        if (strcmp(row->name, "about") == 0) preset->about = row->value;
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
    for (; status == SIM_OK && presets->n < n; presets->n++) {
        status = read_preset(&presets->list[presets->n], catalog, &texts[presets->n], err);
        if (status == SIM_OK) add_group(presets, presets->list[presets->n].group);
    }
    qsort(presets->groups, presets->n_groups, sizeof *presets->groups, compare_names);
    return status;
}

void sim_presets_free(sim_presets *presets)
{
    for (size_t i = 0; i < presets->n; i++) {
        free(presets->list[i].rows);
        sim_ini_free(&presets->list[i].ini);
    }
    free(presets->list);
    free(presets->groups);
    *presets = (sim_presets){0};
}

/* Lists the groups or, of one group, the presets. */
static void list_names(const sim_presets *presets, const char *group, char text[],
                       size_t size)
{
    size_t at = 0;

    for (size_t i = 0; !group && i < presets->n_groups; i++)
        at += (size_t)snprintf(text + at, size - at, "%s%s", at ? ", " : "",
                               presets->groups[i]);
    for (size_t i = 0; group && i < presets->n && at + 48 < size; i++) {
        if (strcmp(presets->list[i].group, group) == 0)
            at += (size_t)snprintf(text + at, size - at, "%s%s", at ? ", " : "",
                                   presets->list[i].name);
    }
}

sim_status sim_presets_find(const sim_presets *presets, const char *group, const char *name,
                            const char *place, size_t *group_index, size_t *preset_index,
                            sim_error *err)
{
    char names[512] = "";

    *group_index = 0;
    while (*group_index < presets->n_groups &&
           strcmp(presets->groups[*group_index], group) != 0)
        (*group_index)++;
    if (*group_index == presets->n_groups) {
        list_names(presets, NULL, names, sizeof names);
        return sim_fail(err, SIM_ENAME,
                        "%s: unknown group of presets '%s'; one of %s would be right",
                        place, group, names);
    }
    for (*preset_index = 0; *preset_index < presets->n; (*preset_index)++) {
        const sim_preset *preset = &presets->list[*preset_index];

        if (strcmp(preset->group, group) == 0 && strcmp(preset->name, name) == 0)
            return SIM_OK;
    }
    list_names(presets, group, names, sizeof names);
    return sim_fail(err, SIM_ENAME,
                    "%s: unknown preset '%s' of group %s; one of %s would be right", place,
                    name, group, names);
}
