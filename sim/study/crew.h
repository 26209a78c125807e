/* crew.h -- a crew: the threads that solve replicates, and what all of them share.
 *
 * Each has a sample of its own.  All stop
 * where a hook says so, and where what is solved can no longer be kept.
 *
 * Memory: a crew owns its workers; the task is borrowed.
 * Safety: sim_crew_is_stopped and sim_crew_is_lost may be called by any thread at any time.
 */
#ifndef SIM_STUDY_CREW_H
#define SIM_STUDY_CREW_H

#include "sim/study/ensemble.h"

typedef struct {
    const sim_ensemble_task *task;
    const sim_assay *assay;
    size_t threads;
    sim_sample *workers; /* [threads][SIM_SAMPLES] */
    sim_relay relay;
} sim_crew;

/* sim_crew_free is legal after a failure too. */
sim_status sim_crew_init(sim_crew *crew, const sim_ensemble_task *task, sim_error *err);
void sim_crew_free(sim_crew *crew);

/* Was it told to stop? */
bool sim_crew_is_stopped(sim_crew *crew);

/* Or can it not keep what it solves?  Then sim_ledger_close says why. */
bool sim_crew_is_lost(const sim_crew *crew);

#endif
