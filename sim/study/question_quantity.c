/* question_quantity.c -- of question_parts.h: what a row reads, by the name of its quantity. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/question_parts.h"

enum { TEXT_SIZE = SIM_ASKING_TEXT };
enum { LEAST = 4 }; /* letters that tell a name within another */

/* The stage that reports; the last if none does. */
static size_t find_reporting(const sim_chain *chain)
{
    size_t i = 0;

    while (i + 1 < chain->n_stages && !chain->stages[i].reports) i++;
    return i;
}

sim_status sim_asking_make_term(const sim_asking *r, const char *formula, sim_term **made)
{
    const sim_model *m = r->q->chain->stages[r->q->stage].model;
    sim_term *term = *made = calloc(1, sizeof *term);
    sim_status status;

    if (!term) return sim_fail_memory(r->err, r->table->file);
    status = sim_formula_parse(&term->formula, formula, r->err);
    for (int i = 0; status == SIM_OK && i < term->formula.n_nodes; i++) {
        const char *name = term->formula.node[i].name;

        if (!*name) continue;
        sim_bug(term->n_symbols == SIM_TERM_NAMES);
        term->symbols[term->n_symbols] = sim_model_find(m, sim_term_name(name));
        sim_bug(!term->symbols[term->n_symbols]);
        term->n_symbols++;
    }
    return status;
}

/* A mean over a cohort weighs those of it by the chance that they are there. */
static sim_status make_weighted(const sim_asking *r, const char *formula)
{
    const char *weight = r->q->chain->yardstick->weight;
    char text[TEXT_SIZE];
    sim_status status;

    snprintf(text, sizeof text, "(%s) * %s", formula, weight ? weight : "1");
    status = sim_asking_make_term(r, text, &r->q->term);
    return status == SIM_OK ? sim_asking_make_term(r, weight ? weight : "1", &r->q->below)
                            : status;
}

static sim_status take_quantity(sim_asking *r, sim_span span, const char *formula,
                                const char *unit)
{
    const sim_chain *chain = r->q->chain;

    r->q->span = span;
    r->q->stage = span == SIM_AT_OUTPUT ? chain->n_stages - 1 : find_reporting(chain);
    r->unit = unit;
    return span == SIM_AT_OUTPUT && r->q->how->demand == SIM_A_MEAN
               ? make_weighted(r, formula)
               : sim_asking_make_term(r, formula, &r->q->term);
}

/* What a name that is none may be meant for: one that is near, or some that hold it. */
typedef struct {
    sim_nearest nearest;
    char holding[TEXT_SIZE / 2]; /* "placebo_relief, total_relief" */
} guess;

static void offer(guess *g, const char *name)
{
    sim_nearest_offer(&g->nearest, name);
    if (strlen(g->nearest.wanted) >= LEAST && strstr(name, g->nearest.wanted))
        sim_text_list(g->holding, sizeof g->holding, name);
}

static sim_status refuse_quantity(const sim_asking *r, const guess *g)
{
    const sim_chain *chain = r->q->chain;
    char hint[TEXT_SIZE], right[TEXT_SIZE];

    snprintf(right, sizeof right, "a column of %.64s.csv or %.64s.csv would be right",
             chain->stages[find_reporting(chain)].reports,
             chain->stages[chain->n_stages - 1].course);
    if (!g->nearest.best && *g->holding)
        snprintf(hint, sizeof hint, "; one of %s would be right", g->holding);
    else
        sim_nearest_print(&g->nearest, right, hint, sizeof hint);
    return sim_asking_refuse(r, "quantity", r->m->quantity, "is no quantity%s", hint);
}

static sim_status take_counted(sim_asking *r, const sim_counted *counted)
{
    sim_question *q = r->q;
    sim_status status;

    if (counted->is_state != (q->how->demand == SIM_A_STATE))
        return sim_asking_refuse(r, "how", r->m->how,
                                 "is not how %s is told; %s would be right", counted->name,
                                 counted->is_state ? "cohort_share" : "cohort_mean");
    q->span = SIM_AT_OUTPUT;
    q->stage = q->chain->n_stages - 1;
    r->unit = counted->unit;
    status = sim_asking_make_term(r, counted->above, &q->term);
    if (status == SIM_OK) status = sim_asking_make_term(r, counted->below, &q->below);
    return status == SIM_OK && counted->then
               ? sim_asking_make_term(r, counted->then, &q->then)
               : status;
}

/* What the yardstick counts in a cohort; `found` where it has that name, or must have it. */
static sim_status read_counted(sim_asking *r, bool *found)
{
    const sim_yardstick *y = r->q->chain->yardstick;
    const bool is_state = r->q->how->demand == SIM_A_STATE;
    char names[TEXT_SIZE / 2] = "";

    *found = true;
    for (size_t i = 0; i < y->n_counted; i++) {
        if (strcmp(y->counted[i].name, r->m->quantity) == 0)
            return take_counted(r, &y->counted[i]);
        if (y->counted[i].is_state) sim_text_list(names, sizeof names, y->counted[i].name);
    }
    *found = is_state;
    if (!is_state) return SIM_OK;
    return sim_asking_refuse(
        r, "quantity", r->m->quantity,
        *names ? "is no state that can be shared; one of %s would be right"
               : "is no state that can be shared, and %s has none",
        *names ? names : r->q->chain->name);
}

sim_status sim_asking_read_quantity(sim_asking *r)
{
    const sim_chain *chain = r->q->chain;
    const sim_yardstick *y = chain->yardstick;
    const sim_model *reports = chain->stages[find_reporting(chain)].model;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const char *name = r->m->quantity;
    guess g = {.nearest = {.wanted = name}};
    bool found = false;

    if (r->q->how->demand == SIM_A_STATE || r->q->how->demand == SIM_A_MEAN) {
        sim_status status = read_counted(r, &found);

        if (found) return status;
    }
    for (size_t i = 0; i < y->n_quantities; i++) {
        const sim_quantity *quantity = &y->quantities[i];

        if (strcmp(quantity->name, name) == 0)
            return take_quantity(r, quantity->span, quantity->formula, quantity->unit);
        offer(&g, quantity->name);
    }
    for (size_t i = 0; i < reports->n_columns; i++) {
        const sim_symbol *symbol = &reports->symbols[reports->columns[i]];

        if (strcmp(symbol->name, name) == 0)
            return take_quantity(r, SIM_AT_REPORT, name, symbol->unit);
        offer(&g, symbol->name);
    }
    for (size_t i = 0; i < last->n_symbols; i++) {
        const sim_symbol *symbol = &last->symbols[i];

        if (symbol->kind == SIM_SECTION) continue;
        if (strcmp(symbol->name, name) == 0)
            return take_quantity(r, SIM_AT_OUTPUT, name, symbol->unit);
        offer(&g, symbol->name);
    }
    return refuse_quantity(r, &g);
}
