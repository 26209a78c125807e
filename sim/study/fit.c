#include "sim/study/fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/fit_answers.h"
#include "sim/study/fit_draws.h"
#include "sim/study/fit_sources.h"

/* ---- what is fitted --------------------------------------------------------------------------- */

static sim_axis_world world_of(const sim_fit *f)
{
    return (sim_axis_world){f->job.experiment.catalog, f->job.experiment.presets, true};
}

static sim_status copy_rows(sim_fit *f, sim_error *err)
{
    const sim_axis_world world = world_of(f);
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < f->job.experiment.fit.n; i++) {
        const sim_fit_row *row = &f->job.experiment.fit.list[i];

        status = sim_fit_plan_set(
            &f->plan, &world,
            &(sim_row){row->name, row->how, row->place, row->origin, row->layer}, err);
    }
    return status;
}

/* "a.b c.d", each once. */
static sim_status add_names(sim_fit *f, const char *names, const char *origin,
                            sim_error *err)
{
    const sim_axis_world world = world_of(f);
    sim_status status = SIM_OK;

    while (status == SIM_OK && names && *names) {
        const size_t length = strcspn(names, " ");

        status = sim_fit_plan_add(&f->plan, &world, names, length, origin, err);
        names += length;
        names += strspn(names, " ");
    }
    return status;
}

/* What a log is fitted by where nobody says: by all that it has columns for. */
static sim_status add_defaults(sim_fit *f, sim_error *err)
{
    const sim_experiment *e = &f->job.experiment;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < e->n_logs; i++) {
        const sim_log *log = &e->logs[i].log;

        if (e->logs[i].arm == SIM_NONE) continue;
        status = add_names(f, log->book->fits, "default of a log", err);
        for (size_t c = 0; status == SIM_OK && c < log->book->n_columns; c++)
            if (log->has[c])
                status = add_names(f, log->book->columns[c].fits, "default of a log", err);
    }
    return status;
}

static sim_status choose(sim_fit *f, sim_error *err)
{
    sim_status status = copy_rows(f, err);

    f->by_default = f->plan.n == 0;
    if (status == SIM_OK && f->by_default) status = add_defaults(f, err);
    if (status == SIM_OK && f->plan.n == 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: says nothing of what is fitted; a section [fit] with rows as "
                        "section.name = LOW..HIGH would be right",
                        f->job.file);
    return status;
}

/* ---- parts ------------------------------------------------------------------------------------ */

/* Is each parameter a source's own?  Then sources have nothing to do with each other. */
static bool is_by_sources(const sim_fit *f)
{
    for (size_t i = 0; i < f->plan.n; i++)
        if (f->plan.list[i].per != SIM_FIT_PER_SOURCE) return false;
    return f->all.n_sources > 1;
}

static sim_status make_answers(sim_fit *f, sim_fit_part *part, sim_error *err)
{
    const size_t n = part->problem.problem.n_unknowns;

    part->model = sim_pool_take(&part->pool, part->problem.n_seen, sizeof *part->model);
    part->answers = sim_pool_take(&part->pool, n, sizeof *part->answers);
    part->patterns = sim_pool_take(&part->pool, f->all.n_sets, sizeof *part->patterns);
    return sim_pool_check(&part->pool, "fit", err);
}

/* Of one source it is told by intervals that are open. */
static sim_status check_enough(const sim_fit *f, const sim_fit_part *part, sim_error *err)
{
    const sim_fit_problem *p = &part->problem;
    const size_t n = p->problem.n_unknowns, known = p->n_seen + p->n_priors;

    if (part->source != SIM_NONE || n <= known) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: %zu numbers are to be fitted to %zu observations; at most %zu would be "
        "right: fewer rows in [fit], or more that was observed",
        f->job.file, n, p->n_seen, known);
}

static sim_status make_parts(sim_fit *f, sim_error *err)
{
    const bool by_sources = is_by_sources(f);
    const size_t n = by_sources ? f->all.n_sources : 1;
    sim_status status = SIM_OK;

    f->parts = sim_pool_take(&f->pool, n, sizeof *f->parts);
    if (!f->parts) return sim_fail_memory(err, "fit");
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        sim_fit_part *part = &f->parts[f->n_parts++];

        part->source = by_sources ? i : SIM_NONE;
        status = sim_fit_problem_init(&part->problem, &f->job, &f->all, &f->plan,
                                      part->source, f->threads, err);
        if (status == SIM_OK) status = check_enough(f, part, err);
        if (status == SIM_OK) status = sim_fit_problem_check(&part->problem, err);
        if (status == SIM_OK) status = make_answers(f, part, err);
    }
    return status;
}

sim_status sim_fit_read(sim_fit *f, const sim_source *source, size_t threads,
                        sim_error *err)
{
    sim_source all = *source;
    sim_status status;

    *f = (sim_fit){.threads = sim_threads(threads)};
    all.all_subjects = true;
    status = sim_job_read(&f->job, &all, err);
    if (status == SIM_OK) status = sim_observations_init(&f->all, &f->job.experiment, err);
    if (status == SIM_OK) status = choose(f, err);
    if (status != SIM_OK) return status;
    f->starts = (size_t)sim_experiment_value(&f->job.experiment, "fit", "starts");
    f->level = sim_experiment_value(&f->job.experiment, "fit", "level");
    status = make_parts(f, err);
    return status == SIM_OK ? sim_fit_populations_init(f, err) : status;
}

sim_status sim_fit_open(sim_fit *f, const char *dir, bool resumes, sim_error *err)
{
    const sim_fit_question question = {&f->all, &f->plan, f->starts, f->level,
                                       sim_fit_draws_steps(f)};

    return sim_fit_store_open(&f->store, &f->job, dir, resumes, &question, err);
}

size_t sim_fit_starts(const sim_fit *f) { return f->n_parts * f->starts; }

/* ---- solving ---------------------------------------------------------------------------------- */

/* Hooks of one part of several. */
typedef struct {
    const sim_hooks *all;
    size_t before;
} shifted;

static bool stop(void *self)
{
    const sim_hooks *h = ((shifted *)self)->all;

    return h->stop && h->stop(h->self);
}

static void tell(void *self, size_t done)
{
    const shifted *s = self;

    if (s->all->progress) s->all->progress(s->all->self, s->before + done);
}

static sim_status run_starts(sim_fit *f, sim_fit_part *part, const sim_hooks *hooks,
                             double first[], sim_error *err)
{
    const sim_starts_store store = sim_fit_store_of_starts(&f->store);
    const sim_starts_ask ask = {
        .n = f->starts,
        .seed = (uint64_t)sim_experiment_value(&f->job.experiment, "run", "seed"),
        .threads = f->threads,
        .first = first,
        .store = f->store.is_open ? &store : NULL,
        .hooks = hooks};

    sim_fit_first(&part->problem, first);
    return sim_starts_run(&part->problem.problem, &ask, &part->starts, err);
}

static void set_threshold(const sim_fit *f, sim_fit_part *part)
{
    const sim_fit_problem *p = &part->problem;
    const size_t noisy = sim_fit_problem_noisy(p), n = p->problem.n_unknowns;

    part->by_f = p->n_noises > 0;
    part->threshold = part->by_f ? sim_profile_threshold_of_noise(f->level, noisy, n - 1)
                                 : sim_profile_threshold(f->level);
}

static sim_status run_profiles(sim_fit *f, sim_fit_part *part, const sim_hooks *hooks,
                               sim_error *err)
{
    const sim_profile_store store = sim_fit_store_of_profiles(&f->store);
    const sim_start *best = &part->starts.list[part->starts.order[0]];
    const sim_least from = {.x = best->x};
    const sim_profile_ask ask = {.threshold = part->threshold,
                                 .starts = &part->starts,
                                 .threads = f->threads,
                                 .store = f->store.is_open ? &store : NULL,
                                 .hooks = hooks};
    sim_status status =
        sim_profiles_run(&part->problem.problem, &from, &ask, &part->profiles, err);

    if (status == SIM_OK)
        status = sim_curvature_find(&part->curvature, &part->problem.problem,
                                    &part->profiles.best, NULL, err);
    return status;
}

static sim_status solve_part(sim_fit *f, size_t i, const sim_hooks *starts,
                             const sim_hooks *profiles, sim_error *err)
{
    sim_fit_part *part = &f->parts[i];
    shifted shift = {starts, i * f->starts};
    const sim_hooks own = {stop, tell, &shift};
    double *first = calloc(part->problem.problem.n_unknowns + 1, sizeof *first);
    sim_status status = first ? SIM_OK : sim_fail_memory(err, "fit");

    if (status == SIM_OK && f->store.is_open)
        status = sim_fit_store_turn(&f->store, i, part->problem.problem.n_unknowns, err);
    if (status == SIM_OK) status = run_starts(f, part, starts ? &own : NULL, first, err);
    free(first);
    set_threshold(f, part);
    if (status == SIM_OK) status = run_profiles(f, part, profiles, err);
    return status == SIM_OK ? sim_fit_part_answer(f, part, err) : status;
}

sim_status sim_fit_solve(sim_fit *f, const sim_hooks *starts, const sim_hooks *profiles,
                         sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < f->n_parts; i++)
        status = solve_part(f, i, starts, profiles, err);
    return status == SIM_OK ? sim_fit_populations_find(f, err) : status;
}

sim_status sim_fit_part_predict(const sim_fit_part *part, size_t member, const double x[],
                                double model[], sim_error *err)
{
    const sim_fit_problem *p = &part->problem;
    double *values = calloc(p->problem.n_unknowns + 1, sizeof *values);
    sim_status status = values ? SIM_OK : sim_fail_memory(err, "fit");

    for (size_t k = 0; status == SIM_OK && k < p->problem.n_unknowns; k++)
        values[k] = sim_unknown_value(&p->unknowns[k], x[k]);
    if (status == SIM_OK) status = sim_fit_predict(p, member, values, model, err);
    free(values);
    return status;
}

/* ---- the end ---------------------------------------------------------------------------------- */

void sim_fit_done(sim_fit *f) { sim_fit_store_discard(&f->store); }

sim_status sim_fit_close(sim_fit *f, sim_error *err)
{
    return sim_fit_store_close(&f->store, err);
}

void sim_fit_free(sim_fit *f)
{
    sim_error ignored;

    sim_fit_store_close(&f->store, &ignored);
    for (size_t i = 0; i < f->n_parts; i++) {
        sim_fit_part *part = &f->parts[i];

        sim_curvature_free(&part->curvature);
        sim_profiles_free(&part->profiles);
        sim_starts_free(&part->starts);
        sim_fit_problem_free(&part->problem);
        sim_pool_free(&part->pool);
    }
    sim_pool_free(&f->pool);
    sim_fit_plan_free(&f->plan);
    sim_observations_free(&f->all);
    sim_job_close(&f->job);
    *f = (sim_fit){0};
}
