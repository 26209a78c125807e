/* fit_model.c -- of fit_problem.h: the runs of a point, and what is read of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/fit_parts.h"

/* Residuals of logs are then off by 1e-7 (1e-8 of what is seen, whose sd is a tenth of it). */
const double sim_fit_tolerance = 1e-8;

/* ---- scratch --------------------------------------------------------------------------------- */

bool sim_fit_item_is_of(const sim_fit_problem *p, const sim_fit_item *item, size_t arm,
                        size_t source)
{
    const sim_experiment *e = &p->job->experiment;
    const size_t owner = arm < e->n_own ? arm : e->background_owners[arm - e->n_own];

    if (!item->row) return false;
    if (item->arm == SIM_NONE &&
        e->arms[owner].settings[item->row->row].value != item->stands)
        return false;
    return (item->arm == SIM_NONE || item->arm == owner) &&
           (item->source == SIM_NONE || item->source == source);
}

/* A background has no treatment, whatever is fitted. */
static bool is_stripped(const sim_fit_problem *p, size_t row, size_t arm)
{
    const sim_experiment *e = &p->job->experiment;
    const sim_chain *chain = p->job->session.chain;
    const sim_parameter *q = &e->catalog->rows[row];

    if (arm < e->n_own) return false;
    for (size_t i = 0; i < chain->n_treatment; i++)
        if (strcmp(chain->treatment[i].section, q->section) == 0 &&
            strcmp(chain->treatment[i].name, q->symbol->name) == 0)
            return true;
    return false;
}

static double *slot_of(const sim_fit_problem *p, sim_fit_bench *b, size_t run, size_t row)
{
    const sim_parameter *q = &p->job->experiment.catalog->rows[row];
    const size_t n_stages = p->job->session.chain->n_stages;

    return (double *)&b->params.at[run * n_stages + q->model - 1][q->symbol->slot];
}

static void list_targets(const sim_fit_problem *p, const sim_fit_group *g, sim_fit_bench *b)
{
    for (size_t k = 0; k < p->problem.n_unknowns; k++) {
        const sim_fit_item *item = &p->items[k];

        for (size_t run = 0; run < g->n; run++)
            if (sim_fit_item_is_of(p, item, g->arms[run], g->sources[run]) &&
                !is_stripped(p, item->row->row, g->arms[run]))
                b->targets[b->n_targets++] =
                    (sim_fit_target){k, slot_of(p, b, run, item->row->row)};
    }
}

static size_t n_report_columns(const sim_chain *chain)
{
    sim_table table;
    sim_error ignored;
    size_t n = 0;

    if (sim_reports_init(chain, &table, &ignored) == SIM_OK) n = table.n_columns;
    sim_table_free(&table);
    return n;
}

static sim_task make_task(const sim_fit_problem *p, const sim_fit_group *g,
                          sim_fit_bench *b)
{
    sim_task task = sim_params_task(&b->params, &p->job->experiment);

    task.chain = &g->chain;
    task.params = b->at;
    task.n_arms = g->n;
    task.backgrounds = g->backgrounds;
    task.cues = g->cues;
    task.every = g->every;
    task.kept = g->keeps_all ? NULL : &g->kept;
    task.glances = g->glances;
    task.n_glances = g->n_glances;
    task.nets = p->nets;
    task.shelf = &b->shelf;
    task.options.method = 0;
    task.options.rtol = fmin(task.options.rtol, sim_fit_tolerance);
    return task;
}

static sim_status init_bench(const sim_fit_problem *p, const sim_fit_group *g,
                             sim_fit_bench *b, sim_error *err)
{
    const sim_experiment *e = &p->job->experiment;
    const sim_chain *whole = p->job->session.chain;
    sim_status status = sim_params_room(&b->params, whole, g->n, err);

    if (status != SIM_OK) return status;
    b->at = sim_pool_take(&b->pool, g->n * g->chain.n_stages, sizeof *b->at);
    b->targets = sim_pool_take(&b->pool, g->n * p->problem.n_unknowns, sizeof *b->targets);
    b->numbers = sim_pool_take(&b->pool, p->readout.n, sizeof *b->numbers);
    b->n_columns = n_report_columns(&g->chain);
    b->reports =
        sim_pool_take(&b->pool, SIM_FIT_REPORTS * (b->n_columns + 1), sizeof *b->reports);
    if (b->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t run = 0; run < g->n; run++) {
        sim_params_put(&b->params, run, e->catalog, &e->arms[g->arms[run]]);
        for (size_t s = 0; s < g->chain.n_stages; s++)
            b->at[run * g->chain.n_stages + s] = b->params.at[run * whole->n_stages + s];
        if (g->is_log) {
            const sim_model *m = whole->log->model;
            const size_t stage = g->chain.n_stages - 1;

            ((double *)b->at[run * g->chain.n_stages +
                             stage])[sim_model_find(m, whole->log->last)->slot] =
                g->lasts[run];
        }
    }
    list_targets(p, g, b);
    b->task = make_task(p, g, b);
    return SIM_OK;
}

sim_status sim_fit_scratch_init(const sim_fit_problem *p, sim_fit_scratch *scratch,
                                sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < p->n_groups; i++)
        status = init_bench(p, &p->groups[i], &scratch->benches[i], err);
    scratch->model = calloc(p->n_seen + 1, sizeof *scratch->model);
    return status == SIM_OK && !scratch->model ? sim_fail_memory(err, "fit") : status;
}

void sim_fit_scratch_free(sim_fit_scratch *scratch)
{
    for (size_t i = 0; i < 2; i++) {
        sim_shelf_clear(&scratch->benches[i].shelf);
        sim_params_free(&scratch->benches[i].params);
        sim_pool_free(&scratch->benches[i].pool);
    }
    free(scratch->model);
    *scratch = (sim_fit_scratch){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

/* What one group of runs came to, and the run that is read. */
typedef struct {
    const sim_fit_problem *problem;
    const sim_fit_group *group;
    sim_fit_bench *bench;
    const sim_solution *solution;
    size_t run; /* of which numbers and reports stand in the bench; SIM_NONE: none yet */
    bool has_numbers, has_reports;
} reader;

static void turn_to(reader *r, size_t run)
{
    if (r->run == run) return;
    r->run = run;
    r->has_numbers = r->has_reports = false;
}

static double read_number(reader *r, size_t number)
{
    static const sim_fortune none = {{0}, {0}};

    if (!r->has_numbers)
        sim_readout_read(&r->problem->readout, r->solution, r->run, &none,
                         r->bench->numbers);
    r->has_numbers = true;
    return r->bench->numbers[number];
}

static sim_status read_report(reader *r, double x, size_t column, double *value,
                              sim_error *err)
{
    const size_t number = r->problem->all->report_number;
    sim_status status = SIM_OK;

    if (!r->has_reports)
        status =
            sim_reports_read(r->solution, r->run, SIM_FIT_REPORTS, r->bench->reports, err);
    r->has_reports = status == SIM_OK;
    *value = NAN;
    for (size_t i = 0; status == SIM_OK && i < SIM_FIT_REPORTS; i++)
        if (r->bench->reports[i * r->bench->n_columns + number] == x)
            *value = r->bench->reports[i * r->bench->n_columns + column];
    return status;
}

static double glance_at(const sim_outcome *o, const sim_symbol *symbol, double t)
{
    const sim_course *glances = &o->result.glances;
    const size_t i = sim_course_find(glances, t);

    return i < glances->n ? sim_outcome_glance(o, symbol, i) : NAN;
}

static double read_course(const reader *r, const sim_observed_set *set, double t)
{
    const size_t background = r->group->backgrounds[r->run];
    const sim_outcome *own = sim_solution_outcome(r->solution, r->run, set->stage);
    const double value = glance_at(own, set->symbol, t);

    if (!set->against) return value;
    if (background >= r->group->n) return NAN;
    return value - glance_at(sim_solution_outcome(r->solution, background, set->stage),
                             set->symbol, t);
}

static sim_status read_group(reader *r, size_t group, double model[], sim_error *err)
{
    const sim_fit_problem *p = r->problem;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < p->n_seen; i++) {
        const sim_observed *seen = &p->all->list[p->seen[i]];
        const sim_observed_set *set = &p->all->sets[seen->set];

        if (p->group_of[i] != group) continue;
        turn_to(r, p->runs[i]);
        if (set->where == SIM_OBSERVED_NUMBER)
            model[i] = read_number(r, set->number);
        else if (set->where == SIM_OBSERVED_COURSE)
            model[i] = read_course(r, set, seen->x);
        else
            status = read_report(r, seen->x, set->number, &model[i], err);
    }
    return status;
}

/* ---- a point --------------------------------------------------------------------------------- */

static sim_status solve_group(const sim_fit_problem *p, size_t group, sim_fit_bench *b,
                              const double values[], double model[], sim_error *err)
{
    sim_solution solution;
    reader r = {.problem = p,
                .group = &p->groups[group],
                .bench = b,
                .solution = &solution,
                .run = SIM_NONE};
    sim_status status;

    for (size_t i = 0; i < b->n_targets; i++)
        *b->targets[i].at = values[b->targets[i].unknown];
    status = sim_chain_solve(&b->task, &solution, err);
    if (status == SIM_OK) status = read_group(&r, group, model, err);
    sim_solution_free(&solution);
    return status;
}

sim_status sim_fit_predict(const sim_fit_problem *p, size_t member, const double values[],
                           double model[], sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < p->n_groups; i++)
        status = solve_group(p, i, &p->scratch[member].benches[i], values, model, err);
    return status;
}
