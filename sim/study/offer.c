#include "sim/study/offer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/mistakes.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { TOKEN = 96, PLACE = 512, DEEPEST = 8 };

static const char set_start[] = "offer.", condition[] = "condition";

bool sim_set_is_of_offer(const char *set) { return sim_text_starts(set, set_start); }

/* ---- keys and words --------------------------------------------------------- */

static bool is_key(const sim_offer_row *row) { return row->kind <= SIM_OFFER_NUMBER; }

static size_t find_key(const sim_offer *o, const char *name, size_t length)
{
    size_t i = 0;

    while (i < o->n_rows && !(is_key(&o->rows[i]) && strlen(o->rows[i].name) == length &&
                              strncmp(o->rows[i].name, name, length) == 0))
        i++;
    return i;
}

const sim_said *sim_offer_said(const sim_offer *o, const char *key)
{
    const size_t i = find_key(o, key, strlen(key));

    return i < o->n_rows ? &o->said[i] : NULL;
}

/* Words are alike whatever their case, and whether a gap is _, - or a space. */
static bool is_alike(const char *one, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char a = strchr("_- ", one[i]) && one[i] ? ' ' : one[i];
        const char b = strchr("_- ", other[i]) && other[i] ? ' ' : other[i];

        if (!a || !b || strncasecmp(&a, &b, 1) != 0) return false;
    }
    return one[length] == '\0';
}

/* Is a text one of a list with commas? */
static bool is_listed(const char *text, const char *list)
{
    while (*list) {
        const size_t length = strcspn(list, ",");

        if (strlen(text) == length && is_alike(text, list, length)) return true;
        list += length;
        list += strspn(list, ", ");
    }
    return false;
}

static bool is_word(const sim_offer_row *row, const char *text)
{
    const size_t length = strlen(row->name);

    return (strlen(text) == length && is_alike(text, row->name, length)) ||
           is_listed(text, row->text);
}

static sim_status refuse_word(const sim_offer *o, const sim_offer_row *key,
                              const sim_said *said, sim_error *err)
{
    sim_choice choice = {.nearest.wanted = said->text};
    char hint[640];

    for (size_t i = 0; i < o->n_rows; i++)
        if (o->rows[i].kind == SIM_OFFER_WORD && strcmp(o->rows[i].of, key->name) == 0)
            sim_choice_offer(&choice, o->rows[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: unknown word '%.80s'%s", said->place, said->text,
                    hint);
}

static sim_status read_word(const sim_offer *o, const sim_offer_row *key, sim_said *said,
                            sim_error *err)
{
    for (size_t i = 0; i < o->n_rows; i++) {
        const sim_offer_row *row = &o->rows[i];

        if (row->kind == SIM_OFFER_WORD && strcmp(row->of, key->name) == 0 &&
            is_word(row, said->text))
            said->word = row->name;
    }
    if (said->word || key->kind != SIM_OFFER_WORDS) return SIM_OK;
    return refuse_word(o, key, said, err);
}

static sim_status refuse_key(const sim_offer *o, const char *place, const char *name,
                             sim_error *err)
{
    sim_choice choice = {.nearest.wanted = name};
    char hint[640];

    for (size_t i = 0; i < o->n_rows; i++)
        if (is_key(&o->rows[i])) sim_choice_offer(&choice, o->rows[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: an offer has no row '%.60s'%s", place, name, hint);
}

/* ---- reading ----------------------------------------------------------------- */

static char *keep(sim_offer *o, const char *text)
{
    char *kept = sim_pool_take(&o->pool, strlen(text) + 1, 1);

    if (kept) memcpy(kept, text, strlen(text) + 1);
    return kept;
}

void sim_offer_unquote(char *text)
{
    char *inner = sim_text_copy(text), *at = text;

    if (inner && sim_text_strip_quotes(inner) && !strchr(inner, '"'))
        at = strstr(text, inner);
    if (inner && !*inner) *text = '\0';
    if (inner && at > text && at[strlen(inner)]) memmove(text, inner, strlen(inner) + 1);
    free(inner);
}

/* A row `name` = `value` at a place; a later one stands over an earlier one. */
static sim_status take(sim_offer *o, const char *place, const char *name, const char *value,
                       int line, sim_error *err)
{
    const size_t i = find_key(o, name, strlen(name));
    char whole[PLACE], *text;
    sim_said *said;

    if (i == o->n_rows) return refuse_key(o, place, name, err);
    text = keep(o, value);
    if (!text) return sim_fail_memory(err, "offer");
    sim_offer_unquote(text);
    if (!*text)
        return sim_fail(err, SIM_EPARSE,
                        "%s: %s is empty; what the offer says, or no such row, would be "
                        "right",
                        place, name);
    said = &o->said[i];
    snprintf(whole, sizeof whole, "%s: %s", place, name);
    *said = (sim_said){.text = text, .place = keep(o, whole), .number = NAN, .line = line};
    if (!said->place) return sim_fail_memory(err, "offer");
    return read_word(o, &o->rows[i], said, err);
}

static sim_status check_once(const sim_offer *o, const sim_ini *ini, size_t at,
                             sim_error *err)
{
    const sim_ini_row *row = &ini->rows[at];
    const sim_said *said = sim_offer_said(o, row->name);

    if (!said || !said->text) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s:%d: %s stands here and in line %d; one of them would be right",
                    ini->file, row->line, row->name, said->line);
}

static sim_status read_rows(sim_offer *o, const sim_ini *ini, size_t *n, sim_error *err)
{
    sim_status status = SIM_OK;
    char place[PLACE];

    for (size_t i = 0; status == SIM_OK && i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];

        if (!row->name || sim_section_kind_of(row->section) != SIM_SECTION_OFFER) continue;
        snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
        status = check_once(o, ini, i, err);
        if (status == SIM_OK)
            status = take(o, place, row->name, row->value, row->line, err);
        (*n)++;
    }
    return status;
}

/* "offer.cells=5e6" */
static sim_status read_set(sim_offer *o, const char *set, sim_error *err)
{
    char *text = keep(o, set + strlen(set_start)), *equals, place[PLACE];

    if (!text) return sim_fail_memory(err, "offer");
    snprintf(place, sizeof place, "--set %.200s", set);
    equals = strchr(text, '=');
    if (!equals)
        return sim_fail(err, SIM_EPARSE, "%s: has no =; offer.KEY=VALUE would be right",
                        place);
    *equals = '\0';
    for (const char *at = equals + 1; *at; at++)
        if (strchr("#;", *at) && strchr(" \t", at[-1]))
            return sim_fail(err, SIM_EPARSE,
                            "%s: %c behind a blank begins a comment in a file; a text "
                            "without it would be right",
                            place, *at);
    return take(o, place, sim_text_trim(text), sim_text_trim(equals + 1), 0, err);
}

/* What a file treats is what an offer is for that says nothing of it. */
static sim_status take_indication(sim_offer *o, const sim_ini *ini, sim_error *err)
{
    const sim_said *said = sim_offer_said(o, condition);
    char place[PLACE];

    for (size_t i = 0; !said->text && i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];

        if (!row->name || sim_section_kind_of(row->section) != SIM_SECTION_RUN ||
            strcmp(row->name, "indication") != 0)
            continue;
        snprintf(place, sizeof place, "%s:%d", ini->file, row->line);
        return take(o, place, condition, row->value, row->line, err);
    }
    return SIM_OK;
}

/* The condition of the same word or, where there is none, the last, which is for any other. */
static const sim_offer_row *find_condition(const sim_offer *o)
{
    const sim_said *said = sim_offer_said(o, condition);
    const sim_offer_row *last = NULL;

    for (size_t i = 0; i < o->n_rows; i++) {
        if (o->rows[i].kind != SIM_OFFER_CONDITION) continue;
        last = &o->rows[i];
        if (said && said->text && last->world->is_modelled && is_word(last, said->text))
            return last;
    }
    return last;
}

static size_t count_rows(const sim_offer_row rows[])
{
    size_t n = 0;

    while (rows[n].kind != SIM_OFFER_END) n++;
    return n;
}

sim_status sim_offer_read(sim_offer *o, const sim_offer_row rows[],
                          const sim_offer_source *source, sim_error *err)
{
    sim_status status;
    size_t n = 0;

    *o = (sim_offer){.rows = rows, .n_rows = count_rows(rows)};
    o->said = sim_pool_take(&o->pool, o->n_rows, sizeof *o->said);
    if (!o->said) return sim_fail_memory(err, "offer");
    status = read_rows(o, source->ini, &n, err);
    for (size_t i = 0; status == SIM_OK && i < source->n_sets; i++) {
        if (!sim_set_is_of_offer(source->sets[i])) continue;
        status = read_set(o, source->sets[i], err);
        n++;
    }
    if (status == SIM_OK && n == 0)
        status =
            sim_fail(err, SIM_EPARSE,
                     "%s: says nothing of an offer; a section [offer] with rows such as "
                     "%s would be right",
                     source->ini->file, rows->name);
    if (status == SIM_OK) status = take_indication(o, source->ini, err);
    o->condition = find_condition(o);
    return status;
}

void sim_offer_free(sim_offer *o) { sim_pool_free(&o->pool); }

/* ---- tests --------------------------------------------------------------------- */

static bool holds(const sim_offer *o, const char *when, int depth);

static bool find_range(const sim_offer *o, const char *name, sim_range *range)
{
    const sim_said *said = sim_offer_said(o, name);

    if (said && said->text && isfinite(said->number)) {
        *range = (sim_range){said->number, said->number};
        return true;
    }
    return o->find && o->find(o->data, name, range) && isfinite(range->low);
}

/* name=word */
static bool is_said_so(const sim_offer *o, const char *name, const char *word)
{
    const sim_said *said = sim_offer_said(o, name);
    char *end;
    double number;

    if (strcmp(name, condition) == 0) return strcmp(o->condition->name, word) == 0;
    if (!said || !said->text) return false;
    if (said->word) return strcmp(said->word, word) == 0;
    number = strtod(word, &end);
    return !*end && said->number == number;
}

/* A key that says something, a TEST of that name, or a number that is known. */
static bool is_known(const sim_offer *o, const char *name, int depth)
{
    const sim_said *said = sim_offer_said(o, name);
    bool is_test = false;
    sim_range range;

    if (said) return said->text != NULL;
    for (size_t i = 0; i < o->n_rows; i++) {
        const sim_offer_row *row = &o->rows[i];

        if (row->kind != SIM_OFFER_TEST || strcmp(row->name, name) != 0) continue;
        is_test = true;
        sim_bug(depth == DEEPEST);
        if (holds(o, row->when, depth + 1)) return true;
    }
    return !is_test && find_range(o, name, &range);
}

static bool passes(const sim_offer *o, char *token, int depth)
{
    char *behind = token + strcspn(token, "=<>");
    const char how = *behind;
    sim_range range;
    double bound;

    if (!how) return is_known(o, token, depth);
    *behind++ = '\0';
    if (how == '=') return is_said_so(o, token, behind);
    bound = strtod(behind, NULL);
    if (!find_range(o, token, &range)) return false;
    return how == '<' ? range.high < bound : range.low > bound;
}

static bool holds(const sim_offer *o, const char *when, int depth)
{
    char token[TOKEN];

    while (*(when += strspn(when, " "))) {
        const size_t length = strcspn(when, " ");
        const bool is_not = *when == '!';

        sim_bug(length >= sizeof token);
        memcpy(token, when, length);
        token[length] = '\0';
        if (passes(o, token + is_not, depth) == is_not) return false;
        when += length;
    }
    return true;
}

bool sim_offer_holds(const sim_offer *o, const char *when) { return holds(o, when, 0); }

const sim_offer_row *sim_offer_next(const sim_offer *o, sim_offer_kind kind, const char *of,
                                    size_t *at)
{
    while (*at < o->n_rows) {
        const sim_offer_row *row = &o->rows[(*at)++];

        if (row->kind == kind && (!of || (row->of && strcmp(row->of, of) == 0)) &&
            (!row->when || sim_offer_holds(o, row->when)))
            return row;
    }
    return NULL;
}

/* ---- numbers ---------------------------------------------------------------------- */

/* "20 million stem cells" is "20 million cell" by the WORD rows of a key that takes a number. */
static char *name_unit(sim_offer *o, const sim_offer_row *key, const char *text)
{
    char *named = sim_pool_take(&o->pool, strlen(text) + TOKEN, 1);

    if (!named) return NULL;
    strcpy(named, text);
    for (char *at = named; *at; at++) {
        if (at == named || !strchr(" \t", at[-1])) continue;
        for (size_t i = 0; i < o->n_rows; i++) {
            const sim_offer_row *row = &o->rows[i];

            if (row->kind != SIM_OFFER_WORD || strcmp(row->of, key->name) != 0 ||
                !is_word(row, at))
                continue;
            strcpy(at, strcmp(row->name, "1") == 0 ? "" : row->name);
            sim_text_trim(named);
            return named;
        }
    }
    return named;
}

/* A number as a leaflet has it, "20 million stem cells": false if it is none, or may be two. */
static bool read_as_meant(sim_offer *o, size_t key, const sim_parameter *parameter)
{
    sim_said *said = &o->said[key];
    char *text = name_unit(o, &o->rows[key], said->text);
    sim_mistake mistake = {.kind = SIM_MISTAKE_RANGE};
    sim_error ignored;

    if (!text) return false;
    if (strspn(text, "0123456789") > 0 && sim_mistake_find(text, &mistake) &&
        mistake.kind == SIM_MISTAKE_NUMBER && !*mistake.other && *mistake.right)
        text = keep(o, mistake.right);
    if (!text || sim_parameter_parse(parameter, text, said->place, &said->number,
                                     &ignored) != SIM_OK)
        return false;
    said->text = text;
    return true;
}

static sim_status read_number(sim_offer *o, size_t key, const sim_catalog *catalog,
                              sim_error *err)
{
    sim_said *said = &o->said[key];
    char section[TOKEN];
    const char *row = o->rows[key].low, *point = strchr(row, '.');
    const sim_parameter *parameter;
    sim_status status;

    snprintf(section, sizeof section, "%.*s", (int)(point - row), row);
    parameter = sim_catalog_get(catalog, section, point + 1);
    sim_bug(parameter == NULL);
    status = sim_parameter_parse(parameter, said->text, said->place, &said->number, err);
    return status == SIM_OK || !read_as_meant(o, key, parameter) ? status : SIM_OK;
}

/* The place of the first key in a `when` that is said. */
static const sim_said *first_key(const sim_offer *o, const char *when)
{
    const size_t key = find_key(o, when, strcspn(when, " =<>"));

    sim_bug(key == o->n_rows);
    return &o->said[key];
}

sim_status sim_offer_measure(sim_offer *o, const sim_catalog *catalog, sim_error *err)
{
    const sim_offer_row *clash;
    sim_status status = SIM_OK;
    size_t at = 0;

    for (size_t i = 0; status == SIM_OK && i < o->n_rows; i++)
        if (o->rows[i].kind == SIM_OFFER_NUMBER && o->said[i].text)
            status = read_number(o, i, catalog, err);
    clash = status == SIM_OK ? sim_offer_next(o, SIM_OFFER_CLASH, NULL, &at) : NULL;
    if (clash) {
        const sim_said *said = first_key(o, clash->when);

        status =
            sim_fail(err, SIM_EVALUE, "%s = %.80s contradicts the rest of the offer: %s",
                     said->place, said->text, clash->text);
    }
    return status;
}
