/* sbml_names.c -- of the SBML writer: what things are called. */
#include <stdio.h>
#include <string.h>

#include "sim/io/sbml_parts.h"

/* ---- the clock of a stage -------------------------------------------------- */

static const char *const clock_words[] = {SIM_SBML_PHASE, SIM_SBML_START, SIM_SBML_LENGTH,
                                          SIM_SBML_CLOCK, NULL};

/* What a name in a formula says of the stage's clock; NULL if it is none of its words. */
static const char *clock_word(const sim_sbml *d, const char *name)
{
    size_t i = 0;

    if (d->chain && strcmp(name, "t") == 0) return SIM_SBML_CLOCK;
    while (clock_words[i] && strcmp(clock_words[i], name) != 0) i++;
    return clock_words[i];
}

/* That of a stage without states is the next one's, which begins when its values hold. */
static const sim_sbml_model *clock_of(const sim_sbml *d)
{
    const sim_sbml_model *m = d->of, *end = d->models + d->n_models;

    while (m < end && (m->is_skipped || m->model->n_states == 0)) m++;
    sim_bug(m == end);
    return m;
}

static const char *make_clock_id(sim_sbml *d, const char *word)
{
    const char *stage = clock_of(d)->model->name;

    sim_bug(snprintf(d->id, sizeof d->id, "%s_%.*s", stage, (int)strlen(word) - 1, word) >=
            (int)sizeof d->id);
    return d->id;
}

/* ---- ids ------------------------------------------------------------------- */

/* Has a model something of its own by that name? */
static bool owns(const sim_model *m, const char *name)
{
    const sim_symbol *s = sim_model_find(m, name);

    if (s && s->kind != SIM_INPUT) return true;
    for (size_t i = 0; i < m->n_reactions; i++)
        if (strcmp(m->flows[i].name, name) == 0) return true;
    for (size_t i = 0; i < m->n_lets; i++)
        if (strcmp(m->lets[i].name, name) == 0) return true;
    for (size_t i = 0; i < m->n_events; i++)
        if (strcmp(m->events[i].name, name) == 0) return true;
    return false;
}

/* Has another stage that name too?  Skipped ones count: ids are the same in all arms. */
static bool is_shared(const sim_sbml *d, const sim_sbml_model *m, const char *name)
{
    for (size_t i = 0; d->chain && i < d->chain->n_stages; i++)
        if (i != m->stage && owns(d->chain->stages[i].model, name)) return true;
    return false;
}

/* Constants but for a CHANCE are the same in both courses. */
static bool is_of_course(const sim_sbml_model *m, const char *name)
{
    const sim_symbol *s = sim_model_find(m->model, name);

    return m->course && (!s || s->kind == SIM_CHANCE || !sim_symbol_is_constant(s));
}

static const char *make_id(sim_sbml *d, const sim_sbml_model *m, const char *name)
{
    const bool shared = is_shared(d, m, name);
    const bool of_course = !d->is_mixed && m == d->of && is_of_course(m, name);

    sim_bug(snprintf(d->id, sizeof d->id, "%s%s%s%s%s", of_course ? m->course : "",
                     of_course ? "_" : "", shared ? m->model->name : "", shared ? "_" : "",
                     name) >= (int)sizeof d->id);
    return d->id;
}

const char *sim_sbml_id(sim_sbml *d, const char *name) { return make_id(d, d->of, name); }

const char *sim_sbml_event_id(sim_sbml *d, size_t event, const char *word)
{
    size_t at = strlen(sim_sbml_id(d, d->of->model->events[event].name));

    sim_bug(snprintf(d->id + at, sizeof d->id - at, "_%s", word) >=
            (int)(sizeof d->id - at));
    return d->id;
}

const char *sim_sbml_name(const char *name, void *scope)
{
    sim_sbml *d = scope;
    const char *word = clock_word(d, name);
    const sim_symbol *s = sim_model_find(d->of->model, name);
    const sim_sbml_model *source;

    if (d->timetable && strcmp(name, d->timetable->index) == 0)
        return sim_sbml_event_id(d, d->timetable->event, "count");
    if (word) return make_clock_id(d, word);
    if (strcmp(name, "t") == 0 || strcmp(name, SIM_SBML_NOW) == 0) return NULL;
    if (!d->chain || !s || s->kind != SIM_INPUT) return sim_sbml_id(d, name);
    source = sim_sbml_source(d, name, &s);
    sim_bug(!source);
    return make_id(d, source, s->name);
}

/* ---- units ----------------------------------------------------------------- */

static bool let_dimension(const sim_sbml_model *m, const char *name,
                          sim_dimension *dimension)
{
    for (size_t i = 0; i < m->model->n_lets; i++) {
        if (strcmp(m->model->lets[i].name, name) != 0) continue;
        *dimension = m->lets[i];
        return true;
    }
    return false;
}

bool sim_sbml_dimension(const char *name, const void *scope, sim_dimension *dimension)
{
    const sim_sbml *d = scope;
    const sim_symbol *s = sim_model_find(d->of->model, name);

    *dimension = sim_dimensionless;
    if (d->timetable && strcmp(name, d->timetable->index) == 0) return true;
    if (strcmp(name, SIM_SBML_PHASE) == 0) return true;
    if (strcmp(name, "t") == 0 || strcmp(name, SIM_SBML_NOW) == 0 || clock_word(d, name)) {
        *dimension = d->time;
        return true;
    }
    if (s) *dimension = d->of->symbols[s - d->of->model->symbols];
    return s || let_dimension(d->of, name, dimension);
}

const char *sim_sbml_unit(sim_dimension unit, void *scope)
{
    sim_sbml *d = scope;
    const char *id = sim_unit_ids_find(&d->ids, unit);

    sim_bug(!id);
    return id;
}

const char *sim_sbml_unit_of_row(sim_sbml *d, const char *text, sim_dimension unit)
{
    const char *id = sim_unit_ids_add(&d->ids, text, unit);

    sim_bug(!id);
    return id;
}

const char *sim_sbml_unit_of_symbol(sim_sbml *d, const sim_symbol *s)
{
    return sim_sbml_unit_of_row(d, s->unit ? s->unit : "1",
                                d->of->symbols[s - d->of->model->symbols]);
}

sim_dimension sim_sbml_per_time(const sim_sbml *d, sim_dimension unit)
{
    return sim_dimension_multiply(unit, d->time, -1);
}
