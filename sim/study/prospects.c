#include "sim/study/prospects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/foretold.h"
#include "sim/study/prospects_parts.h"

/* ---- intervals ----------------------------------------------------------------------------------- */

static sim_status foretell(void *self, size_t member, const double values[],
                           double numbers[], sim_error *err)
{
    sim_prospect_point point;
    const sim_status status = sim_prospect_solve(self, member, values, NULL, &point, err);

    if (status == SIM_OK) memcpy(numbers, point.smooth, sizeof point.smooth);
    return status;
}

static void widen(sim_prospect_span *span, double value)
{
    span->low = fmin(span->low, value);
    span->high = fmax(span->high, value);
}

/* A point of the fit and a corner of the ranges; a course that the model refuses there says nothing. */
static sim_status solve_at(sim_prospect_work *w, const double x[], const double untold[],
                           sim_prospect_point *point, sim_error *err)
{
    const sim_fit_problem *p = &w->log->part->problem;
    double *values = calloc(p->problem.n_unknowns + 1, sizeof *values);
    sim_error why = {""};
    sim_status status = values ? SIM_OK : sim_fail_memory(err, "fit");

    if (status != SIM_OK) return status;
    for (size_t k = 0; k < p->problem.n_unknowns; k++)
        values[k] = sim_unknown_value(&p->unknowns[k], x[k]);
    status = sim_prospect_solve(w, 0, values, untold, point, &why);
    free(values);
    if (status == SIM_OK) return SIM_OK;
    if (!sim_is_refusal(status)) return sim_fail(err, status, "%s", why.text);
    for (size_t i = 0; i < SIM_PROSPECTS; i++) point->whole[i] = NAN;
    return SIM_OK;
}

/* An answer at each corner of the ranges of what no log tells. */
static sim_status look_at_corners(sim_prospect_work *w, const double x[], size_t kind,
                                  sim_prospect_span *span, sim_error *err)
{
    const sim_catalog *catalog = w->fit->job.experiment.catalog;
    sim_status status = SIM_OK;

    for (size_t corner = 0; status == SIM_OK && corner < (size_t)1 << w->n_untold;
         corner++) {
        double untold[SIM_UNTOLD_MOST];
        sim_prospect_point point;

        for (size_t i = 0; i < w->n_untold; i++) {
            const sim_symbol *s = catalog->rows[w->rows[i]].symbol;

            untold[i] = corner >> i & 1 ? s->high : s->low;
        }
        status = solve_at(w, x, untold, &point, err);
        if (status == SIM_OK) widen(span, point.whole[kind]);
    }
    return status;
}

static sim_status answer(sim_prospect_work *w, const sim_foretold *found, size_t kind,
                         sim_error *err)
{
    sim_prospect *a = &w->log->list[kind];
    const double *best = w->log->part->profiles.best.x;
    sim_prospect_point point;
    sim_status status = solve_at(w, best, NULL, &point, err);

    if (status != SIM_OK) return status;
    a->value = point.whole[kind];
    a->fit = a->ranges = a->both = (sim_prospect_span){a->value, a->value};
    if (isnan(found->value)) return SIM_OK;
    status = look_at_corners(w, best, kind, &a->ranges, err);
    for (size_t side = 0; status == SIM_OK && side < 2; side++) {
        const sim_foretold_end *end = &found->ends[side];

        a->is_open[side] = end->is_open;
        status = solve_at(w, end->x, NULL, &point, err);
        if (status != SIM_OK) return status;
        widen(&a->fit, kind == SIM_PROSPECT_SPENT ? end->at : point.whole[kind]);
        status = look_at_corners(w, end->x, kind, &a->both, err);
    }
    widen(&a->both, a->fit.low);
    widen(&a->both, a->fit.high);
    widen(&a->both, a->ranges.low);
    widen(&a->both, a->ranges.high);
    return status;
}

/* What was said of numbers beyond the last row, or beside one that it does not reach. */
static void mark(sim_log_prospects *log)
{
    const sim_prospect *until = &log->list[SIM_PROSPECT_UNTIL];
    const double last = (double)log->last;

    for (size_t i = 0; i < SIM_PROSPECTS; i++) {
        const bool is_early = log->last < log->of->log.book->worth.reference;

        log->list[i].is_extrapolated[0] =
            is_early || (i != SIM_PROSPECT_SPENT && until->value > last);
        log->list[i].is_extrapolated[1] =
            is_early || (i != SIM_PROSPECT_SPENT && until->fit.high > last);
    }
}

/* Far courses take long: the search goes a few reports beyond the answer, and where it comes to that end
 * as far as the book knows. */
static sim_status search(sim_prospect_work *w, const sim_foretold_ask *ask, sim_pool *pool,
                         sim_foretold found[], sim_error *err)
{
    enum { BEYOND = 4 };
    const size_t highest = w->log->highest;
    sim_prospect_point point;
    sim_status status = solve_at(w, w->log->part->profiles.best.x, NULL, &point, err);
    double until = point.whole[SIM_PROSPECT_UNTIL];

    if (status != SIM_OK) return status;
    until = fmax(until, (double)w->log->last) + BEYOND;
    if (until < (double)highest) sim_prospect_limit(w, (size_t)until);
    status = sim_foretold_find(ask, pool, found, err);
    sim_prospect_limit(w, highest);
    if (status != SIM_OK || !(found[SIM_PROSPECT_UNTIL].ends[1].at >= until - 1) ||
        until >= (double)highest)
        return status;
    return sim_foretold_find(ask, pool, found, err);
}

static sim_status solve_log(sim_prospect_work *w, const sim_hooks *hooks, sim_error *err)
{
    const sim_fit_part *part = w->log->part;
    sim_pool pool = {0};
    sim_foretold found[SIM_PROSPECTS];
    const sim_foretold_ask ask = {.problem = &part->problem.problem,
                                  .profiles = &part->profiles,
                                  .threshold = part->threshold,
                                  .n_numbers = SIM_PROSPECTS,
                                  .foretell = foretell,
                                  .self = w,
                                  .threads = part->problem.threads,
                                  .hooks = hooks};
    sim_status status = sim_prospect_open(w, part->problem.threads, &pool, err);

    if (status == SIM_OK) status = search(w, &ask, &pool, found, err);
    for (size_t i = 0; status == SIM_OK && i < SIM_PROSPECTS; i++)
        status = answer(w, &found[i], i, err);
    if (status == SIM_OK) mark(w->log);
    sim_prospect_close(w);
    sim_pool_free(&pool);
    return status;
}

/* ---- logs ------------------------------------------------------------------------------------------ */

static size_t count_logs(const sim_fit *fit)
{
    size_t n = 0;

    for (size_t i = 0; i < fit->n_parts; i++)
        for (size_t g = 0; g < fit->parts[i].problem.n_groups; g++)
            if (fit->parts[i].problem.groups[g].is_log)
                n += fit->parts[i].problem.groups[g].n;
    return n;
}

static void set_size(const sim_fit *fit, sim_log_prospects *log)
{
    const char *size = log->of->log.book->worth.size, *point = strchr(size, '.');
    const sim_experiment *e = &fit->job.experiment;
    char section[64];
    const sim_parameter *q;

    snprintf(section, sizeof section, "%.*s", (int)(point - size), size);
    q = sim_catalog_get(e->catalog, section, point + 1);
    sim_bug(!q);
    log->size = e->arms[log->arm].settings[q - e->catalog->rows].value;
    log->unit = q->symbol->unit;
}

static sim_status add_log(sim_prospects *ps, const sim_fit *fit, const sim_fit_part *part,
                          const sim_fit_group *g, size_t run, const sim_hooks *hooks,
                          sim_error *err)
{
    const sim_arm_log *of = sim_experiment_log(&fit->job.experiment, g->arms[run]);
    sim_log_prospects *log = &ps->list[ps->n];
    const sim_logbook *book = of->log.book;
    sim_prospect_work work = {.fit = fit, .log = log, .book = book, .cues = &g->cues[run]};

    *log = (sim_log_prospects){.part = part,
                               .of = of,
                               .arm = g->arms[run],
                               .source = g->sources[run],
                               .last = (size_t)g->lasts[run]};
    log->subject = sim_log_find_subject(&of->log, fit->all.sources[log->source]);
    if (log->subject == of->log.n_subjects) log->subject = of->subject;
    log->highest = (size_t)book->columns[sim_logbook_of(book, SIM_LOG_NUMBER)].high;
    set_size(fit, log);
    if (!(log->size > 0)) return SIM_OK;
    ps->n++;
    return solve_log(&work, hooks, err);
}

sim_status sim_prospects_init(sim_prospects *ps, const sim_fit *fit, const sim_hooks *hooks,
                              sim_error *err)
{
    sim_status status = SIM_OK;

    *ps = (sim_prospects){0};
    ps->list = sim_pool_take(&ps->pool, count_logs(fit) + 1, sizeof *ps->list);
    if (!ps->list) return sim_fail_memory(err, "fit");
    for (size_t i = 0; status == SIM_OK && i < fit->n_parts; i++) {
        const sim_fit_part *part = &fit->parts[i];

        for (size_t g = 0; g < part->problem.n_groups; g++) {
            const sim_fit_group *group = &part->problem.groups[g];

            for (size_t run = 0; status == SIM_OK && group->is_log && run < group->n; run++)
                status = add_log(ps, fit, part, group, run, hooks, err);
        }
    }
    return status;
}

void sim_prospects_free(sim_prospects *ps)
{
    sim_pool_free(&ps->pool);
    *ps = (sim_prospects){0};
}
