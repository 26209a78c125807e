/* keep.h -- what a cohort has solved, kept beside its results until they are whole.
 *
 * In the folder of the run, replicates.db is what `potency run --replicates` has solved so
 * far, and replicates-2-of-8.db a shard; --resume goes on with the first and takes what the
 * others hold.  When the tables are written they are removed.  What else is solved of a cohort
 * has a file of its own name, which says what it is about, and no shards.
 *
 * Memory: a keep owns its stores; job and folder are borrowed.
 */
#ifndef SIM_STUDY_KEEP_H
#define SIM_STUDY_KEEP_H

#include "sim/study/job.h"
#include "sim/study/ledger.h"
#include "sim/study/plan.h"

typedef struct {
    bool resumes;
    size_t shard, shards; /* 0: no part, but all */
    const char *name;     /* of the file, without its ending; NULL: "replicates" */
    const char
        *about; /* what is kept of the experiment, where its replicates are not; borrowed */
} sim_keep_options;

typedef struct {
    const char *dir;
    sim_keep_options options;
    sim_axes none;
    sim_plan_task task;
    sim_plan plan;
    sim_store *stores; /* [n_stores] our own, then those of shards */
    size_t n_stores;
    bool owns; /* the first is open to be added to */
    sim_ledger ledger;
} sim_keep;

/* Opens or makes what is kept of that job in the folder, which is there.  Refuses what is of
 * another experiment, and what is there unless it is to go on.  sim_keep_close is legal after
 * a failure too. */
sim_status sim_keep_open(sim_keep *keep, const sim_job *job, const char *dir,
                         const sim_keep_options *options, sim_error *err);

/* Closes all: one plain file is left, or none if nothing was added. */
sim_status sim_keep_close(sim_keep *keep, sim_error *err);

/* Closes all and removes them: their numbers are in the tables. */
void sim_keep_discard(sim_keep *keep);

#endif
