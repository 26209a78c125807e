/* spots.h -- points of a sweep as places of a plane, each with a number.
 *
 * Pure lists: nothing is read or allocated.
 */
#ifndef SIM_STUDY_SPOTS_H
#define SIM_STUDY_SPOTS_H

#include "sim/study/axis.h"

typedef struct {
    double x, y, z; /* z: the number; NAN: there is none */
} sim_spot;

/* The points at one place, where other axes vary, become one with the mean of their numbers;
 * those without one do not count, unless none has one.  Sorts by x, then y; returns how many
 * places there are. */
size_t sim_spots_join(sim_spot list[], size_t n);

/* Adds the places of a grid that a joined list lacks, with no number; the list has room for
 * x->levels * y->levels more.  Returns how many there are. */
size_t sim_spots_complete(sim_spot list[], size_t n, const sim_axis *x, const sim_axis *y);

#endif
