#include "sim/study/chain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/remark.h"

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

static void outcome_free(sim_outcome *outcome)
{
    if (!outcome) return;
    sim_result_free(&outcome->result);
    free(outcome->p);
    free(outcome->o_end);
    free(outcome);
}

bool sim_task_is_random(const sim_task *task)
{
    return sim_steppers[task->options.method]->sample != NULL;
}

void sim_solution_free(sim_solution *solution)
{
    for (size_t i = 0; i < solution->n_outcomes; i++) outcome_free(solution->outcomes[i]);
    sim_chain_free_nets(solution->chain, solution->own_nets);
    free(solution->outcomes);
    free(solution->at);
    *solution = (sim_solution){0};
}

static sim_status solution_init(sim_solution *s, const sim_task *task, sim_error *err)
{
    const size_t n_stages = task->chain->n_stages, n = task->n_arms * n_stages;
    sim_status status = SIM_OK;

    *s = (sim_solution){.chain = task->chain, .n_arms = task->n_arms};
    s->outcomes = calloc(n + 1, sizeof *s->outcomes);
    s->at = calloc(n + 1, sizeof *s->at);
    if (!s->outcomes || !s->at) return sim_fail_memory(err, task->chain->name);
    if (!task->nets) status = sim_chain_make_nets(task->chain, &s->own_nets, err);
    s->nets = task->nets ? task->nets : s->own_nets;
    return status;
}

const sim_outcome *sim_solution_outcome(const sim_solution *s, size_t arm, size_t stage)
{
    return s->at[arm * s->chain->n_stages + stage];
}

/* ---- constants ------------------------------------------------------------ */

static const sim_symbol *find_chance(const sim_model *m)
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_CHANCE) return &m->symbols[i];
    }
    return NULL;
}

/* The stage before `stage`, the nearest first, that has such a name of its own. */
static const sim_symbol *find_source(const sim_chain *chain, const char *name, size_t stage,
                                     size_t *source)
{
    for (*source = stage; (*source)-- > 0;) {
        const sim_symbol *s = sim_model_find(chain->stages[*source].model, name);

        if (s && s->kind != SIM_INPUT) return s;
    }
    return NULL;
}

void sim_solution_feed(const sim_solution *s, size_t arm, size_t stage, size_t of,
                       const double x[], const double o[], double p[])
{
    const sim_model *m = s->chain->stages[stage].model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *input = &m->symbols[i], *symbol;
        const sim_outcome *from;
        size_t source;

        if (input->kind != SIM_INPUT) continue;
        symbol = find_source(s->chain, input->name, stage, &source);
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

static bool is_skipped(const sim_task *task, size_t arm, const sim_stage *stage)
{
    const sim_chain *chain = task->chain;

    for (size_t i = 0; stage->needs && i < chain->n_stages; i++) {
        const sim_symbol *s = sim_model_find(chain->stages[i].model, stage->needs);

        if (s && s->kind != SIM_INPUT)
            return task->params[arm * chain->n_stages + i][s->slot] <= 0;
    }
    return false;
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

static sim_status check_refusals(sim_solution *s, const sim_outcome *outcome,
                                 sim_error *err)
{
    const sim_model *m = outcome->model;
    char text[512];
    size_t i = sim_model_refusal(m, outcome->p, 0, text, sizeof text);

    if (i == m->n_refusals) return SIM_OK;
    s->refusal = &m->refusals[i];
    return sim_fail(err, SIM_EVALUE, "%s", text);
}

/* ---- solving -------------------------------------------------------------- */

static void add_cost(sim_cost *sum, sim_cost more)
{
    sum->rhs += more.rhs;
    sum->jacobians += more.jacobians;
    sum->steps += more.steps;
    sum->restarts += more.restarts;
    sum->events += more.events;
}

/* Both courses, of a hit and of a miss, and their mixture. */
static sim_status run_mixture(const sim_run *run, double *chance, sim_result *result,
                              sim_error *err)
{
    const double share = *chance;
    const size_t n = run->net->model->n_states;
    sim_result miss = {0};
    sim_status status;

    *chance = 1;
    status = sim_run_model(run, result, err);
    *chance = 0;
    if (status == SIM_OK) status = sim_run_model(run, &miss, err);
    *chance = share;
    if (status == SIM_OK) {
        sim_course_mix(&result->grid, &miss.grid, share);
        for (size_t i = 0; i < n; i++)
            result->x_end[i] = share * result->x_end[i] + (1 - share) * miss.x_end[i];
        add_cost(&result->cost, miss.cost);
    }
    sim_result_free(&miss);
    return status;
}

/* Draws whether it happens; *chance is its probability again afterwards. */
static sim_status run_drawn(const sim_run *run, const sim_symbol *symbol, double *chance,
                            sim_outcome *outcome, sim_error *err)
{
    const double share = *chance;
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_stream stream = run->options->stream;
    sim_status status;

    if (!rng) return sim_fail_memory(err, symbol->name);
    stream.purpose = symbol->name;
    sim_rng_start(rng, &stream);
    outcome->chance = gsl_rng_uniform(rng) < share ? 1 : 0;
    gsl_rng_free(rng);
    *chance = outcome->chance;
    status = sim_run_model(run, &outcome->result, err);
    *chance = share;
    return status;
}

static sim_status run_with_chance(const sim_run *run, const sim_symbol *symbol,
                                  sim_outcome *outcome, sim_error *err)
{
    double *chance = &outcome->p[symbol->slot];

    outcome->chance = *chance;
    if (sim_steppers[run->options->method]->sample)
        return run_drawn(run, symbol, chance, outcome, err);
    if (*chance > 0 && *chance < 1) return run_mixture(run, chance, &outcome->result, err);
    return sim_run_model(run, &outcome->result, err);
}

static sim_status run_stage(const sim_task *task, const sim_network *net,
                            sim_outcome *outcome, sim_error *err)
{
    const sim_model *m = outcome->model;
    const bool stops = m->n_stops > 0;
    const sim_symbol *chance = find_chance(m);
    sim_run run = {.net = net,
                   .p = outcome->p,
                   .options = &task->options,
                   .end = stops ? INFINITY : task->end,
                   .every = task->every};
    sim_status status = SIM_OK;

    sim_bug(chance && stops);
    if (m->n_states > 0)
        status = chance ? run_with_chance(&run, chance, outcome, err)
                        : sim_run_model(&run, &outcome->result, err);
    if (status == SIM_OK)
        m->observe(outcome->result.t_end, outcome->result.x_end, outcome->p,
                   outcome->o_end);
    return status;
}

/* An earlier outcome of the same stage with the same constants. */
static sim_outcome *find_same(const sim_solution *s, const sim_outcome *outcome)
{
    for (size_t i = 0; i < s->n_outcomes; i++) {
        sim_outcome *other = s->outcomes[i];

        if (other->model == outcome->model && other->skipped == outcome->skipped &&
            memcmp(other->p, outcome->p, outcome->model->n_constants * sizeof *other->p) ==
                0)
            return other;
    }
    return NULL;
}

static sim_status prepare(const sim_task *task, const sim_solution *s, size_t arm,
                          size_t stage, sim_outcome **prepared, sim_error *err)
{
    const sim_stage *row = &task->chain->stages[stage];
    const size_t n = row->model->n_constants;
    sim_outcome *outcome = calloc(1, sizeof *outcome);

    *prepared = outcome;
    if (!outcome) return sim_fail_memory(err, row->model->name);
    outcome->model = row->model;
    outcome->skipped = is_skipped(task, arm, row);
    outcome->p = calloc(n + 1, sizeof *outcome->p);
    outcome->o_end = calloc(row->model->n_rules + 1, sizeof *outcome->o_end);
    if (!outcome->p || !outcome->o_end) return sim_fail_memory(err, row->model->name);
    memcpy(outcome->p, task->params[arm * task->chain->n_stages + stage],
           n * sizeof *outcome->p);
    sim_solution_feed(s, arm, stage, stage, NULL, NULL, outcome->p);
    row->model->derive(outcome->p);
    if (task->luck && find_chance(row->model)) {
        double *chance = &outcome->p[find_chance(row->model)->slot];

        *chance = *task->luck < *chance ? 1 : 0;
    }
    return SIM_OK;
}

static sim_status solve_stage(const sim_task *task, sim_solution *s, size_t arm,
                              size_t stage, sim_error *err)
{
    sim_outcome *outcome = NULL, *same;
    sim_status status = prepare(task, s, arm, stage, &outcome, err);

    if (status == SIM_OK && !outcome->skipped) status = check_refusals(s, outcome, err);
    same = status == SIM_OK ? find_same(s, outcome) : NULL;
    if (status == SIM_OK && !same && !outcome->skipped)
        status = run_stage(task, &s->nets[stage], outcome, err);
    if (status != SIM_OK || same) {
        outcome_free(outcome);
        outcome = same;
    } else {
        s->outcomes[s->n_outcomes++] = outcome;
    }
    s->at[arm * task->chain->n_stages + stage] = outcome;
    return status;
}

sim_status sim_chain_solve(const sim_task *task, sim_solution *s, sim_error *err)
{
    sim_status status = solution_init(s, task, err);

    for (size_t arm = 0; status == SIM_OK && arm < task->n_arms; arm++) {
        for (size_t i = 0; status == SIM_OK && i < task->chain->n_stages; i++) {
            s->failed_arm = arm;
            s->failed_stage = &task->chain->stages[i];
            status = solve_stage(task, s, arm, i, err);
        }
    }
    return status;
}

size_t sim_outcome_warnings(const sim_outcome *outcome)
{
    return outcome->model->n_warnings + sim_remark_count(outcome->model);
}

bool sim_outcome_warning(const sim_outcome *outcome, size_t i, char text[], size_t size)
{
    const sim_model *m = outcome->model;
    const sim_result *end = &outcome->result;
    double holds[SIM_WARNINGS];

    sim_bug(m->n_warnings > SIM_WARNINGS);
    if (outcome->skipped) return false;
    if (i >= m->n_warnings) return sim_remark_print(end, m, i - m->n_warnings, text, size);
    m->warn(end->t_end, end->x_end, outcome->p, holds);
    if (holds[i] == 0) return false;
    sim_notice_print(&m->warnings[i], m, outcome->p, end->x_end, outcome->o_end, text,
                     size);
    return true;
}
