#include "sim/cli/trialing.h"

#include <stdio.h>

#include "sim/cli/progress.h"
#include "sim/cli/solving.h"
#include "sim/cli/tries.h"

static const char columns_file[] = "columns.csv";

/* ---- what is asked ---------------------------------------------------------- */

static sim_status read(sim_trialing *t, sim_error *err)
{
    sim_status status = sim_job_read(&t->job, &t->options.source, err);

    if (status == SIM_OK) status = sim_job_check_size(&t->job, NULL, err);
    if (status == SIM_OK) status = sim_job_check_refusals(&t->job, NULL, err);
    if (status != SIM_OK) return status;
    t->job.experiment.trial.given = true; /* run.ini has all that was in force */
    t->job.task = sim_params_task(&t->job.params, &t->job.experiment);
    return sim_told_look(&t->job, NULL, err);
}

static sim_status open_pool(sim_trialing *t, sim_error *err)
{
    t->ask = (sim_trial_ask){.file = t->job.file,
                             .task = &t->job.task,
                             .experiment = &t->job.experiment,
                             .threads = t->options.threads};
    t->view = (sim_trial_view){&t->job.experiment, &t->pool.measure, &t->set.trial,
                               &t->set.across};
    return sim_trial_pool_init(&t->pool, &t->ask, err);
}

/* ---- solving ----------------------------------------------------------------- */

static sim_status solve(sim_trialing *t, sim_error *err)
{
    const sim_keep_options keep = {
        .resumes = t->options.resumes, .name = sim_trial_pool_file, .about = t->about};
    char subjects[64];
    sim_progress progress;
    sim_hooks hooks;
    sim_status status;

    sim_trial_pool_print(&t->pool, t->about);
    status = sim_keep_open(&t->keep, &t->job, t->files.dir, &keep, err);
    if (status != SIM_OK) return status;
    snprintf(subjects, sizeof subjects, "%ss", sim_trial_subject(&t->view));
    hooks = sim_progress_start(&progress, subjects, 0, t->pool.n);
    t->ask.hooks = &hooks;
    sim_assay_stop_by(&t->pool.assay, hooks.stop, hooks.self);
    status = sim_trial_pool_solve(&t->pool, &t->keep.ledger, err);
    if (status == SIM_EVALUE || status == SIM_ESOLVER)
        sim_keep_discard(&t->keep); /* nothing to go on with */
    sim_progress_end(&progress);
    progress.shows = false; /* trials take no time beside it */
    if (status == SIM_OK) status = sim_trial_set_run(&t->set, &t->pool, err);
    t->ask.hooks = NULL;
    return status;
}

/* ---- writing ----------------------------------------------------------------- */

static sim_status claim(const sim_trialing *t, sim_error *err)
{
    static const char *const names[] = {"run.ini", columns_file, "trial.csv", "trials.csv"};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof names / sizeof *names; i++)
        status = sim_files_claim(&t->files, names[i], err);
    if (status == SIM_OK && t->options.json)
        status = sim_files_claim(&t->files, sim_results_file, err);
    return status == SIM_OK ? sim_trial_pages_claim(t->options.look, &t->files, err)
                            : status;
}

static sim_status open_folder(sim_trialing *t, sim_error *err)
{
    const sim_status status =
        sim_files_init(&t->files, t->options.dir, sim_trial_maker, err);

    if (status != SIM_OK) return status;
    sim_files_source(&t->files, t->job.file);
    return claim(t, err);
}

static sim_status write_columns(sim_trialing *t, sim_error *err)
{
    const sim_layout each = sim_table_layout(&t->set.trial);
    const sim_layout across = sim_table_layout(&t->set.across);
    sim_rows_to to = {0};
    sim_rows rows;
    sim_status status = sim_files_open(&t->files, columns_file, &to.csv, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_rows_describe(&rows, &each, "");
    sim_rows_describe(&rows, &across, "");
    sim_rows_describe(&rows, &plot_facts_layout, "");
    return sim_rows_end(&rows, err);
}

static sim_status start_results(sim_trialing *t, sim_error *err)
{
    const sim_provenance *p = &t->provenance;
    sim_json_fact facts[SIM_NOTES];

    t->results = (sim_results){.files = &t->files};
    if (!t->options.json) return SIM_OK;
    for (size_t i = 0; i < p->caption.n_notes; i++)
        facts[i] = (sim_json_fact){p->notes[i].name, p->notes[i].value};
    return sim_results_start_json(&t->results, facts, p->caption.n_notes, err);
}

static sim_status write_tables(sim_trialing *t, sim_error *err)
{
    FILE *out = NULL;
    sim_status status = start_results(t, err);

    if (status == SIM_OK) status = sim_results_add_table(&t->results, &t->set.trial, err);
    if (status == SIM_OK) status = sim_results_add_table(&t->results, &t->set.across, err);
    if (status == SIM_OK) status = sim_json_end(&t->results.json, &t->warnings, err);
    if (status == SIM_OK) status = write_columns(t, err);
    if (status == SIM_OK) status = sim_files_open(&t->files, "run.ini", &out, err);
    if (status != SIM_OK) return status;
    sim_report_write_run(&t->provenance, &t->job.experiment, &t->warnings, out);
    return sim_files_replace(&t->files, err);
}

static sim_status write_figures(sim_trialing *t, sim_error *err)
{
    const sim_trial_pages pages = {&t->view, t->options.look, &t->provenance, &t->facts};
    sim_status status =
        sim_trial_pages_embed(&t->job.experiment, t->options.again, &t->provenance, err);

    if (status == SIM_OK) status = sim_trial_pages_write(&pages, &t->files, err);
    return status == SIM_OK ? sim_files_commit(&t->files, err) : status;
}

static sim_status write(sim_trialing *t, sim_error *err)
{
    sim_status status = sim_tries_warn(&t->pool, &t->warnings, err);

    if (status != SIM_OK) return status;
    sim_provenance_init(&t->provenance, &t->job.experiment,
                        &(sim_making){.asked = sim_trial_maker, .is_trial = true});
    status = write_tables(t, err);
    if (status == SIM_OK) sim_keep_discard(&t->keep);
    return status == SIM_OK ? write_figures(t, err) : status;
}

sim_status sim_trialing_work(void *self, sim_error *err)
{
    sim_trialing *t = self;
    sim_error ignored;
    sim_status status = read(t, err);

    if (status == SIM_OK) status = open_pool(t, err);
    if (status == SIM_OK) status = open_folder(t, err);
    if (status == SIM_OK) status = solve(t, err);
    if (status == SIM_OK) status = write(t, err);
    (void)sim_keep_close(&t->keep, &ignored); /* what went wrong before is what is told */
    sim_files_leave(&t->files);
    return status;
}

void sim_trialing_free(sim_trialing *t)
{
    plot_facts_free(&t->facts);
    sim_provenance_free(&t->provenance);
    sim_files_free(&t->files);
    sim_findings_free(&t->warnings);
    sim_trial_set_free(&t->set);
    sim_trial_pool_free(&t->pool);
    sim_job_close(&t->job);
}
