/* team.h -- threads that do one piece of work together, as many as the system gives.
 *
 * Where it refuses one (a limit on threads, processes or memory), those that there are do
 * all the work; the caller's own is always among them.
 *
 * Safety: the members share what `self` points to; they inherit the caller's signal mask.
 */
#ifndef SIM_STUDY_TEAM_H
#define SIM_STUDY_TEAM_H

#include <stdatomic.h>
#include <stddef.h>

/* So many as asked for or, for 0, as there are processors that this process may use. */
size_t sim_threads(size_t asked);

/* One member's part, of members numbered from 0: takes what is left, until nothing is. */
typedef void sim_team_work(void *self, size_t member);

/* Returns when all members have. */
void sim_team_run(size_t threads, sim_team_work *work, void *self);

/* Which of n things comes next; n when none is left. */
size_t sim_team_next(atomic_size_t *next, size_t n);

#endif
