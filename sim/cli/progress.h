/* progress.h -- what a long calculation tells its user, and how the user ends it.
 *
 * On a terminal, a bar with rate and time left, on standard error; elsewhere nothing, or a
 * plain line now and then where what was done is kept.
 *
 * Safety: signals are of the whole program: one calculation at a time.
 */
#ifndef SIM_CLI_PROGRESS_H
#define SIM_CLI_PROGRESS_H

#include <stdbool.h>

#include "sim/error.h"
#include "sim/study/team.h"

typedef struct {
    const char *what; /* "replicates" */
    size_t n, before; /* of all; that were there when it started */
    bool shows;       /* on a terminal */
    double start, shown;
    size_t told; /* in the last plain line */
} sim_progress;

/* The hooks of a calculation of n things: the signals that ask to end do end it.  The
 * caller has blocked them. */
sim_hooks sim_progress_start(sim_progress *progress, const char *what, size_t before,
                             size_t n);

/* So many are on disk: where there is no terminal, a line now and then. */
void sim_progress_commit(void *progress, size_t done);

/* Wipes the bar. */
void sim_progress_end(const sim_progress *progress);

/* Does some work while the signals that ask to end are blocked; where one of them ended it
 * with SIM_ESTOP, takes back those that came meanwhile. */
sim_status sim_signals_hold(sim_status (*work)(void *self, sim_error *err), void *self,
                            sim_error *err);

/* Is one of them waiting? */
bool sim_signals_came(void);

#endif
