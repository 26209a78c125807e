/* sight.h -- what is seen of an arm of one replicate: the watched columns of its course.
 *
 * Columns of the living are seen until the subject's end, a difference to the background until
 * the first of both ends.
 *
 * Units:  those of the columns.
 * Memory: a sight borrows all that it points to.
 */
#ifndef SIM_STUDY_SIGHT_H
#define SIM_STUDY_SIGHT_H

#include "sim/study/readout.h"
#include "sim/study/watch.h"

typedef struct {
    const sim_readout *readout;
    const sim_outcome *outcome;
    const sim_outcome *background; /* NULL: it has none */
    double end, end_of_both;       /* days; INFINITY: it has none */
} sim_sight;

/* What must be kept of outputs for a readout and, unless it is NULL, a watch.  sim_kept_free is
 * legal after a failure too. */
sim_status sim_sight_keep(sim_kept *kept, const sim_readout *readout,
                          const sim_watch *watch, sim_error *err);

/* numbers[n_arms][readout->n], read of all arms; NULL: everybody is seen to the end. */
sim_sight sim_sight_of(const sim_readout *readout, const sim_solution *solution, size_t arm,
                       const double numbers[]);

/* Is a column seen at output i or, behind the outputs, at glance i? */
bool sim_sight_has(const sim_sight *sight, const sim_watched *watched, size_t i);

/* What it shows there; NAN where an EMPTY row says so. */
double sim_sight_read(const sim_sight *sight, const sim_watched *watched, size_t i);

#endif
