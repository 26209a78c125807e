/* optimum_run.c -- of optimum.h: points solved or found in what is kept, the search over them, and the
 * neighbourhood of its best.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/optimum_parts.h"

/* Points along a line, and along each side of a map. */
enum { LINE = 61, SIDE = 33 };

/* ---- one point -------------------------------------------------------------- */

static double value_at(const sim_axis *axis, double x)
{
    return axis->levels > 0 ? sim_axis_level(axis, (size_t)x) : sim_axis_at(axis, x);
}

/* Solves the point whose values stand in the probe; fills the used slots. */
static sim_status solve(const sim_optimum *o, sim_optimum_member *m, const char **reason,
                        sim_error *err)
{
    const size_t n_numbers = o->plan.form.n_numbers;
    const sim_status status =
        sim_probe_solve(&m->probe, 1, err); /* of the same chance all */
    const sim_store_row *row = &m->probe.rows[0];
    const sim_arm *arm = &m->probe.placed.arms[0];

    *reason = NULL;
    if (status != SIM_OK) return status;
    if (row->status != sim_probe_ok) *reason = row->reason ? row->reason : row->status;
    for (size_t i = 0; i < o->n_used; i++) {
        const size_t slot = o->used[i];

        m->used[i] = slot < n_numbers
                         ? row->numbers[slot]
                         : arm->settings[o->parameters[slot - n_numbers]].value;
    }
    return SIM_OK;
}

/* The same of a point that may be kept; `why` is room for its reason. */
static sim_status get(sim_optimum *o, sim_optimum_member *m, size_t number,
                      sim_store_item *item, sim_error *err)
{
    const sim_ledger_key key = {SIM_LEDGER_SAMPLE, number};
    const char *reason = NULL;
    sim_status status = SIM_OK;

    *item = (sim_store_item){.n = o->n_used, .numbers = m->used, .reason = ""};
    if (o->has_keep && sim_ledger_get(&o->keep.ledger, key, item, m->used)) {
        pthread_mutex_lock(&o->lock);
        o->before++;
        pthread_mutex_unlock(&o->lock);
        return SIM_OK;
    }
    status = solve(o, m, &reason, err);
    item->status = reason ? 1 : 0;
    item->reason = reason ? reason : "";
    item->numbers = m->used;
    if (status != SIM_OK || !o->has_keep) return status;
    sim_ledger_add(&o->keep.ledger, key, item);
    return sim_ledger_is_lost(&o->keep.ledger)
               ? sim_fail(err, o->keep.ledger.status, "%s", o->keep.ledger.why.text)
               : SIM_OK;
}

/* Takes a point into the list. */
static sim_status add(sim_optimum *o, const sim_optimum_member *m,
                      const sim_optimum_point *found, sim_error *err)
{
    const size_t n_axes = o->aim->axes.n;
    sim_optimum_point point = *found;
    double *numbers = sim_pool_take(&o->pool, n_axes + o->n_used, sizeof *numbers);
    char *reason =
        found->reason ? sim_pool_take(&o->pool, strlen(found->reason) + 1, 1) : NULL;

    if (o->pool.failed || !sim_memory_grow(&o->points, o->n, sizeof *o->points))
        return sim_fail_memory(err, "optimise");
    memcpy(numbers, m->probe.values, n_axes * sizeof *numbers);
    memcpy(&numbers[n_axes], m->used, o->n_used * sizeof *numbers);
    if (reason) strcpy(reason, found->reason);
    point.values = numbers;
    point.slots = &numbers[n_axes];
    point.reason = reason;
    o->points[o->n++] = point;
    return SIM_OK;
}

static sim_status look(void *self, size_t member, size_t number, const double x[],
                       sim_search_seen *seen, sim_error *err)
{
    sim_optimum *o = self;
    sim_optimum_member *m = &o->members[member];
    sim_store_item item;
    sim_optimum_point point = {.number = number};
    sim_status status;

    for (size_t i = 0; i < o->aim->axes.n; i++)
        m->probe.values[i] = value_at(&o->aim->axes.list[i], x[i]);
    status = get(o, m, number, &item, err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < o->n_used; i++) m->slots[o->used[i]] = m->used[i];
    point.seen.is_refused = item.status != 0;
    if (point.seen.is_refused)
        point.reason = item.reason;
    else
        sim_optimum_judge(o, m->slots, &point.seen);
    *seen = point.seen;
    pthread_mutex_lock(&o->lock);
    status = add(o, m, &point, err);
    pthread_mutex_unlock(&o->lock);
    return status;
}

/* ---- who looks -------------------------------------------------------------- */

static sim_status init_member(sim_optimum *o, sim_optimum_member *m, const sim_hooks *hooks,
                              sim_error *err)
{
    sim_status status = sim_probe_init(&m->probe, &o->plan, o->nets, err);

    m->slots = sim_pool_take(&o->pool, o->n_slots, sizeof *m->slots);
    m->used = sim_pool_take(&o->pool, o->n_used, sizeof *m->used);
    m->probe.task.shelf = &m->shelf;
    if (o->plan.replicates == 0) m->probe.task.options.method = 0;
    if (hooks) sim_probe_stop_by(&m->probe, hooks->stop, hooks->self);
    return status == SIM_OK ? sim_pool_check(&o->pool, "optimise", err) : status;
}

static sim_status init_members(sim_optimum *o, const sim_hooks *hooks, sim_error *err)
{
    sim_status status = sim_chain_make_nets(o->job.session.chain, &o->nets, err);

    o->members = sim_pool_take(&o->pool, o->threads, sizeof *o->members);
    if (status == SIM_OK) status = sim_pool_check(&o->pool, "optimise", err);
    for (size_t i = 0; status == SIM_OK && i < o->threads; i++)
        status = init_member(o, &o->members[i], hooks, err);
    return status;
}

/* ---- the neighbourhood ------------------------------------------------------ */

static size_t count_along(const sim_search_axis *axis, size_t most)
{
    return axis->levels > 0 && axis->levels < most ? axis->levels : most;
}

/* Place i of n along an axis. */
static double place_along(const sim_search_axis *axis, size_t i, size_t n)
{
    const double part = n > 1 ? (double)i / (double)(n - 1) : 0;

    return axis->levels > 0 ? round(part * (double)(axis->levels - 1)) : part;
}

static void set_out_panels(sim_optimum *o)
{
    const bool is_map = o->problem.n_axes == 2;
    size_t first = sim_search_numbers(&o->search, 1 + o->aim->n_conditions);

    o->n_panels = is_map ? 1 : o->problem.n_axes;
    if (o->n_panels > SIM_OPTIMUM_PANELS) o->n_panels = SIM_OPTIMUM_PANELS;
    for (size_t i = 0; i < o->n_panels; i++) {
        sim_optimum_panel *p = &o->panels[i];

        *p = (sim_optimum_panel){.across = i, .upward = SIM_SEARCH_ALL, .first = first};
        p->n_across = count_along(&o->axes[i], is_map ? SIDE : LINE);
        if (is_map) p->upward = 1;
        p->n_upward = is_map ? count_along(&o->axes[1], SIDE) : 1;
        first += p->n_across * p->n_upward;
    }
}

/* Its points while threads take them. */
typedef struct {
    sim_optimum *o;
    const sim_optimum_panel *panel;
    double *x; /* [threads][n_axes] */
    sim_relay relay;
    sim_status status;
    sim_error *err;
} mapping;

static void look_around(void *self, size_t member, size_t i)
{
    mapping *m = self;
    sim_optimum *o = m->o;
    const sim_optimum_panel *p = m->panel;
    double *x = &m->x[member * o->problem.n_axes];
    sim_search_seen seen;
    sim_error why = {""};
    sim_status status;

    if (sim_relay_is_stopped(&m->relay)) return;
    memcpy(x, o->ends.list[0].x, o->problem.n_axes * sizeof *x);
    x[p->across] = place_along(&o->axes[p->across], i % p->n_across, p->n_across);
    if (p->upward != SIM_SEARCH_ALL)
        x[p->upward] = place_along(&o->axes[p->upward], i / p->n_across, p->n_upward);
    status = look(o, member, p->first + i, x, &seen, &why);
    if (status != SIM_OK) {
        pthread_mutex_lock(&o->lock);
        m->status = status;
        *m->err = why;
        pthread_mutex_unlock(&o->lock);
    }
    sim_relay_pass(&m->relay, status != SIM_OK);
}

static sim_status map(sim_optimum *o, const sim_hooks *hooks, sim_error *err)
{
    mapping m = {.o = o, .err = err};

    m.x = sim_pool_take(&o->pool, o->threads * o->problem.n_axes, sizeof *m.x);
    if (!m.x) return sim_fail_memory(err, "optimise");
    set_out_panels(o);
    for (size_t i = 0; m.status == SIM_OK && i < o->n_panels; i++) {
        m.panel = &o->panels[i];
        sim_relay_init(&m.relay, hooks);
        sim_team_share(o->threads, m.panel->n_across * m.panel->n_upward, look_around, &m);
        if (m.status == SIM_OK && sim_relay_is_stopped(&m.relay))
            m.status = sim_fail(err, SIM_ESTOP, "optimise: interrupted");
    }
    return m.status;
}

/* ---- all -------------------------------------------------------------------- */

static sim_status search(sim_optimum *o, sim_error *err)
{
    sim_search_way way = {.without = SIM_SEARCH_ALL};
    sim_status status = sim_search_scan(&o->search, &o->problem, &o->ask, err);

    if (status == SIM_OK) status = sim_search_climb(&o->search, &way, &o->ends, err);
    for (size_t k = 0; status == SIM_OK && k < o->aim->n_conditions; k++) {
        way = (sim_search_way){k + 1, k, o->ends.list[0].x};
        status = sim_search_climb(&o->search, &way, &o->without[k], err);
    }
    return status;
}

sim_status sim_optimum_run(sim_optimum *o, size_t threads, const sim_hooks *hooks,
                           sim_error *err)
{
    const sim_experiment *e = &o->job.experiment;
    sim_error why = {""};
    sim_status status;

    o->threads = sim_threads(threads);
    o->problem =
        (sim_search_problem){o->axes, o->aim->axes.n, o->aim->n_conditions, look, o};
    o->ask = (sim_search_ask){(size_t)sim_experiment_value(e, "optimise", "scan"),
                              (size_t)sim_experiment_value(e, "optimise", "climbs"),
                              o->threads, hooks};
    status = init_members(o, hooks, err);
    if (status != SIM_OK) return status;
    status = search(o, &why);
    if (status == SIM_OK) status = map(o, hooks, &why);
    sim_optimum_sort(o);
    if (status == SIM_ESTOP && o->has_keep)
        return sim_fail(
            err, status,
            "%s: interrupted after %zu points, which are kept; --resume goes on",
            o->job.file, o->n);
    return status == SIM_OK ? SIM_OK
                            : sim_fail(err, status, "%s: %s", o->job.file, why.text);
}
