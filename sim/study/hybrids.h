/* hybrids.h -- courses of the last stage of a chain that have some of their constants from one
 * arm and the others from another, and one number of each.
 *
 * They are solved in the mean, side by side, each as it is alone.
 *
 * Memory: hybrids own their chain and what is kept; networks are borrowed.
 * Safety: may be solved by any number of threads at once.
 */
#ifndef SIM_STUDY_HYBRIDS_H
#define SIM_STUDY_HYBRIDS_H

#include "sim/study/chain.h"
#include "sim/study/players.h"

enum { SIM_HYBRIDS = 32 }; /* at most that are solved side by side */

typedef struct {
    sim_stage stage;
    sim_chain chain; /* of that stage alone */
    sim_task task;   /* what all have alike */
    sim_kept kept;
    const sim_summary *number;
} sim_hybrids;

/* Of a task of all arms, which has networks.  sim_hybrids_free is legal after a failure too. */
sim_status sim_hybrids_init(sim_hybrids *hybrids, const sim_task *task,
                            const sim_summary *number, sim_error *err);
void sim_hybrids_free(sim_hybrids *hybrids);

typedef struct {
    sim_pair pair;
    const double *luck; /* see sim_task */
    const size_t
        *bits; /* [n_constants] see sim_players; the set with a bit has its constants
                         * from the arm, others from the arm that it is held against */
} sim_mix;

/* Fills values[n], n <= SIM_HYBRIDS, of the sets from number `first` on.  After a failure *failed
 * is the set that failed. */
sim_status sim_hybrids_solve(const sim_hybrids *hybrids, const sim_mix *mix, size_t first,
                             size_t n, double values[], size_t *failed, sim_error *err);

#endif
