/* command_models.c -- potency models [MODEL|FILE]: the equations, as declared or as SBML. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/document.h"
#include "sim/io/files.h"
#include "sim/io/sbml.h"
#include "sim/io/text.h"

/* Symbols stand under these headings, in this order. */
static const struct {
    sim_kind kind;
    const char *heading;
} groups[] = {
    {SIM_INPUT, "inputs, from an earlier stage"},
    {SIM_PARAM, "parameters"},
    {SIM_WHOLE, "whole parameters"},
    {SIM_DERIVED, "constants worked out once"},
    {SIM_CHANCE,
     "chances: 1 with this probability, else 0; the mean course is the mixture of both"},
    {SIM_SPECIES, "counts, at the start"},
    {SIM_SIGNAL, "continuous quantities, at the start"},
    {SIM_RECORD, "records (only events change them), at the start"},
    {SIM_RULE, "worked out from the state"},
};
static const char ratios[] =
    "ratios worked out from the state: of a mixture, from its mixed state";

/* What functions in formulas do, where their name does not say it. */
static const char *const functions[][2] = {
    {"H(x, k)", "x / (x + k)"},
    {"when(c, a, b)", "a where c holds, else b"},
    {"sample(n, f)", "n * f in the mean; in counts a draw of n, each with probability f"},
    {"pairs(n)", "n * n / 2 in the mean; in counts n * (n - 1) / 2"},
    {"log(x), log2(x)", "the natural logarithm, and that to base 2"},
    {"log1p(x)", "log(1 + x)"},
    {"expm1(x)", "exp(x) - 1"},
    {"pow(x, y)", "x to the power y"},
};

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static void print_symbol(const sim_symbol *s)
{
    printf("  %s", s->name);
    if (s->formula)
        printf("%s = %s", sim_symbol_is_state(s) ? "(0)" : "", s->formula);
    else if (sim_symbol_is_settable(s))
        printf(" = %g", s->value);
    printf("    [%s] %s\n", s->unit, s->meaning);
}

/* Prints symbols of a kind under a heading, if there are any: those that are ratios, or that
 * are not. */
static void print_group(const sim_model *m, sim_kind kind, bool are_ratios,
                        const char *heading)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind != kind || s->is_ratio != are_ratios) continue;
        if (n++ == 0) printf("\n%s\n", heading);
        print_symbol(s);
    }
}

static int widest(int width, const char *text)
{
    return (int)strlen(text) > width ? (int)strlen(text) : width;
}

static void print_flows(const sim_model *m)
{
    int name = 0, equation = 0;

    for (size_t i = 0; i < m->n_reactions; i++) {
        name = widest(name, m->flows[i].name);
        equation = widest(equation, m->flows[i].equation);
    }
    if (m->n_reactions > 0) printf("\nreactions: equation, propensity\n");
    for (size_t i = 0; i < m->n_reactions; i++)
        printf("  %-*s  %-*s  %s\n", name, m->flows[i].name, equation, m->flows[i].equation,
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
    for (size_t i = 0; i < LENGTH(groups); i++)
        print_group(m, groups[i].kind, false, groups[i].heading);
    print_group(m, SIM_RULE, true, ratios);
    print_flows(m);
    if (m->n_events > 0) printf("\nevents\n");
    for (size_t i = 0; i < m->n_events; i++) print_event(m, i);
    if (m->n_refusals > 0) printf("\nrefused\n");
    for (size_t i = 0; i < m->n_refusals; i++)
        printf("  if %s\n", m->refusals[i].condition);
    if (m->n_blanks > 0) printf("\nempty in tables\n");
    for (size_t i = 0; i < m->n_blanks; i++)
        printf("  %s if %s\n", m->symbols[m->blanks[i].symbol].name,
               m->blanks[i].condition);
    printf("\nfunctions\n");
    for (size_t i = 0; i < LENGTH(functions); i++)
        printf("  %-15s  %s\n", functions[i][0], functions[i][1]);
}

static void print_chain(const sim_chain *chain)
{
    printf("%s: %s\n", chain->name, chain->title);
    for (size_t i = 0; i < chain->n_stages; i++)
        printf("  %-12s %s\n", chain->stages[i].model->name, chain->stages[i].model->title);
}

/* ---- the command ----------------------------------------------------------- */

typedef struct {
    sim_arguments shared;
    bool sbml;
    const char *arm, *level; /* NULL: not said */
    sim_document document;
} models_options;

/* The model of that name; NULL if there is none. */
static const sim_model *find_model(const char *name)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++)
            if (strcmp(chain->stages[i].model->name, name) == 0)
                return chain->stages[i].model;
    }
    return NULL;
}

/* A parameter file is what is no model and there, or looks like the name of a file. */
static bool is_file(const char *name)
{
    if (*name == '\0' || find_model(name)) return false;
    return strpbrk(name, "./") || access(name, F_OK) == 0;
}

static void read_level(const sim_option *option, char *text, void *field,
                       struct argp_state *state)
{
    const char **level = field;
    size_t i = 0;

    while (option->words(i) && strcmp(option->words(i), text) != 0) i++;
    if (!option->words(i))
        argp_error(state, "--sbml-level %s is unknown; 3.1 or 3.2 would be right", text);
    *level = option->words(i);
}

static void check_options(const void *options_read, struct argp_state *state)
{
    const models_options *o = options_read;
    const char *argument = o->shared.argument;

    if (o->sbml && !argument) argp_error(state, "--sbml needs a MODEL or a FILE");
    if (!o->sbml && o->shared.n_sets > 0) argp_error(state, "--set goes with --sbml");
    if (!o->sbml && o->arm) argp_error(state, "--arm goes with --sbml");
    if (!o->sbml && o->level) argp_error(state, "--sbml-level goes with --sbml");
    if (!argument) return;
    if (!o->sbml && is_file(argument))
        argp_error(state, "%s is no model; with --sbml, a FILE's chain is printed",
                   argument);
    if (o->arm && find_model(argument))
        argp_error(state, "--arm goes with a FILE; %s is a model", argument);
}

/* A model that several chains share counts once. */
static bool is_listed(const sim_stage *stage)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            if (&chain->stages[i] == stage) return false;
            if (chain->stages[i].model == stage->model) return true;
        }
    }
    return false;
}

static const char *model_name(size_t number)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            if (is_listed(&chain->stages[i])) continue;
            if (number-- == 0) return chain->stages[i].model->name;
        }
    }
    return NULL;
}

static const sim_option options[] = {
    {"sbml", 'x', NULL,
     "Print as SBML: a MODEL at the defaults, or the whole chain of parameter file FILE",
     SIM_INTO(models_options, sbml)},
    {"arm", 'a', "ARM", "With --sbml: this arm of FILE (the first)",
     SIM_INTO(models_options, arm)},
    {"sbml-level", 'l', "LEVEL", "With --sbml: level and version (3.2)", read_level,
     .at = offsetof(models_options, level), .words = sim_sbml_level},
    {"set", 's', "NAME=VALUE", "With --sbml: set section.name=value", sim_read_set,
     .at = offsetof(models_options, shared)},
    {0},
};

static sim_status refuse_model(const char *name, sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char hint[128];

    for (size_t i = 0; model_name(i); i++) sim_nearest_offer(&nearest, model_name(i));
    sim_nearest_print(&nearest, "`potency models` lists them", hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "models: unknown model '%s', and no file%s", name,
                    hint);
}

static sim_status print_one(models_options *o, sim_error *err)
{
    const char *name = o->shared.argument;
    const sim_model *model = find_model(name);

    o->document.arguments = &o->shared;
    o->document.arm = o->arm;
    if (!model && is_file(name)) return sim_document_print_arm(&o->document, err);
    if (!model) return refuse_model(name, err);
    if (o->sbml) return sim_document_print_model(&o->document, model, err);
    print_model(model);
    return SIM_OK;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    models_options o = {0};

    o.document.level = 1;
    sim_options_read(how, &o);
    for (size_t i = 0; o.level && sim_sbml_level(i); i++)
        if (strcmp(sim_sbml_level(i), o.level) == 0) o.document.level = i;
    if (o.shared.argument) return print_one(&o, err);
    for (const sim_chain *chain = models_chains; chain->name; chain++) print_chain(chain);
    return SIM_OK;
}

const sim_command sim_command_models = {
    .options = options, .words = model_name, .check = check_options, .call = call};
