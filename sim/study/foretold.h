/* foretold.h -- intervals of numbers that a fitted model foretells: how small and how large each can be
 * at points that the data do not exclude.
 *
 * An end is where chi2, least among all points at which the model says that number, has risen by the
 * threshold (prediction profile likelihood; Kreutz, Raue & Timmer (2012) BMC Syst. Biol. 6, 120).  Such
 * points are fits with one residual more, (number - aim)/width: wherever one comes to rest, chi2 is least
 * for the number there.  The aim is moved until the root of the rise is within a hundredth of that of the
 * threshold, and the end told along the line from the best point.  The search begins at the points of
 * profiles.
 *
 * Where no aim leads so far, as ranges of unknowns end before, the data do not bound the number: its end is
 * as far as it went, and is said to be open.
 *
 * Memory: everything is the caller's; x is the pool's.
 * Safety: members of a team call `foretell` and the problem, each with its own number.
 */
#ifndef SIM_STUDY_FORETOLD_H
#define SIM_STUDY_FORETOLD_H

#include "sim/study/profile.h"

/* numbers[n_numbers] at values[n_unknowns] of the natural scale; NAN: there is none, which refuses the
 * point.  Fails as sim_residuals does. */
typedef sim_status sim_foretell(void *self, size_t member, const double values[],
                                double numbers[], sim_error *err);

typedef struct {
    const sim_problem *problem;
    const sim_profiles *profiles; /* of it */
    double threshold;
    size_t n_numbers;
    sim_foretell *foretell;
    void *self;
    size_t threads;         /* members of problem and foretell are numbered below it */
    const sim_hooks *hooks; /* told how many ends are done; NULL: none */
} sim_foretold_ask;

typedef struct {
    double at;
    bool is_open; /* the data do not bound it: as far as ranges let it go */
    size_t
        by; /* an unknown that lies on a bound there, and not at the best point; n_unknowns: none */
    double *x; /* [n_unknowns] where it is so, fitted scale */
} sim_foretold_end;

typedef struct {
    double value;             /* at the best point; NAN: there is none, and no ends */
    sim_foretold_end ends[2]; /* downward, upward */
} sim_foretold;

/* list[n_numbers].  SIM_ESTOP where a hook says so. */
sim_status sim_foretold_find(const sim_foretold_ask *ask, sim_pool *pool,
                             sim_foretold list[], sim_error *err);

#endif
