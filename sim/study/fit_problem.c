#include "sim/study/fit_problem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/fit_parts.h"

/* Noise of residuals that derivatives can live with, and what part of the solver's tolerance it is: runs that are near
 * each other take the same steps and are off alike (measured on logs: second differences are those of the
 * curvature down to changes of 1e-6). */
static const double least_noise = 1e-9, most_noise = 1e-4, noise_of_tolerance = 0.01;

static const sim_observed *seen_of(const sim_fit_problem *p, size_t i)
{
    return &p->all->list[p->seen[i]];
}

/* ---- observations ---------------------------------------------------------------------------- */

static bool is_here(const sim_fit_problem *p, const sim_observed *o)
{
    return p->source == SIM_NONE || o->source == p->source;
}

static sim_status list_seen(sim_fit_problem *p, sim_error *err)
{
    const sim_observations *all = p->all;

    p->seen = sim_pool_take(&p->pool, all->n, sizeof *p->seen);
    p->runs = sim_pool_take(&p->pool, all->n, sizeof *p->runs);
    p->group_of = sim_pool_take(&p->pool, all->n, sizeof *p->group_of);
    p->counts = sim_pool_take(&p->pool, all->n_sets, sizeof *p->counts);
    p->noise_of = sim_pool_take(&p->pool, all->n_sets, sizeof *p->noise_of);
    if (p->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < all->n; i++) {
        if (!is_here(p, &all->list[i])) continue;
        p->seen[p->n_seen++] = i;
        p->counts[all->list[i].set] += all->list[i].seen.seen == SIM_SEEN;
    }
    for (size_t s = 0; s < all->n_sets; s++) p->noise_of[s] = SIM_NONE;
    return SIM_OK;
}

/* Has an arm, or a source of the observations, any here? */
static bool is_seen(const sim_fit_problem *p, size_t arm, size_t source)
{
    for (size_t i = 0; i < p->n_seen; i++) {
        const sim_observed *o = seen_of(p, i);

        if ((arm == SIM_NONE || o->arm == arm) &&
            (source == SIM_NONE || o->source == source))
            return true;
    }
    return false;
}

/* ---- unknowns -------------------------------------------------------------------------------- */

static double value_in(const sim_fit_problem *p, const sim_fit_row *row, size_t arm)
{
    return p->job->experiment.arms[arm].settings[row->row].value;
}

static bool is_in_range(const sim_fit_row *row, double value)
{
    return value >= row->low && value <= row->high;
}

/* What stands in the file: in an arm or, of all that were observed, in the first that has it in its
 * range, as far as any has. */
static double standing(const sim_fit_problem *p, const sim_fit_row *row, size_t arm)
{
    const size_t n = p->job->experiment.n_own;
    size_t first = SIM_NONE;

    if (arm != SIM_NONE) return value_in(p, row, arm);
    for (size_t i = 0; i < n; i++) {
        if (!is_seen(p, i, SIM_NONE)) continue;
        if (is_in_range(row, value_in(p, row, i))) return value_in(p, row, i);
        if (first == SIM_NONE) first = i;
    }
    return value_in(p, row, first);
}

static void add_item(sim_fit_problem *p, const sim_fit_row *row, size_t arm, size_t source)
{
    const sim_experiment *e = &p->job->experiment;
    const char *whose = arm != SIM_NONE      ? e->arms[arm].name
                        : source != SIM_NONE ? p->all->sources[source]
                                             : "";
    sim_fit_item *item = &p->items[p->problem.n_unknowns];
    const double stands = standing(p, row, arm);

    *item = (sim_fit_item){.row = row,
                           .set = SIM_NONE,
                           .arm = arm,
                           .source = source,
                           .stands = stands,
                           .first = fmin(fmax(stands, row->low), row->high),
                           .unit = e->catalog->rows[row->row].symbol->unit};
    snprintf(item->name, sizeof item->name, "%s%s%s", row->name, *whose ? "@" : "", whose);
    p->unknowns[p->problem.n_unknowns++] = (sim_fit_unknown){
        .name = item->name, .low = row->low, .high = row->high, .log = row->log};
    p->n_priors += row->prior.kind != SIM_PRIOR_NONE;
}

/* Refuses a value for all that would stand over those of arms; those out of its range, as of who is not
 * treated, keep theirs. */
static sim_status check_alike(const sim_fit_problem *p, const sim_fit_row *row,
                              sim_error *err)
{
    const sim_experiment *e = &p->job->experiment;
    const double first = standing(p, row, SIM_NONE);

    for (size_t arm = 0; arm < e->n_own; arm++) {
        const double own = value_in(p, row, arm);

        if (is_seen(p, arm, SIM_NONE) && own != first && is_in_range(row, own))
            return sim_fail(
                err, SIM_EVALUE,
                "%s: %s: arms have values of their own of it, as arm %s has %g; "
                "'per arm' behind its range, or one value for all of them, would "
                "be right",
                row->place, row->name, e->arms[arm].name, own);
    }
    return SIM_OK;
}

static sim_status add_row(sim_fit_problem *p, const sim_fit_row *row, sim_error *err)
{
    const sim_experiment *e = &p->job->experiment;
    sim_status status = SIM_OK;

    if (row->per != SIM_FIT_PER_ARM) status = check_alike(p, row, err);
    if (status != SIM_OK) return status;
    if (row->per == SIM_FIT_FOR_ALL) add_item(p, row, SIM_NONE, SIM_NONE);
    for (size_t arm = 0; row->per == SIM_FIT_PER_ARM && arm < e->n_own; arm++)
        if (is_seen(p, arm, SIM_NONE)) add_item(p, row, arm, SIM_NONE);
    for (size_t d = 0; row->per == SIM_FIT_PER_SOURCE && d < p->all->n_sources; d++)
        if (is_seen(p, SIM_NONE, d)) add_item(p, row, SIM_NONE, d);
    return status;
}

static void add_noise(sim_fit_problem *p, size_t s)
{
    const sim_observed_set *set = &p->all->sets[s];
    const size_t k = p->problem.n_unknowns++;

    p->items[k] = (sim_fit_item){.set = s,
                                 .arm = SIM_NONE,
                                 .source = SIM_NONE,
                                 .first = sqrt(set->low * set->high),
                                 .unit = set->kind == SIM_ERROR_NORMAL ? set->unit : "1"};
    snprintf(p->items[k].name, sizeof p->items[k].name, "sd of %.60s %.60s", set->name,
             set->quantity);
    p->unknowns[k] = (sim_fit_unknown){
        .name = p->items[k].name, .low = set->low, .high = set->high, .log = true};
    p->noise_of[s] = k;
    p->n_noises++;
}

static sim_status list_unknowns(sim_fit_problem *p, sim_error *err)
{
    const size_t n_each = p->job->experiment.n_own + p->all->n_sources;
    const size_t most = p->plan->n * n_each + p->all->n_sets;
    sim_status status = SIM_OK;

    p->items = sim_pool_take(&p->pool, most, sizeof *p->items);
    p->unknowns = sim_pool_take(&p->pool, most, sizeof *p->unknowns);
    if (p->pool.failed) return sim_fail_memory(err, "fit");
    for (size_t i = 0; status == SIM_OK && i < p->plan->n; i++)
        status = add_row(p, &p->plan->list[i], err);
    for (size_t s = 0; status == SIM_OK && s < p->all->n_sets; s++)
        if (p->all->sets[s].is_fitted && p->counts[s] > 0) add_noise(p, s);
    return status;
}

/* ---- residuals ------------------------------------------------------------------------------- */

sim_observation sim_fit_observation(const sim_fit_problem *p, size_t i,
                                    const double values[])
{
    const sim_observed *seen = seen_of(p, i);
    const size_t noise = p->noise_of[seen->set];

    return noise == SIM_NONE ? seen->seen : sim_observed_with(seen, values[noise]);
}

static sim_fitted_sd sd_of(const sim_fit_problem *p, size_t set)
{
    return (sim_fitted_sd){p->all->sets[set].low, p->all->sets[set].high, p->counts[set]};
}

static sim_status find_residuals(void *self, size_t member, const double values[],
                                 double r[], sim_error *err)
{
    const sim_fit_problem *p = self;
    double *model = p->scratch[member].model;
    sim_status status = sim_fit_predict(p, member, values, model, err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < p->n_seen; i++) {
        const sim_observation o = sim_fit_observation(p, i, values);

        *r++ = sim_misfit(&o, model[i]);
    }
    for (size_t s = 0; s < p->all->n_sets; s++) {
        const sim_fitted_sd sd = sd_of(p, s);

        if (p->noise_of[s] == SIM_NONE) continue;
        sim_misfit_of_sd(&sd, values[p->noise_of[s]], r);
        r += SIM_MISFIT_OF_SD;
    }
    for (size_t k = 0; k < p->problem.n_unknowns; k++)
        if (p->items[k].row && p->items[k].row->prior.kind != SIM_PRIOR_NONE)
            *r++ = sim_prior_residual(&p->items[k].row->prior, values[k]);
    return SIM_OK;
}

/* What an observation is, in standard deviations: so much of the solver's tolerance is in its residual. */
static double size_of(const sim_fit_problem *p, size_t i)
{
    const sim_observed *seen = seen_of(p, i);
    const sim_observed_set *set = &p->all->sets[seen->set];
    const double sd = set->is_fitted ? sqrt(set->low * set->high) : seen->seen.sd;

    return seen->seen.kind == SIM_ERROR_NORMAL ? fabs(seen->seen.value) / sd : 1 / sd;
}

static double noise_of(const sim_fit_problem *p)
{
    double most = 1;

    for (size_t i = 0; i < p->n_seen; i++) most = fmax(most, size_of(p, i));
    return fmin(fmax(noise_of_tolerance * sim_fit_tolerance * most, least_noise),
                most_noise);
}

static void make_problem(sim_fit_problem *p)
{
    p->problem.unknowns = p->unknowns;
    p->problem.n_residuals = p->n_seen + SIM_MISFIT_OF_SD * p->n_noises + p->n_priors;
    p->problem.noise = noise_of(p);
    p->problem.residuals = find_residuals;
    p->problem.self = p;
    for (size_t s = 0; s < p->all->n_sets; s++) {
        const sim_fitted_sd sd = sd_of(p, s);

        if (p->noise_of[s] != SIM_NONE) p->problem.offset += sim_misfit_of_sd_offset(&sd);
    }
}

/* ---- life ------------------------------------------------------------------------------------ */

static sim_status make_scratch(sim_fit_problem *p, size_t threads, sim_error *err)
{
    sim_status status = sim_chain_make_nets(p->job->session.chain, &p->nets, err);

    p->scratch = sim_pool_take(&p->pool, threads, sizeof *p->scratch);
    if (p->pool.failed) return sim_fail_memory(err, "fit");
    while (status == SIM_OK && p->threads < threads)
        status = sim_fit_scratch_init(p, &p->scratch[p->threads++], err);
    return status;
}

sim_status sim_fit_problem_init(sim_fit_problem *p, const sim_job *job,
                                const sim_observations *all, const sim_fit_plan *plan,
                                size_t source, size_t threads, sim_error *err)
{
    sim_status status;

    *p = (sim_fit_problem){.job = job, .all = all, .plan = plan, .source = source};
    status = list_seen(p, err);
    if (status == SIM_OK) status = list_unknowns(p, err);
    if (status == SIM_OK) status = sim_fit_group_runs(p, err);
    if (status == SIM_OK) status = make_scratch(p, threads, err);
    if (status != SIM_OK) return status;
    make_problem(p);
    return sim_problem_check(&p->problem, err);
}

void sim_fit_problem_free(sim_fit_problem *p)
{
    for (size_t i = 0; i < p->threads; i++) sim_fit_scratch_free(&p->scratch[i]);
    for (size_t i = 0; i < p->n_groups; i++) sim_kept_free(&p->groups[i].kept);
    if (p->nets) sim_chain_free_nets(p->job->session.chain, p->nets);
    sim_readout_free(&p->readout);
    sim_pool_free(&p->pool);
    *p = (sim_fit_problem){0};
}

/* ---- looking --------------------------------------------------------------------------------- */

void sim_fit_first(const sim_fit_problem *p, double values[])
{
    for (size_t k = 0; k < p->problem.n_unknowns; k++) values[k] = p->items[k].first;
}

double sim_fit_log_likelihood(const sim_fit_problem *p, const double values[],
                              const double model[])
{
    double sum = 0;

    for (size_t i = 0; i < p->n_seen; i++) {
        const sim_observation o = sim_fit_observation(p, i, values);

        sum += sim_misfit_log_likelihood(&o, model[i]);
    }
    return sum;
}

size_t sim_fit_problem_noisy(const sim_fit_problem *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_seen; i++) n += p->noise_of[seen_of(p, i)->set] != SIM_NONE;
    return n;
}

static sim_status refuse(const sim_fit_problem *p, size_t i, sim_error *err)
{
    const sim_observed *o = seen_of(p, i);
    const sim_observed_set *set = &p->all->sets[o->set];
    char at[64] = "";

    if (set->x_name) snprintf(at, sizeof at, " at %.30s %g", set->x_name, o->x);
    return sim_fail(
        err, SIM_EVALUE,
        "%s: [data %s]: the run of arm %s says nothing of %s%s; a run that goes so "
        "far, or leaving line %zu out, would be right",
        set->place, set->name, p->job->experiment.arms[o->arm].name, set->quantity, at,
        o->line);
}

sim_status sim_fit_problem_check(const sim_fit_problem *p, sim_error *err)
{
    double *values = calloc(p->problem.n_unknowns + 1, sizeof *values);
    sim_error why = {""};
    sim_status status = values ? SIM_OK : sim_fail_memory(err, "fit");

    if (status != SIM_OK) return status;
    sim_fit_first(p, values);
    status = sim_fit_predict(p, 0, values, p->scratch[0].model, &why);
    free(values);
    if (status != SIM_OK)
        return sim_is_refusal(status) ? SIM_OK : sim_fail(err, status, "%s", why.text);
    for (size_t i = 0; i < p->n_seen; i++)
        if (isnan(p->scratch[0].model[i])) return refuse(p, i, err);
    return SIM_OK;
}
