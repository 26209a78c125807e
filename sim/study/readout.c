#include "sim/study/readout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"

static const sim_model *last_model(const sim_chain *chain)
{
    return chain->stages[chain->n_stages - 1].model;
}

size_t sim_readout_find(const sim_readout *r, const char *name)
{
    size_t i = 0;

    while (i < r->n && strcmp(r->list[i].column.name, name) != 0) i++;
    return i;
}

/* ---- the list ------------------------------------------------------------- */

static void add_symbol(sim_readout *r, size_t stage, const sim_symbol *s)
{
    if (sim_readout_find(r, s->name) < r->n) return;
    r->list[r->n++] = (sim_number){.column = sim_column_of(s), .symbol = s, .stage = stage};
}

static void add_stage(sim_readout *r, size_t stage)
{
    const sim_model *m = r->chain->stages[stage].model;
    const bool is_last = stage + 1 == r->chain->n_stages;

    for (size_t i = 0; !is_last && i < m->n_columns; i++)
        add_symbol(r, stage, &m->symbols[m->columns[i]]);
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_CHANCE) add_symbol(r, stage, &m->symbols[i]);
    }
}

static void add_visits(sim_readout *r, const sim_visits *measured, const sim_symbol *s)
{
    const double days[SIM_VISITS] = {measured->before, measured->after};

    for (size_t v = 0; v < SIM_VISITS; v++) {
        snprintf(r->names[v], sizeof r->names[v], "measured_%s_day_%g", s->name, days[v]);
        r->list[r->n++] =
            (sim_number){.column = {r->names[v], s->unit, "reading of a visit, with noise",
                                    SIM_CELL_NUMBER}};
    }
    r->fall = r->n;
    snprintf(r->names[SIM_VISITS], sizeof r->names[SIM_VISITS], "measured_%s_fall",
             s->name);
    snprintf(r->fell, sizeof r->fell, "fall of measured %s from day %g to day %g", s->name,
             days[0], days[1]);
    r->list[r->n++] =
        (sim_number){.column = {r->names[SIM_VISITS], s->unit, r->fell, SIM_CELL_NUMBER}};
}

/* "responder (1) or not (0): measured vas falls by at least 20 mm from day 0 to day 182" */
static void add_responder(sim_readout *r, const sim_responder *rule, const sim_symbol *s)
{
    const sim_visits *measured = &r->chain->population->measured;
    char *text = r->rules[r->n - r->responders], part[48] = "";

    sim_bug(r->n - r->responders == SIM_RULES);
    if (rule->part > 0) snprintf(part, sizeof part, " and by %g %%", 100 * rule->part);
    snprintf(text, sizeof r->rules[0],
             "responder (1) or not (0): measured %s falls by at least %g %s%s from day %g "
             "to day %g%s%s",
             s->name, rule->fall, s->unit, part, measured->before, measured->after,
             *rule->note ? "; " : "", rule->note);
    r->list[r->n++] = (sim_number){.column = {rule->name, "1", text, SIM_CELL_NUMBER}};
}

static void add_measured(sim_readout *r)
{
    const sim_population *population = r->chain->population;
    const sim_symbol *s;

    r->visits = r->fall = r->responders = r->n;
    if (!population || !population->measured.symbol) return;
    s = sim_model_find(last_model(r->chain), population->measured.symbol);
    sim_bug(!s);
    add_visits(r, &population->measured, s);
    r->responders = r->n;
    for (size_t i = 0; i < population->n_responders; i++)
        add_responder(r, &population->responders[i], s);
}

/* Finds what sets replicates apart, and what is over all of them. */
static void find_apart(sim_readout *r)
{
    const sim_population *p = r->chain->population;

    r->apart = p && p->apart ? sim_readout_find(r, p->apart) : r->n;
    sim_bug(p && p->apart && r->apart == r->n);
    for (size_t i = 0; p && i < p->n_over_all; i++) {
        const size_t number = sim_readout_find(r, p->over_all[i]);

        sim_bug(number == r->n);
        r->list[number].over_all = true;
    }
}

sim_status sim_readout_init(sim_readout *r, const sim_chain *chain, sim_error *err)
{
    const sim_model *last = last_model(chain);
    size_t n = last->n_summaries + SIM_VISITS + 1 + SIM_RULES;

    *r = (sim_readout){.chain = chain};
    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_symbols;
    r->list = calloc(n + 1, sizeof *r->list);
    if (!r->list) return sim_fail_memory(err, "ensemble");
    for (size_t i = 0; i < last->n_summaries; i++)
        r->list[r->n++] =
            (sim_number){.column = sim_summary_column(last, &last->summaries[i]),
                         .summary = &last->summaries[i]};
    for (size_t i = 0; i < chain->n_stages; i++) add_stage(r, i);
    add_measured(r);
    find_apart(r);
    return SIM_OK;
}

void sim_readout_free(sim_readout *r)
{
    free(r->list);
    *r = (sim_readout){0};
}

bool sim_readout_is_share(const sim_readout *r, size_t number)
{
    return number == r->apart || number >= r->responders;
}

/* ---- reading -------------------------------------------------------------- */

static double read_symbol(const sim_number *number, const sim_outcome *outcome)
{
    if (number->symbol->kind == SIM_CHANCE) return outcome->chance;
    if (outcome->skipped && !sim_symbol_is_constant(number->symbol)) return NAN;
    return sim_outcome_end(outcome, number->symbol);
}

double sim_visits_read(const sim_visits *visits, double truth, double noise)
{
    return isfinite(truth) ? fmin(fmax(truth + noise, visits->low), visits->high) : NAN;
}

double sim_responder_read(const sim_responder *rule, double before, double after)
{
    const double fall = before - after;

    return isfinite(fall) ? fall >= rule->fall && fall >= rule->part * before : NAN;
}

static void read_measured(const sim_readout *r, const sim_outcome *outcome,
                          const double noise[SIM_VISITS], double out[])
{
    const sim_population *population = r->chain->population;
    const sim_visits *measured = &population->measured;
    const sim_symbol *symbol = sim_model_find(outcome->model, measured->symbol);
    const double days[SIM_VISITS] = {measured->before, measured->after};

    for (size_t v = 0; v < SIM_VISITS; v++)
        out[v] = sim_visits_read(measured, sim_outcome_on_day(outcome, symbol, days[v]),
                                 noise[v]);
    out[SIM_VISITS] = out[0] - out[1];
    for (size_t i = 0; i < population->n_responders; i++)
        out[SIM_VISITS + 1 + i] =
            sim_responder_read(&population->responders[i], out[0], out[1]);
}

bool sim_readout_is_apart(const sim_readout *r, const double numbers[])
{
    return r->apart < r->n && numbers[r->apart] > 0;
}

bool sim_readout_set_apart(const sim_readout *r, double numbers[])
{
    const bool is_apart = sim_readout_is_apart(r, numbers);

    for (size_t i = 0; is_apart && i < r->n; i++) {
        if (!r->list[i].over_all) numbers[i] = NAN;
    }
    return is_apart;
}

void sim_readout_read(const sim_readout *r, const sim_solution *solution, size_t arm,
                      const double noise[SIM_VISITS], double numbers[])
{
    const sim_outcome *last = sim_solution_outcome(solution, arm, r->chain->n_stages - 1);

    for (size_t i = 0; i < r->visits; i++) {
        const sim_number *number = &r->list[i];

        numbers[i] =
            number->summary
                ? sim_summary_read(solution, arm, number->summary)
                : read_symbol(number, sim_solution_outcome(solution, arm, number->stage));
    }
    if (r->visits < r->n) read_measured(r, last, noise, &numbers[r->visits]);
}
