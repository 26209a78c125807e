/* together.h -- axes of a sweep that go together: a row of [sweep],
 *
 *     together = passaging.cycle_time, passaging.lag_time
 *     together = A, B | C, D, E           several
 *
 * The k-th value of one goes with the k-th of the others, whose lists are of one length; of ranges
 * all have one coordinate.
 *
 * Memory: axes own the row.
 */
#ifndef SIM_STUDY_TOGETHER_H
#define SIM_STUDY_TOGETHER_H

#include "sim/study/axis.h"

extern const char sim_together_row[]; /* its name */

/* Takes the row, over one of a lower layer. */
sim_status sim_together_set(sim_axes *axes, const sim_row *row, sim_error *err);

/* Finds, when all axes are there, which follow which: fills `follows` of each. */
sim_status sim_together_find(sim_axes *axes, sim_error *err);

/* Refuses axes that go together and have other numbers of levels, as a grid needs equal ones of all
 * and other designs of lists. */
sim_status sim_together_check(const sim_axes *axes, bool is_grid, sim_error *err);

#endif
