#include "sim/study/search.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/design.h"
#include "sim/study/search_parts.h"

/* Points of the scan from which the search goes up lie so far apart in a real variable, or differ in
 * a whole one. */
static const double apart = 0.1;

/* Ends that are nearer to each other are one. */
static const double alike = 0.02;

/* ---- order ------------------------------------------------------------------ */

double sim_search_gap(double more, double less)
{
    const double size = fabs(more) + fabs(less);

    if (more == less) return 0;
    if (isinf(more) || isinf(less)) return more > less ? 1 : more < less ? -1 : NAN;
    return (more - less) / size;
}

double sim_search_lack(const sim_search_problem *p, const sim_search_seen *seen,
                       size_t without)
{
    double lack = 0;

    if (seen->is_refused) return (double)p->n_conditions + 2;
    for (size_t k = 0; k < p->n_conditions; k++) {
        if (k == without) continue;
        lack += isnan(seen->gaps[k]) ? 1 : fmax(0, -seen->gaps[k]);
    }
    return isfinite(seen->value) ? lack : lack + 1;
}

bool sim_search_is_better(const sim_search_problem *p, const sim_search_seen *one,
                          const sim_search_seen *other, size_t without)
{
    const double a = sim_search_lack(p, one, without),
                 b = sim_search_lack(p, other, without);

    if (a > 0 || b > 0) return a < b;
    return one->value > other->value;
}

/* ---- the scan --------------------------------------------------------------- */

typedef struct {
    sim_search *search;
    sim_relay relay;
    pthread_mutex_t lock;
    sim_status status; /* of the lowest number that failed */
    size_t failed;
    sim_error *err;
} scanning;

static void note(scanning *s, size_t number, sim_status status, const sim_error *why)
{
    pthread_mutex_lock(&s->lock);
    if (s->status == SIM_OK || number < s->failed) {
        s->status = status;
        s->failed = number;
        *s->err = *why;
    }
    pthread_mutex_unlock(&s->lock);
}

static void look_at_one(void *self, size_t member, size_t i)
{
    scanning *s = self;
    const sim_search_problem *p = s->search->problem;
    sim_search_point *point = &s->search->scan[i];
    sim_error why = {""};
    sim_status status;

    if (sim_relay_is_stopped(&s->relay)) return;
    status = p->look(p->self, member, point->number, point->x, &point->seen, &why);
    if (status != SIM_OK) note(s, i, status, &why);
    sim_relay_pass(&s->relay, status != SIM_OK);
}

static sim_status check_stopped(sim_status status, sim_relay *relay, sim_error *err)
{
    if (status == SIM_OK && sim_relay_is_stopped(relay))
        return sim_fail(err, SIM_ESTOP, "optimise: interrupted");
    return status;
}

static sim_status look_at_all(sim_search *search, sim_error *err)
{
    scanning s = {.search = search, .err = err};

    pthread_mutex_init(&s.lock, NULL);
    sim_relay_init(&s.relay, search->ask->hooks);
    sim_team_share(sim_threads(search->ask->threads), search->n_scan, look_at_one, &s);
    pthread_mutex_destroy(&s.lock);
    return check_stopped(s.status, &s.relay, err);
}

static void place(const sim_search_problem *p, const double u[], double x[])
{
    for (size_t i = 0; i < p->n_axes; i++) {
        const size_t levels = p->axes[i].levels;

        x[i] = levels > 0 ? fmin(floor(u[i] * (double)levels), (double)(levels - 1)) : u[i];
    }
}

static sim_status fill_scan(sim_search *s, sim_error *err)
{
    const size_t n_axes = s->problem->n_axes;
    const sim_design_spec spec = {
        .kind = SIM_SOBOL, .n_axes = n_axes, .points = s->ask->scan, .seed = 1};
    sim_design design;
    sim_status status = sim_design_init(&design, &spec, err);
    double *u = sim_pool_take(&s->pool, n_axes, sizeof *u);
    double *x = sim_pool_take(&s->pool, s->ask->scan * n_axes, sizeof *x);

    s->scan = sim_pool_take(&s->pool, s->ask->scan, sizeof *s->scan);
    if (status == SIM_OK) status = sim_pool_check(&s->pool, "optimise", err);
    s->n_scan = status == SIM_OK ? s->ask->scan : 0;
    for (size_t i = 0; i < s->n_scan; i++) {
        s->scan[i] = (sim_search_point){.number = i, .x = &x[i * n_axes]};
        sim_design_next(&design, u);
        place(s->problem, u, s->scan[i].x);
    }
    sim_design_free(&design);
    return status;
}

sim_status sim_search_scan(sim_search *s, const sim_search_problem *problem,
                           const sim_search_ask *ask, sim_error *err)
{
    sim_status status;

    sim_bug(problem->n_conditions > SIM_SEARCH_GAPS || problem->n_axes == 0);
    *s = (sim_search){.problem = problem, .ask = ask};
    if (ask->scan == 0 || ask->starts == 0)
        return sim_fail(err, SIM_EVALUE,
                        "optimise: %zu points and %zu starts; at least 1 of each would be "
                        "right",
                        ask->scan, ask->starts);
    status = fill_scan(s, err);
    if (status == SIM_OK) status = look_at_all(s, err);
    for (size_t i = 0; i < s->n_scan; i++) {
        const double size = fabs(s->scan[i].seen.value);

        if (isfinite(size)) s->scale = fmax(s->scale, size);
    }
    if (s->scale == 0) s->scale = 1;
    return status;
}

void sim_search_free(sim_search *s)
{
    sim_pool_free(&s->pool);
    *s = (sim_search){0};
}

size_t sim_search_numbers(const sim_search *s, size_t climbs)
{
    return s->ask->scan + climbs * (s->ask->starts + 1) * SIM_SEARCH_MOST;
}

/* ---- where to begin --------------------------------------------------------- */

/* Points in their order; of equal ones the lower number is first. */
typedef struct {
    const sim_search_problem *problem;
    size_t without;
} order;

static bool comes_first(const order *o, const sim_search_point *one,
                        const sim_search_point *other)
{
    if (sim_search_is_better(o->problem, &one->seen, &other->seen, o->without)) return true;
    if (sim_search_is_better(o->problem, &other->seen, &one->seen, o->without))
        return false;
    return one->number < other->number;
}

static bool are_near(const sim_search_problem *p, const double a[], const double b[],
                     double within)
{
    for (size_t i = 0; i < p->n_axes; i++) {
        if (p->axes[i].levels > 0 ? a[i] != b[i] : fabs(a[i] - b[i]) >= within)
            return false;
    }
    return true;
}

static bool is_near_any(const sim_search_problem *p, const double x[],
                        const sim_climb list[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (are_near(p, x, list[i].from, apart)) return true;
    }
    return false;
}

/* The best that is apart from those that were chosen; NULL: there is none. */
static const sim_search_point *choose(const sim_search *s, const order *o,
                                      const sim_climb climbs[], size_t n)
{
    const sim_search_point *best = NULL;

    for (size_t i = 0; i < s->n_scan; i++) {
        const sim_search_point *point = &s->scan[i];

        if (best && !comes_first(o, point, best)) continue;
        if (!is_near_any(s->problem, point->x, climbs, n)) best = point;
    }
    return best;
}

static size_t choose_starts(const sim_search *s, const sim_search_way *way,
                            sim_climb climbs[])
{
    const order o = {s->problem, way->without};
    const size_t most = way->besides ? (s->ask->starts + 1) / 2 : s->ask->starts;
    size_t n = 0;

    if (way->besides) climbs[n++].from = way->besides;
    for (size_t i = 0; i < most; i++) {
        const sim_search_point *point = choose(s, &o, climbs, n);

        if (!point) break;
        climbs[n++].from = point->x;
    }
    for (size_t i = 0; i < n; i++)
        climbs[i].first =
            s->ask->scan + (way->climb * (s->ask->starts + 1) + i) * SIM_SEARCH_MOST;
    return n;
}

/* ---- up --------------------------------------------------------------------- */

/* All starts while threads take them. */
typedef struct {
    scanning shared;
    sim_climb *climbs;
} climbing;

static void climb_one(void *self, size_t member, size_t i)
{
    climbing *c = self;
    sim_error why = {""};
    sim_status status;

    if (sim_relay_is_stopped(&c->shared.relay)) return;
    c->climbs[i].member = member;
    status = sim_climb_run(&c->climbs[i], &why);
    if (status != SIM_OK) note(&c->shared, i, status, &why);
    sim_relay_pass(&c->shared.relay, status != SIM_OK);
}

static sim_status climb_all(sim_search *s, sim_climb climbs[], size_t n, sim_error *err)
{
    climbing c = {.shared = {.search = s, .err = err}, .climbs = climbs};

    pthread_mutex_init(&c.shared.lock, NULL);
    sim_relay_init(&c.shared.relay, s->ask->hooks);
    sim_team_share(sim_threads(s->ask->threads), n, climb_one, &c);
    pthread_mutex_destroy(&c.shared.lock);
    return check_stopped(c.shared.status, &c.shared.relay, err);
}

/* ---- ends ------------------------------------------------------------------- */

/* Puts a point where it belongs, unless one as near stands before it; takes the place of those
 * as near behind it. */
static void put(sim_search_ends *ends, const order *o, const sim_search_point *point)
{
    size_t at = 0, kept;

    while (at < ends->n && !comes_first(o, point, &ends->list[at])) {
        if (are_near(o->problem, ends->list[at].x, point->x, alike)) return;
        at++;
    }
    kept = at;
    for (size_t i = at; i < ends->n; i++) {
        if (!are_near(o->problem, ends->list[i].x, point->x, alike))
            ends->list[kept++] = ends->list[i];
    }
    memmove(&ends->list[at + 1], &ends->list[at], (kept - at) * sizeof *ends->list);
    ends->list[at] = *point;
    ends->n = kept + 1;
}

static sim_status gather(sim_search *s, const sim_search_way *way, const sim_climb climbs[],
                         size_t n, sim_search_ends *ends, sim_error *err)
{
    const order o = {s->problem, way->without};
    const size_t size = s->problem->n_axes * sizeof(double);

    ends->list = sim_pool_take(&s->pool, n * SIM_SEARCH_ENDS + 1, sizeof *ends->list);
    if (!ends->list) return sim_fail_memory(err, "optimise");
    for (size_t i = 0; i < n; i++) {
        ends->spent += climbs[i].is_spent;
        for (size_t k = 0; k < climbs[i].n_ends; k++) put(ends, &o, &climbs[i].ends[k]);
    }
    for (size_t i = 0; i < ends->n; i++) {
        double *x = sim_pool_take(&s->pool, s->problem->n_axes, sizeof *x);

        if (!x) return sim_fail_memory(err, "optimise");
        memcpy(x, ends->list[i].x, size);
        ends->list[i].x = x;
    }
    return SIM_OK;
}

sim_status sim_search_climb(sim_search *s, const sim_search_way *way, sim_search_ends *ends,
                            sim_error *err)
{
    sim_climb *climbs = calloc(s->ask->starts + 1, sizeof *climbs);
    sim_status status = climbs ? SIM_OK : sim_fail_memory(err, "optimise");
    size_t n = 0;

    *ends = (sim_search_ends){0};
    if (status == SIM_OK) n = choose_starts(s, way, climbs);
    for (size_t i = 0; status == SIM_OK && i < n; i++)
        status = sim_climb_init(&climbs[i], s, way->without, err);
    if (status == SIM_OK) status = climb_all(s, climbs, n, err);
    if (status == SIM_OK) status = gather(s, way, climbs, n, ends, err);
    for (size_t i = 0; i < n; i++) sim_climb_free(&climbs[i]);
    free(climbs);
    return status;
}
