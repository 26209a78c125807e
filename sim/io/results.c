#include "sim/io/results.h"

sim_status sim_results_add(sim_files *files, const char *name, sim_rows_to *to,
                           sim_error *err)
{
    char file[SIM_FILES_NAME];

    *to = (sim_rows_to){0};
    snprintf(file, sizeof file, "%s.csv", name);
    return sim_files_open(files, file, &to->csv, err);
}

sim_status sim_results_open(const char *dir, const char *name, char path[SIM_RESULTS_PATH],
                            FILE **in, sim_error *err)
{
    *in = NULL;
    if (snprintf(path, SIM_RESULTS_PATH, "%s/%s.csv", dir, name) >= SIM_RESULTS_PATH)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be right", dir);
    return sim_files_read(path, in, err);
}
