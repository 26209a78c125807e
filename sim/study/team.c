#define _GNU_SOURCE /* sched_getaffinity */

#include "sim/study/team.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    pthread_t thread;
    sim_team_work *work;
    void *self;
    size_t number;
} member;

static size_t count_processors(void)
{
    long n;
#ifdef CPU_COUNT
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) == 0) return (size_t)CPU_COUNT(&set);
#endif
    n = sysconf(_SC_NPROCESSORS_ONLN); /* more than a set has room for */
    return n > 0 ? (size_t)n : 1;
}

size_t sim_threads(size_t asked) { return asked > 0 ? asked : count_processors(); }

static void *take_part(void *data)
{
    const member *m = data;

    m->work(m->self, m->number);
    return NULL;
}

/* How many could be started, besides the caller. */
static size_t start(member members[], size_t n, sim_team_work *work, void *self)
{
    for (size_t i = 0; i < n; i++) {
        members[i] = (member){.work = work, .self = self, .number = i + 1};
        if (pthread_create(&members[i].thread, NULL, take_part, &members[i]) != 0) return i;
    }
    return n;
}

void sim_team_run(size_t threads, sim_team_work *work, void *self)
{
    const size_t wanted = threads > 1 ? threads - 1 : 0;
    member *members = wanted > 0 ? calloc(wanted, sizeof *members) : NULL;
    const size_t n = members ? start(members, wanted, work, self) : 0;

    work(self, 0);
    for (size_t i = 0; i < n; i++) pthread_join(members[i].thread, NULL);
    free(members);
}

/* Things of which each is taken once. */
typedef struct {
    sim_team_thing *thing;
    void *self;
    size_t n;
    atomic_size_t next;
} heap;

static void take_things(void *self, size_t number)
{
    heap *h = self;

    for (size_t i; (i = atomic_fetch_add(&h->next, 1)) < h->n;)
        h->thing(h->self, number, i);
}

void sim_team_share(size_t threads, size_t n, sim_team_thing *thing, void *self)
{
    sim_team_run(threads, take_things, &(heap){.thing = thing, .self = self, .n = n});
}

/* ---- relays --------------------------------------------------------------- */

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
static void tell(sim_relay *r)
{
    const sim_hooks *hooks = r->hooks;

    if (!hooks || !hooks->progress || atomic_flag_test_and_set(&r->busy)) return;
    hooks->progress(hooks->self, atomic_load(&r->done));
    atomic_flag_clear(&r->busy);
}

void sim_relay_pass(sim_relay *r, bool broken_off)
{
    const sim_hooks *hooks = r->hooks;

    if (!broken_off) {
        atomic_fetch_add(&r->done, 1);
        tell(r);
    }
    if (broken_off || (hooks && hooks->stop && hooks->stop(hooks->self)))
        atomic_store(&r->stopped, true);
}

bool sim_relay_is_stopped(sim_relay *r) { return atomic_load(&r->stopped); }
