/* team.h -- threads that do one piece of work together, as many as the system gives.
 *
 * Where it refuses one (a limit on threads, processes or memory), those that there are do
 * all the work; the caller's own is always among them.
 *
 * Safety: the members share what `self` points to; they inherit the caller's signal mask.
 */
#ifndef SIM_STUDY_TEAM_H
#define SIM_STUDY_TEAM_H

#include <stddef.h>

/* So many as asked for or, for 0, as there are processors that this process may use. */
size_t sim_threads(size_t asked);

/* One member's part, of members numbered from 0: takes what is left, until nothing is. */
typedef void sim_team_work(void *self, size_t member);

/* Returns when all members have. */
void sim_team_run(size_t threads, sim_team_work *work, void *self);

/* The same for n things, each of which is done by the member that comes to it. */
typedef void sim_team_thing(void *self, size_t member, size_t i);
void sim_team_share(size_t threads, size_t n, sim_team_thing *thing, void *self);

#endif
