#include "sim/cli/tries.h"

#include <stdio.h>

#include "sim/cli/own.h"
#include "sim/cli/progress.h"

/* ---- what is asked ---------------------------------------------------------------- */

static bool is_shown(const sim_experiment *e, sim_figure_kind kind)
{
    for (size_t i = 0; i < e->figures.n; i++)
        if (sim_figure_is(&e->figures.list[i], kind)) return true;
    return false;
}

const sim_trial_view *sim_tries_view(const sim_tries *t)
{
    if (!t->is_wanted) return NULL;
    return t->tables.view.trial ? &t->tables.view : &t->view;
}

sim_status sim_tries_open(sim_tries *t, sim_error *err)
{
    const sim_experiment *e = &t->job->experiment;

    t->is_wanted =
        t->is_wanted || is_shown(e, SIM_FIGURE_TRIALS) || is_shown(e, SIM_FIGURE_POWER);
    if (!t->is_wanted) return SIM_OK;
    t->task = sim_params_task(&t->job->params, e);
    t->ask = (sim_trial_ask){.file = t->job->file,
                             .task = &t->task,
                             .experiment = e,
                             .threads = t->threads,
                             .asked_size_alone =
                                 !t->has_sizes && !is_shown(e, SIM_FIGURE_POWER)};
    t->view = (sim_trial_view){e, &t->pool.measure, &t->set.trial, &t->set.across};
    return sim_trial_pool_init(&t->pool, &t->ask, err);
}

void sim_tries_free(sim_tries *t)
{
    sim_trial_tables_free(&t->tables);
    sim_trial_set_free(&t->set);
    sim_trial_pool_free(&t->pool);
    *t = (sim_tries){0};
}

/* ---- solving ----------------------------------------------------------------------- */

sim_status sim_tries_warn(const sim_trial_pool *p, sim_findings *findings, sim_error *err)
{
    const sim_population *population = p->task.chain->population;
    sim_status status = SIM_OK;

    if (p->n_failed > 0)
        status = sim_findings_print(findings, err,
                                    "%zu of the %zu of the pool failed and are drawn by no "
                                    "trial; the first: %s",
                                    p->n_failed, p->n, p->why.text);
    for (size_t a = 0; status == SIM_OK && a < p->n_arms; a++) {
        const sim_trial_arm *arm = &p->arms[a];

        if (arm->n_apart > 0)
            status = sim_findings_print(
                findings, err,
                "arm %s: of %zu of the %zu of the pool %s; no trial draws "
                "them there",
                arm->name, arm->n_apart, p->n,
                population->happened ? population->happened : "nothing is read");
        if (status == SIM_OK && arm->n_undefined > 0)
            status =
                sim_findings_print(findings, err,
                                   "arm %s: %zu of the %zu of the pool have no %s, and "
                                   "no trial draws them there",
                                   arm->name, arm->n_undefined, p->n, p->plan->number);
    }
    return status;
}

sim_status sim_tries_run(sim_tries *t, sim_findings *findings, sim_error *err)
{
    char subjects[64];
    sim_progress progress;
    sim_hooks hooks;
    sim_status status;

    if (!t->is_wanted) return SIM_OK;
    snprintf(subjects, sizeof subjects, "%ss", sim_trial_subject(&t->view));
    hooks = sim_progress_start(&progress, subjects, 0, t->pool.n);
    t->ask.hooks = &hooks;
    sim_assay_stop_by(&t->pool.assay, hooks.stop, hooks.self);
    status = sim_trial_pool_solve(&t->pool, NULL, err);
    sim_progress_end(&progress);
    progress.shows = false; /* trials take no time beside it */
    if (status == SIM_OK) status = sim_trial_set_run(&t->set, &t->pool, err);
    t->ask.hooks = NULL;
    return status == SIM_OK ? sim_tries_warn(&t->pool, findings, err) : status;
}

/* ---- files --------------------------------------------------------------------------- */

sim_status sim_tries_claim(const sim_tries *t, const sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    if (t->is_wanted) status = sim_files_claim(files, "trial.csv", err);
    if (status == SIM_OK && t->is_wanted)
        status = sim_files_claim(files, "trials.csv", err);
    return status;
}

sim_status sim_tries_write(const sim_tries *t, sim_results *results, sim_error *err)
{
    sim_status status = SIM_OK;

    if (t->is_wanted) status = sim_results_add_table(results, &t->set.trial, err);
    if (status == SIM_OK && t->is_wanted)
        status = sim_results_add_table(results, &t->set.across, err);
    return status;
}

void sim_tries_describe(const sim_tries *t, sim_rows *columns)
{
    const sim_table *const tables[] = {&t->set.trial, &t->set.across};

    for (size_t i = 0; t->is_wanted && i < 2; i++) {
        const sim_layout layout = sim_table_layout(tables[i]);

        sim_rows_describe(columns, &layout, "");
    }
}

sim_status sim_tries_read(sim_tries *t, const sim_job *job, const char *dir, sim_error *err)
{
    const sim_experiment *e = &job->experiment;

    *t = (sim_tries){.job = job};
    t->is_wanted = sim_files_list_find(&job->list, "trial.csv") &&
                   (is_shown(e, SIM_FIGURE_TRIALS) || is_shown(e, SIM_FIGURE_POWER));
    return t->is_wanted ? sim_trial_tables_read(&t->tables, job, dir, err) : SIM_OK;
}
