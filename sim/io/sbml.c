#include "sim/io/sbml.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/mathml.h"
#include "sim/io/number.h"
#include "sim/io/unit_ids.h"
#include "sim/model/equation.h"

static const char sbml_space[] = "http://www.sbml.org/sbml/level3/version2/core";
static const char math_space[] = "http://www.w3.org/1998/Math/MathML";
static const char note_space[] = "http://www.w3.org/1999/xhtml";
static const char place[] = "place_of_all"; /* the one compartment */
static const char ended[] = "ended";        /* 1 from where the program stops */

enum { LABEL = 64, NOTE = 512, CONDITION = 1024 };

/* Written twice: the first time to learn which units it needs.  `status` keeps the first
 * failure, and nothing is measured after it. */
typedef struct {
    const sim_model *model;
    const double *p;
    const sim_units *units;
    sim_unit_ids ids;
    sim_dimension *symbols, *lets;  /* [n_symbols], [n_lets] their units */
    sim_dimension time, count;      /* of t, and of what reactions change */
    const sim_timetable *timetable; /* whose index is known by name */
    char counter[LABEL];            /* what it is called here */
    sim_xml *xml;
    sim_status status;
    sim_error *err;
} document;

/* A row whose formula is written. */
typedef struct {
    sim_place at;
    const char *name;
} row;

static sim_status refuse(document *d, sim_status status, row r, const char *text)
{
    if (d->status == SIM_OK)
        d->status =
            sim_fail(d->err, status, "%s:%d: %s: %s", r.at.file, r.at.line, r.name, text);
    return d->status;
}

/* ---- names and units ------------------------------------------------------- */

static bool find_dimension(const char *name, const void *scope, sim_dimension *dimension)
{
    const document *d = scope;
    const sim_model *m = d->model;
    const sim_symbol *s = sim_model_find(m, name);

    *dimension = sim_dimensionless;
    if (d->timetable && strcmp(name, d->timetable->index) == 0) return true;
    if (strcmp(name, "t") == 0) {
        *dimension = d->time;
        return true;
    }
    if (s) *dimension = d->symbols[s - m->symbols];
    for (size_t i = 0; !s && i < m->n_lets; i++) {
        if (strcmp(m->lets[i].name, name) != 0) continue;
        *dimension = d->lets[i];
        return true;
    }
    return s != NULL;
}

static const char *name_here(const char *name, void *scope)
{
    const document *d = scope;

    return d->timetable && strcmp(name, d->timetable->index) == 0 ? d->counter : name;
}

static const char *unit_here(sim_dimension unit, void *scope)
{
    document *d = scope;
    const char *id = sim_unit_ids_find(&d->ids, unit);

    sim_bug(!id);
    return id;
}

static const char *unit_of_row(document *d, const char *text, sim_dimension unit)
{
    const char *id = sim_unit_ids_add(&d->ids, text, unit);

    sim_bug(!id);
    return id;
}

static const char *unit_of_symbol(document *d, const sim_symbol *s)
{
    return unit_of_row(d, s->unit ? s->unit : "1", d->symbols[s - d->model->symbols]);
}

static sim_dimension per_time(const document *d, sim_dimension unit)
{
    return sim_dimension_multiply(unit, d->time, -1);
}

/* ---- small elements -------------------------------------------------------- */

static void open_row(document *d, const char *element, const char *id, const char *name)
{
    sim_xml_open(d->xml, element);
    sim_xml_attribute(d->xml, "id", id);
    if (name) sim_xml_attribute(d->xml, "name", name);
}

static void write_paragraph(document *d, const char *element, const char *text)
{
    sim_xml_open(d->xml, element);
    sim_xml_open(d->xml, "p");
    sim_xml_attribute(d->xml, "xmlns", note_space);
    sim_xml_text(d->xml, text);
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

/* The formula alone; *target NULL: in its own unit. */
static void write_formula(document *d, row r, const char *text, const sim_dimension *target)
{
    const sim_names names = {find_dimension, d};
    const sim_mathml_ids ids = {name_here, unit_here, d};
    sim_measured measured;
    sim_error why;
    sim_status status;

    if (d->status != SIM_OK) return;
    status = sim_measure(&measured, text, target, &names, &why);
    if (status == SIM_OK)
        sim_mathml_write(&measured, &ids, d->xml);
    else
        refuse(d, status, r, why.text);
}

static void open_math(document *d)
{
    sim_xml_open(d->xml, "math");
    sim_xml_attribute(d->xml, "xmlns", math_space);
}

static void write_math(document *d, row r, const char *text, sim_dimension target)
{
    open_math(d);
    write_formula(d, r, text, &target);
    sim_xml_close(d->xml);
}

static void open_apply(document *d, const char *operator)
{
    sim_xml_open(d->xml, "apply");
    sim_xml_open(d->xml, operator);
    sim_xml_close(d->xml);
}

static void write_assignment(document *d, const char *element, const char *key, row r,
                             const char *text, sim_dimension target)
{
    sim_xml_open(d->xml, element);
    sim_xml_attribute(d->xml, key, r.name);
    write_math(d, r, text, target);
    sim_xml_close(d->xml);
}

/* ---- functions, species, parameters ---------------------------------------- */

static bool find_argument(const char *name, const void *scope, sim_dimension *dimension)
{
    (void)name, (void)scope;
    *dimension = sim_dimensionless;
    return true;
}

static void write_function(document *d, const sim_mathml_function *f)
{
    const sim_names names = {find_argument, NULL};
    const sim_mathml_ids ids = {name_here, unit_here, d};
    sim_measured body;

    sim_bug(sim_measure(&body, f->body, &sim_dimensionless, &names, d->err) != SIM_OK);
    open_row(d, "functionDefinition", f->name, NULL);
    open_math(d);
    sim_xml_open(d->xml, "lambda");
    for (size_t i = 0; i < 2 && f->args[i]; i++) {
        sim_xml_open(d->xml, "bvar");
        sim_mathml_write_leaf("ci", f->args[i], d->xml);
        sim_xml_close(d->xml);
    }
    sim_mathml_write(&body, &ids, d->xml);
    for (int i = 0; i < 3; i++) sim_xml_close(d->xml);
}

static void write_functions(document *d)
{
    sim_xml_open(d->xml, "listOfFunctionDefinitions");
    for (const sim_mathml_function *f = sim_mathml_functions; f->name; f++)
        write_function(d, f);
    sim_xml_close(d->xml);
}

static void write_compartment(document *d)
{
    sim_xml_open(d->xml, "listOfCompartments");
    open_row(d, "compartment", place,
             "where all is; species are counts and need no volume");
    sim_xml_attribute(d->xml, "spatialDimensions", "3");
    sim_xml_attribute(d->xml, "size", "1");
    sim_xml_attribute(d->xml, "units", "litre");
    sim_xml_attribute(d->xml, "constant", "true");
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

static void write_species(document *d)
{
    sim_xml_open(d->xml, "listOfSpecies");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];
        double start;

        if (s->kind != SIM_SPECIES) continue;
        open_row(d, "species", s->name, s->meaning);
        sim_xml_attribute(d->xml, "compartment", place);
        if (sim_number_parse(s->formula, &start))
            sim_xml_attribute_number(d->xml, "initialAmount", start);
        sim_xml_attribute(d->xml, "substanceUnits", unit_of_symbol(d, s));
        sim_xml_attribute(d->xml, "hasOnlySubstanceUnits", "true");
        sim_xml_attribute(d->xml, "boundaryCondition", "false");
        sim_xml_attribute(d->xml, "constant", "false");
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

static void open_parameter(document *d, const char *id, const char *name, const char *unit,
                           bool constant)
{
    open_row(d, "parameter", id, name);
    sim_xml_attribute(d->xml, "units", unit);
    sim_xml_attribute(d->xml, "constant", constant ? "true" : "false");
}

static void write_note_of(document *d, const sim_symbol *s)
{
    char text[NOTE], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (s->kind == SIM_INPUT) {
        write_paragraph(d, "notes", "the value that an earlier stage gave");
    } else if (s->kind == SIM_CHANCE) {
        sim_number_print(low, d->p[s->slot], SIM_NUMBER_SHORT);
        snprintf(text, sizeof text,
                 "1: it happens; 0: it does not. Its probability is %s = %s, and the mean "
                 "course is the mixture of both courses.",
                 s->formula, low);
        write_paragraph(d, "notes", text);
    } else if (s->source) {
        sim_number_print(low, s->low, SIM_NUMBER_SHORT);
        sim_number_print(high, s->high, SIM_NUMBER_SHORT);
        snprintf(text, sizeof text, "default %g, accepted from %s to %s; source: %s",
                 s->value, low, high, s->source);
        write_paragraph(d, "notes", text);
    }
}

static void write_parameter(document *d, const sim_symbol *s)
{
    const bool constant = sim_symbol_is_constant(s);
    double value = 0;

    open_parameter(d, s->name, s->meaning, unit_of_symbol(d, s), constant);
    if (s->kind == SIM_CHANCE)
        sim_xml_attribute(d->xml, "value", d->p[s->slot] > 0 ? "1" : "0");
    else if (constant && s->kind != SIM_DERIVED)
        sim_xml_attribute_number(d->xml, "value", d->p[s->slot]);
    else if (sim_symbol_is_state(s) && sim_number_parse(s->formula, &value))
        sim_xml_attribute_number(d->xml, "value", value);
    write_note_of(d, s);
    sim_xml_close(d->xml);
}

/* An event has at most one WHEN and one AT: inject_when, inject_at, inject_count. */
static void label(char text[LABEL], const char *event, const char *word)
{
    sim_bug(snprintf(text, LABEL, "%s_%s", event, word) >= LABEL);
}

static void name_counter(document *d, const sim_timetable *timetable)
{
    label(d->counter, d->model->events[timetable->event].name, "count");
}

static void write_generated_parameters(document *d)
{
    const sim_model *m = d->model;

    for (size_t i = 0; i < m->n_lets; i++) {
        open_parameter(d, m->lets[i].name, NULL, unit_here(d->lets[i], d), false);
        sim_xml_close(d->xml);
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        name_counter(d, &m->timetables[i]);
        open_parameter(d, d->counter, "how often it was due", "dimensionless", false);
        sim_xml_attribute(d->xml, "value", "0");
        sim_xml_close(d->xml);
    }
    if (m->n_stops == 0) return;
    open_parameter(d, ended, "1 from the time at which the program stops", "dimensionless",
                   false);
    sim_xml_attribute(d->xml, "value", "0");
    sim_xml_close(d->xml);
}

static void write_parameters(document *d)
{
    sim_xml_open(d->xml, "listOfParameters");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];

        if (s->kind != SIM_SECTION && s->kind != SIM_SPECIES) write_parameter(d, s);
    }
    write_generated_parameters(d);
    sim_xml_close(d->xml);
}

/* ---- start values and rules ------------------------------------------------ */

static void write_starts(document *d)
{
    sim_xml_open(d->xml, "listOfInitialAssignments");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];
        double number;

        if (s->kind != SIM_DERIVED && !sim_symbol_is_state(s)) continue;
        if (s->kind == SIM_DERIVED || !sim_number_parse(s->formula, &number))
            write_assignment(d, "initialAssignment", "symbol", (row){s->at, s->name},
                             s->formula, d->symbols[i]);
    }
    sim_xml_close(d->xml);
}

static void write_rules(document *d)
{
    const sim_model *m = d->model;

    sim_xml_open(d->xml, "listOfRules");
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_RULE)
            write_assignment(d, "assignmentRule", "variable", (row){s->at, s->name},
                             s->formula, d->symbols[i]);
    }
    for (size_t i = 0; i < m->n_lets; i++)
        write_assignment(d, "assignmentRule", "variable",
                         (row){m->lets[i].at, m->lets[i].name}, m->lets[i].formula,
                         d->lets[i]);
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const sim_flow *f = &m->flows[i];
        sim_dimension unit;

        sim_bug(!find_dimension(f->name, d, &unit));
        write_assignment(d, "rateRule", "variable", (row){f->at, f->name}, f->formula,
                         per_time(d, unit));
    }
    sim_xml_close(d->xml);
}

static void write_constraints(document *d)
{
    const sim_model *m = d->model;

    sim_xml_open(d->xml, "listOfConstraints");
    for (size_t i = 0; i < m->n_refusals; i++) {
        const sim_notice *r = &m->refusals[i];

        sim_xml_open(d->xml, "constraint");
        open_math(d);
        open_apply(d, "not");
        write_formula(d, (row){r->at, "REFUSE"}, r->condition, NULL);
        sim_xml_close(d->xml);
        sim_xml_close(d->xml);
        write_paragraph(d, "message", r->text);
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

/* ---- reactions ------------------------------------------------------------- */

static void write_side(document *d, const char *list, const sim_term terms[], size_t n)
{
    if (n == 0) return;
    sim_xml_open(d->xml, list);
    for (size_t i = 0; i < n; i++) {
        sim_xml_open(d->xml, "speciesReference");
        sim_xml_attribute(d->xml, "species", terms[i].species->name);
        sim_xml_attribute_number(d->xml, "stoichiometry", terms[i].count);
        sim_xml_attribute(d->xml, "constant", "true");
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

static bool takes_part(const sim_equation *equation, const sim_symbol *species)
{
    for (size_t i = 0; i < equation->n; i++)
        if (equation->terms[i].species == species) return true;
    return false;
}

static bool names(const sim_formula *law, const char *name)
{
    for (int n = 0; n < law->n_nodes; n++)
        if (!law->node[n].operation && strcmp(law->node[n].name, name) == 0) return true;
    return false;
}

/* Species that the law names and the equation does not. */
static void write_modifiers(document *d, const sim_flow *flow, const sim_equation *equation)
{
    sim_formula law;
    sim_error ignored; /* the law is parsed again where its failure is told */
    bool open = false;

    if (sim_formula_parse(&law, flow->formula, &ignored) != SIM_OK) return;
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];

        if (s->kind != SIM_SPECIES || takes_part(equation, s) || !names(&law, s->name))
            continue;
        if (!open) sim_xml_open(d->xml, "listOfModifiers");
        open = true;
        sim_xml_open(d->xml, "modifierSpeciesReference");
        sim_xml_attribute(d->xml, "species", s->name);
        sim_xml_close(d->xml);
    }
    if (open) sim_xml_close(d->xml);
}

static void write_reaction(document *d, const sim_flow *flow)
{
    const row r = {flow->at, flow->name};
    sim_equation equation;

    if (d->status != SIM_OK) return;
    if (sim_model_find(d->model, flow->name)) {
        refuse(d, SIM_ENAME, r, "is a reaction and a symbol; SBML needs two names");
        return;
    }
    d->status = sim_equation_parse(&equation, d->model, flow, d->err);
    if (d->status != SIM_OK) return;
    open_row(d, "reaction", flow->name, flow->meaning);
    sim_xml_attribute(d->xml, "reversible", "false");
    write_side(d, "listOfReactants", equation.terms, equation.n_left);
    write_side(d, "listOfProducts", equation.terms + equation.n_left,
               equation.n - equation.n_left);
    write_modifiers(d, flow, &equation);
    sim_xml_open(d->xml, "kineticLaw");
    write_math(d, r, flow->formula, per_time(d, d->count));
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

static void write_reactions(document *d)
{
    sim_xml_open(d->xml, "listOfReactions");
    for (size_t i = 0; i < d->model->n_reactions; i++)
        write_reaction(d, &d->model->flows[i]);
    sim_xml_close(d->xml);
}

/* ---- events ---------------------------------------------------------------- */

/* One WHEN or AT: an event of SBML, and a second one where a STOP can hold. */
typedef struct {
    row row;
    size_t event, priority;
    const char *word, *word_at_end; /* "when", "at" */
    const char *meaning;
    const char *initially;        /* of the trigger: "false" fires at t = 0 */
    const char *quantity, *level; /* of a WHEN */
    const sim_timetable *at;      /* of an AT */
} cause;

static size_t count_actions(const sim_action *actions, size_t n, size_t event)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        if (actions[i].event == event) found++;
    return found;
}

static void write_condition(document *d, row r, const char *left, const char *relation,
                            const char *right)
{
    char text[CONDITION];

    sim_bug(snprintf(text, sizeof text, "%s %s (%s)", left, relation, right) >= CONDITION);
    write_formula(d, r, text, NULL);
}

/* That no STOP of the event holds, or that one of them does. */
static void write_stops(document *d, size_t event, bool stops)
{
    const sim_model *m = d->model;

    if (count_actions(m->stops, m->n_stops, event) == 0) return;
    if (!stops) open_apply(d, "not");
    open_apply(d, "or");
    for (size_t i = 0; i < m->n_stops; i++) {
        if (m->stops[i].event != event) continue;
        write_formula(d, (row){m->stops[i].at, m->events[event].name}, m->stops[i].formula,
                      NULL);
    }
    sim_xml_close(d->xml);
    if (!stops) sim_xml_close(d->xml);
}

static void write_trigger(document *d, const cause *c, bool stops)
{
    sim_xml_open(d->xml, "trigger");
    sim_xml_attribute(d->xml, "initialValue", c->initially);
    sim_xml_attribute(d->xml, "persistent", "false");
    open_math(d);
    open_apply(d, "and");
    if (c->at) {
        write_condition(d, c->row, "t", ">=", c->at->time);
        write_condition(d, c->row, c->at->index, "<", c->at->count);
    } else {
        write_condition(d, c->row, c->quantity, ">=", c->level);
    }
    write_stops(d, c->event, stops);
    for (int i = 0; i < 3; i++) sim_xml_close(d->xml);
}

static void write_priority(document *d, size_t priority)
{
    char text[SIM_NUMBER_SIZE];

    snprintf(text, sizeof text, "%zu", priority);
    sim_xml_open(d->xml, "priority");
    write_math(d, (row){{"", 0}, ""}, text, sim_dimensionless);
    sim_xml_close(d->xml);
}

static void write_event_assignment(document *d, sim_place at, const char *variable,
                                   const char *text, sim_dimension unit)
{
    write_assignment(d, "eventAssignment", "variable", (row){at, variable}, text, unit);
}

static void write_sets(document *d, const cause *c)
{
    const sim_model *m = d->model;

    if (c->at) {
        char next[LABEL];

        snprintf(next, sizeof next, "%s + 1", c->at->index);
        write_event_assignment(d, c->row.at, d->counter, next, sim_dimensionless);
    }
    d->timetable = NULL;
    for (size_t i = 0; i < m->n_sets; i++) {
        sim_dimension unit;

        if (m->sets[i].event != c->event) continue;
        sim_bug(!find_dimension(m->sets[i].name, d, &unit));
        write_event_assignment(d, m->sets[i].at, m->sets[i].name, m->sets[i].formula, unit);
    }
}

static void write_cause(document *d, const cause *c, bool stops)
{
    char id[LABEL];

    label(id, d->model->events[c->event].name, c->word);
    if (stops) label(id, d->model->events[c->event].name, c->word_at_end);
    open_row(d, "event", id, c->meaning);
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    if (stops) write_paragraph(d, "notes", "the program stops here, and sets nothing");
    d->timetable = c->at;
    write_trigger(d, c, stops);
    write_priority(d, c->priority);
    sim_xml_open(d->xml, "listOfEventAssignments");
    if (stops)
        write_event_assignment(d, c->row.at, ended, "1", sim_dimensionless);
    else
        write_sets(d, c);
    d->timetable = NULL;
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

static void write_both_causes(document *d, cause c)
{
    const sim_model *m = d->model;

    c.row.name = m->events[c.event].name;
    c.meaning = m->events[c.event].meaning;
    if (c.at || count_actions(m->sets, m->n_sets, c.event) > 0) write_cause(d, &c, false);
    if (count_actions(m->stops, m->n_stops, c.event) > 0) write_cause(d, &c, true);
}

/* The order of the rows is that of their priorities: WHENs, then ATs. */
static void write_events(document *d)
{
    const sim_model *m = d->model;
    const size_t n = m->n_crossings + m->n_timetables;

    sim_xml_open(d->xml, "listOfEvents");
    for (size_t i = 0; i < m->n_crossings; i++) {
        const sim_crossing *q = &m->crossings[i];

        write_both_causes(d, (cause){.row = {.at = q->at},
                                     .event = q->event,
                                     .priority = n - i,
                                     .word = "when",
                                     .word_at_end = "when_end",
                                     .initially = "true",
                                     .quantity = q->quantity,
                                     .level = q->level});
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        const sim_timetable *q = &m->timetables[i];

        name_counter(d, q);
        write_both_causes(d, (cause){.row = {.at = q->at},
                                     .event = q->event,
                                     .priority = n - m->n_crossings - i,
                                     .word = "at",
                                     .word_at_end = "at_end",
                                     .initially = "false",
                                     .at = q});
    }
    sim_xml_close(d->xml);
}

/* ---- the document ---------------------------------------------------------- */

static void write_model(document *d)
{
    const sim_model *m = d->model;
    const char *time = unit_of_row(d, m->time_unit, d->time);
    const char *count = unit_here(d->count, d);

    open_row(d, "model", m->name, m->title);
    sim_xml_attribute(d->xml, "substanceUnits", count);
    sim_xml_attribute(d->xml, "timeUnits", time);
    sim_xml_attribute(d->xml, "volumeUnits", "litre");
    sim_xml_attribute(d->xml, "extentUnits", count);
    write_paragraph(
        d, "notes",
        "A model for teaching and research, not for treatment decisions: nothing "
        "in it is fitted to one patient. Formulas are those of the mean course; "
        "kb, PD, division, passage and particle are counted as dimensionless.");
    write_functions(d);
    sim_unit_ids_write(&d->ids, d->xml);
    write_compartment(d);
    write_species(d);
    write_parameters(d);
    write_starts(d);
    write_rules(d);
    write_constraints(d);
    write_reactions(d);
    write_events(d);
    sim_xml_close(d->xml);
}

static sim_status write_document(document *d)
{
    sim_xml_free(d->xml);
    d->status = sim_xml_init(&d->xml, d->err);
    if (d->status != SIM_OK) return d->status;
    sim_xml_open(d->xml, "sbml");
    sim_xml_attribute(d->xml, "xmlns", sbml_space);
    sim_xml_attribute(d->xml, "xmlns:sbml", sbml_space);
    sim_xml_attribute(d->xml, "level", "3");
    sim_xml_attribute(d->xml, "version", "2");
    write_model(d);
    sim_xml_close(d->xml);
    return d->status;
}

/* Reads the units of all rows. */
static sim_status read_units(document *d)
{
    const sim_model *m = d->model;

    if (!sim_dimension_parse(d->units, m->time_unit, &d->time))
        return sim_fail(d->err, SIM_EVALUE, "%s: '%s' is no unit of time", m->name,
                        m->time_unit);
    d->count = sim_dimensionless;
    for (size_t i = m->n_symbols; i-- > 0;) {
        const sim_symbol *s = &m->symbols[i];
        char text[NOTE];

        d->symbols[i] = sim_dimensionless;
        if (!s->unit) continue;
        if (!sim_dimension_parse(d->units, s->unit, &d->symbols[i])) {
            snprintf(text, sizeof text, "'%s' is no unit; '1/day' is one", s->unit);
            return refuse(d, SIM_EVALUE, (row){s->at, s->name}, text);
        }
        if (s->kind == SIM_SPECIES) d->count = d->symbols[i];
    }
    return SIM_OK;
}

/* LETs have no unit in their rows: it is that of what they are worked out from. */
static sim_status measure_lets(document *d)
{
    const sim_model *m = d->model;
    const sim_names names_here = {find_dimension, d};

    for (size_t i = 0; i < m->n_lets; i++) {
        sim_measured measured;
        sim_error why;
        sim_status status =
            sim_measure(&measured, m->lets[i].formula, NULL, &names_here, &why);

        if (status != SIM_OK)
            return refuse(d, status, (row){m->lets[i].at, m->lets[i].name}, why.text);
        d->lets[i] = measured.value;
    }
    return SIM_OK;
}

sim_status sim_sbml_write(const sim_model *model, const double p[], const sim_units *units,
                          FILE *out, sim_error *err)
{
    document d = {.model = model, .p = p, .units = units, .err = err};
    sim_status status = SIM_OK;

    d.symbols = calloc(model->n_symbols + 1, sizeof *d.symbols);
    d.lets = calloc(model->n_lets + 1, sizeof *d.lets);
    if (!d.symbols || !d.lets) status = sim_fail_memory(err, "writing SBML");
    if (status == SIM_OK) status = read_units(&d);
    if (status == SIM_OK) status = measure_lets(&d);
    if (status == SIM_OK) status = write_document(&d);
    if (status == SIM_OK) status = write_document(&d);
    if (status == SIM_OK) status = sim_xml_write(d.xml, out, err);
    sim_xml_free(d.xml);
    free(d.symbols);
    free(d.lets);
    return status;
}
