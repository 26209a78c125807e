#include "sim/study/trial_folder.h"

#include <string.h>

#include "sim/io/results.h"

const char sim_trial_maker[] = "trial";

bool sim_folder_is_of(const char *dir, const char *maker)
{
    sim_files_list list = {0};
    sim_error ignored;
    bool is = false;

    if (sim_files_is_folder(dir) && sim_files_list_read(&list, dir, &ignored) == SIM_OK) {
        const sim_files_row *row = sim_files_list_find(&list, "run.ini");

        is = row && strcmp(row->of, maker) == 0;
    }
    sim_files_list_free(&list);
    return is;
}

bool sim_trial_folder_is(const char *dir) { return sim_folder_is_of(dir, sim_trial_maker); }

/* ---- tables --------------------------------------------------------------------- */

static sim_status read_table(const sim_job *job, const char *dir, sim_table *table,
                             sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_source source = {
        .file = path, .keys = job->arm_names, .n_keys = job->experiment.n_arms};
    sim_status status = sim_results_open(dir, table->name, path, &source.in, err);

    if (status == SIM_OK) status = sim_table_read_csv(table, &source, err);
    if (source.in) fclose(source.in);
    return status;
}

sim_status sim_trial_tables_read(sim_trial_tables *t, const sim_job *job, const char *dir,
                                 sim_error *err)
{
    const sim_trial_plan *plan = &job->experiment.trial;
    const sim_trial_number number = {.name = plan->number,
                                     .place = sim_trial_plan_place(plan, SIM_TRIAL_NUMBER),
                                     .is_paired = plan->design == SIM_TRIAL_PAIRED};
    sim_status status;

    *t = (sim_trial_tables){0};
    t->view = (sim_trial_view){&job->experiment, &t->measure, &t->trial, &t->across};
    status = sim_readout_init(&t->readout, job->session.chain, err);
    if (status == SIM_OK)
        status = sim_trial_measure_init(&t->measure, &t->readout, &job->experiment, &number,
                                        err);
    if (status == SIM_OK) status = sim_trial_table_init(&t->trial, &t->measure, err);
    if (status == SIM_OK) status = sim_trials_table_init(&t->across, &t->measure, err);
    if (status == SIM_OK) status = read_table(job, dir, &t->trial, err);
    return status == SIM_OK ? read_table(job, dir, &t->across, err) : status;
}

void sim_trial_tables_free(sim_trial_tables *t)
{
    sim_table_free(&t->trial);
    sim_table_free(&t->across);
    sim_readout_free(&t->readout);
    *t = (sim_trial_tables){0};
}

/* ---- the folder ------------------------------------------------------------------ */

sim_status sim_trial_folder_read(sim_trial_folder *f, const char *dir, sim_error *err)
{
    sim_status status;

    *f = (sim_trial_folder){0};
    status = sim_job_load_rows(&f->job, dir, f->file, sizeof f->file, err);
    if (status == SIM_OK) status = sim_trial_tables_read(&f->tables, &f->job, dir, err);
    return status == SIM_OK ? sim_job_check_files(&f->job, dir, err) : status;
}

void sim_trial_folder_free(sim_trial_folder *f)
{
    sim_trial_tables_free(&f->tables);
    sim_job_close(&f->job);
    *f = (sim_trial_folder){0};
}
