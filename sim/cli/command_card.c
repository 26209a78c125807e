/* command_card.c -- potency card: the model card, in plain words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/card.h"
#include "sim/cli/cli.h"
#include "sim/cli/paragraph.h"

enum { TEXT = 2048 };

typedef struct {
    sim_arguments shared;
    bool markdown;
} card_options;

/* ---- print ---------------------------------------------------------------- */

static void print_head(const card_options *o, const char *title)
{
    printf("\n%s%s\n%s", o->markdown ? "### " : "", title, o->markdown ? "\n" : "");
}

static void print_item(const char *text) { sim_paragraph_print("-", text, 2); }

/* Adds ", NAME" (or its like) for each of some names, separated by blanks. */
static void add_names(const card_options *o, char text[TEXT], const char *names)
{
    const char *quote = o->markdown ? "`" : "", *before = " (";
    size_t at = strlen(text);

    while (*names) {
        const int length = (int)strcspn(names, " ");

        at += (size_t)snprintf(text + at, TEXT - at, "%s%s%.*s%s", before, quote, length,
                               names, quote);
        sim_bug(at >= TEXT);
        before = ", ";
        names += length + (int)strspn(names + length, " ");
    }
    if (*before == ',') snprintf(text + at, TEXT - at, ")");
}

static void print_said(const card_options *o, const models_card_row *row)
{
    char text[TEXT];

    snprintf(text, sizeof text, "%s", row->text);
    add_names(o, text, row->parameters);
    print_item(text);
}

/* ---- what the model is made of -------------------------------------------- */

static size_t count_settable(const sim_model *m)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) n += sim_symbol_is_settable(&m->symbols[i]);
    return n;
}

static void print_stage(const sim_model *m)
{
    char text[TEXT];
    int at = snprintf(text, sizeof text, "%s: %s; %zu parameters", m->name, m->title,
                      count_settable(m));

    if (m->n_moving > 0)
        at += snprintf(text + at, sizeof text - (size_t)at,
                       ", %zu quantities that move, %zu reactions", m->n_moving,
                       m->n_reactions);
    snprintf(text + at, sizeof text - (size_t)at,
             ". `potency models %s` prints the equations.", m->name);
    print_item(text);
}

static void print_chains(void)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) print_stage(chain->stages[i].model);
    }
}

/* ---- where the numbers come from ------------------------------------------ */

/* What the source of a parameter says, the first that holds. */
static const struct {
    const char *word; /* in the source; NULL: none of the others */
    const char *says;
    bool listed;
} origins[] = {
    {"fitted", "were fitted to measurements, some with others together", true},
    {"assumed", "are assumed", false},
    {"definition", "are definitions: choices of the user, or conventions", false},
    {"unverified", "are known at second hand only", false},
    {NULL, "rest on what was published", false},
};

enum { N_ORIGINS = sizeof origins / sizeof *origins };

static size_t origin_of(const sim_symbol *s)
{
    size_t i = 0;

    while (origins[i].word && !strstr(s->source, origins[i].word)) i++;
    return i;
}

/* Calls for each parameter of the chain. */
typedef void visit(const sim_model *m, const sim_symbol *s, void *data);

static void visit_parameters(const sim_chain *chain, visit *call, void *data)
{
    for (size_t i = 0; i < chain->n_stages; i++) {
        const sim_model *m = chain->stages[i].model;

        for (size_t k = 0; k < m->n_symbols; k++) {
            if (sim_symbol_is_settable(&m->symbols[k]) && m->symbols[k].source)
                call(m, &m->symbols[k], data);
        }
    }
}

typedef struct {
    size_t origin, n, of, unverified;
    char names[TEXT]; /* of those that are counted, separated by blanks */
} census;

static void count(const sim_model *m, const sim_symbol *s, void *data)
{
    census *c = data;
    const size_t length = strlen(c->names);

    c->of++;
    c->unverified += strstr(s->source, "unverified") != NULL;
    if (origin_of(s) != c->origin) return;
    c->n++;
    snprintf(c->names + length, sizeof c->names - length, "%s%s.%s", length ? " " : "",
             sim_model_section(m, s), s->name);
}

static void print_sources(const card_options *o, const sim_chain *chain)
{
    char text[TEXT];
    census c = {0};

    for (size_t i = 0; i < N_ORIGINS; i++) {
        c = (census){.origin = i};
        visit_parameters(chain, count, &c);
        snprintf(text, sizeof text, "%zu of %zu parameters %s.", c.n, c.of,
                 origins[i].says);
        if (origins[i].listed) add_names(o, text, c.names);
        print_item(text);
    }
    snprintf(text, sizeof text,
             "%zu of all have a part that is known at second hand only (\"unverified\"). "
             "`potency params` prints the source of each.",
             c.unverified);
    print_item(text);
}

/* ---- the command ----------------------------------------------------------- */

static void print_fact(const card_options *o, models_card_fact fact)
{
    switch (fact) {
    case MODELS_CARD_CHAINS:
        print_chains();
        break;
    case MODELS_CARD_SOURCES:
        print_sources(o, &models_chains[0]);
        break;
    case MODELS_CARD_SCORES:
    case MODELS_CARD_NOT_RUN:
        break;
    }
}

static void print_row(const card_options *o, const models_card_row *row)
{
    switch (row->kind) {
    case MODELS_CARD_HEAD:
        print_head(o, row->text);
        break;
    case MODELS_CARD_SAY:
        print_said(o, row);
        break;
    case MODELS_CARD_SHOW:
        print_fact(o, row->fact);
        break;
    case MODELS_CARD_END:
        break;
    }
}

enum { MARKDOWN = 1000 };

static const struct argp_option card_argp_options[] = {
    {"markdown", MARKDOWN, NULL, 0, "Print it as it stands in README.md", 0},
    {0},
};

static error_t parse_card(int key, char *arg, struct argp_state *state)
{
    card_options *o = state->input;

    if (key == MARKDOWN) {
        o->markdown = true;
        return 0;
    }
    return sim_take_argument(&o->shared, key, arg, state);
}

static const struct argp card_argp = {
    .options = card_argp_options,
    .parser = parse_card,
    .doc =
        "Prints the model card: what the model is for and not for, what is fitted, assumed "
        "and open, how it does against measurements, and its known faults.",
};

static sim_status call(int argc, char **argv, sim_error *err)
{
    card_options o = {0};

    (void)err;
    sim_read_arguments(&card_argp, argc, argv, 0, &o);
    printf("%sPotency %s: the model card%s\n", o.markdown ? "**" : "", sim_version,
           o.markdown ? "**" : "");
    for (const models_card_row *row = models_card; row->kind != MODELS_CARD_END; row++)
        print_row(&o, row);
    printf("\n%s\n", sim_disclaimer);
    return SIM_OK;
}

const sim_command sim_command_card = {
    "card", "print what the model is for, and where it fails", &card_argp, call};
