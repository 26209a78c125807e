/* losses_parts.h -- what the parts of losses.h share: losses.c (two arms as their rows say),
 * losses_cohort.c (subjects) and losses_words.c.
 */
#ifndef SIM_STUDY_LOSSES_PARTS_H
#define SIM_STUDY_LOSSES_PARTS_H

#include "sim/study/hybrids.h"
#include "sim/study/losses.h"

/* What is held while it is found. */
typedef struct {
    sim_losses *losses;
    const sim_job *job;
    const sim_losses_ask *ask;
    size_t arm, against; /* in the experiment */
    sim_task task;       /* of both arms and their backgrounds */
    sim_network *nets;
    bool *asked;
    sim_solution solution; /* as the rows say */
    sim_pair pair;         /* of it */
    sim_players players;
    sim_hybrids hybrids;
} sim_losses_work;

/* The constants of both arms in a solution. */
sim_pair sim_losses_pair(const sim_losses_work *work, const sim_solution *solution);

/* Chooses the players among what was compared. */
sim_status sim_losses_choose(sim_losses_work *work, sim_error *err);

/* "FILE: with live cells of P12 and all else of P2: WHY". */
void sim_losses_say_set(const sim_losses_work *work, const size_t players[], size_t set,
                        sim_status status, sim_error *err);

/* Fills parts, values and counts of a cohort. */
sim_status sim_losses_find_cohort(sim_losses_work *work, sim_error *err);

#endif
