/* told.h -- what is told of an experiment's choices, on standard error. */
#ifndef SIM_CLI_TOLD_H
#define SIM_CLI_TOLD_H

#include "sim/study/job.h"

/* Prints these lines in the order of the file. */
sim_status sim_told_print(const sim_job *job, sim_findings *told, sim_error *err);

/* Looks, as sim_job_look does, and prints. */
sim_status sim_told_look(const sim_job *job, const sim_axes *axes, sim_error *err);

#endif
