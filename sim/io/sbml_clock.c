/* sbml_clock.c -- of the SBML writer: when a stage of a chain begins, moves and ends. */
#include <stdio.h>

#include "sim/io/sbml_parts.h"

/* Of a chain, a stage that moves; once, if it has two courses. */
static bool has_clock(const sim_sbml *d)
{
    return d->chain && !d->of->is_copy && d->of->model->n_states > 0;
}

static void add_parameter(sim_sbml *d, const char *word, const char *meaning,
                          const char *value, bool constant)
{
    sim_dimension unit;

    sim_bug(!sim_sbml_dimension(word, d, &unit));
    sim_sbml_parameter(d, sim_sbml_name(word, d), meaning, sim_sbml_unit(unit, d), value,
                       constant);
}

void sim_sbml_clock_parameters(sim_sbml *d)
{
    const bool waits = d->of->before != NULL, ends = d->of->model->n_stops > 0;

    if (!has_clock(d)) return;
    add_parameter(d, SIM_SBML_PHASE, "0: not begun; 1: going on; 2: over",
                  waits ? "0" : "1", !waits && !ends);
    add_parameter(d, SIM_SBML_START, "time at which this stage begins", "0", !waits);
    if (ends) add_parameter(d, SIM_SBML_LENGTH, "time that this stage took", "0", false);
    add_parameter(d, SIM_SBML_CLOCK, "time since this stage began", NULL, false);
}

void sim_sbml_clock_rules(sim_sbml *d)
{
    static const char going[] =
        "when(" SIM_SBML_PHASE " == 1, " SIM_SBML_NOW " - " SIM_SBML_START ", 0)",
                      ending[] = "when(" SIM_SBML_PHASE " == 1, " SIM_SBML_NOW
                                 " - " SIM_SBML_START ", " SIM_SBML_LENGTH ")";

    if (!has_clock(d)) return;
    sim_sbml_assign(d, "assignmentRule", sim_sbml_name(SIM_SBML_CLOCK, d),
                    (sim_sbml_row){{"", 0}, SIM_SBML_CLOCK},
                    d->of->model->n_stops > 0 ? ending : going, d->time);
}

static void add_clock_assignment(sim_sbml *d, const char *word, const char *text)
{
    sim_dimension unit;

    sim_bug(!sim_sbml_dimension(word, d, &unit));
    sim_sbml_assign(d, "eventAssignment", sim_sbml_name(word, d),
                    (sim_sbml_row){{"", 0}, word}, text, unit);
}

/* States that start with what the stage before has given. */
static void add_starts(sim_sbml *d)
{
    for (size_t i = 0; i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (sim_symbol_is_state(s) && d->of->varies[i])
            sim_sbml_assignment(d, "eventAssignment", (sim_sbml_row){s->at, s->name},
                                s->formula, d->of->symbols[i]);
    }
}

/* When the phase of the stage before becomes 2. */
static void write_trigger(sim_sbml *d)
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

void sim_sbml_begin(sim_sbml *d)
{
    const sim_sbml_model *m = d->of;
    char id[SIM_SBML_LABEL];

    if (!has_clock(d) || !m->before) return;
    sim_bug(snprintf(id, sizeof id, "%s_begins", m->model->name) >= (int)sizeof id);
    sim_sbml_open(d, "event", id, "the stage begins, where the one before is over");
    sim_xml_attribute(d->xml, "useValuesFromTriggerTime", "false");
    write_trigger(d);
    sim_sbml_priority(d);
    d->priority--;
    sim_xml_open(d->xml, "listOfEventAssignments");
    add_clock_assignment(d, SIM_SBML_PHASE, "1");
    add_clock_assignment(d, SIM_SBML_START, SIM_SBML_NOW);
    for (; d->of < d->models + d->n_models && d->of->model == m->model; d->of++)
        add_starts(d);
    d->of = m;
    sim_xml_close_some(d->xml, 2);
}
