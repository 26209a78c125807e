/* sbml_changes.c -- of the SBML writer: what changes in time: reactions and rates, events, and
 * the clock of a stage of a chain. */
#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/sbml_parts.h"
#include "sim/model/formula.h"

static const char ended[] = "ended"; /* 1 from where the program stops */

enum { CONDITION = 1024 };

static sim_dimension unit_of(const sim_sbml *d, const char *name)
{
    sim_dimension unit;

    sim_bug(!sim_sbml_dimension(name, d, &unit));
    return unit;
}

/* ---- reactions and rates --------------------------------------------------- */

/* The law of what moves, per time: 0 but while the stage goes on. */
static void write_law(sim_sbml *d, sim_sbml_row r, const char *text, sim_dimension moves)
{
    const sim_dimension target = sim_dimension_multiply(moves, d->time, -1);

    if (!d->chain) {
        sim_sbml_math(d, r, text, target);
        return;
    }
    sim_sbml_open_math(d);
    sim_xml_open(d->xml, "piecewise");
    sim_xml_open(d->xml, "piece");
    sim_sbml_formula(d, r, text, &target);
    sim_sbml_formula(d, r, SIM_SBML_PHASE " == 1", NULL);
    sim_xml_close(d->xml);
    sim_xml_open(d->xml, "otherwise");
    sim_sbml_formula(d, r, "0", &target);
    sim_xml_close_some(d->xml, 3);
}

static void write_side(sim_sbml *d, const char *list, const sim_equation_term terms[],
                       size_t n)
{
    if (n == 0) return;
    sim_xml_open(d->xml, list);
    for (size_t i = 0; i < n; i++) {
        sim_xml_open(d->xml, "speciesReference");
        sim_xml_attribute(d->xml, "species", sim_sbml_id(d, terms[i].species->name));
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

/* Is it a count, here or in the stage that an INPUT comes from? */
static bool is_species(const sim_sbml *d, const sim_symbol *s)
{
    const sim_sbml_model *source = NULL;

    if (s->kind == SIM_INPUT) source = sim_sbml_source(d, s->name, &s);
    return s && s->kind == SIM_SPECIES && (!source || !source->is_skipped);
}

/* Species that the law names and the equation does not. */
static void write_modifiers(sim_sbml *d, const sim_flow *flow, const sim_equation *equation)
{
    sim_formula law;
    sim_error ignored; /* the law is parsed again where its failure is told */
    bool open = false;

    if (sim_formula_parse(&law, flow->formula, &ignored) != SIM_OK) return;
    for (size_t i = 0; i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_SECTION || !names(&law, s->name)) continue;
        if (takes_part(equation, s) || !is_species(d, s)) continue;
        if (!open) sim_xml_open(d->xml, "listOfModifiers");
        open = true;
        sim_xml_open(d->xml, "modifierSpeciesReference");
        sim_xml_attribute(d->xml, "species", sim_sbml_name(s->name, d));
        sim_xml_close(d->xml);
    }
    if (open) sim_xml_close(d->xml);
}

static void add_reaction(sim_sbml *d, const sim_flow *flow)
{
    const sim_sbml_row r = {flow->at, flow->name};
    sim_equation equation;

    if (d->status != SIM_OK) return;
    if (sim_model_find(d->of->model, flow->name)) {
        sim_sbml_refuse(d, SIM_ENAME, r,
                        "is a reaction and a symbol; SBML needs two names");
        return;
    }
    d->status = sim_equation_parse(&equation, d->of->model, flow, d->err);
    if (d->status != SIM_OK) return;
    sim_sbml_open(d, "reaction", sim_sbml_id(d, flow->name), flow->meaning);
    sim_xml_attribute(d->xml, "reversible", "false");
    if (d->form->level == 0) sim_xml_attribute(d->xml, "fast", "false");
    write_side(d, "listOfReactants", equation.terms, equation.n_left);
    write_side(d, "listOfProducts", equation.terms + equation.n_left,
               equation.n - equation.n_left);
    write_modifiers(d, flow, &equation);
    sim_xml_open(d->xml, "kineticLaw");
    write_law(d, r, flow->formula, d->count);
    sim_xml_close_some(d->xml, 2);
}

void sim_sbml_reactions(sim_sbml *d)
{
    for (size_t i = 0; !d->of->is_skipped && i < d->of->model->n_reactions; i++)
        add_reaction(d, &d->of->model->flows[i]);
}

void sim_sbml_rate_rules(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const sim_flow *f = &m->flows[i];

        sim_sbml_element(d, "rateRule");
        sim_xml_attribute(d->xml, "variable", sim_sbml_id(d, f->name));
        write_law(d, (sim_sbml_row){f->at, f->name}, f->formula, unit_of(d, f->name));
        sim_xml_close(d->xml);
    }
}

/* ---- the clock of a stage -------------------------------------------------- */

/* Of a chain, a stage that moves; once, if it has two courses. */
static bool has_clock(const sim_sbml *d)
{
    return d->chain && !d->of->is_copy && d->of->model->n_states > 0;
}

static void add_parameter(sim_sbml *d, const char *word, const char *meaning,
                          const char *value, bool constant)
{
    sim_sbml_parameter(d, sim_sbml_name(word, d), meaning,
                       sim_sbml_unit(unit_of(d, word), d), value, constant);
}

static void add_clock_parameters(sim_sbml *d)
{
    const bool waits = d->of->before != NULL, ends = d->of->model->n_stops > 0;

    if (!has_clock(d)) return;
    add_parameter(d, SIM_SBML_PHASE, "0: not begun; 1: going on; 2: over",
                  waits ? "0" : "1", !waits && !ends);
    add_parameter(d, SIM_SBML_START, "time at which this stage begins", "0", !waits);
    if (ends) add_parameter(d, SIM_SBML_LENGTH, "time that this stage took", "0", false);
    add_parameter(d, SIM_SBML_CLOCK, "time since this stage began", NULL, false);
}

static void assign_clock(sim_sbml *d, const char *element, const char *word,
                         const char *text)
{
    sim_sbml_assign(d, element, sim_sbml_name(word, d), (sim_sbml_row){{"", 0}, word}, text,
                    unit_of(d, word));
}

void sim_sbml_clock_rules(sim_sbml *d)
{
    static const char going[] =
        "when(" SIM_SBML_PHASE " == 1, " SIM_SBML_NOW " - " SIM_SBML_START ", 0)",
                      ending[] = "when(" SIM_SBML_PHASE " == 1, " SIM_SBML_NOW
                                 " - " SIM_SBML_START ", " SIM_SBML_LENGTH ")";

    if (has_clock(d))
        assign_clock(d, "assignmentRule", SIM_SBML_CLOCK,
                     d->of->model->n_stops > 0 ? ending : going);
}

/* States that start with what the stage before has given. */
static void add_starts(sim_sbml *d)
{
    for (size_t i = 0; i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (sim_symbol_is_state(s) && d->of->varies[i])
            sim_sbml_assign_symbol(d, "eventAssignment", s);
    }
}

static void write_priority(sim_sbml *d)
{
    char text[SIM_NUMBER_SIZE];

    snprintf(text, sizeof text, "%zu", d->priority);
    sim_xml_open(d->xml, "priority");
    sim_sbml_math(d, (sim_sbml_row){{"", 0}, ""}, text, sim_dimensionless);
    sim_xml_close(d->xml);
}

/* When the phase of the stage before becomes 2. */
static void write_start_trigger(sim_sbml *d)
{
    const sim_sbml_model *m = d->of;

    sim_xml_open(d->xml, "trigger");
    sim_xml_attribute(d->xml, "initialValue", "false");
    sim_xml_attribute(d->xml, "persistent", "false");
    sim_sbml_open_math(d);
    d->of = m->before;
    sim_sbml_formula(d, (sim_sbml_row){{"", 0}, SIM_SBML_PHASE}, SIM_SBML_PHASE " == 2",
                     NULL);
    d->of = m;
    sim_xml_close_some(d->xml, 2);
}

static void begin(sim_sbml *d)
{
    const sim_sbml_model *m = d->of;
    char id[SIM_SBML_LABEL];

    if (!has_clock(d) || !m->before) return;
    sim_bug(snprintf(id, sizeof id, "%s_begins", m->model->name) >= (int)sizeof id);
    sim_sbml_open(d, "event", id, "the stage begins, where the one before is over");
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    write_start_trigger(d);
    write_priority(d);
    d->priority--;
    sim_xml_open(d->xml, "listOfEventAssignments");
    assign_clock(d, "eventAssignment", SIM_SBML_PHASE, "1");
    assign_clock(d, "eventAssignment", SIM_SBML_START, SIM_SBML_NOW);
    for (; d->of < d->models + d->n_models && d->of->model == m->model; d->of++)
        add_starts(d);
    d->of = m;
    sim_xml_close_some(d->xml, 2);
}

/* ---- events ---------------------------------------------------------------- */

void sim_sbml_event_parameters(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_timetables; i++)
        sim_sbml_parameter(d, sim_sbml_event_id(d, m->timetables[i].event, "count"),
                           "how often it was due", "dimensionless", "0", false);
    if (m->n_stops > 0 && !d->chain)
        sim_sbml_parameter(d, ended, "1 from the time at which the program stops",
                           "dimensionless", "0", false);
    add_clock_parameters(d);
}

/* One WHEN or AT: an event of SBML, and a second one where a STOP can hold.  An event has at
 * most one of each: inject_when, inject_at, inject_count. */
typedef struct {
    sim_sbml_row row;
    size_t event;
    const sim_crossing *when; /* one of both */
    const sim_timetable *at;
} cause;

static size_t count_actions(const sim_action *actions, size_t n, size_t event)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        if (actions[i].event == event) found++;
    return found;
}

static void write_condition(sim_sbml *d, sim_sbml_row r, const char *left,
                            const char *relation, const char *right)
{
    char text[CONDITION];

    sim_bug(snprintf(text, sizeof text, "%s %s (%s)", left, relation, right) >= CONDITION);
    sim_sbml_formula(d, r, text, NULL);
}

/* That no STOP of the event holds, or that one of them does. */
static void write_stops(sim_sbml *d, size_t event, bool stops)
{
    const sim_model *m = d->of->model;

    if (count_actions(m->stops, m->n_stops, event) == 0) return;
    if (!stops) sim_mathml_open_apply("not", d->xml);
    sim_mathml_open_apply("or", d->xml);
    for (size_t i = 0; i < m->n_stops; i++) {
        if (m->stops[i].event != event) continue;
        sim_sbml_formula(d, (sim_sbml_row){m->stops[i].at, m->events[event].name},
                         m->stops[i].formula, NULL);
    }
    sim_xml_close_some(d->xml, stops ? 1 : 2);
}

static void write_cause_of(sim_sbml *d, const cause *c)
{
    if (c->at) {
        write_condition(d, c->row, "t", ">=", c->at->time);
        write_condition(d, c->row, c->at->index, "<", c->at->count);
    } else {
        write_condition(d, c->row, c->when->quantity, ">=", c->when->level);
    }
    if (d->chain) write_condition(d, c->row, SIM_SBML_PHASE, "==", "1");
}

/* An AT at t = 0 fires, a WHEN that holds then does not.  A level that is passed when a stage
 * begins has not been risen through: before, its WHEN counts as true. */
static void write_trigger(sim_sbml *d, const cause *c, bool stops)
{
    const bool waits = d->of->before && !c->at;

    sim_xml_open(d->xml, "trigger");
    sim_xml_attribute(d->xml, "initialValue", c->at ? "false" : "true");
    sim_xml_attribute(d->xml, "persistent", "false");
    sim_sbml_open_math(d);
    if (waits) {
        sim_mathml_open_apply("or", d->xml);
        write_condition(d, c->row, SIM_SBML_PHASE, "==", "0");
    }
    sim_mathml_open_apply("and", d->xml);
    write_cause_of(d, c);
    write_stops(d, c->event, stops);
    sim_xml_close_some(d->xml, waits ? 4 : 3);
}

static void write_sets(sim_sbml *d, const cause *c)
{
    const sim_model *m = d->of->model;

    if (c->at) {
        char next[SIM_SBML_LABEL];

        sim_bug(snprintf(next, sizeof next, "%s + 1", c->at->index) >= (int)sizeof next);
        sim_sbml_assign(d, "eventAssignment", sim_sbml_name(c->at->index, d), c->row, next,
                        sim_dimensionless);
    }
    d->timetable = NULL;
    for (size_t i = 0; i < m->n_sets; i++) {
        const sim_action *set = &m->sets[i];

        if (set->event == c->event)
            sim_sbml_assignment(d, "eventAssignment", (sim_sbml_row){set->at, set->name},
                                set->formula, unit_of(d, set->name));
    }
}

static void write_end(sim_sbml *d, const cause *c)
{
    if (!d->chain) {
        sim_sbml_assign(d, "eventAssignment", ended, c->row, "1", sim_dimensionless);
        return;
    }
    assign_clock(d, "eventAssignment", SIM_SBML_PHASE, "2");
    assign_clock(d, "eventAssignment", SIM_SBML_LENGTH, "t");
}

static void write_cause(sim_sbml *d, const cause *c, bool stops)
{
    static const char *const words[][2] = {{"when", "when_end"}, {"at", "at_end"}};

    sim_sbml_open(d, "event", sim_sbml_event_id(d, c->event, words[c->at != NULL][stops]),
                  d->of->model->events[c->event].meaning);
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    if (stops)
        sim_sbml_paragraph(d, "notes",
                           d->chain ? "the stage ends here, and nothing is set"
                                    : "the program stops here, and sets nothing");
    d->timetable = c->at;
    write_trigger(d, c, stops);
    write_priority(d);
    sim_xml_open(d->xml, "listOfEventAssignments");
    if (stops)
        write_end(d, c);
    else
        write_sets(d, c);
    d->timetable = NULL;
    sim_xml_close_some(d->xml, 2);
}

static void write_both_causes(sim_sbml *d, const cause *c)
{
    const sim_model *m = d->of->model;

    if (c->at || count_actions(m->sets, m->n_sets, c->event) > 0) write_cause(d, c, false);
    if (count_actions(m->stops, m->n_stops, c->event) > 0) write_cause(d, c, true);
    d->priority--;
}

static size_t count_causes(const sim_sbml *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->n_models; i++)
        n += d->models[i].model->n_crossings + d->models[i].model->n_timetables + 1;
    return n;
}

/* WHENs, then ATs.  The order of the rows is that of their priorities. */
void sim_sbml_events(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    if (d->of == d->models) d->priority = count_causes(d);
    if (d->of->is_skipped) return;
    begin(d);
    for (size_t i = 0; i < m->n_crossings; i++) {
        const sim_crossing *q = &m->crossings[i];

        write_both_causes(d,
                          &(cause){{q->at, m->events[q->event].name}, q->event, q, NULL});
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        const sim_timetable *q = &m->timetables[i];

        write_both_causes(d,
                          &(cause){{q->at, m->events[q->event].name}, q->event, NULL, q});
    }
}
