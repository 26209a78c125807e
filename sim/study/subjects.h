/* subjects.h -- the numbers of each replicate of a cohort, as a table.
 *
 * Memory: owns its table and the names in it; names of arms are borrowed.
 */
#ifndef SIM_STUDY_SUBJECTS_H
#define SIM_STUDY_SUBJECTS_H

#include "sim/study/readout.h"

typedef struct {
    sim_readout readout;
    sim_table table; /* a row for each arm and replicate, the numbers of the readout */
} sim_subjects;

/* The columns, without rows.  sim_subjects_free is legal after a failure of this or the next
 * function. */
sim_status sim_subjects_init(sim_subjects *subjects, const sim_chain *chain,
                             sim_error *err);
void sim_subjects_free(sim_subjects *subjects);

/* Adds the rows of arm_names[n_arms] from the file replicates.csv of a folder, arm by arm. */
sim_status sim_subjects_read(sim_subjects *subjects, const char *dir,
                             const char *const arm_names[], size_t n_arms, sim_error *err);

#endif
