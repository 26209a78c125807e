#include "sim/study/chain.h"

#include <math.h>
#include <search.h>
#include <stdint.h>
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

/* 0: of the same stage, with the same constants. */
static int compare_outcomes(const void *a, const void *b)
{
    const sim_outcome *one = a, *other = b;

    if (one->model != other->model)
        return (uintptr_t)one->model < (uintptr_t)other->model ? -1 : 1;
    if (one->skipped != other->skipped) return one->skipped ? -1 : 1;
    return memcmp(one->p, other->p, one->model->n_constants * sizeof *one->p);
}

void sim_solution_free(sim_solution *solution)
{
    for (size_t i = 0; i < solution->n_outcomes; i++) {
        tdelete(solution->outcomes[i], &solution->tree, compare_outcomes);
        sim_outcome_free(solution->outcomes[i]);
    }
    sim_chain_free_nets(solution->chain, solution->own_nets);
    free(solution->outcomes);
    free(solution->at);
    *solution = (sim_solution){0};
}

static sim_status solution_init(sim_solution *s, const sim_task *task, sim_error *err)
{
    const size_t n_stages = task->chain->n_stages, n = task->n_arms * n_stages;
    sim_status status = SIM_OK;

    *s = (sim_solution){
        .chain = task->chain, .n_arms = task->n_arms, .backgrounds = task->backgrounds};
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

    for (size_t i = 0; i < m->n_symbols; i++) {
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

/* ---- one course ----------------------------------------------------------- */

/* Works out the rules at each row of a course: o[n][n_rules]. */
static sim_status observe(const sim_outcome *outcome, const sim_course *course, double **o,
                          sim_error *err)
{
    const sim_model *m = outcome->model;

    *o = malloc((course->n * m->n_rules + 1) * sizeof **o);
    if (!*o) return sim_fail_memory(err, m->name);
    for (size_t i = 0; i < course->n; i++)
        m->observe(course->t[i], &course->x[i * course->n_states], outcome->p,
                   &(*o)[i * m->n_rules]);
    return SIM_OK;
}

/* Solves one course and works out its rules. */
static sim_status run_course(const sim_run *given, sim_outcome *outcome, sim_error *err)
{
    const sim_model *m = outcome->model;
    sim_result *result = &outcome->result;
    sim_run run = *given;
    sim_status status = SIM_OK;

    run.p = outcome->p;
    if (m->n_states > 0) status = sim_run_model(&run, result, err);
    if (status == SIM_OK) status = observe(outcome, &result->grid, &outcome->o_grid, err);
    if (status == SIM_OK)
        status = observe(outcome, &result->glances, &outcome->o_glances, err);
    if (status == SIM_OK)
        status = observe(outcome, &result->reports, &outcome->o_reports, err);
    if (status == SIM_OK)
        m->observe(result->t_end, result->x_end, outcome->p, outcome->o_end);
    return status;
}

/* ---- a mixture of two ----------------------------------------------------- */

static void add_cost(sim_cost *sum, sim_cost more)
{
    sum->rhs += more.rhs;
    sum->jacobians += more.jacobians;
    sum->steps += more.steps;
    sum->restarts += more.restarts;
    sum->events += more.events;
}

static void mix(double to[], const double a[], const double b[], size_t n, double share)
{
    for (size_t i = 0; i < n; i++) to[i] = b[i] + share * (a[i] - b[i]);
}

/* Puts the ratios of a mixed state in place of mixed ratios; o[n_rules] is room. */
static void take_ratios(const sim_outcome *outcome, double t, const double x[], double o[],
                        double mixed[])
{
    const sim_model *m = outcome->model;

    m->observe(t, x, outcome->p, o);
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].is_ratio) mixed[m->symbols[i].slot] = o[m->symbols[i].slot];
    }
}

/* The same at each row of a course. */
static void take_course_ratios(const sim_outcome *outcome, const sim_course *course,
                               double o[], double mixed[])
{
    for (size_t i = 0; i < course->n; i++)
        take_ratios(outcome, course->t[i], &course->x[i * course->n_states], o,
                    &mixed[i * outcome->model->n_rules]);
}

static sim_status mix_ratios(sim_outcome *outcome, sim_error *err)
{
    const sim_result *r = &outcome->result;
    double *o = malloc((outcome->model->n_rules + 1) * sizeof *o);

    if (!o) return sim_fail_memory(err, outcome->model->name);
    take_course_ratios(outcome, &r->grid, o, outcome->o_grid);
    take_course_ratios(outcome, &r->glances, o, outcome->o_glances);
    take_ratios(outcome, r->t_end, r->x_end, o, outcome->o_end);
    free(o);
    return SIM_OK;
}

/* Mixes the rules of both courses, n numbers, into those of the first; takes them from both. */
static double *mix_rules(double **hit, double **miss, size_t n, double share)
{
    double *mixed = *hit;

    mix(mixed, mixed, *miss, n, share);
    free(*miss);
    *hit = *miss = NULL;
    return mixed;
}

/* Leaves a course its end and gives all else of it. */
static sim_result take_course(sim_outcome *course)
{
    sim_result all = course->result;

    course->result = (sim_result){.t_end = all.t_end, .x_end = all.x_end};
    all.x_end = NULL;
    return all;
}

/* Mixes both courses; of each, only the end stays. */
static sim_status mix_courses(sim_outcome *outcome, double share, sim_error *err)
{
    const sim_model *m = outcome->model;
    sim_outcome *hit = outcome->course[0], *miss = outcome->course[1];
    sim_result *mixed = &outcome->result, other = take_course(miss);

    *mixed = take_course(hit);
    sim_course_mix(&mixed->grid, &other.grid, share);
    sim_course_mix(&mixed->glances, &other.glances, share);
    add_cost(&mixed->cost, other.cost);
    outcome->o_grid =
        mix_rules(&hit->o_grid, &miss->o_grid, mixed->grid.n * m->n_rules, share);
    outcome->o_glances =
        mix_rules(&hit->o_glances, &miss->o_glances, mixed->glances.n * m->n_rules, share);
    sim_result_free(&other);
    mixed->x_end = calloc(m->n_states + 1, sizeof *mixed->x_end);
    if (!mixed->x_end) return sim_fail_memory(err, m->name);
    mix(mixed->x_end, hit->result.x_end, miss->result.x_end, m->n_states, share);
    mix(outcome->o_end, hit->o_end, miss->o_end, m->n_rules, share);
    return mix_ratios(outcome, err);
}

static sim_status run_mixture(const sim_run *run, size_t chance, sim_outcome *outcome,
                              sim_error *err)
{
    const sim_model *m = outcome->model;
    sim_status status = SIM_OK;

    sim_bug(m->n_reports > 0);
    for (size_t i = 0; status == SIM_OK && i < SIM_COURSES; i++) {
        sim_outcome *course;

        status = sim_outcome_init(&outcome->course[i], m, err);
        if (status != SIM_OK) break;
        course = outcome->course[i];
        memcpy(course->p, outcome->p, m->n_constants * sizeof *course->p);
        course->p[chance] = course->chance = i == 0 ? 1 : 0;
        status = run_course(run, course, err);
    }
    return status == SIM_OK ? mix_courses(outcome, outcome->p[chance], err) : status;
}

/* ---- solving -------------------------------------------------------------- */

/* Draws whether it happens; its constant is its probability again afterwards. */
static sim_status run_drawn(const sim_run *run, const sim_symbol *symbol,
                            sim_outcome *outcome, sim_error *err)
{
    const double share = outcome->p[symbol->slot];
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_stream stream = run->options->stream;
    sim_status status;

    if (!rng) return sim_fail_memory(err, symbol->name);
    stream.purpose = symbol->name;
    sim_rng_start(rng, &stream);
    outcome->chance = gsl_rng_uniform(rng) < share ? 1 : 0;
    gsl_rng_free(rng);
    outcome->p[symbol->slot] = outcome->chance;
    status = run_course(run, outcome, err);
    outcome->p[symbol->slot] = share;
    return status;
}

static sim_status run_with_chance(const sim_run *run, const sim_symbol *symbol,
                                  sim_outcome *outcome, sim_error *err)
{
    outcome->chance = outcome->p[symbol->slot];
    if (sim_steppers[run->options->method]->sample)
        return run_drawn(run, symbol, outcome, err);
    if (outcome->chance > 0 && outcome->chance < 1)
        return run_mixture(run, symbol->slot, outcome, err);
    return run_course(run, outcome, err);
}

static sim_status allow_work(const sim_task *task, const sim_solution *s,
                             sim_options *options, sim_error *err)
{
    options->work = 0;
    if (task->work == 0) return SIM_OK;
    if (s->work >= task->work)
        return sim_fail(err, SIM_EWORK, "%s: asks for more work than was allowed",
                        task->chain->name);
    options->work = task->work - s->work;
    return SIM_OK;
}

static sim_status run_stage(const sim_task *task, sim_solution *s, size_t stage,
                            sim_outcome *outcome, sim_error *err)
{
    const sim_model *m = outcome->model;
    const bool stops = m->n_stops > 0;
    const sim_symbol *chance = sim_model_chance(m);
    sim_options options = task->options;
    const sim_run run = {.net = &s->nets[stage],
                         .options = &options,
                         .end = stops ? INFINITY : task->end,
                         .every = task->every,
                         .glances = task->glances,
                         .n_glances =
                             s->chain->stages[stage].glances ? task->n_glances : 0};
    sim_status status = allow_work(task, s, &options, err);

    sim_bug(chance && stops);
    if (status == SIM_OK)
        status = chance && m->n_states > 0 ? run_with_chance(&run, chance, outcome, err)
                                           : run_course(&run, outcome, err);
    s->work += outcome->result.cost.rhs + outcome->result.cost.events;
    return status;
}

static sim_status prepare(const sim_task *task, const sim_solution *s, size_t arm,
                          size_t stage, sim_outcome **prepared, sim_error *err)
{
    const sim_stage *row = &task->chain->stages[stage];
    const size_t n = row->model->n_constants;
    sim_outcome *outcome;
    sim_status status = sim_outcome_init(prepared, row->model, err);

    if (status != SIM_OK) return status;
    outcome = *prepared;
    outcome->skipped =
        sim_chain_skips(task->chain, stage, &task->params[arm * task->chain->n_stages]);
    memcpy(outcome->p, task->params[arm * task->chain->n_stages + stage],
           n * sizeof *outcome->p);
    sim_solution_feed(s, arm, stage, stage, NULL, NULL, outcome->p);
    row->model->derive(outcome->p);
    if (task->luck && sim_model_chance(row->model)) {
        double *chance = &outcome->p[sim_model_chance(row->model)->slot];

        *chance = *task->luck < *chance ? 1 : 0;
    }
    return SIM_OK;
}

static sim_status solve_stage(const sim_task *task, sim_solution *s, size_t arm,
                              size_t stage, sim_error *err)
{
    sim_outcome *outcome = NULL, **same = NULL;
    sim_status status = prepare(task, s, arm, stage, &outcome, err);

    if (status == SIM_OK && !outcome->skipped) status = check_refusals(s, outcome, err);
    if (status == SIM_OK) same = tfind(outcome, &s->tree, compare_outcomes);
    if (status == SIM_OK && !same && !outcome->skipped)
        status = run_stage(task, s, stage, outcome, err);
    if (status == SIM_OK && !same && !tsearch(outcome, &s->tree, compare_outcomes))
        status = sim_fail_memory(err, outcome->model->name);
    if (status != SIM_OK || same) {
        sim_outcome_free(outcome);
        outcome = same ? *same : NULL;
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
        if (task->asked && !task->asked[arm]) continue;
        for (size_t i = 0; status == SIM_OK && i < task->chain->n_stages; i++) {
            s->failed_arm = arm;
            s->failed_stage = &task->chain->stages[i];
            status = solve_stage(task, s, arm, i, err);
        }
    }
    return status;
}
