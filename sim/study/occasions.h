/* occasions.h -- when timed events happen to each arm, before anything is solved.
 *
 * They are worked out from parameters alone: what a stage takes from the states of an earlier
 * one counts as 1.
 *
 * Units:  time in the unit of the models.
 * Memory: sim_occasions owns its list.
 */
#ifndef SIM_STUDY_OCCASIONS_H
#define SIM_STUDY_OCCASIONS_H

#include "sim/study/chain.h"

enum { SIM_OCCASIONS_MOST = 1024 }; /* of one event in an arm: of more, the first */

typedef struct {
    size_t arm, stage, event; /* of the stage's model */
    double t;                 /* no later than the end */
} sim_occasion;

typedef struct {
    sim_occasion *list; /* [n] arm by arm, stage by stage, event by event */
    size_t n;
} sim_occasions;

/* Of the stages of a task that have a table for glances.  sim_occasions_free is legal after a
 * failure too. */
sim_status sim_occasions_init(sim_occasions *occasions, const sim_task *task,
                              sim_error *err);

void sim_occasions_free(sim_occasions *occasions);

/* What figures call it, a text of the chain's marks; NULL: they do not show it. */
const char *sim_occasion_words(const sim_occasion *occasion, const sim_chain *chain);

#endif
