/* command_models.c -- potency models [NAME]: the equations, as declared or as SBML. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/io/sbml.h"
#include "sim/study/chain.h"

typedef struct {
    const char *name;
    bool sbml;
} options;

static error_t parse(int key, char *arg, struct argp_state *state)
{
    options *o = state->input;

    switch (key) {
    case 'x':
        o->sbml = true;
        return 0;
    case ARGP_KEY_ARG:
        if (o->name) argp_error(state, "one NAME would be right");
        o->name = arg;
        return 0;
    case ARGP_KEY_END:
        if (o->sbml && !o->name) argp_error(state, "--sbml needs a NAME");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
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

/* ---- SBML ------------------------------------------------------------------ */

static size_t count_constants(const sim_chain *chain)
{
    size_t n = 0;

    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_constants;
    return n;
}

/* Lays the defaults of all stages out as the chain wants them. */
static void fill_defaults(const sim_chain *chain, double values[], const double *params[])
{
    for (size_t i = 0; i < chain->n_stages; i++) {
        const sim_model *m = chain->stages[i].model;

        for (size_t s = 0; s < m->n_symbols; s++) {
            if (sim_symbol_is_settable(&m->symbols[s]))
                values[m->symbols[s].slot] = m->symbols[s].value;
        }
        params[i] = values;
        values += m->n_constants;
    }
}

/* Writes one stage with the values of the default experiment, its inputs included. */
static sim_status print_sbml(const sim_chain *chain, size_t stage, sim_error *err)
{
    double *values = calloc(count_constants(chain) + 1, sizeof *values);
    const double **params = calloc(chain->n_stages + 1, sizeof *params);
    const sim_task task = {.chain = chain,
                           .params = params,
                           .n_arms = 1,
                           .end = 1,
                           .every = 1,
                           .options = {.rtol = 1e-10}};
    sim_solution solution = {0};
    sim_units *units = NULL;
    sim_status status = sim_units_init(&units, err);

    if (status == SIM_OK && (!values || !params)) status = sim_fail_memory(err, "models");
    if (status == SIM_OK) {
        fill_defaults(chain, values, params);
        status = sim_chain_solve(&task, &solution, err);
    }
    if (status == SIM_OK)
        status = sim_sbml_write(chain->stages[stage].model,
                                sim_solution_outcome(&solution, 0, stage)->p, units, stdout,
                                err);
    sim_units_free(units);
    sim_solution_free(&solution);
    free(params);
    free(values);
    return status;
}

/* ---- the command ----------------------------------------------------------- */

sim_status sim_command_models(int argc, char **argv, sim_error *err)
{
    static const struct argp_option table[] = {
        {"sbml", 'x', NULL, 0, "Print NAME as SBML, with the values of the defaults", 0},
        {0},
    };
    static const struct argp parser = {
        .options = table,
        .parser = parse,
        .args_doc = "[NAME]",
        .doc = "Lists the chains of models or prints the equations of model NAME.",
    };
    options o = {NULL, false};
    sim_status status = SIM_OK;
    size_t found = 0;

    argp_parse(&parser, argc, argv, 0, NULL, &o);
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        if (!o.name) print_chain(chain);
        for (size_t i = 0; o.name && !found && i < chain->n_stages; i++) {
            if (strcmp(chain->stages[i].model->name, o.name) != 0) continue;
            if (o.sbml)
                status = print_sbml(chain, i, err);
            else
                print_model(chain->stages[i].model);
            found++;
        }
    }
    if (!o.name || found) return status;
    return sim_fail(err, SIM_ENAME,
                    "models: unknown model '%s'; `potency models` lists them", o.name);
}
