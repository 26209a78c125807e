#include "sim/study/chain.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/stepper.h"

/* ---- life ----------------------------------------------------------------- */

sim_status sim_chain_make_nets(const sim_chain *chain, sim_network **nets, sim_error *err)
{
    sim_status status = SIM_OK;

    *nets = calloc(chain->n_stages + 1, sizeof **nets);
    if (!*nets) return sim_fail_memory(err, chain->name);
    for (size_t i = 0; status == SIM_OK && i < chain->n_stages; i++)
        status = sim_network_init(&(*nets)[i], chain->stages[i].model, err);
    return status;
}

void sim_chain_free_nets(const sim_chain *chain, sim_network *nets)
{
    for (size_t i = 0; nets && i < chain->n_stages; i++) sim_network_free(&nets[i]);
    free(nets);
}

bool sim_task_is_random(const sim_task *task)
{
    return sim_steppers[task->options.method]->sample != NULL;
}

void sim_solution_free(sim_solution *solution)
{
    for (size_t i = 0; i < solution->n_outcomes; i++) {
        tdelete(solution->outcomes[i], &solution->tree, sim_outcome_compare);
        sim_outcome_free(solution->outcomes[i]);
    }
    sim_chain_free_nets(solution->chain, solution->own_nets);
    free(solution->outcomes);
    free(solution->at);
    *solution = (sim_solution){0};
}

const sim_outcome *sim_solution_outcome(const sim_solution *s, size_t arm, size_t stage)
{
    return s->at[arm * s->chain->n_stages + stage];
}

const sim_outcome *sim_solution_background(const sim_solution *s, size_t arm)
{
    const size_t background = s->backgrounds ? s->backgrounds[arm] : s->n_arms;

    return background < s->n_arms
               ? sim_solution_outcome(s, background, s->chain->n_stages - 1)
               : NULL;
}

/* ---- constants ------------------------------------------------------------ */

const sim_symbol *sim_model_chance(const sim_model *m)
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_CHANCE) return &m->symbols[i];
    }
    return NULL;
}

void sim_solution_feed(const sim_solution *s, size_t arm, size_t stage, size_t of,
                       const double x[], const double o[], double p[])
{
    const sim_model *m = s->chain->stages[stage].model;

    for (size_t i = 0; stage > 0 && i < m->n_symbols; i++) {
        const sim_symbol *input = &m->symbols[i], *symbol;
        const sim_outcome *from;
        size_t source;

        if (input->kind != SIM_INPUT) continue;
        symbol = sim_chain_find_source(s->chain, input->name, stage, &source);
        sim_bug(!symbol);
        from = sim_solution_outcome(s, arm, source);
        if (from->skipped && !sim_symbol_is_constant(symbol))
            p[input->slot] = 0;
        else if (source == of && x)
            p[input->slot] = sim_symbol_value(symbol, from->p, x, o);
        else
            p[input->slot] =
                sim_symbol_value(symbol, from->p, from->result.x_end, from->o_end);
    }
}

size_t sim_model_refusal(const sim_model *m, const double p[], size_t from, char text[],
                         size_t size)
{
    double holds[SIM_REFUSALS];

    sim_bug(m->n_refusals > SIM_REFUSALS);
    m->refuse(p, holds);
    while (from < m->n_refusals && holds[from] == 0) from++;
    if (from < m->n_refusals)
        sim_notice_print(&m->refusals[from], m, p, NULL, NULL, text, size);
    return from;
}
