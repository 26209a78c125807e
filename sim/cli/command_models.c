/* command_models.c -- potency models [NAME]: the equations, as declared. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"

static error_t parse(int key, char *arg, struct argp_state *state)
{
    const char **name = state->input;

    if (key != ARGP_KEY_ARG) return ARGP_ERR_UNKNOWN;
    if (*name) argp_error(state, "one NAME would be right");
    *name = arg;
    return 0;
}

/* Prints the symbols of one kind under a heading, if there are any. */
static void print_symbols(const sim_model *m, sim_kind kind, const char *heading)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind != kind) continue;
        if (n++ == 0) printf("\n%s\n", heading);
        printf("  %s", s->name);
        if (s->formula)
            printf("%s = %s", sim_symbol_is_state(s) ? "(0)" : "", s->formula);
        else if (sim_symbol_is_settable(s))
            printf(" = %g", s->value);
        printf("    [%s] %s\n", s->unit, s->meaning);
    }
}

static void print_flows(const sim_model *m)
{
    if (m->n_reactions > 0) printf("\nreactions: equation, propensity\n");
    for (size_t i = 0; i < m->n_reactions; i++)
        printf("  %-18s %-34s %s\n", m->flows[i].name, m->flows[i].equation,
               m->flows[i].formula);
    if (m->n_flows > m->n_reactions) printf("\nrates\n");
    for (size_t i = m->n_reactions; i < m->n_flows; i++)
        printf("  d(%s)/dt = %s\n", m->flows[i].name, m->flows[i].formula);
}

static void print_actions(const sim_action *actions, size_t n, size_t event,
                          const char *between)
{
    for (size_t i = 0; i < n; i++) {
        if (actions[i].event != event) continue;
        printf("    %s%s%s\n", actions[i].name ? actions[i].name : "", between,
               actions[i].formula);
    }
}

static void print_event(const sim_model *m, size_t event)
{
    printf("  %s: %s\n", m->events[event].name, m->events[event].meaning);
    for (size_t i = 0; i < m->n_crossings; i++) {
        if (m->crossings[i].event == event)
            printf("    when %s rises through %s\n", m->crossings[i].quantity,
                   m->crossings[i].level);
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        if (m->timetables[i].event == event)
            printf("    at t = %s for %s = 0 .. %s - 1\n", m->timetables[i].time,
                   m->timetables[i].index, m->timetables[i].count);
    }
    print_actions(m->stops, m->n_stops, event, "the stage ends if ");
    print_actions(m->lets, m->n_lets, event, " = ");
    print_actions(m->sets, m->n_sets, event, " becomes ");
}

static void print_model(const sim_model *m)
{
    printf("%s: %s (time in %ss)\n", m->name, m->title, m->time_unit);
    print_symbols(m, SIM_INPUT, "inputs, from an earlier stage");
    print_symbols(m, SIM_PARAM, "parameters");
    print_symbols(m, SIM_WHOLE, "whole parameters");
    print_symbols(m, SIM_DERIVED, "constants worked out once");
    print_symbols(m, SIM_CHANCE, "chances");
    print_symbols(m, SIM_SPECIES, "counts, at the start");
    print_symbols(m, SIM_SIGNAL, "continuous quantities, at the start");
    print_symbols(m, SIM_RECORD, "records (only events change them), at the start");
    print_symbols(m, SIM_RULE, "worked out from the state");
    print_flows(m);
    if (m->n_events > 0) printf("\nevents\n");
    for (size_t i = 0; i < m->n_events; i++) print_event(m, i);
    if (m->n_refusals > 0) printf("\nrefused\n");
    for (size_t i = 0; i < m->n_refusals; i++)
        printf("  if %s\n", m->refusals[i].condition);
}

static void print_chain(const sim_chain *chain)
{
    printf("%s: %s\n", chain->name, chain->title);
    for (size_t i = 0; i < chain->n_stages; i++)
        printf("  %-12s %s\n", chain->stages[i].model->name, chain->stages[i].model->title);
}

sim_status sim_command_models(int argc, char **argv, sim_error *err)
{
    static const struct argp parser = {
        .parser = parse,
        .args_doc = "[NAME]",
        .doc = "Lists the chains of models or prints the equations of model NAME.",
    };
    const char *name = NULL;
    size_t found = 0;

    argp_parse(&parser, argc, argv, 0, NULL, &name);
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        if (!name) print_chain(chain);
        for (size_t i = 0; name && !found && i < chain->n_stages; i++) {
            if (strcmp(chain->stages[i].model->name, name) != 0) continue;
            print_model(chain->stages[i].model);
            found++;
        }
    }
    if (!name || found) return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "models: unknown model '%s'; `potency models` lists them", name);
}
