/* solve.c -- the stages of the arms of tasks, one after the other: courses that may run side by
 * side do, in lanes.
 */
#include <math.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/lanes.h"
#include "sim/study/chain.h"
#include "sim/study/mixture.h"

/* An outcome that waits for its courses. */
typedef struct {
    sim_solving *of; /* whose it is */
    size_t arm;
    sim_outcome *outcome;
    const sim_symbol *chance; /* NULL: it is one course */
    sim_course_run *runs;     /* [n_runs] */
    size_t n_runs;
    sim_options options;
} pending;

/* What is run side by side, of one stage of several tasks. */
typedef struct {
    sim_solving *list; /* [n] */
    size_t n, stage;
    sim_course_run *runs;
    pending *pending;
    size_t n_runs, n_pending;
} batch;

/* ---- life ----------------------------------------------------------------- */

static sim_status open_solution(sim_solution *s, const sim_task *task, sim_error *err)
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

static void close_batch(batch *b)
{
    free(b->runs);
    free(b->pending);
}

static bool open_batch(batch *b, const sim_solving list[], size_t n)
{
    size_t n_arms = 0;

    for (size_t i = 0; i < n; i++) n_arms += list[i].task->n_arms;
    b->runs = calloc(SIM_COURSES * n_arms + 1, sizeof *b->runs);
    b->pending = calloc(n_arms + 1, sizeof *b->pending);
    return b->runs && b->pending;
}

/* ---- failures ------------------------------------------------------------- */

/* Notes why a stage of an arm failed, unless an arm before it has failed. */
static void fail_arm(sim_solving *of, size_t arm, size_t stage, sim_status status,
                     const sim_error *why, const sim_notice *refusal)
{
    sim_solution *s = of->solution;

    if (of->status != SIM_OK && s->failed_arm <= arm) return;
    s->failed_arm = arm;
    s->failed_stage = &s->chain->stages[stage];
    s->refusal = refusal;
    of->status = status;
    of->error = *why;
}

/* Are arms of this number still of interest? */
static bool is_wanted(const sim_solving *of, size_t arm)
{
    return of->status == SIM_OK || arm < of->solution->failed_arm;
}

/* ---- one outcome ---------------------------------------------------------- */

static sim_status check_refusals(const sim_outcome *outcome, const sim_notice **refusal,
                                 sim_error *err)
{
    const sim_model *m = outcome->model;
    char text[512];
    size_t i = sim_model_refusal(m, outcome->p, 0, text, sizeof text);

    if (i == m->n_refusals) return SIM_OK;
    *refusal = &m->refusals[i];
    return sim_fail(err, SIM_EVALUE, "%s", text);
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
    if (task->cues && task->cues[arm].model == row->model)
        status = sim_outcome_tell(outcome, &task->cues[arm], err);
    if (status != SIM_OK) return status;
    sim_solution_feed(s, arm, stage, stage, NULL, NULL, outcome->p);
    row->model->derive(outcome->p);
    if (task->luck && sim_model_chance(row->model)) {
        double *chance = &outcome->p[sim_model_chance(row->model)->slot];

        *chance = *task->luck < *chance ? 1 : 0;
    }
    return SIM_OK;
}

static sim_status allow_work(const sim_solving *of, sim_options *options, sim_error *err)
{
    const sim_task *task = of->task;
    const size_t done = of->solution->work;

    options->work = 0;
    if (task->work == 0) return SIM_OK;
    if (done >= task->work)
        return sim_fail(err, SIM_EWORK, "%s: asks for more work than was allowed",
                        task->chain->name);
    options->work = task->work - done;
    return SIM_OK;
}

/* ---- its courses ---------------------------------------------------------- */

static const sim_kept *kept_of(const sim_task *task, size_t stage)
{
    const bool is_last = stage + 1 == task->chain->n_stages;

    return is_last || !task->kept ? task->kept : &sim_kept_none;
}

static void add_run(batch *b, pending *w, const sim_outcome *course)
{
    const sim_task *task = w->of->task;
    const sim_chain *chain = task->chain;
    const bool stops = course->model->n_stops > 0;

    w->runs[w->n_runs++] = (sim_course_run){
        .run = {.net = &w->of->solution->nets[b->stage],
                .p = course->p,
                .options = &w->options,
                .end = stops ? INFINITY : task->end,
                .every = task->every,
                .kept = kept_of(task, b->stage),
                .glances = task->glances,
                .cues = &w->outcome->cues,
                .traced = b->stage + 1 == chain->n_stages ? task->traced : NULL,
                .n_glances = chain->stages[b->stage].glances ? task->n_glances : 0}};
    b->n_runs++;
}

/* Draws whether it happens. */
static sim_status draw_chance(const sim_task *task, const sim_symbol *symbol,
                              sim_outcome *outcome, sim_error *err)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_stream stream = task->options.stream;

    if (!rng) return sim_fail_memory(err, symbol->name);
    stream.purpose = symbol->name;
    sim_rng_start(rng, &stream);
    outcome->chance = gsl_rng_uniform(rng) < outcome->p[symbol->slot] ? 1 : 0;
    gsl_rng_free(rng);
    return SIM_OK;
}

/* Sets out the runs of an outcome: one, or two where a CHANCE is open in the mean. */
static sim_status set_out(batch *b, pending *w, sim_error *err)
{
    sim_outcome *outcome = w->outcome;
    const sim_symbol *chance = sim_model_chance(outcome->model);
    sim_status status = SIM_OK;

    w->runs = &b->runs[b->n_runs];
    if (outcome->model->n_states == 0) return SIM_OK;
    sim_bug(chance && outcome->model->n_stops > 0);
    if (chance) outcome->chance = outcome->p[chance->slot];
    if (chance && sim_task_is_random(w->of->task)) {
        status = draw_chance(w->of->task, chance, outcome, err);
    } else if (chance && outcome->chance > 0 && outcome->chance < 1) {
        w->chance = chance;
        status = sim_outcome_part(outcome, chance->slot, err);
        for (size_t i = 0; status == SIM_OK && i < SIM_COURSES; i++)
            add_run(b, w, outcome->course[i]);
        return status;
    }
    if (status == SIM_OK) add_run(b, w, outcome);
    return status;
}

/* Takes what came of the run of a course. */
static sim_status take_run(sim_course_run *run, sim_outcome *course, sim_error *err)
{
    course->result = run->result;
    run->result = (sim_result){0};
    if (run->status != SIM_OK) {
        *err = run->error;
        return run->status;
    }
    sim_outcome_observe(course);
    return SIM_OK;
}

static sim_status take_runs(pending *w, sim_error *err)
{
    sim_outcome *outcome = w->outcome;
    sim_status status = SIM_OK;

    if (w->n_runs == 0) sim_outcome_observe(outcome);
    if (w->n_runs == 0) return SIM_OK;
    if (!w->chance) return take_run(&w->runs[0], outcome, err);
    for (size_t i = 0; i < SIM_COURSES; i++) {
        sim_error why;
        const sim_status one = take_run(&w->runs[i], outcome->course[i], &why);

        if (one != SIM_OK && status == SIM_OK) {
            status = one;
            *err = why;
        }
    }
    return status == SIM_OK
               ? sim_outcome_mix(outcome, w->chance->slot, &w->options.kernels, err)
               : status;
}

/* Notes a failure for all arms that have the outcome. */
static void fail_outcome(const batch *b, const pending *w, sim_status status,
                         const sim_error *why)
{
    for (sim_solving *of = b->list; of < b->list + b->n; of++) {
        const sim_solution *s = of->solution;

        if (of->task->shelf) sim_shelf_drop(of->task->shelf, w->outcome);
        for (size_t arm = 0; arm < s->n_arms; arm++) {
            if (s->at[arm * s->chain->n_stages + b->stage] == w->outcome)
                fail_arm(of, arm, b->stage, status, why, NULL);
        }
    }
}

/* Runs what waits. */
static sim_status flush(batch *b, sim_error *err)
{
    sim_status status = b->n_runs > 0 ? sim_run_models(b->runs, b->n_runs, err) : SIM_OK;

    if (status != SIM_OK) return status;
    for (pending *w = b->pending; w < b->pending + b->n_pending; w++) {
        sim_error why = {""};
        const sim_status one = take_runs(w, &why);

        w->of->solution->work +=
            w->outcome->result.cost.rhs + w->outcome->result.cost.events;
        if (one != SIM_OK) fail_outcome(b, w, one, &why);
    }
    b->n_runs = b->n_pending = 0;
    return SIM_OK;
}

/* ---- stages --------------------------------------------------------------- */

/* Runs an outcome with the CHANCE that was drawn, which is its probability again afterwards. */
static sim_status run_drawn(batch *b, sim_outcome *outcome, sim_error *err)
{
    const sim_symbol *chance = sim_model_chance(outcome->model);
    const double share = outcome->p[chance->slot];
    sim_status status;

    outcome->p[chance->slot] = outcome->chance;
    status = flush(b, err);
    outcome->p[chance->slot] = share;
    return status;
}

/* Lets an outcome wait, or runs it where others must not run beside it: what is drawn, and
 * where work is counted. */
static sim_status run_outcome(batch *b, sim_solving *of, size_t arm, sim_outcome *outcome,
                              sim_error *err)
{
    pending *w = &b->pending[b->n_pending++];
    sim_status status;

    *w = (pending){.of = of, .arm = arm, .outcome = outcome, .options = of->task->options};
    status = allow_work(of, &w->options, err);
    if (status == SIM_OK) status = set_out(b, w, err);
    if (status != SIM_OK) {
        b->n_pending--;
        b->n_runs -= w->n_runs;
        return status;
    }
    if (sim_task_is_random(of->task) && sim_model_chance(outcome->model) && w->n_runs > 0)
        return run_drawn(b, outcome, err);
    return of->task->work > 0 ? flush(b, err) : SIM_OK;
}

/* Is the outcome of a stage one that other tasks may have? */
static sim_shelf *shelf_of(const batch *b, const sim_task *task)
{
    const bool is_last = b->stage + 1 == task->chain->n_stages;

    return is_last || task->work > 0 || sim_task_is_random(task) ? NULL : task->shelf;
}

static sim_manner manner_of(const sim_task *task)
{
    return (sim_manner){task->options.solver, task->options.rtol, task->end, task->every};
}

/* Takes the outcome of the same constants that another task had, in place of this one. */
static void take_from_shelf(sim_shelf *shelf, const sim_task *task, sim_outcome **outcome,
                            bool *is_new)
{
    const sim_manner manner = manner_of(task);
    sim_outcome *found = sim_shelf_find(shelf, *outcome, &manner);

    *is_new = !found;
    if (!found) {
        sim_shelf_put(shelf, *outcome, &manner);
        return;
    }
    sim_outcome_free(*outcome);
    *outcome = sim_outcome_hold(found);
}

/* The outcome of the same constants that the solution has, or one of the shelf; if there is
 * none, this one. */
static sim_status share(const batch *b, sim_solving *of, sim_outcome **outcome,
                        bool *is_new, sim_error *err)
{
    sim_solution *s = of->solution;
    sim_shelf *shelf = shelf_of(b, of->task);
    sim_outcome **found = tfind(*outcome, &s->tree, sim_outcome_compare);

    *is_new = !found;
    if (found) {
        sim_outcome_free(*outcome);
        *outcome = *found;
        return SIM_OK;
    }
    if (shelf) take_from_shelf(shelf, of->task, outcome, is_new);
    s->outcomes[s->n_outcomes++] = *outcome;
    return tsearch(*outcome, &s->tree, sim_outcome_compare)
               ? SIM_OK
               : sim_fail_memory(err, (*outcome)->model->name);
}

/* Starts a stage of an arm; `refusal` is the row that refused it. */
static sim_status start_stage(batch *b, sim_solving *of, size_t arm,
                              const sim_notice **refusal, sim_error *err)
{
    sim_solution *s = of->solution;
    sim_outcome *outcome = NULL;
    bool is_new = false;
    sim_status status = prepare(of->task, s, arm, b->stage, &outcome, err);

    if (status == SIM_OK && !outcome->skipped)
        status = check_refusals(outcome, refusal, err);
    if (status != SIM_OK) {
        sim_outcome_free(outcome);
        return status;
    }
    status = share(b, of, &outcome, &is_new, err);
    if (status != SIM_OK) return status;
    s->at[arm * s->chain->n_stages + b->stage] = outcome;
    return is_new && !outcome->skipped ? run_outcome(b, of, arm, outcome, err) : SIM_OK;
}

static sim_status start_task(batch *b, sim_solving *of)
{
    for (size_t arm = 0; arm < of->task->n_arms && is_wanted(of, arm); arm++) {
        if (of->task->asked && !of->task->asked[arm]) continue;
        const sim_notice *refusal = NULL;
        sim_error why = {""};
        const sim_status status = start_stage(b, of, arm, &refusal, &why);

        if (status == SIM_ENOMEM) return status;
        if (status != SIM_OK) fail_arm(of, arm, b->stage, status, &why, refusal);
    }
    return SIM_OK;
}

static sim_status solve_stage(batch *b, sim_solving list[], size_t n, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n; i++) status = start_task(b, &list[i]);
    if (status != SIM_OK) return sim_fail_memory(err, list->task->chain->name);
    return flush(b, err);
}

/* ---- all ------------------------------------------------------------------ */

static void fail_all(sim_solving list[], size_t n, sim_status status, const sim_error *why)
{
    for (size_t i = 0; i < n; i++) {
        list[i].status = status;
        list[i].error = *why;
        if (list[i].task->shelf) sim_shelf_clear(list[i].task->shelf); /* some never ran */
    }
}

void sim_chain_solve_all(sim_solving list[], size_t n)
{
    batch b = {.list = list, .n = n};
    sim_error why = {""};
    sim_status status = SIM_OK;

    for (size_t i = 0; i < n; i++)
        list[i].status = open_solution(list[i].solution, list[i].task, &list[i].error);
    if (!open_batch(&b, list, n)) status = sim_fail_memory(&why, list->task->chain->name);
    for (; status == SIM_OK && b.stage < list->task->chain->n_stages; b.stage++)
        status = solve_stage(&b, list, n, &why);
    if (status != SIM_OK) fail_all(list, n, status, &why);
    close_batch(&b);
}

sim_status sim_chain_solve(const sim_task *task, sim_solution *solution, sim_error *err)
{
    sim_solving one = {.task = task, .solution = solution};

    sim_chain_solve_all(&one, 1);
    if (one.status != SIM_OK) *err = one.error;
    return one.status;
}
