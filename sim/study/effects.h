/* effects.h -- choices without effect that only solving shows: each arm is solved again
 * without one of its rows, and its tables are compared as they would be printed.
 */
#ifndef SIM_STUDY_EFFECTS_H
#define SIM_STUDY_EFFECTS_H

#include "sim/study/choices.h"

typedef struct {
    const sim_task
        *task; /* of the experiment, in the mean; its first n_arms are looked at */
    sim_choices *choices; /* that have looked at it */
    size_t work;          /* right-hand sides that this may take */
} sim_effects_task;

/* How far it came. */
typedef struct {
    size_t rows, tried;
} sim_effects_tally;

/* Adds a line for each choice that something reads and that changes no table of any arm. */
sim_status sim_effects_find(const sim_effects_task *task, sim_findings *findings,
                            sim_effects_tally *tally, sim_error *err);

#endif
