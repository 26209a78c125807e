/* command_models.c -- potency models [MODEL|FILE]: the equations, as declared or as SBML. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/solving.h"
#include "sim/io/memory.h"
#include "sim/io/sbml.h"
#include "sim/io/text.h"

enum { LEVEL_DEFAULT = 1 }; /* 3.2 */

typedef struct {
    sim_arguments shared;
    bool sbml;
    const char *arm; /* NULL: not said */
    size_t level;    /* a sim_sbml_level; SIM_NONE: not said */
} models_options;

/* ---- the equations ---------------------------------------------------------- */

/* Symbols stand under these headings, in this order. */
static const struct {
    sim_kind kind;
    const char *heading;
    bool are_ratios;
} groups[] = {
    {SIM_INPUT, "inputs, from an earlier stage", false},
    {SIM_PARAM, "parameters", false},
    {SIM_WHOLE, "whole parameters", false},
    {SIM_DERIVED, "constants worked out once", false},
    {SIM_CHANCE,
     "chances: 1 with this probability, else 0; the mean course is the mixture of both",
     false},
    {SIM_SPECIES, "counts, at the start", false},
    {SIM_SIGNAL, "continuous quantities, at the start", false},
    {SIM_RECORD, "records (only events change them), at the start", false},
    {SIM_RULE, "worked out from the state", false},
    {SIM_RULE, "ratios worked out from the state: of a mixture, from its mixed state",
     true},
};

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

/* Prints the symbols of a group under its heading, if there are any. */
static void print_group(const sim_model *m, size_t group)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind != groups[group].kind || s->is_ratio != groups[group].are_ratios)
            continue;
        if (n++ == 0) printf("\n%s\n", groups[group].heading);
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
    for (size_t i = 0; i < LENGTH(groups); i++) print_group(m, i);
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

/* ---- SBML ------------------------------------------------------------------- */

static void print_changed(const sim_experiment *e, FILE *out)
{
    size_t n = 0;

    fputs("Values that are not defaults:", out);
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];
        const double value = e->arms[0].settings[i].value;
        char number[SIM_NUMBER_SIZE];

        if (sim_catalog_is_of_run(e->catalog, q->section) || value == q->usual) continue;
        sim_parameter_print(q, value, number);
        fprintf(out, "%s %s.%s = %s", n++ > 0 ? ";" : "", q->section, q->symbol->name,
                number);
    }
    fputs(n > 0 ? "." : " none.", out);
}

static void print_making(const sim_experiment *e, const sim_model *model, FILE *out)
{
    fprintf(out, "Written by Potency %s: ", sim_version);
    if (model)
        fprintf(out, "model %s.", model->name);
    else
        fprintf(out, "arm %s, followed for %g days.", e->arms[0].name,
                sim_experiment_value(e, "run", "days"));
}

enum { NOTES = 2 };

/* Makes the notes; the caller frees them, after a failure too.  model NULL: of an arm. */
static sim_status make_notes(sim_memory notes[NOTES], const sim_experiment *e,
                             const sim_model *model, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < NOTES; i++) {
        status = sim_memory_open(&notes[i], "writing SBML", err);
        if (status != SIM_OK) return status;
        if (i == 0)
            print_making(e, model, notes[i].stream);
        else
            print_changed(e, notes[i].stream);
        status = sim_memory_close(&notes[i], "writing SBML", err);
    }
    return status;
}

/* A job's task, inthe mean whatever its method. */
static sim_status solve_mean(sim_job *j, sim_error *err)
{
    sim_error why = {""};
    sim_status status;

    j->task = sim_params_task(&j->params, &j->experiment);
    j->task.options.method = 0;
    while (sim_task_is_random(&j->task)) j->task.options.method++;
    status = sim_chain_solve(&j->task, &j->solution, &why);
    return status == SIM_OK ? SIM_OK : sim_fail(err, status, "%s: %s", j->file, why.text);
}

static const sim_outcome *outcome_of(const sim_job *j, const sim_model *model)
{
    size_t i = 0;

    while (strcmp(j->session.chain->stages[i].model->name, model->name) != 0) i++;
    return sim_solution_outcome(&j->solution, 0, i);
}

/* Prints a model with the constants that were solved or, without one, the chain of the arm
 * that is left. */
static sim_status print_document(size_t level, const sim_job *j, const sim_model *model,
                                 sim_error *err)
{
    sim_memory notes[NOTES] = {{0}};
    sim_status status = make_notes(notes, &j->experiment, model, err);
    const char *const texts[NOTES] = {notes[0].bytes, notes[1].bytes};
    const sim_sbml_form form = {j->session.catalog.units, level, texts, NOTES};

    if (status == SIM_OK)
        status = model ? sim_sbml_write(&form, model, outcome_of(j, model)->p, stdout, err)
                       : sim_sbml_write_chain(&form, j->session.chain, j->params.at, stdout,
                                              err);
    for (size_t i = 0; i < NOTES; i++) sim_memory_free(&notes[i]);
    return status;
}

/* Leaves the otherarms out. */
static sim_status keep_arm(sim_job *j, const char *wanted, sim_error *err)
{
    char place[128];
    sim_status status;

    if (!wanted) wanted = j->experiment.arms[0].name;
    snprintf(place, sizeof place, "--arm %.100s", wanted);
    status = sim_experiment_keep_arm(&j->experiment, wanted, place, err);
    if (status != SIM_OK) return status;
    j->arm_names[0] = j->experiment.arms[0].name;
    sim_params_fill(&j->params, &j->experiment);
    return SIM_OK;
}

/* The first chain that has a model. */
static const sim_chain *chain_of(const sim_model *model)
{
    for (const sim_chain *chain = models_chains;; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++)
            if (chain->stages[i].model == model) return chain;
        sim_bug(!chain->name);
    }
}

/* One model with the values of the defaults and of --set, and with the inputs that the
 * stages before it then give in the mean; or, where there is none, the whole chain with the
 * values of an experiment's arm. */
static sim_status print_sbml(const models_options *o, const sim_model *model,
                             sim_error *err)
{
    sim_source source = sim_arguments_source(&o->shared);
    char text[128];
    sim_job job;
    sim_status status;

    if (model) source.file = NULL;
    if (model && chain_of(model) != models_chains) {
        snprintf(text, sizeof text, "[run]\nindication = %s\n", chain_of(model)->name);
        source.text = text;
    }
    status = sim_job_read(&job, &source, err);
    if (status == SIM_OK && !model) status = keep_arm(&job, o->arm, err);
    if (status == SIM_OK) status = sim_job_check_refusals(&job, NULL, err);
    if (status == SIM_OK && model) status = solve_mean(&job, err);
    if (status == SIM_OK) status = print_document(o->level, &job, model, err);
    sim_job_close(&job);
    return status;
}

/* ---- the command ----------------------------------------------------------- */

/* The stage with the model of that name; NULL if there is none. */
static const sim_stage *find_stage(const char *name)
{
    const sim_stage *stage;

    for (size_t i = 0; (stage = models_stage(i)); i++)
        if (strcmp(stage->model->name, name) == 0) return stage;
    return NULL;
}

/* A parameter file is what is no model and there, or looks like the name of a file. */
static bool is_file(const char *name)
{
    if (*name == '\0' || find_stage(name)) return false;
    return strpbrk(name, "./") || access(name, F_OK) == 0;
}

static void read_level(const sim_option *option, char *text, void *field,
                       struct argp_state *state)
{
    size_t *level = field;

    for (*level = 0; option->words(*level); ++*level) {
        if (strcmp(option->words(*level), text) == 0) return;
    }
    argp_error(state, "--sbml-level %s is unknown; 3.1 or 3.2 would be right", text);
}

static void check_options(const void *options_read, struct argp_state *state)
{
    const models_options *o = options_read;
    const char *argument = o->shared.argument;

    if (o->sbml && !argument) argp_error(state, "--sbml needs a MODEL or a FILE");
    if (!o->sbml && o->shared.n_sets > 0) argp_error(state, "--set goes with --sbml");
    if (!o->sbml && o->arm) argp_error(state, "--arm goes with --sbml");
    if (!o->sbml && o->level != SIM_NONE)
        argp_error(state, "--sbml-level goes with --sbml");
    if (!argument) return;
    if (!o->sbml && is_file(argument))
        argp_error(state, "%s is no model; with --sbml, a FILE's chain is printed",
                   argument);
    if (o->arm && find_stage(argument))
        argp_error(state, "--arm goes with a FILE; %s is a model", argument);
}

static const char *model_name(size_t i)
{
    const sim_stage *stage = models_stage(i);

    return stage ? stage->model->name : NULL;
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

static sim_status print_one(const models_options *o, sim_error *err)
{
    const char *name = o->shared.argument;
    const sim_stage *stage = find_stage(name);

    if (!stage && !is_file(name)) return refuse_model(name, err);
    if (!stage || o->sbml) return print_sbml(o, stage ? stage->model : NULL, err);
    print_model(stage->model);
    return SIM_OK;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    models_options o = {.level = SIM_NONE};

    sim_options_read(how, &o);
    if (o.level == SIM_NONE) o.level = LEVEL_DEFAULT;
    if (o.shared.argument) return print_one(&o, err);
    for (const sim_chain *chain = models_chains; chain->name; chain++) print_chain(chain);
    return SIM_OK;
}

const sim_command sim_command_models = {
    .options = options, .words = model_name, .check = check_options, .call = call};
