/* shelf.h -- outcomes of stages that solves of one thread share, one after the other: points of
 * a sweep that differ in the treatment have the same culture.
 *
 * It keeps those that came last.  Only what is not drawn is shared, of stages that others come
 * after, as the last one's courses are large and seldom alike.
 *
 * Memory: a shelf holds its outcomes together with the solutions that have them (see
 *         sim_outcome_hold); sim_shelf_clear lets go of them.  All 0 is an empty one.
 * Safety: a shelf, and what is solved by it, belongs to one thread.
 */
#ifndef SIM_STUDY_SHELF_H
#define SIM_STUDY_SHELF_H

#include "sim/study/outcome.h"

enum { SIM_SHELF = 32 };

/* How an outcome was solved, beside its constants. */
typedef struct {
    size_t solver;
    double rtol, end, every;
} sim_manner;

typedef struct sim_shelf {
    sim_outcome *list[SIM_SHELF]; /* NULL: free */
    sim_manner manner[SIM_SHELF];
    size_t next; /* the place of the next */
} sim_shelf;

/* One of the same constants, solved in the same manner; NULL: there is none. */
sim_outcome *sim_shelf_find(const sim_shelf *shelf, const sim_outcome *like,
                            const sim_manner *manner);

/* Takes another in the place of the oldest. */
void sim_shelf_put(sim_shelf *shelf, sim_outcome *outcome, const sim_manner *manner);

/* Lets go of one that failed; of all. */
void sim_shelf_drop(sim_shelf *shelf, const sim_outcome *outcome);
void sim_shelf_clear(sim_shelf *shelf);

#endif
