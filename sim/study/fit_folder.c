#include "sim/study/fit_folder.h"

#include <stdio.h>

#include "sim/study/trial_folder.h"

const char sim_fit_maker[] = "fit";

bool sim_fit_folder_is(const char *dir) { return sim_folder_is_of(dir, sim_fit_maker); }

sim_status sim_fit_folder_read(sim_fit_folder *f, const char *dir, sim_error *err)
{
    const sim_source source = {.file = f->file, .all_subjects = true};
    sim_files_list list;
    sim_status status = sim_files_list_read(&list, dir, err);

    *f = (sim_fit_folder){{0}, ""};
    if (status == SIM_OK &&
        snprintf(f->file, sizeof f->file, "%s/run.ini", dir) >= (int)sizeof f->file)
        status = sim_fail(err, SIM_EIO,
                          "%s: the path is too long; a shorter one would be right", dir);
    if (status == SIM_OK) status = sim_job_read(&f->job, &source, err);
    f->job.list = list;
    return status == SIM_OK ? sim_files_list_check(&list, dir, false, err) : status;
}

void sim_fit_folder_free(sim_fit_folder *f)
{
    sim_job_close(&f->job);
    *f = (sim_fit_folder){{0}, ""};
}
