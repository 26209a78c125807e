/* slots.h -- where the replicates of a cohort stand between being solved and being counted.
 *
 * Memory: a pass owns its pool, in which the slots are.
 * Safety: a member of the crew writes the slots that it is given.
 */
#ifndef SIM_STUDY_SLOTS_H
#define SIM_STUDY_SLOTS_H

#include "sim/study/crew.h"

/* A replicate of the chunk in hand. */
typedef struct {
    bool solved;
    sim_status status;
    sim_error why;
    size_t redraws;
    double *numbers; /* [n_arms][readout.n] */
    double *drawn;   /* [n_arms][n_points] */
    double *courses; /* [n_arms][n_days + n_glances][watch->n] */
    double *reports; /* [n_arms][SIM_REPORTS_MOST][form.n_columns] behind these */
} sim_slot;

/* One pass of a crew over the replicates. */
typedef struct {
    sim_crew crew;
    sim_ensemble *ensemble;
    size_t n_arms, n_numbers, n_drawn; /* of a replicate; the next too */
    size_t n_course, n_reports;        /* of all its arms */
    size_t n_cells;                    /* these two together */
    size_t chunk;
    sim_pool pool;     /* of the slots and what they point into */
    sim_slot *slots;   /* [chunk] */
    sim_order *orders; /* [threads] for quantiles */
    size_t first, n;   /* replicates of the chunk in hand */
    sim_rows replicates;
} sim_pass;

/* Gives n <= SIM_SAMPLES slots their replicates, numbered from `first` in steps: those that were
 * kept, and the others solved side by side by a member of the crew, and kept. */
void sim_pass_get(sim_pass *pass, size_t member, sim_slot slots[], size_t n, size_t first,
                  size_t step);

#endif
