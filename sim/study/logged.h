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
    const sim_logbook *book;
} sim_logged;

/* Solves what the logs of a job tell.  sim_logged_free is legal after a failure too. */
sim_status sim_logged_init(sim_logged *logged, const sim_job *job, sim_error *err);
void sim_logged_free(sim_logged *logged);

/* The same, solved earlier, from the folder of that run. */
sim_status sim_logged_read(sim_logged *logged, const sim_job *job, const char *dir,
                           sim_error *err);

/* Has it any number of what was seen? */
bool sim_logged_is_seen(const sim_logged *logged);

/* One side of those that are there, under the names that the model has: the number of the row, and of
 * what was seen at all what was recorded, or what the model says.  The caller's. */
typedef enum { SIM_LOGGED_RECORDED, SIM_LOGGED_MODELLED } sim_logged_side;
sim_status sim_logged_part(const sim_logged *logged, sim_logged_side which,
                           sim_table *table, sim_error *err);

/* Describes its columns, for columns.csv. */
void sim_logged_describe(const sim_logged *logged, sim_rows *rows);

#endif
