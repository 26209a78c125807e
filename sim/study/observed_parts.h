/* observed_parts.h -- what the files that list observations share: observed.c (the list),
 * observed_logs.c (of logs) and observed_read.c (of tables). */
#ifndef SIM_STUDY_OBSERVED_PARTS_H
#define SIM_STUDY_OBSERVED_PARTS_H

#include "sim/study/observed.h"
#include "sim/study/readout.h"

/* A list that is filled. */
typedef struct {
    sim_observations *all;
    const sim_experiment *e;
    const sim_chain *chain;
    sim_table reports; /* the columns of those of the chain */
    sim_readout readout;
    sim_error *err;
} sim_observing;

/* A text of the list's own; "" where memory is short, which its pool tells. */
const char *sim_observing_text(sim_observing *o, const char *text);

/* The number of a donor, who is added if he is new. */
sim_status sim_observing_donor(sim_observing *o, const char *name, size_t *donor);

/* Adds a set, and an observation to the last one. */
sim_status sim_observing_add_set(sim_observing *o, const sim_observed_set *set);
sim_status sim_observing_add(sim_observing *o, const sim_observed *observed);

/* Adds what a log has seen, and what a section has that is none. */
sim_status sim_observing_take_log(sim_observing *o, size_t log);
sim_status sim_observing_take_table(sim_observing *o, const sim_data *data);

#endif
