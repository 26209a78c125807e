/* listed_json.c -- the rows that `potency params` prints, as JSON. */
#include <jansson.h>
#include <stdio.h>

#include "sim/cli/listed.h"
#include "sim/io/memory.h"
#include "sim/study/cohort.h"

/* NULL where memory is short, as all that follow. */
static json_t *words_of(const sim_symbol *s)
{
    json_t *words = json_array();

    for (size_t i = 0; s->words(i); i++) {
        if (json_array_append_new(words, json_string(s->words(i))) == 0) continue;
        json_decref(words);
        return NULL;
    }
    return words;
}

static json_t *number_of(const sim_symbol *s, double number)
{
    return s->kind == SIM_WHOLE ? json_integer((json_int_t)number) : json_real(number);
}

static json_t *values_of(const sim_session *session, const sim_parameter *q)
{
    const sim_symbol *s = q->symbol;

    if (s->kind == SIM_WORD)
        return json_pack("{s:s, s:o}", "default",
                         s->words((size_t)sim_listed_default(session, q)), "words",
                         words_of(s));
    return json_pack("{s:o, s:o, s:o, s:b}", "default", number_of(s, q->usual), "low",
                     number_of(s, s->low), "high", number_of(s, s->high), "whole",
                     s->kind == SIM_WHOLE);
}

/* How it is drawn in a cohort; NULL if it is not. */
static const sim_draw *find_draw(const sim_session *session, const sim_parameter *q)
{
    const sim_population *population = session->catalog.population;

    for (size_t i = 0; population && i < population->n_draws; i++) {
        if (sim_listed_drawn(session, &population->draws[i]) == q)
            return &population->draws[i];
    }
    return NULL;
}

/* With all its keys, or NULL. */
static json_t *json_of(const sim_listed *l, size_t row)
{
    const sim_session *session = l->session;
    const sim_parameter *q = &session->catalog.rows[row];
    const sim_draw *draw = find_draw(session, q);
    const sim_symbol *s = q->symbol;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "section", q->section,
                               "name", s->name, "unit", s->unit, "meaning", s->meaning,
                               "source", s->source, "is_read", !l->unread[row]);
    json_t *drawn =
        draw ? json_pack("{s:{s:s, s:s}}", "cohort", "draw", draw->how, "owner",
                         sim_owner_name(session->catalog.population, draw->owner))
             : json_object();
    const bool has_values = json_object_update_new(object, values_of(session, q)) == 0;

    if (json_object_update_new(object, drawn) == 0 && has_values) return object;
    json_decref(object);
    return NULL;
}

static json_t *list_all(const sim_listed *l)
{
    json_t *list = json_array();

    for (size_t i = 0; i < l->session->catalog.n; i++) {
        if (!sim_listed_matches(&l->session->catalog.rows[i], l->pattern)) continue;
        if (json_array_append_new(list, json_of(l, i)) == 0) continue;
        json_decref(list);
        return NULL;
    }
    return list;
}

/* Not json_dumps, which leaves out a key that it has no memory for. */
sim_status sim_listed_print_json(const sim_listed *l, sim_error *err)
{
    const size_t form = JSON_INDENT(2) | JSON_REAL_PRECISION(15);
    json_t *list = list_all(l);
    sim_memory text = {0};
    sim_status status =
        list ? sim_memory_open(&text, "params", err) : sim_fail_memory(err, "params");

    if (status == SIM_OK && json_dumpf(list, text.stream, form) != 0)
        status = sim_fail_memory(err, "params");
    if (status == SIM_OK) status = sim_memory_close(&text, "params", err);
    if (status == SIM_OK) puts(text.bytes);
    sim_memory_free(&text);
    json_decref(list);
    return status;
}
