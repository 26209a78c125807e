#include "sim/io/catalog.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sim_status sim_catalog_init(sim_catalog *catalog, const sim_model *const models[],
                            size_t n_models, sim_error *err)
{
    size_t n = 0;

    for (size_t m = 0; m < n_models; m++) n += models[m]->n_symbols;
    *catalog = (sim_catalog){.models = models, .n_models = n_models};
    catalog->rows = calloc(n + 1, sizeof *catalog->rows);
    if (!catalog->rows) return sim_fail_memory(err, "parameters");
    for (size_t m = 0; m < n_models; m++) {
        for (size_t i = 0; i < models[m]->n_symbols; i++) {
            const sim_symbol *s = &models[m]->symbols[i];

            if (sim_symbol_is_settable(s))
                catalog->rows[catalog->n++] =
                    (sim_parameter){m, s, sim_model_section(models[m], s)};
        }
    }
    return SIM_OK;
}

void sim_catalog_free(sim_catalog *catalog)
{
    free(catalog->rows);
    *catalog = (sim_catalog){0};
}

/* Lists the sections, for a message. */
static void list_sections(const sim_catalog *catalog, char text[], size_t size)
{
    const char *last = "";
    size_t at = 0;

    for (size_t i = 0; i < catalog->n && at + 64 < size; i++) {
        if (strcmp(catalog->rows[i].section, last) == 0) continue;
        last = catalog->rows[i].section;
        at += (size_t)snprintf(text + at, size - at, "%s, ", last);
    }
}

sim_status sim_catalog_check_section(const sim_catalog *catalog, const char *section,
                                     const char *place, sim_error *err)
{
    char sections[512] = "";

    for (size_t i = 0; i < catalog->n; i++) {
        if (strcmp(catalog->rows[i].section, section) == 0) return SIM_OK;
    }
    list_sections(catalog, sections, sizeof sections);
    return sim_fail(err, SIM_ENAME,
                    "%s: unknown section '%s'; %spresets or arm NAME would be right", place,
                    section, sections);
}

sim_status sim_catalog_find(const sim_catalog *catalog, const char *section,
                            const char *name, const char *place, size_t *row,
                            sim_error *err)
{
    sim_status status = sim_catalog_check_section(catalog, section, place, err);

    if (status != SIM_OK) return status;
    for (*row = 0; *row < catalog->n; (*row)++) {
        if (strcmp(catalog->rows[*row].section, section) == 0 &&
            strcmp(catalog->rows[*row].symbol->name, name) == 0)
            return SIM_OK;
    }
    return sim_fail(err, SIM_ENAME,
                    "%s: unknown parameter '%s.%s'; `potency params %s.` lists those of "
                    "that section",
                    place, section, name, section);
}

static sim_status parse_word(const sim_parameter *q, const char *text, const char *place,
                             double *value, sim_error *err)
{
    char words[256] = "";
    size_t at = 0;

    for (size_t i = 0; q->symbol->words(i); i++) {
        if (strcmp(q->symbol->words(i), text) == 0) {
            *value = (double)i;
            return SIM_OK;
        }
        if (at + 48 < sizeof words)
            at += (size_t)snprintf(words + at, sizeof words - at, "%s%s", i ? ", " : "",
                                   q->symbol->words(i));
    }
    return sim_fail(err, SIM_EVALUE, "%s: %s.%s = %s is unknown; one of %s would be right",
                    place, q->section, q->symbol->name, text, words);
}

sim_status sim_parameter_parse(const sim_parameter *q, const char *text, const char *place,
                               double *value, sim_error *err)
{
    const sim_symbol *s = q->symbol;
    const char *unit = strcmp(s->unit, "1") == 0 ? "" : s->unit, *gap = *unit ? " " : "";
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (s->kind == SIM_WORD) return parse_word(q, text, place, value, err);
    sim_number_print_exact(low, s->low);
    sim_number_print_exact(high, s->high);
    if (!sim_number_parse(text, value))
        return sim_fail(
            err, SIM_EPARSE,
            "%s: %s.%s = %s is not a number; one in [%s, %s]%s%s would be right", place,
            q->section, s->name, text, low, high, gap, unit);
    if (!(*value >= s->low && *value <= s->high))
        return sim_fail(err, SIM_EVALUE, "%s: %s.%s = %s%s%s is outside [%s, %s]%s%s",
                        place, q->section, s->name, text, gap, unit, low, high, gap, unit);
    if (s->kind == SIM_WHOLE && *value != floor(*value))
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s.%s = %s is not whole; a whole number in [%s, %s]%s%s would "
                        "be right",
                        place, q->section, s->name, text, low, high, gap, unit);
    if (*value == 0) *value = 0; /* -0 */
    return SIM_OK;
}

void sim_parameter_print(const sim_parameter *q, double value, char text[SIM_NUMBER_SIZE])
{
    if (q->symbol->kind == SIM_WORD)
        snprintf(text, SIM_NUMBER_SIZE, "%s", q->symbol->words((size_t)value));
    else
        sim_number_print_exact(text, value);
}
