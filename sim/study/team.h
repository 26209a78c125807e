/* team.h -- threads that do one piece of work together, as many as the system gives, and a
 * relay: it counts the pieces that are done, passes that on to who watches, and passes back to
 * all threads that they are to stop.
 *
 * Where it refuses one (a limit on threads, processes or memory), those that there are do
 * all the work; the caller's own is always among them.
 *
 * Safety: the members share what `self` points to; they inherit the caller's signal mask.  All
 *         functions of a relay but sim_relay_init may be called by any thread at any time.
 */
#ifndef SIM_STUDY_TEAM_H
#define SIM_STUDY_TEAM_H

#include <stdatomic.h>
#include <stdbool.h>
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

/* Seconds, of a clock that only goes forward. */
double sim_now(void);

/* Called while replicates are solved. */
typedef struct {
    bool (*stop)(void *self); /* true: solve no more; by any thread at any time */
    void (*progress)(void *self, size_t done); /* by one thread at a time, now and then */
    void *self;
} sim_hooks;

typedef struct {
    const sim_hooks *hooks; /* NULL: none */
    atomic_size_t done;
    atomic_bool stopped;
    atomic_flag busy; /* while one thread reports */
} sim_relay;

void sim_relay_init(sim_relay *relay, const sim_hooks *hooks);

/* One more is done, unless it was broken off: tells and asks the hooks. */
void sim_relay_pass(sim_relay *relay, bool broken_off);

bool sim_relay_is_stopped(sim_relay *relay);

#endif
