#include "sim/study/relay.h"

#include <time.h>

double sim_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void sim_relay_init(sim_relay *r, const sim_hooks *hooks)
{
    r->hooks = hooks;
    atomic_init(&r->done, 0);
    atomic_init(&r->stopped, false);
    atomic_flag_clear(&r->busy);
}

/* A thread that finds another one reporting goes on with its work. */
void sim_relay_pass(sim_relay *r, bool broken_off)
{
    const sim_hooks *hooks = r->hooks;

    if (broken_off || (hooks && hooks->stop && hooks->stop(hooks->self))) {
        atomic_store(&r->stopped, true);
        if (broken_off) return;
    }
    atomic_fetch_add(&r->done, 1);
    if (!hooks || !hooks->progress || atomic_flag_test_and_set(&r->busy)) return;
    hooks->progress(hooks->self, atomic_load(&r->done));
    atomic_flag_clear(&r->busy);
}

bool sim_relay_is_stopped(sim_relay *r) { return atomic_load(&r->stopped); }
