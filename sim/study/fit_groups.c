/* fit_groups.c -- of fit_problem.h: which runs a problem solves, for which observations. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/fit_parts.h"

static const sim_observed *seen_of(const sim_fit_problem *p, size_t i)
{
    return &p->all->list[p->seen[i]];
}

static const sim_observed_set *set_of(const sim_fit_problem *p, size_t i)
{
    return &p->all->sets[seen_of(p, i)->set];
}

/* ---- runs ----------------------------------------------------------------------------------- */

/* The run of an arm and source, which is added where it is new; groups have room for all. */
static size_t run_of(sim_fit_group *g, size_t arm, size_t source)
{
    size_t i = 0;

    while (i < g->n && !(g->arms[i] == arm && g->sources[i] == source)) i++;
    if (i < g->n) return i;
    g->arms[g->n] = arm;
    g->sources[g->n] = source;
    g->backgrounds[g->n] = SIM_NONE;
    return g->n++;
}

/* The log of an arm, and whose rows of it a source's are. */
static sim_fit_driver driver_of(const sim_fit_problem *p, size_t arm, size_t source)
{
    sim_fit_driver d = {sim_experiment_log(&p->job->experiment, arm), SIM_NONE};

    if (!d.of) return d;
    d.subject = sim_log_find_subject(&d.of->log, p->all->sources[source]);
    if (d.subject == d.of->log.n_subjects) d.subject = d.of->subject;
    if (d.subject == SIM_NONE) d.of = NULL;
    return d;
}

static sim_status tell_run(sim_fit_problem *p, sim_fit_group *g, size_t run, sim_error *err)
{
    const sim_fit_driver d = driver_of(p, g->arms[run], g->sources[run]);

    if (!d.of) return SIM_OK;
    g->lasts[run] = (double)d.of->log.rows[d.of->log.first[d.subject + 1] - 1].number;
    return sim_log_cues(&d.of->log, d.subject, &p->pool, &g->cues[run], err);
}

/* Runs of arms that are held against others have these beside them. */
static void add_backgrounds(const sim_fit_problem *p, sim_fit_group *g)
{
    const size_t *backgrounds = p->job->experiment.backgrounds;
    const size_t n = g->n;

    for (size_t i = 0; backgrounds && i < n; i++) {
        const size_t background = backgrounds[g->arms[i]];

        if (background != SIM_NONE)
            g->backgrounds[i] = run_of(g, background, g->sources[i]);
    }
    for (size_t i = 0; i < g->n; i++)
        if (g->backgrounds[i] == SIM_NONE) g->backgrounds[i] = g->n;
}

/* ---- what is read of them ------------------------------------------------------------------- */

/* How many stages must be solved for a quantity. */
static size_t stages_for(const sim_chain *chain, const sim_observed_set *set)
{
    size_t n = 0;

    if (set->where == SIM_OBSERVED_NUMBER) return chain->n_stages;
    if (set->where == SIM_OBSERVED_COURSE) return set->stage + 1;
    while (n < chain->n_stages && !chain->stages[n].reports) n++;
    for (n++; n < chain->n_stages && chain->stages[n].model->n_states == 0;) n++;
    return n;
}

static size_t stage_of_model(const sim_chain *chain, const sim_model *model)
{
    size_t i = 0;

    while (i < chain->n_stages && chain->stages[i].model != model) i++;
    sim_bug(i == chain->n_stages);
    return i;
}

static int compare_glances(const void *a, const void *b)
{
    const double x = ((const sim_glance *)a)->t, y = ((const sim_glance *)b)->t;

    return (x > y) - (x < y);
}

/* The times at which courses are read, each once. */
static void list_glances(const sim_fit_problem *p, sim_fit_group *g, size_t group)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_seen; i++)
        if (p->group_of[i] == group && set_of(p, i)->where == SIM_OBSERVED_COURSE)
            g->glances[n++] = (sim_glance){seen_of(p, i)->x, true};
    qsort(g->glances, n, sizeof *g->glances, compare_glances);
    for (size_t i = 0; i < n; i++)
        if (g->n_glances == 0 || g->glances[i].t > g->glances[g->n_glances - 1].t)
            g->glances[g->n_glances++] = g->glances[i];
}

/* What is kept of the last stage. */
static sim_status keep(sim_fit_problem *p, sim_fit_group *g, size_t group, sim_error *err)
{
    const sim_model *last = g->chain.stages[g->chain.n_stages - 1].model;
    bool *wanted = calloc(last->n_symbols + 1, sizeof *wanted);
    sim_status status;

    if (!wanted) return sim_fail_memory(err, "fit");
    if (g->every > 0) sim_readout_want(&p->readout, wanted);
    for (size_t i = 0; i < p->n_seen; i++) {
        const sim_observed_set *set = set_of(p, i);

        if (p->group_of[i] != group || set->where != SIM_OBSERVED_COURSE) continue;
        if (set->stage + 1 == g->chain.n_stages)
            wanted[set->symbol - last->symbols] = true;
        else
            g->keeps_all = true;
    }
    status = sim_kept_init(&g->kept, last, wanted, err);
    free(wanted);
    return status;
}

/* How far the chain goes, and where it is looked at. */
static sim_status lay_out(sim_fit_problem *p, sim_fit_group *g, size_t group,
                          sim_error *err)
{
    const sim_chain *whole = p->job->session.chain;
    size_t n = g->is_log ? stage_of_model(whole, whole->log->model) + 1 : 0;

    for (size_t i = 0; i < p->n_seen; i++) {
        const size_t needed = stages_for(whole, set_of(p, i));

        if (p->group_of[i] != group || g->is_log) continue;
        if (needed > n) n = needed;
        if (set_of(p, i)->where == SIM_OBSERVED_NUMBER) g->every = 1;
    }
    memcpy(g->stages, whole->stages, n * sizeof *g->stages);
    g->chain = *whole;
    g->chain.stages = g->stages;
    g->chain.n_stages = n;
    for (size_t s = 0; s < n; s++) g->stages[s].glances = NULL;
    for (size_t i = 0; i < p->n_seen; i++)
        if (p->group_of[i] == group && set_of(p, i)->where == SIM_OBSERVED_COURSE)
            g->stages[set_of(p, i)->stage].glances = "fit";
    list_glances(p, g, group);
    return keep(p, g, group, err);
}

/* ---- groups --------------------------------------------------------------------------------- */

static sim_status open_group(sim_fit_problem *p, sim_fit_group *g, sim_error *err)
{
    const size_t n_stages = p->job->session.chain->n_stages, n = 2 * p->n_seen;

    g->stages = sim_pool_take(&p->pool, n_stages, sizeof *g->stages);
    g->arms = sim_pool_take(&p->pool, n, sizeof *g->arms);
    g->sources = sim_pool_take(&p->pool, n, sizeof *g->sources);
    g->backgrounds = sim_pool_take(&p->pool, n, sizeof *g->backgrounds);
    g->lasts = sim_pool_take(&p->pool, n, sizeof *g->lasts);
    g->cues = sim_pool_take(&p->pool, n, sizeof *g->cues);
    g->glances = sim_pool_take(&p->pool, p->n_seen, sizeof *g->glances);
    return sim_pool_check(&p->pool, "fit", err);
}

/* Those that a log tells, or the others. */
static sim_status add_group(sim_fit_problem *p, bool is_log, sim_error *err)
{
    const size_t group = p->n_groups;
    sim_fit_group *g = &p->groups[group];
    sim_status status;

    *g = (sim_fit_group){.is_log = is_log};
    p->n_groups++;
    status = open_group(p, g, err);
    for (size_t i = 0; status == SIM_OK && i < p->n_seen; i++) {
        if ((set_of(p, i)->log != SIM_NONE) != is_log) continue;
        p->group_of[i] = group;
        p->runs[i] = run_of(g, seen_of(p, i)->arm, seen_of(p, i)->source);
        p->reads_numbers |= set_of(p, i)->where == SIM_OBSERVED_NUMBER;
    }
    if (status != SIM_OK) return status;
    if (g->n == 0) {
        p->n_groups--;
        return SIM_OK;
    }
    status = lay_out(p, g, group, err);
    if (!is_log) add_backgrounds(p, g);
    for (size_t i = 0; is_log && i < g->n; i++) g->backgrounds[i] = g->n;
    for (size_t i = 0; status == SIM_OK && i < g->n; i++) status = tell_run(p, g, i, err);
    return status;
}

sim_status sim_fit_group_runs(sim_fit_problem *p, sim_error *err)
{
    sim_status status = sim_readout_init(&p->readout, p->job->session.chain, err);

    if (status == SIM_OK) status = add_group(p, true, err);
    return status == SIM_OK ? add_group(p, false, err) : status;
}
