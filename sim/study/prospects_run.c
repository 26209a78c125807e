/* prospects_run.c -- of prospects.h: the course that a log goes on to, and what it is worth. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/prospects_parts.h"

enum { NAME_SIZE = 128 };

/* ---- what is read ------------------------------------------------------------------------------ */

/* Up to the stage that reports, and those without a course of their own behind it. */
static void lay_out(sim_prospect_work *w)
{
    const sim_chain *whole = w->fit->job.session.chain;
    size_t n = 0;

    while (whole->stages[n].model != w->book->model) n++;
    for (n++; n < whole->n_stages && whole->stages[n].model->n_states == 0;) n++;
    w->chain = *whole;
    w->chain.n_stages = n;
}

static size_t column_of(const sim_prospect_work *w, const char *name)
{
    const size_t column = sim_table_find(&w->table, name);

    sim_bug(column == w->table.n_columns);
    return column;
}

static size_t row_of(const sim_fit *fit, const char *name, size_t length)
{
    const sim_catalog *catalog = fit->job.experiment.catalog;
    char section[NAME_SIZE];
    char *point;
    const sim_parameter *q;

    snprintf(section, sizeof section, "%.*s", (int)length, name);
    point = strchr(section, '.');
    *point = '\0';
    q = sim_catalog_get(catalog, section, point + 1);
    sim_bug(!q);
    return (size_t)(q - catalog->rows);
}

static bool is_fitted(const sim_prospect_work *w, size_t row)
{
    const sim_fit_problem *p = &w->log->part->problem;

    for (size_t k = 0; k < p->problem.n_unknowns; k++)
        if (p->items[k].row && p->items[k].row->row == row) return true;
    return false;
}

static void list_untold(sim_prospect_work *w)
{
    const char *name = w->book->worth.untold;

    while (*name) {
        const size_t length = strcspn(name, " "), row = row_of(w->fit, name, length);

        sim_bug(w->n_untold == SIM_UNTOLD_MOST);
        if (!is_fitted(w, row)) w->rows[w->n_untold++] = row;
        name += length;
        name += strspn(name, " ");
    }
}

/* A log that starts with what came of its number 0 starts there, else with what its first row began with. */
static void find_first(sim_prospect_work *w)
{
    const sim_log *log = &w->log->of->log;
    const sim_log_row *row = &log->rows[log->first[w->log->subject]];
    const size_t over = sim_logbook_find(w->book, w->book->over);
    const size_t under = sim_logbook_find(w->book, w->book->under);

    w->first = row->number == 0 ? sim_log_seen(log, row, over) : row->value[under];
    w->since = row->number == 0 ? 1 : row->number;
    if (row->number == 0 && isnan(w->first) &&
        log->first[w->log->subject + 1] > log->first[w->log->subject] + 1) {
        w->first = row[1].value[under];
        w->since = row[1].number;
    }
    w->first = log->drives ? w->first / w->log->size : NAN;
}

/* ---- benches ------------------------------------------------------------------------------------ */

static double *slot_of(const sim_prospect_work *w, sim_prospect_bench *b, size_t row)
{
    const sim_parameter *q = &w->fit->job.experiment.catalog->rows[row];

    return (double *)&b->params.at[q->model - 1][q->symbol->slot];
}

static sim_task make_task(const sim_prospect_work *w, sim_prospect_bench *b)
{
    sim_task task = sim_params_task(&b->params, &w->fit->job.experiment);

    task.chain = &w->chain;
    task.params = b->at;
    task.n_arms = 1;
    task.backgrounds = NULL;
    task.cues = w->cues;
    task.every = 0;
    task.nets = w->log->part->problem.nets;
    task.shelf = &b->shelf;
    task.options.method = 0;
    task.options.rtol = fmin(task.options.rtol, sim_fit_tolerance);
    return task;
}

static sim_status init_bench(const sim_prospect_work *w, sim_prospect_bench *b,
                             sim_error *err)
{
    const sim_experiment *e = &w->fit->job.experiment;
    const sim_fit_problem *p = &w->log->part->problem;
    const size_t rows = w->log->highest + 1;
    sim_status status = sim_params_room(&b->params, w->fit->job.session.chain, 1, err);

    if (status != SIM_OK) return status;
    b->at = sim_pool_take(&b->pool, w->chain.n_stages, sizeof *b->at);
    b->targets = sim_pool_take(&b->pool, p->problem.n_unknowns, sizeof *b->targets);
    b->reports = sim_pool_take(&b->pool, rows * w->table.n_columns, sizeof *b->reports);
    if (b->pool.failed) return sim_fail_memory(err, "fit");
    sim_params_put(&b->params, 0, e->catalog, &e->arms[w->log->arm]);
    for (size_t s = 0; s < w->chain.n_stages; s++) {
        b->at[s] = b->params.at[s];
        if (w->chain.stages[s].model == w->book->model)
            b->last =
                (double *)&b->at[s][sim_model_find(w->book->model, w->book->last)->slot];
    }
    for (size_t k = 0; k < p->problem.n_unknowns; k++)
        if (sim_fit_item_is_of(p, &p->items[k], w->log->arm, w->log->source))
            b->targets[k] = slot_of(w, b, p->items[k].row->row);
    for (size_t i = 0; i < w->n_untold; i++) {
        b->untold[i] = slot_of(w, b, w->rows[i]);
        b->usual[i] = *b->untold[i];
    }
    b->task = make_task(w, b);
    return SIM_OK;
}

sim_status sim_prospect_open(sim_prospect_work *w, size_t threads, sim_pool *pool,
                             sim_error *err)
{
    sim_status status;

    lay_out(w);
    status = sim_reports_init(&w->chain, &w->table, err);
    if (status != SIM_OK) return status;
    w->number =
        column_of(w, w->book->columns[sim_logbook_of(w->book, SIM_LOG_NUMBER)].name);
    w->quantity = column_of(w, w->book->worth.quantity);
    w->amount = column_of(w, w->book->worth.amount);
    w->growth = column_of(w, w->book->growth);
    list_untold(w);
    find_first(w);
    w->benches = sim_pool_take(pool, threads, sizeof *w->benches);
    if (!w->benches) return sim_fail_memory(err, "fit");
    while (status == SIM_OK && w->n_benches < threads)
        status = init_bench(w, &w->benches[w->n_benches++], err);
    sim_prospect_limit(w, w->log->highest);
    return status;
}

void sim_prospect_limit(sim_prospect_work *w, size_t highest)
{
    w->highest = highest;
    for (size_t i = 0; i < w->n_benches; i++)
        if (w->benches[i].last) *w->benches[i].last = (double)highest;
}

void sim_prospect_close(sim_prospect_work *w)
{
    for (size_t i = 0; i < w->n_benches; i++) {
        sim_shelf_clear(&w->benches[i].shelf);
        sim_params_free(&w->benches[i].params);
        sim_pool_free(&w->benches[i].pool);
    }
    sim_table_free(&w->table);
}

/* ---- what a course is worth ---------------------------------------------------------------------- */

/* Its reports by their numbers; NAN where it ends before. */
typedef struct {
    const sim_prospect_work *work;
    const double *reports;
} course;

static double read(const course *c, size_t number, size_t column)
{
    const sim_prospect_work *w = c->work;

    for (size_t i = 0; i <= w->highest; i++)
        if (c->reports[i * w->table.n_columns + w->number] == (double)number)
            return c->reports[i * w->table.n_columns + column];
    return NAN;
}

/* Where the worth falls below what is enough: between two reports, in proportion. */
static double find_until(const course *c, double enough)
{
    const sim_prospect_work *w = c->work;
    size_t k = w->book->worth.reference;
    double here = read(c, k, w->quantity), next = here;

    while (k < w->highest) {
        next = read(c, k + 1, w->quantity);
        if (!(next >= enough)) break;
        here = next;
        k++;
    }
    return isnan(next) || next >= enough ? (double)k
                                         : (double)k + (here - enough) / (here - next);
}

static double log_amount(const course *c, size_t number)
{
    return log(read(c, number, c->work->amount) / c->work->log->size);
}

/* Of what was there when the log starts: times 2 to the doublings since. */
static double log_all(const course *c, size_t number)
{
    double sum = log(c->work->first);

    if (number < c->work->since) return NAN;
    for (size_t k = c->work->since; k <= number; k++)
        sum += log(2) * read(c, k, c->work->growth);
    return sum;
}

/* The most of it from a report on until then; on the way to the next report in proportion. */
static double most(const course *c, double (*of)(const course *c, size_t number),
                   size_t from, double until)
{
    double best = NAN, last = NAN, next;
    const double whole = floor(until + 1e-9);

    for (size_t k = from; k <= (size_t)whole; k++) {
        last = of(c, k);
        best = fmax(best, last);
    }
    if (until <= whole) return best;
    next = of(c, (size_t)whole + 1);
    return isfinite(next) ? fmax(best, last + (until - whole) * (next - last)) : best;
}

static double counted(double logarithm)
{
    return logarithm < log(sim_prospect_many) ? exp(logarithm)
           : isnan(logarithm)                 ? NAN
                                              : sim_prospect_many;
}

static void judge(const course *c, sim_prospect_point *point)
{
    const sim_prospect_work *w = c->work;
    const double early = read(c, w->book->worth.reference, w->quantity);
    const double left = read(c, w->log->last, w->quantity) / early;
    const double until = find_until(c, w->book->worth.share * early);
    const double whole = floor(until + 1e-9);
    const size_t from = w->book->worth.reference;

    for (size_t i = 0; i < SIM_PROSPECTS; i++) point->smooth[i] = point->whole[i] = NAN;
    if (!(early > 0)) return;
    point->smooth[SIM_PROSPECT_SPENT] = point->whole[SIM_PROSPECT_SPENT] = 1 - left;
    point->smooth[SIM_PROSPECT_UNTIL] = until;
    point->whole[SIM_PROSPECT_UNTIL] = whole;
    point->smooth[SIM_PROSPECT_AMOUNT] = most(c, log_amount, from, until);
    point->whole[SIM_PROSPECT_AMOUNT] = counted(most(c, log_amount, from, whole));
    point->smooth[SIM_PROSPECT_ALL] = most(c, log_all, from, until);
    point->whole[SIM_PROSPECT_ALL] = counted(most(c, log_all, from, whole));
    if (!w->log->of->log.drives) point->smooth[SIM_PROSPECT_AMOUNT] = NAN;
    for (size_t i = 0; i < SIM_PROSPECTS; i++)
        if (!isfinite(point->smooth[i]) || !isfinite(point->whole[i]))
            point->smooth[i] = point->whole[i] = NAN;
}

sim_status sim_prospect_solve(sim_prospect_work *w, size_t member, const double values[],
                              const double untold[], sim_prospect_point *point,
                              sim_error *err)
{
    sim_prospect_bench *b = &w->benches[member];
    const size_t n_unknowns = w->log->part->problem.problem.n_unknowns;
    const course c = {w, b->reports};
    sim_solution solution;
    sim_status status;

    for (size_t k = 0; k < n_unknowns; k++)
        if (b->targets[k]) *b->targets[k] = values[k];
    for (size_t i = 0; i < w->n_untold; i++)
        *b->untold[i] = untold ? untold[i] : b->usual[i];
    status = sim_chain_solve(&b->task, &solution, err);
    if (status == SIM_OK)
        status = sim_reports_read(&solution, 0, w->highest + 1, b->reports, err);
    if (status == SIM_OK) judge(&c, point);
    sim_solution_free(&solution);
    return status;
}
