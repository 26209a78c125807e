#include "sim/study/sweep.h"

#include <math.h>
#include <stdlib.h>

#include <pthread.h>

#include "sim/study/ensemble.h"
#include "sim/study/probe.h"

/* What is added is committed after this many seconds, or this part of all points. */
static const double commit_seconds = 1;
enum { COMMITS_LEAST = 20 };

typedef struct {
    const sim_sweep_task *task;
    sim_sweep *sweep;
    sim_network *nets;
    sim_probe *probes;  /* [threads][together] */
    sim_shelf *shelves; /* [threads] */
    size_t threads, together, build;
    unsigned char *had;       /* a bit for each point */
    size_t added, last_added; /* since the start; at the last commit */
    double last_time;
    sim_status status; /* of the first failure */
    bool is_torn;      /* it came while a point was added */
    sim_error why;
    sim_relay relay;
    pthread_mutex_t taking, adding; /* who walks through the plan; who has the store */
} crew;

size_t sim_sweep_points(size_t n, size_t shard, size_t shards)
{
    return n < shard ? 0 : (n - shard) / shards + 1;
}

/* ---- life ----------------------------------------------------------------- */

static bool is_ours(const sim_sweep_task *task, size_t point)
{
    return (point - 1) % task->shards + 1 == task->shard;
}

static void mark(void *self, size_t point, size_t build)
{
    crew *c = self;

    (void)build;
    if (point < 1 || point > c->task->plan->n || !is_ours(c->task, point)) return;
    c->had[point / 8] |= (unsigned char)(1U << point % 8);
    c->sweep->before++;
}

static bool has(const crew *c, size_t point) { return c->had[point / 8] >> point % 8 & 1; }

/* How many points a thread solves side by side: enough for its lanes, and no more than that all
 * threads have some to the end. */
static size_t choose_together(const crew *c)
{
    const size_t share = c->sweep->n / (4 * c->threads) + 1;

    if (c->task->together > 0) return c->task->together;
    return share < SIM_PROBES ? share : SIM_PROBES;
}

static sim_status crew_init(crew *c, sim_error *err)
{
    const sim_sweep_task *task = c->task;
    sim_status status;

    c->threads = sim_threads(task->threads);
    c->last_time = sim_now();
    c->had = calloc(task->plan->n / 8 + 1, 1);
    c->together = choose_together(c);
    c->probes = calloc(c->threads * c->together, sizeof *c->probes);
    c->shelves = calloc(c->threads, sizeof *c->shelves);
    if (!c->had || !c->probes || !c->shelves) return sim_fail_memory(err, "sweep");
    status = sim_store_each_point(task->store, mark, c, err);
    if (status == SIM_OK)
        status = sim_store_add_build(task->store, task->build, &c->build, err);
    if (status == SIM_OK)
        status = sim_chain_make_nets(task->plan->task->chain, &c->nets, err);
    for (size_t i = 0; status == SIM_OK && i < c->threads * c->together; i++) {
        status = sim_probe_init(&c->probes[i], task->plan, c->nets, err);
        c->probes[i].task.shelf = &c->shelves[i / c->together];
        if (task->hooks)
            sim_probe_stop_by(&c->probes[i], task->hooks->stop, task->hooks->self);
    }
    c->sweep->done = c->sweep->before;
    return status;
}

static void crew_free(crew *c)
{
    for (size_t i = 0; c->probes && i < c->threads * c->together; i++)
        sim_probe_free(&c->probes[i]);
    for (size_t i = 0; c->shelves && i < c->threads; i++) sim_shelf_clear(&c->shelves[i]);
    sim_chain_free_nets(c->task->plan->task->chain, c->nets);
    free(c->shelves);
    free(c->probes);
    free(c->had);
}

/* ---- one after the other -------------------------------------------------- */

static sim_status commit(crew *c, sim_error *err)
{
    sim_status status = sim_store_commit(c->task->store, err);

    if (status != SIM_OK) return status;
    c->last_added = c->added;
    c->last_time = sim_now();
    c->sweep->done = c->sweep->before + c->added;
    if (c->task->committed) c->task->committed(c->task->hooks->self, c->sweep->done);
    return SIM_OK;
}

static sim_status add(crew *c, const sim_probe *p, const sim_store_point *row,
                      sim_error *err)
{
    sim_store *store = c->task->store;
    const size_t n_course = c->task->plan->form.n_course;
    sim_status status = sim_store_begin(store, err);

    if (status == SIM_OK) status = sim_store_add_point(store, row, err);
    for (size_t i = 0; status == SIM_OK && i < p->placed.n_arms * p->n_days; i++)
        status = sim_store_add_day(
            store,
            &(sim_store_day){row->point, i / p->n_days, sim_probe_day(p, i % p->n_days),
                             &p->course[i * n_course], p->rows[i / p->n_days].arm_name},
            err);
    if (status != SIM_OK) return status;
    c->added++;
    if (sim_now() - c->last_time < commit_seconds &&
        (c->added - c->last_added) * COMMITS_LEAST < c->sweep->n)
        return SIM_OK;
    return commit(c, err);
}

static void fail(crew *c, sim_status status, const sim_error *why)
{
    if (c->status == SIM_OK) {
        c->status = status;
        c->why = *why;
    }
}

/* ---- all of them ---------------------------------------------------------- */

/* The next point that is ours and not there yet; 0 past the last, or at an end of all. */
static size_t take_next(crew *c, double values[])
{
    sim_plan *plan = c->task->plan;
    size_t point = 0;

    pthread_mutex_lock(&c->taking);
    while (point == 0 && !sim_relay_is_stopped(&c->relay) && sim_plan_next(plan, values)) {
        if (is_ours(c->task, plan->given) && !has(c, plan->given)) point = plan->given;
    }
    pthread_mutex_unlock(&c->taking);
    return point;
}

/* Takes what became of a point: its rows, or why there are none. */
static sim_status put(crew *c, const sim_probe *p, const sim_store_point *row,
                      sim_status status, sim_error *why)
{
    pthread_mutex_lock(&c->adding);
    if (status == SIM_OK && !c->is_torn) {
        status = add(c, p, row, why);
        c->is_torn = status != SIM_OK;
    }
    if (status != SIM_OK) fail(c, status, why);
    pthread_mutex_unlock(&c->adding);
    return status;
}

/* Takes as many points as there are probes; how many there were. */
static size_t take_points(crew *c, sim_probe probes[], sim_probed points[])
{
    size_t n = 0;

    for (; n < c->together; n++) {
        points[n] = (sim_probed){.number = take_next(c, probes[n].values)};
        if (points[n].number == 0) break;
    }
    return n;
}

static void work(void *self, size_t member)
{
    crew *c = self;
    sim_probe *probes = &c->probes[member * c->together];
    sim_probed points[SIM_PROBES];
    size_t n;

    while ((n = take_points(c, probes, points)) > 0) {
        const double start = sim_now();
        double seconds;

        sim_probe_solve_all(probes, points, n);
        seconds = (sim_now() - start) / (double)n;
        for (size_t i = 0; i < n; i++) {
            const sim_probe *p = &probes[i];
            const sim_store_point row = {points[i].number, c->build, seconds, p->rows,
                                         p->placed.n_arms};

            sim_relay_pass(&c->relay,
                           put(c, p, &row, points[i].status, &points[i].why) != SIM_OK);
        }
    }
}

static sim_status check_end(const crew *c, sim_error *err)
{
    const sim_sweep *s = c->sweep;

    if (c->status != SIM_OK && c->status != SIM_ESTOP)
        return sim_fail(err, c->status, "%s", c->why.text);
    if (s->done < s->n)
        return sim_fail(err, SIM_ESTOP,
                        "%s: interrupted after %zu of %zu points, which are kept; %s",
                        c->task->store->path, s->done, s->n, c->task->advice);
    return SIM_OK;
}

sim_status sim_sweep_run(sim_sweep *sweep, const sim_sweep_task *task, sim_error *err)
{
    crew c = {.task = task, .sweep = sweep};
    sim_error why = {""};
    sim_status status;

    *sweep = (sim_sweep){.n = sim_sweep_points(task->plan->n, task->shard, task->shards)};
    sim_relay_init(&c.relay, task->hooks);
    pthread_mutex_init(&c.taking, NULL);
    pthread_mutex_init(&c.adding, NULL);
    sim_plan_rewind(task->plan);
    status = crew_init(&c, err);
    if (status == SIM_OK) {
        sim_team_run(c.threads, work, &c);
        if (!c.is_torn) {
            status = commit(&c, &why);
            if (status != SIM_OK) fail(&c, status, &why);
        }
        status = check_end(&c, err);
    }
    pthread_mutex_destroy(&c.taking);
    pthread_mutex_destroy(&c.adding);
    crew_free(&c);
    return status;
}
