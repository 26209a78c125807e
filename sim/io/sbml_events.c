/* sbml_events.c -- of the SBML writer: events, from WHEN, AT, SET and STOP. */
#include <stdio.h>

#include "sim/io/number.h"
#include "sim/io/sbml_parts.h"

static const char ended[] = "ended"; /* 1 from where the program stops */

enum { CONDITION = 1024 };

void sim_sbml_event_parameters(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_timetables; i++)
        sim_sbml_parameter(d, sim_sbml_event_id(d, m->timetables[i].event, "count"),
                           "how often it was due", "dimensionless", "0", false);
    if (m->n_stops > 0 && !d->chain)
        sim_sbml_parameter(d, ended, "1 from the time at which the program stops",
                           "dimensionless", "0", false);
}

/* One WHEN or AT: an event of SBML, and a second one where a STOP can hold.  An event has at
 * most one of each: inject_when, inject_at, inject_count. */
typedef struct {
    sim_sbml_row row;
    size_t event;
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
        write_condition(d, c->row, c->quantity, ">=", c->level);
    }
    if (d->chain) write_condition(d, c->row, SIM_SBML_PHASE, "==", "1");
}

/* A level that is passed when a stage begins has not been risen through: before, its WHEN
 * counts as true. */
static void write_trigger(sim_sbml *d, const cause *c, bool stops)
{
    const bool waits = d->of->before && !c->at;

    sim_xml_open(d->xml, "trigger");
    sim_xml_attribute(d->xml, "initialValue", c->initially);
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

void sim_sbml_priority(sim_sbml *d)
{
    char text[SIM_NUMBER_SIZE];

    snprintf(text, sizeof text, "%zu", d->priority);
    sim_xml_open(d->xml, "priority");
    sim_sbml_math(d, (sim_sbml_row){{"", 0}, ""}, text, sim_dimensionless);
    sim_xml_close(d->xml);
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
        sim_dimension unit;

        if (m->sets[i].event != c->event) continue;
        sim_bug(!sim_sbml_dimension(m->sets[i].name, d, &unit));
        sim_sbml_assignment(d, "eventAssignment",
                            (sim_sbml_row){m->sets[i].at, m->sets[i].name},
                            m->sets[i].formula, unit);
    }
}

static void write_end(sim_sbml *d, const cause *c)
{
    const char *end = d->chain ? sim_sbml_name(SIM_SBML_PHASE, d) : ended;

    sim_sbml_assign(d, "eventAssignment", end, c->row, d->chain ? "2" : "1",
                    sim_dimensionless);
    if (d->chain)
        sim_sbml_assign(d, "eventAssignment", sim_sbml_name(SIM_SBML_LENGTH, d), c->row,
                        "t", d->time);
}

static void write_cause(sim_sbml *d, const cause *c, bool stops)
{
    const char *word = stops ? c->word_at_end : c->word;

    sim_sbml_open(d, "event", sim_sbml_event_id(d, c->event, word), c->meaning);
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    if (stops)
        sim_sbml_paragraph(d, "notes",
                           d->chain ? "the stage ends here, and nothing is set"
                                    : "the program stops here, and sets nothing");
    d->timetable = c->at;
    write_trigger(d, c, stops);
    sim_sbml_priority(d);
    sim_xml_open(d->xml, "listOfEventAssignments");
    if (stops)
        write_end(d, c);
    else
        write_sets(d, c);
    d->timetable = NULL;
    sim_xml_close_some(d->xml, 2);
}

static void write_both_causes(sim_sbml *d, cause c)
{
    const sim_model *m = d->of->model;

    c.row.name = m->events[c.event].name;
    c.meaning = m->events[c.event].meaning;
    if (c.at || count_actions(m->sets, m->n_sets, c.event) > 0) write_cause(d, &c, false);
    if (count_actions(m->stops, m->n_stops, c.event) > 0) write_cause(d, &c, true);
    d->priority--;
}

/* WHENs, then ATs. */
void sim_sbml_events(sim_sbml *d)
{
    static const cause when = {
        .word = "when", .word_at_end = "when_end", .initially = "true"};
    static const cause at = {.word = "at", .word_at_end = "at_end", .initially = "false"};
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_crossings; i++) {
        const sim_crossing *q = &m->crossings[i];
        cause c = when;

        c.row.at = q->at, c.event = q->event;
        c.quantity = q->quantity, c.level = q->level;
        write_both_causes(d, c);
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        const sim_timetable *q = &m->timetables[i];
        cause c = at;

        c.row.at = q->at, c.event = q->event;
        c.at = q;
        write_both_causes(d, c);
    }
}
