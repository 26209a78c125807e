#include "sim/io/catalog.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/mistakes.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 128, HINT_SIZE = 640 };

sim_status sim_catalog_init(sim_catalog *catalog, const sim_model *const models[],
                            size_t n_models, sim_error *err)
{
    size_t n = 0;

    for (size_t m = 0; m < n_models; m++) n += models[m]->n_symbols;
    sim_status status;

    *catalog = (sim_catalog){.models = models, .n_models = n_models};
    status = sim_units_init(&catalog->units, err);
    if (status != SIM_OK) return status;
    catalog->rows = calloc(n + 1, sizeof *catalog->rows);
    if (!catalog->rows) return sim_fail_memory(err, "parameters");
    for (size_t m = 0; m < n_models; m++) {
        for (size_t i = 0; i < models[m]->n_symbols; i++) {
            const sim_symbol *s = &models[m]->symbols[i];

            if (sim_symbol_is_settable(s))
                catalog->rows[catalog->n++] = (sim_parameter){
                    m, s, sim_model_section(models[m], s), catalog->units, NULL, s->value};
        }
    }
    return SIM_OK;
}

void sim_catalog_free(sim_catalog *catalog)
{
    sim_units_free(catalog->units);
    free(catalog->rows);
    *catalog = (sim_catalog){0};
}

void sim_catalog_take_changes(sim_catalog *catalog, const sim_formers *changes,
                              const char *version)
{
    catalog->formers = changes;
    catalog->version = version;
    for (size_t i = 0; i < catalog->n; i++) {
        sim_parameter *q = &catalog->rows[i];

        q->former = sim_formers_find(changes, q->section, q->symbol->name);
    }
}

/* ---- names ---------------------------------------------------------------- */

static bool starts_section(const sim_catalog *catalog, size_t row)
{
    return row == 0 || strcmp(catalog->rows[row].section, catalog->rows[row - 1].section);
}

static void print_sections(const sim_catalog *catalog, const char *section, char text[],
                           size_t size)
{
    char word[NAME_SIZE];
    sim_choice choice = {.nearest = {.wanted = word}};
    sim_nearest *nearest = &choice.nearest;

    snprintf(word, sizeof word, "%.*s", (int)strcspn(section, " \t"), section);
    for (size_t i = 0; i < catalog->n; i++) {
        if (starts_section(catalog, i)) sim_choice_offer(&choice, catalog->rows[i].section);
    }
    for (sim_section_kind i = 0; i < SIM_SECTION_MODEL; i++) {
        const sim_section *other = &sim_sections[i];

        if (other->has_parameters) continue;
        sim_nearest_offer(nearest, other->word);
        if (nearest->best == other->word) nearest->best = other->shown;
        sim_text_list(choice.all, sizeof choice.all, other->shown);
    }
    sim_choice_print(&choice, text, size);
}

/* The model that has a section; n_models if none does. */
static size_t find_model(const sim_catalog *catalog, const char *section)
{
    for (size_t i = 0; i < catalog->n; i++) {
        if (strcmp(catalog->rows[i].section, section) == 0) return catalog->rows[i].model;
    }
    return catalog->n_models;
}

/* It is a row of another chain: which one it is, and how that is asked for. */
static sim_status refuse_elsewhere(const sim_catalog *catalog, const sim_chain *other,
                                   const char *what, const char *place, sim_error *err)
{
    return sim_fail(err, SIM_ENAME,
                    "%s: %s is of indication %s, and this run treats %s; [run] indication "
                    "= %s, or no such row, would be right",
                    place, what, other->name,
                    catalog->chain ? catalog->chain->name : "nothing", other->name);
}

sim_status sim_catalog_check_section(const sim_catalog *catalog, const char *section,
                                     const char *place, sim_error *err)
{
    const sim_section *other = &sim_sections[sim_section_kind_of(section)];
    const sim_chain *elsewhere;
    char hint[HINT_SIZE];

    if (find_model(catalog, section) < catalog->n_models) return SIM_OK;
    elsewhere = sim_catalog_elsewhere(catalog, section, NULL);
    if (elsewhere) {
        snprintf(hint, sizeof hint, "section '%s'", section);
        return refuse_elsewhere(catalog, elsewhere, hint, place, err);
    }
    if (!other->has_parameters && strcmp(other->word, section) == 0)
        return sim_fail(err, SIM_ENAME,
                        "%s: [%s] holds no parameters; section.name of a parameter would "
                        "be right",
                        place, other->shown);
    print_sections(catalog, section, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: unknown section '%s'%s", place, section, hint);
}

bool sim_catalog_is_of_run(const sim_catalog *catalog, const char *section)
{
    const size_t model = find_model(catalog, section);

    return model < catalog->n_models && model == find_model(catalog, "run");
}

/* The name itself in another section, else the nearest in this one, else in any. */
static void print_parameters(const sim_catalog *catalog, const char *section,
                             const char *name, char text[], size_t size)
{
    const char *dot = strrchr(name, '.'), *last = dot ? dot + 1 : name;
    sim_nearest here = {.wanted = last}, anywhere = {.wanted = last};
    const sim_parameter *found = NULL;
    char otherwise[NAME_SIZE * 2];

    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];
        const char *before = anywhere.best;

        if (strcmp(q->section, section) == 0) sim_nearest_offer(&here, q->symbol->name);
        sim_nearest_offer(&anywhere, q->symbol->name);
        if (anywhere.best != before) found = q;
    }
    snprintf(otherwise, sizeof otherwise,
             "`potency params %s.` lists those of that section", section);
    if (found && (!here.best || (anywhere.cost == 0 && here.cost > 0))) {
        snprintf(text, size, "; did you mean '%s.%s'?", found->section,
                 found->symbol->name);
        return;
    }
    sim_nearest_print(&here, otherwise, text, size);
}

const sim_parameter *sim_catalog_get(const sim_catalog *catalog, const char *section,
                                     const char *name)
{
    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];

        if (strcmp(q->section, section) == 0 && strcmp(q->symbol->name, name) == 0)
            return q;
    }
    return NULL;
}

sim_status sim_catalog_find(const sim_catalog *catalog, const char *section,
                            const char *name, const char *place, size_t *row,
                            sim_error *err)
{
    sim_status status = sim_catalog_check_section(catalog, section, place, err);
    const sim_parameter *found;
    const sim_chain *elsewhere;
    char hint[HINT_SIZE];

    if (status == SIM_OK)
        status = sim_catalog_check_gone(catalog, section, name, NULL, place, err);
    if (status != SIM_OK) return status;
    found = sim_catalog_get(catalog, section, name);
    *row = found ? (size_t)(found - catalog->rows) : catalog->n;
    if (found) return SIM_OK;
    elsewhere = sim_catalog_elsewhere(catalog, section, name);
    if (elsewhere) {
        snprintf(hint, sizeof hint, "%s.%s", section, name);
        return refuse_elsewhere(catalog, elsewhere, hint, place, err);
    }
    print_parameters(catalog, section, name, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: unknown parameter '%s.%s'%s", place, section, name,
                    hint);
}

/* A name that is gone elsewhere is meant too, unless there is one here. */
sim_status sim_catalog_check_gone(const sim_catalog *catalog, const char *section,
                                  const char *name, const char *value, const char *place,
                                  sim_error *err)
{
    const sim_former *gone = sim_formers_find_gone(catalog->formers, section, name);
    const sim_former_row row = {.place = place, .value = value, .units = catalog->units};

    for (size_t i = 0; !gone && i < catalog->n; i++) {
        if (strcmp(catalog->rows[i].symbol->name, name) == 0) return SIM_OK;
    }
    if (!gone) gone = sim_formers_find_gone(catalog->formers, "", name);
    return gone ? sim_former_refuse(gone, &row, err) : SIM_OK;
}

sim_status sim_catalog_refuse_key(const sim_catalog *catalog, const char *key,
                                  const char *place, sim_error *err)
{
    sim_status status = sim_catalog_check_gone(catalog, "", key, NULL, place, err);
    char hint[HINT_SIZE];

    if (status != SIM_OK) return status;
    print_parameters(catalog, "", key, hint, sizeof hint);
    if (!strstr(hint, "did you mean"))
        snprintf(hint, sizeof hint, "; section.name would be right");
    return sim_fail(err, SIM_EPARSE, "%s: '%s' is no parameter%s", place, key, hint);
}

/* ---- values --------------------------------------------------------------- */

static sim_status parse_word(const sim_parameter *q, const char *text, const char *place,
                             double *value, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = text}};
    char hint[HINT_SIZE], otherwise[HINT_SIZE];

    for (size_t i = 0; q->symbol->words(i); i++) {
        if (strcmp(q->symbol->words(i), text) == 0) {
            *value = (double)i;
            return SIM_OK;
        }
        sim_choice_offer(&choice, q->symbol->words(i));
    }
    snprintf(otherwise, sizeof otherwise, "%s%s would be right",
             strchr(choice.all, ',') ? "one of " : "", choice.all);
    sim_nearest_print(&choice.nearest, otherwise, hint, sizeof hint);
    if (!*text)
        return sim_fail(err, SIM_EPARSE, "%s: %s.%s has no value; %s", place, q->section,
                        q->symbol->name, otherwise);
    return sim_fail(err, SIM_EVALUE, "%s: %s.%s = %s is unknown%s", place, q->section,
                    q->symbol->name, text, hint);
}

/* A number parameter's row of a message: "[15, 120] h", "[0, 1]". */
typedef struct {
    char range[3 * SIM_NUMBER_SIZE + 64];
    const char *gap, *unit; /* " ", "h"; or both empty */
} wording;

static wording word(const sim_symbol *s)
{
    const bool plain = strcmp(s->unit, "1") == 0;
    wording w = {.gap = plain ? "" : " ", .unit = plain ? "" : s->unit};
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    sim_number_print_exact(low, s->low);
    sim_number_print_exact(high, s->high);
    snprintf(w.range, sizeof w.range, "[%s, %s]%s%s", low, high, w.gap, w.unit);
    return w;
}

static sim_status refuse_unit(const sim_parameter *q, const char *text, const char *unit,
                              const char *place, sim_error *err)
{
    const sim_symbol *s = q->symbol;
    const bool short_of_memory = sim_units_lack_memory();
    const bool known = sim_units_known(q->units, unit);
    const bool plain = strcmp(s->unit, "1") == 0;

    if (short_of_memory) return sim_fail_memory(err, place);
    return sim_fail(err, known ? SIM_EVALUE : SIM_EPARSE,
                    "%s: %s.%s = %s: '%s' %s; %s%s would be right", place, q->section,
                    s->name, text, unit, known ? "measures something else" : "is no unit",
                    plain ? "a plain number or %" : s->unit,
                    plain ? "" : ", or what converts to it,");
}

static sim_status refuse_number(const sim_parameter *q, const char *text, const char *place,
                                sim_error *err)
{
    const sim_symbol *s = q->symbol;

    if (!*text)
        return sim_fail(err, SIM_EPARSE, "%s: %s.%s has no value; one in %s would be right",
                        place, q->section, s->name, word(s).range);
    return sim_fail(err, SIM_EPARSE,
                    "%s: %s.%s = %s is not a number; one in %s would be right", place,
                    q->section, s->name, text, word(s).range);
}

static bool is_within(const sim_symbol *s, double value)
{
    return value >= s->low && value <= s->high &&
           (s->kind != SIM_WHOLE || value == floor(value));
}

static bool is_taken(const sim_parameter *q, const char *text)
{
    const char *unit;
    double value;

    return *text && sim_units_read(q->units, text, q->symbol->unit, &value, &unit) &&
           is_within(q->symbol, value);
}

static bool is_switch(const sim_symbol *s)
{
    return s->kind == SIM_WHOLE && s->low == 0 && s->high == 1;
}

/* What would be right in place of a text that is one of the usual mistakes. */
static void print_right(const sim_parameter *q, sim_mistake *m, char right[HINT_SIZE])
{
    const bool one = is_taken(q, m->right), other = is_taken(q, m->other);

    if (one && other)
        snprintf(right, HINT_SIZE, "%s would be right, or %s if %s", m->right, m->other,
                 m->other_if);
    else if (one || other)
        snprintf(right, HINT_SIZE, "%s would be right", one ? m->right : m->other);
    else
        snprintf(right, HINT_SIZE, "one in %s would be right", word(q->symbol).range);
    if (other && !one) snprintf(m->what, sizeof m->what, "it has a decimal comma");
}

static sim_status refuse_mistake(const sim_parameter *q, sim_mistake *m, const char *text,
                                 const char *place, sim_error *err)
{
    char right[HINT_SIZE];

    print_right(q, m, right);
    return sim_fail(err, SIM_EPARSE, "%s: %s.%s = %s is not a number: %s; %s", place,
                    q->section, q->symbol->name, text, m->what, right);
}

static sim_status parse_number(const sim_parameter *q, const char *text, const char *place,
                               double *value, sim_error *err)
{
    const char *unit;
    sim_mistake mistake;

    if (sim_units_read(q->units, text, q->symbol->unit, value, &unit)) return SIM_OK;
    if (sim_mistake_find(text, &mistake) &&
        (mistake.kind != SIM_MISTAKE_SWITCH || is_switch(q->symbol)))
        return refuse_mistake(q, &mistake, text, place, err);
    if (!sim_number_parse_start(text, value, &unit))
        return refuse_number(q, text, place, err);
    unit += strspn(unit, " \t");
    return *unit != ',' && sim_units_may_follow(unit, q->symbol->unit)
               ? refuse_unit(q, text, unit, place, err)
               : refuse_number(q, text, place, err);
}

/* How a value is shown in a message: "900 h", "40 d (960 h)". */
static void print_given(const sim_symbol *s, const char *text, double value, char shown[],
                        size_t size)
{
    const wording w = word(s);
    char number[SIM_NUMBER_SIZE];
    double plain;

    sim_number_print(number, value, SIM_NUMBER_SHORT);
    if (sim_number_parse(text, &plain))
        snprintf(shown, size, "%s%s%s", text, w.gap, w.unit);
    else
        snprintf(shown, size, "%s (%s%s%s)", text, number, w.gap, w.unit);
}

/* A fraction that was given in percent. */
static const char *percent_hint(const sim_symbol *s, const char *text, double value,
                                char hint[NAME_SIZE])
{
    double plain;

    hint[0] = '\0';
    if (s->kind == SIM_PARAM && strcmp(s->unit, "1") == 0 && s->high <= 1 && value > 1 &&
        value / 100 >= s->low && value / 100 <= s->high && sim_number_parse(text, &plain))
        snprintf(hint, NAME_SIZE, "; did you mean '%.80s %%'?", text);
    return hint;
}

/* By its digits where it has no unit that would change them. */
static bool is_whole(const char *text, double value)
{
    double plain;

    return sim_number_parse(text, &plain) ? sim_number_parse_whole(text, &plain)
                                          : value == floor(value);
}

sim_status sim_parameter_refuse_change(const sim_parameter *q, const char *text,
                                       const char *place, sim_error *err)
{
    const sim_former_row row = {place, text, q->symbol->unit, q->units};

    return sim_former_refuse(q->former, &row, err);
}

static sim_status parse_value(const sim_parameter *q, const char *text, const char *place,
                              double *value, sim_error *err)
{
    const sim_symbol *s = q->symbol;
    char given[HINT_SIZE], hint[NAME_SIZE];
    double plain;
    sim_status status;

    if (s->kind == SIM_WORD) return parse_word(q, text, place, value, err);
    status = parse_number(q, text, place, value, err);
    if (status != SIM_OK) return status;
    print_given(s, text, *value, given, sizeof given);
    if (!(*value >= s->low && *value <= s->high))
        return sim_fail(err, SIM_EVALUE, "%s: %s.%s = %s is outside %s%s", place,
                        q->section, s->name, given, word(s).range,
                        percent_hint(s, text, *value, hint));
    if (s->kind == SIM_WHOLE && !is_whole(text, *value))
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s.%s = %s is not whole; a whole number in %s would be right",
                        place, q->section, s->name,
                        sim_number_parse(text, &plain) ? text : given, word(s).range);
    if (*value == 0) *value = 0; /* -0 */
    return SIM_OK;
}

/* What cannot be a value now, and could before, is told as that. */
sim_status sim_parameter_parse(const sim_parameter *q, const char *text, const char *place,
                               double *value, sim_error *err)
{
    sim_status status = parse_value(q, text, place, value, err);

    if ((status == SIM_EVALUE || status == SIM_EPARSE) && q->former &&
        sim_former_takes(q->former, text, q->units))
        return sim_parameter_refuse_change(q, text, place, err);
    return status;
}

void sim_parameter_print(const sim_parameter *q, double value, char text[SIM_NUMBER_SIZE])
{
    if (q->symbol->kind == SIM_WORD)
        snprintf(text, SIM_NUMBER_SIZE, "%s", q->symbol->words((size_t)value));
    else
        sim_number_print_exact(text, value);
}
