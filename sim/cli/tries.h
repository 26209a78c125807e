/* tries.h -- the trials that a story asks for: drawn, written, told of, and read back.
 *
 * Memory: a trialing owns what it holds, and must not move; job and options are borrowed.
 */
#ifndef SIM_CLI_TRIES_H
#define SIM_CLI_TRIES_H

#include "sim/cli/many.h"
#include "sim/io/results.h"
#include "sim/study/trial_folder.h"

/* {is_wanted, has_sizes, job, threads} before it is opened. */
typedef struct {
    bool is_wanted; /* else nothing is done, and all of these are legal */
    bool has_sizes; /* of other sizes than that which is asked for, too */
    const sim_job *job;
    size_t threads; /* 0: as many as there are processors */
    sim_task task;
    sim_trial_ask ask;
    sim_trial_pool pool;
    sim_trial_set set;
    sim_trial_view view;     /* of what was drawn */
    sim_trial_tables tables; /* or read, with a view of their own */
} sim_tries;

/* What was drawn, or read; NULL: nothing. */
const sim_trial_view *sim_tries_view(const sim_tries *tries);

/* Finds what is asked, and refuses what no trial can be of.  sim_tries_free is legal after a
 * failure of any of these. */
sim_status sim_tries_open(sim_tries *tries, sim_error *err);
void sim_tries_free(sim_tries *tries);

/* Could its files be written? */
sim_status sim_tries_claim(const sim_tries *tries, const sim_files *files, sim_error *err);

/* Adds what is to be known of a pool that is solved. */
sim_status sim_tries_warn(const sim_trial_pool *pool, sim_findings *findings,
                          sim_error *err);

/* Solves the pool, with a line of progress where standard error is a terminal, and draws all
 * trials; the caller has blocked the signals that ask to end, and one of them ends it with
 * SIM_ESTOP. */
sim_status sim_tries_run(sim_tries *tries, sim_findings *findings, sim_error *err);

/* Adds both tables to the results; describes their columns. */
sim_status sim_tries_write(const sim_tries *tries, sim_results *results, sim_error *err);
void sim_tries_describe(const sim_tries *tries, sim_rows *columns);

/* Reads both tables from the folder of a run, where a figure of it shows them. */
sim_status sim_tries_read(sim_tries *tries, const sim_job *job, const char *dir,
                          sim_error *err);

#endif
