/* reads_laws.c -- the formulas of a chain, with their names looked up. */
#include <stdlib.h>

#include "sim/study/reads_parts.h"

static sim_status parse_law(sim_reads_law *l, const sim_model *m, const char *text,
                            sim_error *err)
{
    sim_status status = sim_formula_parse(&l->f, text, err);

    for (int i = 0; status == SIM_OK && i < l->f.n_nodes; i++) {
        if (!l->f.node[i].operation && *l->f.node[i].name)
            l->symbol[i] = sim_model_find(m, l->f.node[i].name);
    }
    return status;
}

static sim_status add_root(sim_reads_stage *s, const char *text, sim_error *err)
{
    return parse_law(&s->roots[s->n_roots++], s->model, text, err);
}

static sim_status add_events(sim_reads_stage *s, sim_error *err)
{
    const sim_model *m = s->model;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < m->n_crossings; i++) {
        status = add_root(s, m->crossings[i].quantity, err);
        if (status == SIM_OK) status = add_root(s, m->crossings[i].level, err);
    }
    for (size_t i = 0; status == SIM_OK && i < m->n_lets; i++)
        status = add_root(s, m->lets[i].formula, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_sets; i++)
        status = add_root(s, m->sets[i].formula, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_stops; i++)
        status = add_root(s, m->stops[i].formula, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_timetables; i++) {
        sim_reads_timetable *table = &s->timetables[i];

        table->index = m->timetables[i].index;
        status = parse_law(&table->time, m, m->timetables[i].time, err);
        if (status == SIM_OK)
            status = parse_law(&table->count, m, m->timetables[i].count, err);
    }
    return status;
}

static sim_status add_laws(sim_reads_stage *s, sim_error *err)
{
    const sim_model *m = s->model;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < m->n_symbols; i++) {
        if (m->symbols[i].formula)
            status = parse_law(&s->of[i], m, m->symbols[i].formula, err);
    }
    for (size_t i = 0; status == SIM_OK && i < m->n_flows; i++)
        status = add_root(s, m->flows[i].formula, err);
    for (size_t i = 0; status == SIM_OK && i < m->n_blanks; i++)
        status = parse_law(&s->blanks[i], m, m->blanks[i].condition, err);
    return status == SIM_OK ? add_events(s, err) : status;
}

static sim_status stage_init(sim_reads_stage *s, const sim_model *m, sim_pool *pool,
                             sim_error *err)
{
    const size_t n = m->n_symbols;
    const size_t n_roots =
        m->n_flows + 2 * m->n_crossings + m->n_lets + m->n_sets + m->n_stops;

    s->model = m;
    s->of = sim_pool_take(pool, n, sizeof *s->of);
    s->roots = sim_pool_take(pool, n_roots, sizeof *s->roots);
    s->timetables = sim_pool_take(pool, m->n_timetables, sizeof *s->timetables);
    s->blanks = sim_pool_take(pool, m->n_blanks, sizeof *s->blanks);
    s->free = sim_pool_take(pool, n, sizeof *s->free);
    s->read = sim_pool_take(pool, n, sizeof *s->read);
    s->guessed = sim_pool_take(pool, n, sizeof *s->guessed);
    s->guesses = sim_pool_take(pool, n, sizeof *s->guesses);
    if (pool->failed) return sim_fail_memory(err, m->name);
    return add_laws(s, err);
}

sim_status sim_reads_init(sim_reads **reads, const sim_chain *chain, sim_error *err)
{
    sim_reads *r = calloc(1, sizeof *r);
    sim_status status = SIM_OK;

    *reads = r;
    if (!r) return sim_fail_memory(err, chain->name);
    r->chain = chain;
    r->is_told = true;
    r->stages = sim_pool_take(&r->pool, chain->n_stages, sizeof *r->stages);
    if (!r->stages) return sim_fail_memory(err, chain->name);
    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++)
        status = stage_init(&r->stages[i], chain->stages[i].model, &r->pool, err);
    return status;
}

void sim_reads_free(sim_reads *r)
{
    if (!r) return;
    sim_pool_free(&r->pool);
    free(r);
}
