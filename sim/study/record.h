/* record.h -- a sweep and the database that it fills.
 *
 * Memory: a record owns all it holds.
 */
#ifndef SIM_STUDY_RECORD_H
#define SIM_STUDY_RECORD_H

#include "sim/study/job.h"
#include "sim/study/stored.h"
#include "sim/study/sweep.h"

typedef struct {
    sim_job job;
    sim_axes axes; /* where they are not those of the experiment */
    sim_plan_task task;
    sim_plan plan;
    sim_store store;
    sim_sweep sweep;
    size_t shard, shards; /* from 1; 1, 1: all of it */
    sim_stored made;
} sim_record;

/* Reads the experiment of a file and sets.  sim_record_close is legal after a failure of this
 * or the functions below. */
sim_status sim_record_read(sim_record *record, const sim_source *source, sim_error *err);

/* Leaves out all arms but the one of this name. */
sim_status sim_record_keep_arm(sim_record *record, const char *name, sim_error *err);

/* Makes the plan: of [sweep] or, with a screening, of record->axes. */
sim_status sim_record_plan(sim_record *record, const sim_screening *screening,
                           bool keeps_courses, sim_error *err);

/* Makes its database, of which nothing is there before sim_store_commit or _complete. */
sim_status sim_record_start(sim_record *record, const char *path, sim_error *err);

/* Makes its database; with `resumes`, goes on with one that is there, if it is of the same
 * plan. */
sim_status sim_record_create(sim_record *record, const char *path, bool resumes,
                             sim_error *err);

/* Reads a database: the plan that it was made by is made again. */
sim_status sim_record_load(sim_record *record, const char *path, sim_error *err);

/* Solves what it has not, and finishes it; see sim_sweep_task. */
sim_status sim_record_solve(sim_record *record, size_t threads, const sim_hooks *hooks,
                            void (*committed)(void *self, size_t done), sim_error *err);

void sim_record_close(sim_record *record);

#endif
