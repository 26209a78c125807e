#include "sim/study/trial_folder.h"

#include <string.h>

#include "sim/io/results.h"

const char sim_trial_maker[] = "trial";

bool sim_trial_folder_is(const char *dir)
{
    sim_files_list list = {0};
    sim_error ignored;
    bool is = false;

    if (sim_files_is_folder(dir) && sim_files_list_read(&list, dir, &ignored) == SIM_OK) {
        const sim_files_row *row = sim_files_list_find(&list, "run.ini");

        is = row && strcmp(row->of, sim_trial_maker) == 0;
    }
    sim_files_list_free(&list);
    return is;
}

static sim_status read_table(const sim_trial_folder *f, const char *dir, sim_table *table,
                             sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_source source = {
        .file = path, .keys = f->job.arm_names, .n_keys = f->job.experiment.n_arms};
    sim_status status = sim_results_open(dir, table->name, path, &source.in, err);

    if (status == SIM_OK) status = sim_table_read_csv(table, &source, err);
    if (source.in) fclose(source.in);
    return status;
}

static sim_status read_tables(sim_trial_folder *f, const char *dir, sim_error *err)
{
    sim_status status = sim_trial_table_init(&f->trial, &f->measure, err);

    if (status == SIM_OK) status = sim_trials_table_init(&f->across, &f->measure, err);
    if (status == SIM_OK) status = read_table(f, dir, &f->trial, err);
    return status == SIM_OK ? read_table(f, dir, &f->across, err) : status;
}

sim_status sim_trial_folder_read(sim_trial_folder *f, const char *dir, sim_error *err)
{
    const sim_experiment *e = &f->job.experiment;
    sim_status status;

    *f = (sim_trial_folder){0};
    f->view = (sim_trial_view){e, &f->measure, &f->trial, &f->across};
    status = sim_job_load_rows(&f->job, dir, f->file, sizeof f->file, err);
    if (status == SIM_OK) status = sim_readout_init(&f->readout, f->job.session.chain, err);
    if (status == SIM_OK)
        status = sim_trial_measure_init(
            &f->measure, &f->readout, e,
            &(sim_trial_number){.name = e->trial.number,
                                .place = sim_trial_plan_place(&e->trial, SIM_TRIAL_NUMBER),
                                .is_paired = e->trial.design == SIM_TRIAL_PAIRED},
            err);
    if (status == SIM_OK) status = read_tables(f, dir, err);
    return status == SIM_OK ? sim_job_check_files(&f->job, dir, err) : status;
}

void sim_trial_folder_free(sim_trial_folder *f)
{
    sim_table_free(&f->trial);
    sim_table_free(&f->across);
    sim_readout_free(&f->readout);
    sim_job_close(&f->job);
    *f = (sim_trial_folder){0};
}
