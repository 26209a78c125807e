/* question_quantity.c -- of question.h: what a row reads, and what its name may be meant for. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/question_parts.h"
#include "sim/study/reduction.h"

enum { TEXT_SIZE = 512, LEAST = 4 }; /* LEAST: letters that tell a name within another */

sim_status sim_asking_refuse(const sim_asking *r, const char *column, const char *text,
                             const char *wrong, ...)
{
    char printed[2 * TEXT_SIZE];
    va_list args;

    va_start(args, wrong);
    vsnprintf(printed, sizeof printed, wrong, args);
    va_end(args);
    return sim_measurement_refuse(r->table, r->m, column, text, printed, r->err);
}

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
        term->symbols[term->n_symbols] = sim_model_find(m, name);
        sim_bug(!term->symbols[term->n_symbols]);
        term->n_symbols++;
    }
    return status;
}

static bool is_column(const sim_model *m, const sim_symbol *symbol)
{
    for (size_t i = 0; i < m->n_columns; i++) {
        if (&m->symbols[m->columns[i]] == symbol) return true;
    }
    return false;
}

static sim_status take_quantity(sim_asking *r, sim_span span, const char *formula,
                                const char *unit)
{
    const sim_chain *chain = r->q->chain;

    r->q->span = span;
    r->q->stage = span == SIM_AT_OUTPUT ? chain->n_stages - 1 : find_reporting(chain);
    r->unit = unit;
    return sim_asking_make_term(r, formula, &r->q->term);
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

/* The names that a quantity may have: rows of the yardstick, columns of the reports, and
 * what the last stage calls by a name. */
static void offer_quantities(const sim_chain *chain, guess *g)
{
    const sim_model *reports = chain->stages[find_reporting(chain)].model;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;

    for (size_t i = 0; i < chain->yardstick->n_quantities; i++)
        offer(g, chain->yardstick->quantities[i].name);
    for (size_t i = 0; i < reports->n_columns; i++)
        offer(g, reports->symbols[reports->columns[i]].name);
    for (size_t i = 0; i < last->n_symbols; i++) {
        if (last->symbols[i].kind != SIM_SECTION) offer(g, last->symbols[i].name);
    }
}

static sim_status refuse_quantity(const sim_asking *r)
{
    guess g = {.nearest = {.wanted = r->m->quantity}};
    char hint[TEXT_SIZE];

    offer_quantities(r->q->chain, &g);
    if (!g.nearest.best && *g.holding)
        snprintf(hint, sizeof hint, "; one of %s would be right", g.holding);
    else
        sim_nearest_print(&g.nearest,
                          "a column of passages.csv or timecourse.csv would be right", hint,
                          sizeof hint);
    return sim_asking_refuse(r, "quantity", r->m->quantity, "is no quantity%s", hint);
}

sim_status sim_asking_read_quantity(sim_asking *r)
{
    const sim_chain *chain = r->q->chain;
    const sim_yardstick *y = chain->yardstick;
    const sim_model *reports = chain->stages[find_reporting(chain)].model;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const char *name = r->m->quantity;
    const sim_symbol *symbol;

    for (size_t i = 0; i < y->n_quantities; i++) {
        const sim_quantity *quantity = &y->quantities[i];

        if (strcmp(quantity->name, name) == 0)
            return take_quantity(r, quantity->span, quantity->formula, quantity->unit);
    }
    symbol = sim_model_find(reports, name);
    if (symbol && is_column(reports, symbol))
        return take_quantity(r, SIM_AT_REPORT, name, symbol->unit);
    symbol = sim_model_find(last, name);
    return symbol && *name ? take_quantity(r, SIM_AT_OUTPUT, name, symbol->unit)
                           : refuse_quantity(r);
}
