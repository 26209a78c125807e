/* ensemble_room.h -- the memory of an ensemble: its tallies, and what they point into. */
#ifndef SIM_STUDY_ENSEMBLE_ROOM_H
#define SIM_STUDY_ENSEMBLE_ROOM_H

#include "sim/study/ensemble.h"

/* Makes an empty ensemble for so many replicates.  Where task->room has no place for all
 * numbers, its tallies estimate their quantiles: first those of the courses. */
sim_status sim_ensemble_make_room(sim_ensemble *ensemble, const sim_ensemble_task *task,
                                  sim_error *err);

/* The tallies of its courses, over all arms, days and columns. */
size_t sim_ensemble_cells(const sim_ensemble *ensemble);

#endif
