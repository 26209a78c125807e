/* solving.h -- how the command line takes an experiment, tells of its choices, and
 * solves a sweep: its parts, its progress, its end. */
#ifndef SIM_CLI_SOLVING_H
#define SIM_CLI_SOLVING_H

#include "sim/cli/cli.h"
#include "sim/study/record.h"

/* What the arguments say of an experiment. */
sim_source sim_arguments_source(const sim_arguments *arguments);

/* Prints what is told of an experiment's choices, on standard error, in the order of the
 * file. */
sim_status sim_told_print(const sim_job *job, sim_findings *told, sim_error *err);

/* Looks, as sim_job_look does, and prints. */
sim_status sim_told_look(const sim_job *job, const sim_axes *axes, sim_error *err);

/* The same of --set alone, where the file is the program's own. */
sim_status sim_told_look_at_sets(const sim_job *job, sim_error *err);

/* Solves what the record has not, and finishes it.  Signals that ask to end, which the
 * caller holds, do end it, and what was solved is kept. */
sim_status sim_solve_points(sim_record *record, size_t threads, sim_error *err);

/* Understands a shard "i/n". */
sim_status sim_parse_shard(const char *text, size_t *shard, size_t *shards, sim_error *err);

#endif
