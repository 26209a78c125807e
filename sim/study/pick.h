/* pick.h -- one point of a sweep's database as an experiment of its own: the text of a parameter
 * file whose rows stand where the point has them.
 *
 * Where chance plays a part, its row [run] stream takes the point's random numbers: solved, it
 * gives the numbers that the sweep keeps of that point, to the last bit.
 *
 * Memory: a pick owns its text.
 */
#ifndef SIM_STUDY_PICK_H
#define SIM_STUDY_PICK_H

#include <stddef.h>

#include "sim/error.h"

typedef struct {
    char *text;
    size_t replicates; /* of the cohort that stands at each point; 0: none */
} sim_pick;

/* Refuses what is no sweep, or of another version of the program, and a point that it does not
 * have.  sim_pick_free is legal after a failure too. */
sim_status sim_pick_point(sim_pick *pick, const char *path, size_t point, sim_error *err);
void sim_pick_free(sim_pick *pick);

#endif
