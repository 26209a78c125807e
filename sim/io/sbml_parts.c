/* sbml_parts.c -- of the SBML writer: what things and units are called, and small elements. */
#include "sim/io/sbml_parts.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"

static const char plain[] = "dimensionless"; /* a unit that needs no definition */

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

/* Appends one character of a unit's text in the way of a name. */
static void append(char id[SIM_SBML_UNIT], const char *c)
{
    char piece[8] = "";
    size_t at = strlen(id);

    if (*c == '/')
        strcpy(piece, at ? "_per_" : "per_");
    else if (*c == '%')
        strcpy(piece, "percent");
    else if (isalnum((unsigned char)*c))
        *piece = *c;
    else if (strchr(" -.^*", *c))
        strcpy(piece, "_");
    if (isdigit((unsigned char)*piece) && at == 0) strcpy(id, "u"), at = 1;
    if (*piece == '_' && at && id[at - 1] == '_') return;
    if (at + strlen(piece) < SIM_SBML_UNIT - 4) strcpy(id + at, piece);
}

static bool is_taken(const sim_sbml *d, const char *id)
{
    for (size_t i = 0; i < d->n_units; i++)
        if (strcmp(d->units[i].id, id) == 0) return true;
    return false;
}

/* "ng/(1e6 cell)/day" becomes ng_per_1e6_cell_per_day, made unlike those before it. */
static void make_unit_id(const sim_sbml *d, const char *text, char id[SIM_SBML_UNIT])
{
    id[0] = '\0';
    if (strncmp(text, "1/", 2) == 0) text++;
    for (; *text; text++) append(id, text);
    while (*id == '\0' || is_taken(d, id)) {
        sim_bug(strlen(id) + 1 >= SIM_SBML_UNIT);
        strcat(id, "_");
    }
}

const char *sim_sbml_unit_of_row(sim_sbml *d, const char *text, sim_dimension unit)
{
    sim_sbml_unit_id *next = &d->units[d->n_units];

    if (strcmp(text, "1") == 0) return plain;
    for (size_t i = 0; i < d->n_units; i++)
        if (strcmp(d->units[i].text, text) == 0) return d->units[i].id;
    sim_bug(d->n_units == SIM_SBML_UNITS);
    make_unit_id(d, text, next->id);
    snprintf(next->text, sizeof next->text, "%s", text);
    next->unit = unit;
    d->n_units++;
    return next->id;
}

const char *sim_sbml_unit_of_symbol(sim_sbml *d, const sim_symbol *s)
{
    return sim_sbml_unit_of_row(d, s->unit ? s->unit : "1",
                                d->of->symbols[s - d->of->model->symbols]);
}

const char *sim_sbml_unit(sim_dimension unit, void *scope)
{
    sim_sbml *d = scope;
    char text[SIM_DIMENSION_TEXT];

    if (sim_dimension_equal(unit, sim_dimensionless)) return plain;
    for (size_t i = 0; i < d->n_units; i++)
        if (sim_dimension_equal(d->units[i].unit, unit)) return d->units[i].id;
    sim_dimension_print(text, unit);
    return sim_sbml_unit_of_row(d, text, unit);
}

static void write_unit(sim_xml *xml, const char *kind, double multiplier, int exponent)
{
    sim_xml_open(xml, "unit");
    sim_xml_attribute(xml, "kind", kind);
    sim_xml_attribute_number(xml, "exponent", exponent);
    sim_xml_attribute(xml, "scale", "0");
    sim_xml_attribute_number(xml, "multiplier", multiplier);
    sim_xml_close(xml);
}

/* A scale below 1 as the inverse of one above: 24 to the power of -1, which is exact. */
static void write_scale(sim_xml *xml, double scale)
{
    const double inverse = rint(1 / scale);

    if (scale < 1 && fabs(inverse * scale - 1) < 1e-14)
        write_unit(xml, plain, inverse, -1);
    else
        write_unit(xml, plain, scale, 1);
}

static void write_definition(sim_xml *xml, const sim_sbml_unit_id *row)
{
    bool written = false;

    sim_xml_open(xml, "unitDefinition");
    sim_xml_attribute(xml, "id", row->id);
    sim_xml_attribute(xml, "name", row->text);
    sim_xml_open(xml, "listOfUnits");
    for (size_t i = 0; i < SIM_BASES; i++) {
        if (row->unit.power[i] == 0) continue;
        write_unit(xml, sim_bases[i].kind, sim_bases[i].multiplier, row->unit.power[i]);
        written = true;
    }
    if (!written || row->unit.scale != 1) write_scale(xml, row->unit.scale);
    sim_xml_close_some(xml, 2);
}

void sim_sbml_write_units(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfUnitDefinitions");
    for (size_t i = 0; i < d->n_units; i++) write_definition(d->xml, &d->units[i]);
    sim_xml_close(d->xml);
}

sim_status sim_sbml_refuse(sim_sbml *d, sim_status status, sim_sbml_row r, const char *text)
{
    if (d->status == SIM_OK)
        d->status =
            sim_fail(d->err, status, "%s:%d: %s: %s", r.at.file, r.at.line, r.name, text);
    return d->status;
}

/* ---- lists and elements ---------------------------------------------------- */

void sim_sbml_open_list(sim_sbml *d, const char *list) { d->list = list; }

void sim_sbml_close_list(sim_sbml *d)
{
    if (!d->list) sim_xml_close(d->xml);
    d->list = NULL;
}

void sim_sbml_element(sim_sbml *d, const char *element)
{
    if (d->list) sim_xml_open(d->xml, d->list);
    d->list = NULL;
    sim_xml_open(d->xml, element);
}

void sim_sbml_open(sim_sbml *d, const char *element, const char *id, const char *name)
{
    sim_sbml_element(d, element);
    sim_xml_attribute(d->xml, "id", id);
    if (name) sim_xml_attribute(d->xml, "name", name);
}

void sim_sbml_open_parameter(sim_sbml *d, const char *id, const char *name,
                             const char *unit, bool constant)
{
    sim_sbml_open(d, "parameter", id, name);
    sim_xml_attribute(d->xml, "units", unit);
    sim_xml_attribute(d->xml, "constant", constant ? "true" : "false");
}

void sim_sbml_parameter(sim_sbml *d, const char *id, const char *name, const char *unit,
                        const char *value, bool constant)
{
    sim_sbml_open_parameter(d, id, name, unit, constant);
    if (value) sim_xml_attribute(d->xml, "value", value);
    sim_xml_close(d->xml);
}

void sim_sbml_p(sim_sbml *d, const char *text)
{
    sim_xml_open(d->xml, "p");
    sim_xml_attribute(d->xml, "xmlns", "http://www.w3.org/1999/xhtml");
    sim_xml_text(d->xml, text);
    sim_xml_close(d->xml);
}

void sim_sbml_paragraph(sim_sbml *d, const char *element, const char *text)
{
    sim_xml_open(d->xml, element);
    sim_sbml_p(d, text);
    sim_xml_close(d->xml);
}

/* Adds a formula, its names as the document has them. */
static void add_named(sim_sbml *d, const char *formula, char text[SIM_SBML_NOTE])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                                  "0123456789";

    for (const char *at = formula; *at;) {
        const size_t n = strspn(at, letters), more = n > 0 ? n : strcspn(at, letters);
        const sim_symbol *s = n > 0 ? sim_model_find_part(d->of->model, at, n) : NULL;

        if (s)
            sim_text_append(text, SIM_SBML_NOTE, "%s", sim_sbml_name(s->name, d));
        else
            sim_text_append(text, SIM_SBML_NOTE, "%.*s", (int)more, at);
        at += more;
    }
}

void sim_sbml_add_blank(sim_sbml *d, const sim_symbol *s, char text[SIM_SBML_NOTE])
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_blanks; i++) {
        if (&m->symbols[m->blanks[i].symbol] != s) continue;
        sim_text_append(text, SIM_SBML_NOTE, "%sempty in tables where ", *text ? "; " : "");
        add_named(d, m->blanks[i].condition, text);
    }
}

/* ---- formulas -------------------------------------------------------------- */

void sim_sbml_formula(sim_sbml *d, sim_sbml_row r, const char *text,
                      const sim_dimension *target)
{
    const sim_names names = {sim_sbml_dimension, d};
    const sim_mathml_ids ids = {sim_sbml_name, sim_sbml_unit, d};
    sim_measured measured;
    sim_error why;
    sim_status status;

    if (d->status != SIM_OK) return;
    status = sim_measure(&measured, text, target, &names, &why);
    if (status == SIM_OK)
        sim_mathml_write(&measured, &ids, d->xml);
    else
        sim_sbml_refuse(d, status, r, why.text);
}

void sim_sbml_open_math(sim_sbml *d)
{
    sim_xml_open(d->xml, "math");
    sim_xml_attribute(d->xml, "xmlns", "http://www.w3.org/1998/Math/MathML");
}

void sim_sbml_math(sim_sbml *d, sim_sbml_row r, const char *text, sim_dimension target)
{
    sim_sbml_open_math(d);
    sim_sbml_formula(d, r, text, &target);
    sim_xml_close(d->xml);
}

void sim_sbml_assign(sim_sbml *d, const char *element, const char *id, sim_sbml_row r,
                     const char *text, sim_dimension target)
{
    const bool at_start = strcmp(element, "initialAssignment") == 0;

    sim_sbml_element(d, element);
    sim_xml_attribute(d->xml, at_start ? "symbol" : "variable", id);
    sim_sbml_math(d, r, text, target);
    sim_xml_close(d->xml);
}

void sim_sbml_assignment(sim_sbml *d, const char *element, sim_sbml_row r, const char *text,
                         sim_dimension target)
{
    sim_sbml_assign(d, element, sim_sbml_id(d, r.name), r, text, target);
}

void sim_sbml_assign_symbol(sim_sbml *d, const char *element, const sim_symbol *s)
{
    sim_sbml_assignment(d, element, (sim_sbml_row){s->at, s->name}, s->formula,
                        d->of->symbols[s - d->of->model->symbols]);
}

void sim_sbml_assign_constant(sim_sbml *d, const char *element, const sim_symbol *s)
{
    d->is_mixed = true;
    sim_sbml_assign_symbol(d, element, s);
    d->is_mixed = false;
}
