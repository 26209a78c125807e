#include "sim/study/numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/ini.h"
#include "sim/study/numbers_parts.h"

enum { MEANING_SIZE = 640 };

/* ---- life ----------------------------------------------------------------- */

sim_status sim_numbers_init(sim_numbers **made, const sim_catalog *catalog, sim_error *err)
{
    sim_numbers *n = *made = calloc(1, sizeof *n);

    if (!n) return sim_fail_memory(err, "numbers");
    n->catalog = catalog;
    return SIM_OK;
}

void sim_formed_free(sim_formed *own)
{
    free(own->name);
    free(own->how);
    free(own->place);
    free(own->origin);
}

void sim_numbers_free(sim_numbers *n)
{
    if (!n) return;
    for (size_t i = 0; i < n->n; i++) sim_formed_free(&n->list[i]);
    free(n->list);
    free(n->meters);
    sim_readout_free(&n->readout);
    sim_kept_free(&n->traced);
    sim_pool_free(&n->pool);
    free(n);
}

/* ---- what they read ------------------------------------------------------- */

static const sim_model *last_model(const sim_chain *chain)
{
    return chain->stages[chain->n_stages - 1].model;
}

static double read_slot(const sim_formed *own, size_t slot, const sim_solution *s,
                        size_t arm, size_t end);

double sim_formed_read(const sim_formed *own, const sim_solution *s, size_t arm, size_t end)
{
    const sim_expression *e = &own->expression;
    double slots[SIM_FORMED_SLOTS + SIM_METERS_MOST];

    for (size_t i = 0; i < e->n; i++)
        if (e->code[i].is_slot)
            slots[e->code[i].slot] = read_slot(own, e->code[i].slot, s, arm, end);
    return sim_expression_value(e, slots);
}

static double read_meter(const sim_meter *m, const sim_readout *r, const sim_solution *s,
                         size_t arm, size_t end)
{
    const sim_outcome *outcome = sim_solution_outcome(s, arm, s->chain->n_stages - 1);
    const sim_course *grid = &outcome->result.grid;
    const bool is_read = end < grid->n && sim_readout_is_of_living(r, m->of.symbol);

    if (outcome->skipped) return NAN;
    return sim_meter_read(m, outcome, sim_solution_background(s, arm),
                          is_read ? grid->t[end] : INFINITY);
}

static double read_slot(const sim_formed *own, size_t slot, const sim_solution *s,
                        size_t arm, size_t end)
{
    const sim_numbers *n = own->of;
    const sim_readout *r = &n->readout;

    if (slot >= sim_formed_meters(n))
        return read_meter(&n->meters[slot - sim_formed_meters(n)], r, s, arm, end);
    if (slot >= r->visits) return sim_formed_read(&n->list[slot - r->visits], s, arm, end);
    return sim_readout_plain(r, slot, s, arm, end);
}

void sim_formed_want(const sim_formed *own, bool wanted[])
{
    const sim_numbers *n = own->of;
    const sim_model *m = last_model(n->readout.chain);

    for (size_t i = 0; i < own->expression.n; i++) {
        const sim_expression_code *code = &own->expression.code[i];
        const size_t slot = code->slot, meters = sim_formed_meters(n);

        if (!code->is_slot) continue;
        if (slot >= meters)
            wanted[n->meters[slot - meters].of.symbol - m->symbols] = true;
        else if (slot >= n->readout.visits)
            sim_formed_want(&n->list[slot - n->readout.visits], wanted);
        else if (n->readout.list[slot].summary)
            wanted[n->readout.list[slot].summary->symbol] = true;
    }
}

/* ---- the chain ------------------------------------------------------------ */

/* Some symbol that it is worked out of; where there is none, any. */
static size_t symbol_of(const sim_formed *own, bool wanted[], size_t n_symbols)
{
    size_t i = 0;

    memset(wanted, 0, n_symbols * sizeof *wanted);
    sim_formed_want(own, wanted);
    while (i < n_symbols && !wanted[i]) i++;
    return i < n_symbols ? i : 0;
}

static void make_row(sim_numbers *n, const sim_formed *own, bool wanted[], sim_summary *row)
{
    char *meaning = sim_pool_take(&n->pool, MEANING_SIZE, 1);

    if (!meaning) return;
    snprintf(meaning, MEANING_SIZE, "[numbers] %s = %s", own->name, own->how);
    *row = (sim_summary){.name = own->name,
                         .reading = SIM_FORMED,
                         .symbol = symbol_of(own, wanted, n->model.n_symbols),
                         .heading = "",
                         .meaning = meaning,
                         .own = own,
                         .unit = own->expression.unit};
}

static sim_status make_chain(sim_numbers *n, sim_error *err)
{
    const sim_chain *base = n->readout.chain;
    const sim_model *last = last_model(base);
    sim_stage *stages = sim_pool_take(&n->pool, base->n_stages, sizeof *stages);
    sim_summary *rows = sim_pool_take(&n->pool, last->n_summaries + n->n + 1, sizeof *rows);
    bool *wanted = sim_pool_take(&n->pool, last->n_symbols + 1, sizeof *wanted);

    if (n->pool.failed) return sim_fail_memory(err, "numbers");
    n->model = *last;
    n->model.like = last;
    memcpy(rows, last->summaries, last->n_summaries * sizeof *rows);
    for (size_t i = 0; i < n->n; i++)
        make_row(n, &n->list[i], wanted, &rows[last->n_summaries + i]);
    n->model.summaries = rows;
    n->model.n_summaries = last->n_summaries + n->n;
    memcpy(stages, base->stages, base->n_stages * sizeof *stages);
    stages[base->n_stages - 1].model = &n->model;
    n->chain = *base;
    n->chain.stages = stages;
    return sim_pool_check(&n->pool, "numbers", err);
}

static sim_status keep_columns(sim_numbers *n, sim_error *err)
{
    const sim_model *last = last_model(n->readout.chain);
    bool *wanted = calloc(last->n_symbols + 1, sizeof *wanted);
    sim_status status;

    if (!wanted) return sim_fail_memory(err, "numbers");
    for (size_t i = 0; i < n->n_meters; i++)
        wanted[n->meters[i].of.symbol - last->symbols] = true;
    status = sim_kept_init(&n->traced, last, wanted, err);
    free(wanted);
    return status;
}

static sim_status check_times(const sim_formed *own, double days, sim_error *err)
{
    const sim_numbers *n = own->of;

    for (size_t i = 0; i < n->n_meters; i++) {
        const sim_meter *m = &n->meters[i];
        const double last = isfinite(m->to) ? fmax(m->from, m->to) : m->from;

        if (sim_expression_uses(&own->expression, sim_formed_meters(n) + i) && last > days)
            return sim_fail(err, SIM_EVALUE,
                            "%s: %s = %s: day %g is beyond the course, whose run.days is "
                            "%g; at most that, or more days, would be right",
                            own->place, own->name, own->how, last, days);
    }
    return SIM_OK;
}

sim_status sim_numbers_settle(sim_numbers *n, double days, sim_error *err)
{
    sim_status status = SIM_OK;

    if (n->n == 0) return SIM_OK;
    for (size_t i = 0; status == SIM_OK && i < n->n; i++)
        status = check_times(&n->list[i], days, err);
    if (status == SIM_OK && n->n_meters > 0) status = keep_columns(n, err);
    return status == SIM_OK ? make_chain(n, err) : status;
}

const sim_chain *sim_numbers_chain(const sim_numbers *n, const sim_chain *chain)
{
    return n && n->n > 0 && n->chain.stages ? &n->chain : chain;
}

const sim_kept *sim_numbers_traced(const sim_numbers *n)
{
    return n && n->traced.states ? &n->traced : NULL;
}

/* ---- texts ---------------------------------------------------------------- */

void sim_numbers_write(const sim_numbers *n, FILE *out)
{
    if (n->n > 0) fputs("\n[numbers]\n", out);
    for (size_t i = 0; i < n->n; i++)
        fprintf(out, "%s = %s " SIM_INI_ORIGIN "%s\n", n->list[i].name, n->list[i].how,
                n->list[i].origin);
}

void sim_numbers_hash(const sim_numbers *n, uint64_t *hash)
{
    for (size_t i = 0; i < n->n; i++) {
        sim_text_hash(hash, n->list[i].name);
        sim_text_hash(hash, n->list[i].how);
    }
}
