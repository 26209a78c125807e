#include <stdio.h>

#include "sim/io/number.h"
#include "sim/io/sbml_parts.h"

static const char ended[] = "ended"; /* 1 from where the program stops */

enum { LABEL = SIM_SBML_LABEL, CONDITION = 1024 };

/* An event has at most one WHEN and one AT: inject_when, inject_at, inject_count. */
static void label(char text[LABEL], const char *event, const char *word)
{
    sim_bug(snprintf(text, LABEL, "%s_%s", event, word) >= LABEL);
}

static void name_counter(sim_sbml *d, const sim_timetable *timetable)
{
    label(d->counter, d->model->events[timetable->event].name, "count");
}

void sim_sbml_event_parameters(sim_sbml *d)
{
    const sim_model *m = d->model;

    for (size_t i = 0; i < m->n_timetables; i++) {
        name_counter(d, &m->timetables[i]);
        sim_sbml_open_parameter(d, d->counter, "how often it was due", "dimensionless",
                                false);
        sim_xml_attribute(d->xml, "value", "0");
        sim_xml_close(d->xml);
    }
    if (m->n_stops == 0) return;
    sim_sbml_open_parameter(d, ended, "1 from the time at which the program stops",
                            "dimensionless", false);
    sim_xml_attribute(d->xml, "value", "0");
    sim_xml_close(d->xml);
}

/* One WHEN or AT: an event of SBML, and a second one where a STOP can hold. */
typedef struct {
    sim_sbml_row row;
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
    const sim_model *m = d->model;

    if (count_actions(m->stops, m->n_stops, event) == 0) return;
    if (!stops) sim_sbml_open_apply(d, "not");
    sim_sbml_open_apply(d, "or");
    for (size_t i = 0; i < m->n_stops; i++) {
        if (m->stops[i].event != event) continue;
        sim_sbml_formula(d, (sim_sbml_row){m->stops[i].at, m->events[event].name},
                         m->stops[i].formula, NULL);
    }
    sim_xml_close(d->xml);
    if (!stops) sim_xml_close(d->xml);
}

static void write_trigger(sim_sbml *d, const cause *c, bool stops)
{
    sim_xml_open(d->xml, "trigger");
    sim_xml_attribute(d->xml, "initialValue", c->initially);
    sim_xml_attribute(d->xml, "persistent", "false");
    sim_sbml_open_math(d);
    sim_sbml_open_apply(d, "and");
    if (c->at) {
        write_condition(d, c->row, "t", ">=", c->at->time);
        write_condition(d, c->row, c->at->index, "<", c->at->count);
    } else {
        write_condition(d, c->row, c->quantity, ">=", c->level);
    }
    write_stops(d, c->event, stops);
    for (int i = 0; i < 3; i++) sim_xml_close(d->xml);
}

static void write_priority(sim_sbml *d, size_t priority)
{
    char text[SIM_NUMBER_SIZE];

    snprintf(text, sizeof text, "%zu", priority);
    sim_xml_open(d->xml, "priority");
    sim_sbml_math(d, (sim_sbml_row){{"", 0}, ""}, text, sim_dimensionless);
    sim_xml_close(d->xml);
}

static void write_event_assignment(sim_sbml *d, sim_place at, const char *variable,
                                   const char *text, sim_dimension unit)
{
    sim_sbml_assignment(d, "eventAssignment", "variable", (sim_sbml_row){at, variable},
                        text, unit);
}

static void write_sets(sim_sbml *d, const cause *c)
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
        sim_bug(!sim_sbml_dimension(m->sets[i].name, d, &unit));
        write_event_assignment(d, m->sets[i].at, m->sets[i].name, m->sets[i].formula, unit);
    }
}

static void write_cause(sim_sbml *d, const cause *c, bool stops)
{
    char id[LABEL];

    label(id, d->model->events[c->event].name, stops ? c->word_at_end : c->word);
    sim_sbml_open(d, "event", id, c->meaning);
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    if (stops) sim_sbml_paragraph(d, "notes", "the program stops here, and sets nothing");
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

static void write_both_causes(sim_sbml *d, cause c)
{
    const sim_model *m = d->model;

    c.row.name = m->events[c.event].name;
    c.meaning = m->events[c.event].meaning;
    if (c.at || count_actions(m->sets, m->n_sets, c.event) > 0) write_cause(d, &c, false);
    if (count_actions(m->stops, m->n_stops, c.event) > 0) write_cause(d, &c, true);
}

/* The order of the rows is that of their priorities: WHENs, then ATs. */
void sim_sbml_events(sim_sbml *d)
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
