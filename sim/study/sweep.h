/* sweep.h -- all points of a plan, solved by several threads into a store.
 *
 * A thread takes the next point, solves it and adds its rows; now and then what was added
 * is committed.  A sweep that ended early, however it ended, goes on where it was.
 *
 * Memory: everything is borrowed.
 */
#ifndef SIM_STUDY_SWEEP_H
#define SIM_STUDY_SWEEP_H

#include "sim/study/plan.h"
#include "sim/study/team.h"

typedef struct {
    sim_plan *plan;
    sim_store *store;
    const char *advice; /* how one that was interrupted goes on: "--resume goes on" */
    const char *build;  /* what the points are solved by */
    size_t
        together; /* points that a thread solves side by side, at most SIM_PROBES; 0: as many
                      * as serve its lanes */
    size_t threads;         /* 0: as many as there are processors */
    size_t shard, shards;   /* which part, from 1, of how many: each n-th point */
    const sim_hooks *hooks; /* NULL: none; `done` counts points of this part */
    void (*committed)(void *self, size_t done); /* NULL: nobody asks; self of the hooks */
} sim_sweep_task;

typedef struct {
    size_t n;      /* points of this part */
    size_t before; /* of them, that the store had */
    size_t done;   /* that it has now */
} sim_sweep;

/* Solves what the store has not.  SIM_ESTOP where a hook said so; what was solved is then
 * committed, as it is after a failure. */
sim_status sim_sweep_run(sim_sweep *sweep, const sim_sweep_task *task, sim_error *err);

/* How many points a part has. */
size_t sim_sweep_points(size_t n, size_t shard, size_t shards);

#endif
