/* relay.h -- a relay: it counts the pieces of a long calculation that are done, passes that on
 * to who watches it, and passes back to all threads that they are to stop.
 *
 * Safety: all functions but sim_relay_init may be called by any thread at any time.
 */
#ifndef SIM_STUDY_RELAY_H
#define SIM_STUDY_RELAY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

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
