#include "sim/cli/told.h"

#include <stdio.h>

sim_status sim_told_print(const sim_job *j, sim_findings *told, sim_error *err)
{
    sim_status status = sim_findings_sort(told, j->file, err);

    for (size_t i = 0; status == SIM_OK && i < told->n; i++)
        fprintf(stderr, "%s\n", told->lines[i]);
    return status;
}

sim_status sim_told_look(const sim_job *j, const sim_axes *axes, sim_error *err)
{
    sim_choices choices;
    sim_findings told = {0};
    sim_status status = sim_job_look(j, axes, &choices, &told, err);

    if (status == SIM_OK) status = sim_told_print(j, &told, err);
    sim_findings_free(&told);
    sim_choices_free(&choices);
    return status;
}
