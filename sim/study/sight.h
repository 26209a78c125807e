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

/* A watched column of it, for many days. */
typedef struct {
    bool is_there;     /* false: nothing is seen of it on any day */
    bool differs;      /* by how much from the background? */
    double end;        /* it is seen until that day */
    sim_reader own[2]; /* of outputs and of glances; without a course: there are none */
    sim_reader other[2];
} sim_seen;

/* Of an outcome that has outputs. */
sim_seen sim_sight_seen(const sim_sight *sight, const sim_watched *watched);

/* Is it seen at that output? */
bool sim_seen_has(const sim_seen *seen, size_t output);

/* What it shows there; NAN where an EMPTY row says so. */
double sim_seen_at(const sim_seen *seen, size_t output);

/* The same of all outputs and, behind them, of all glances: into numbers that are `stride`
 * apart, of which those where it is not seen stay as they are. */
void sim_seen_fill(const sim_seen *seen, double numbers[], size_t stride);

#endif
