/* solving.h -- how the command line solves a sweep: its parts, its progress, its end. */
#ifndef SIM_CLI_SOLVING_H
#define SIM_CLI_SOLVING_H

#include "sim/cli/cli.h"
#include "sim/study/record.h"

/* What the arguments say of an experiment. */
sim_source sim_arguments_source(const sim_arguments *arguments);

/* Solves what the record has not, and finishes it.  Signals that ask to end, which the
 * caller holds, do end it, and what was solved is kept. */
sim_status sim_solve_points(sim_record *record, size_t threads, sim_error *err);

/* Understands a shard "i/n". */
sim_status sim_parse_shard(const char *text, size_t *shard, size_t *shards, sim_error *err);

#endif
