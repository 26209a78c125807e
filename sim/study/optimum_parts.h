/* optimum_parts.h -- what the files of optimum.h share. */
#ifndef SIM_STUDY_OPTIMUM_PARTS_H
#define SIM_STUDY_OPTIMUM_PARTS_H

#include "sim/study/optimum.h"

/* What is found where names have these values [n_slots]. */
void sim_optimum_judge(const sim_optimum *optimum, const double slots[],
                       sim_search_seen *seen);

/* Sorts the points by number. */
void sim_optimum_sort(sim_optimum *optimum);

#endif
