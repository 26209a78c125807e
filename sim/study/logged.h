/* logged.h -- what logs have beside what the model says to them, row by row: the table log.csv.
 *
 * The stage that a log tells is solved for itself up to the last row of the log, wherever the
 * arm's own ends.
 *
 * Units:  each column its own.
 * Memory: a table owns its names; the job is borrowed.
 */
#ifndef SIM_STUDY_LOGGED_H
#define SIM_STUDY_LOGGED_H

#include "sim/study/job.h"

typedef struct {
    sim_table table; /* without columns where the job has no logs */
    sim_pool pool;   /* of names of columns */
    bool is_there;
} sim_logged;

/* Solves what the logs of a job tell.  sim_logged_free is legal after a failure too. */
sim_status sim_logged_init(sim_logged *logged, const sim_job *job, sim_error *err);
void sim_logged_free(sim_logged *logged);

/* Describes its columns, for columns.csv. */
void sim_logged_describe(const sim_logged *logged, sim_rows *rows);

#endif
