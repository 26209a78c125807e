/* search_climb.c -- of search.h: one start, from where it begins to where nothing near is better. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#include "sim/study/search_parts.h"

/* Edges of a simplex, by turns; what is smaller ends: of a first look, of a climb, of the last. */
static const double wide = 0.1, narrow = 0.02, least_first = 1e-3, least_wide = 1e-5,
                    least = 1e-8;

/* Of the value: a smaller gain is none; what is no nearer after a first look is left at that. */
static const double gain = 1e-9, near = 0.05;

enum { FIRST = 1, AGAIN = 12, STEPS = 400, ROUNDS = 200 };

/* ---- points ----------------------------------------------------------------- */

/* What a point is worth: the less, the better.  Where conditions lack it is more than anything
 * else. */
static double cost_of(const sim_climb *c, const sim_search_seen *seen)
{
    static const double beyond = 1e30;
    const double lack = sim_search_lack(c->search->problem, seen, c->without);

    return lack > 0 ? beyond * (1 + lack) : -seen->value / c->search->scale;
}

static bool is_better(const sim_climb *c, const sim_search_seen *one,
                      const sim_search_seen *other)
{
    return sim_search_is_better(c->search->problem, one, other, c->without);
}

/* Better by more than a simplex leaves open. */
static bool is_gain(const sim_climb *c, const sim_search_seen *one,
                    const sim_search_seen *other)
{
    const double a = cost_of(c, one), b = cost_of(c, other);

    return a < b - gain * fabs(b);
}

static const sim_search_point *find_tried(const sim_climb *c, const double x[])
{
    const size_t size = c->search->problem->n_axes * sizeof *x;

    for (size_t i = c->n_tried; i-- > 0;) {
        if (memcmp(c->tried[i].x, x, size) == 0) return &c->tried[i];
    }
    return NULL;
}

/* Looks at x, unless it was before; NULL where that failed or all points are used up. */
static const sim_search_point *look(sim_climb *c, const double x[])
{
    const sim_search_problem *p = c->search->problem;
    const sim_search_point *known = find_tried(c, x);
    sim_search_point *point = &c->tried[c->n_tried];

    if (known) return known;
    c->is_spent |= c->n_tried == SIM_SEARCH_MOST;
    if (c->is_spent) return NULL;
    point->number = c->first + c->n_tried;
    memcpy(point->x, x, p->n_axes * sizeof *x);
    c->status = p->look(p->self, c->member, point->number, point->x, &point->seen, c->err);
    if (c->status != SIM_OK) return NULL;
    c->n_tried++;
    return point;
}

static void stand_at(sim_climb *c, const sim_search_point *point)
{
    memmove(c->here.x, point->x, c->search->problem->n_axes * sizeof *point->x);
    c->here.number = point->number;
    c->here.seen = point->seen;
}

/* ---- real variables --------------------------------------------------------- */

static void spread(const sim_climb *c, const gsl_vector *v, double x[])
{
    for (size_t k = 0; k < c->n_real; k++)
        x[c->real[k]] = fmin(fmax(gsl_vector_get(v, k), 0), 1);
}

/* For GSL; the whole variables stand in c->x. */
static double cost_at(const gsl_vector *v, void *self)
{
    sim_climb *c = self;
    const sim_search_point *point;

    spread(c, v, c->x);
    point = c->status == SIM_OK ? look(c, c->x) : NULL;
    if (!point) return GSL_DBL_MAX;
    if (is_better(c, &point->seen, &c->here.seen)) stand_at(c, point);
    return cost_of(c, &point->seen);
}

/* A simplex of that edge from where the climb stands, into the box. */
static void fill_simplex(const sim_climb *c, double edge, gsl_vector *from,
                         gsl_vector *step)
{
    for (size_t k = 0; k < c->n_real; k++) {
        const double x = c->here.x[c->real[k]];

        gsl_vector_set(from, k, x);
        gsl_vector_set(step, k, x + edge > 1 ? -edge : edge);
    }
}

static void run_simplex(sim_climb *c, gsl_multimin_fminimizer *m, double end)
{
    for (size_t i = 0; i < STEPS && c->status == SIM_OK && !c->is_spent; i++) {
        if (gsl_multimin_fminimizer_iterate(m) != GSL_SUCCESS) return;
        if (gsl_multimin_fminimizer_size(m) < end) return;
    }
}

/* One simplex, from where the climb stands to the best that it meets. */
static void go_up_once(sim_climb *c, double edge, double end)
{
    gsl_vector *from = gsl_vector_alloc(c->n_real), *step = gsl_vector_alloc(c->n_real);
    gsl_multimin_fminimizer *m =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, c->n_real);
    gsl_multimin_function f = {cost_at, c->n_real, c};

    if (!from || !step || !m) {
        c->status = sim_fail_memory(c->err, "optimise");
    } else {
        memcpy(c->x, c->here.x, c->search->problem->n_axes * sizeof *c->x);
        fill_simplex(c, edge, from, step);
        if (gsl_multimin_fminimizer_set(m, &f, from, step) == GSL_SUCCESS)
            run_simplex(c, m, end);
    }
    if (m) gsl_multimin_fminimizer_free(m);
    if (step) gsl_vector_free(step);
    if (from) gsl_vector_free(from);
}

/* Simplices one after the other, until two in a row gain nothing: at the edge of a condition one
 * may collapse before it is at the best, unless it has one variable alone. */
static void go_up(sim_climb *c, double end, size_t again)
{
    const size_t most = c->n_real > 1 ? 2 : 1;
    size_t idle = 0;

    if (c->n_real == 0) return;
    for (size_t i = 0; i < again && idle < most && c->status == SIM_OK && !c->is_spent;
         i++) {
        const sim_search_seen before = c->here.seen;

        go_up_once(c, i % 2 == 0 ? wide : narrow, end);
        idle = is_gain(c, &c->here.seen, &before) ? 0 : idle + 1;
    }
}

/* ---- whole variables -------------------------------------------------------- */

/* The k-th neighbour of a level; false past the last. */
static bool find_neighbour(const sim_search_axis *axis, double level, size_t k,
                           double *neighbour)
{
    if (axis->apart) {
        *neighbour = (double)k < level ? (double)k : (double)k + 1;
        return k + 1 < axis->levels;
    }
    *neighbour = k == 0 ? level - 1 : level + 1;
    return k < 2;
}

static void keep_end(sim_climb *c)
{
    sim_search_point *end = &c->ends[c->n_ends];

    if (c->n_ends == SIM_SEARCH_ENDS) return;
    memcpy(end->x, c->here.x, c->search->problem->n_axes * sizeof *end->x);
    end->number = c->here.number;
    end->seen = c->here.seen;
    c->n_ends++;
}

/* Goes up from x, and takes down where it ends.  Where that is to be better than another point (NULL:
 * than none), a first look says whether it may be. */
static bool try_from(sim_climb *c, const double x[], const sim_search_seen *other)
{
    const sim_search_point *point = look(c, x);
    double cost;

    if (!point) return false;
    stand_at(c, point);
    if (other) go_up(c, least_first, FIRST);
    cost = other ? cost_of(c, other) : 0;
    if (!other || cost_of(c, &c->here.seen) < cost + near * fabs(cost))
        go_up(c, least_wide, AGAIN);
    if (c->status != SIM_OK) return false;
    keep_end(c);
    return true;
}

/* Did it go up from there before, as far as whole variables tell? */
static bool was_tried(const sim_climb *c, const double x[])
{
    const sim_search_problem *p = c->search->problem;

    for (size_t k = 0; k < c->n_ends; k++) {
        size_t i = 0;

        while (i < p->n_axes && (p->axes[i].levels == 0 || x[i] == c->ends[k].x[i])) i++;
        if (i == p->n_axes) return true;
    }
    return false;
}

/* Goes up from each neighbour of `at` that it did not yet; where one is better, the best of them takes its place. */
static bool try_neighbours(sim_climb *c, sim_search_point *at, double x[])
{
    const sim_search_problem *p = c->search->problem;
    const sim_search_point *best = NULL;
    double level;

    for (size_t i = 0; i < p->n_axes; i++) {
        for (size_t k = 0;
             p->axes[i].levels > 0 && find_neighbour(&p->axes[i], at->x[i], k, &level);
             k++) {
            if (level < 0 || level >= (double)p->axes[i].levels) continue;
            memcpy(x, at->x, p->n_axes * sizeof *x);
            x[i] = level;
            if (was_tried(c, x)) continue;
            if (c->n_ends == SIM_SEARCH_ENDS || !try_from(c, x, &at->seen)) return false;
            if (is_gain(c, &c->here.seen, best ? &best->seen : &at->seen))
                best = &c->ends[c->n_ends - 1];
        }
    }
    if (!best) return false;
    memcpy(at->x, best->x, p->n_axes * sizeof *x);
    at->number = best->number;
    at->seen = best->seen;
    return true;
}

/* ---- the whole way ---------------------------------------------------------- */

static void climb_from(sim_climb *c, double at_x[], double x[])
{
    const size_t size = c->search->problem->n_axes * sizeof *x;
    sim_search_point at = {.x = at_x};

    if (!try_from(c, c->from, NULL)) return;
    memcpy(at.x, c->here.x, size);
    at.number = c->here.number;
    at.seen = c->here.seen;
    for (size_t i = 0; i < ROUNDS && try_neighbours(c, &at, x); i++) continue;
    if (c->status != SIM_OK) return;
    stand_at(c, &at);
    go_up(c, least, AGAIN);
    if (c->n_ends == SIM_SEARCH_ENDS) c->n_ends--;
    keep_end(c);
}

sim_status sim_climb_run(sim_climb *c, sim_error *err)
{
    const size_t n = c->search->problem->n_axes;
    double *room = sim_pool_take(&c->pool, 2 * n, sizeof *room);

    if (!room) return sim_fail_memory(err, "optimise");
    c->err = err;
    climb_from(c, room, &room[n]);
    return c->status;
}

static void take_points(sim_climb *c, sim_search_point **list, size_t n)
{
    const size_t n_axes = c->search->problem->n_axes;
    double *x = sim_pool_take(&c->pool, n * n_axes, sizeof *x);

    *list = sim_pool_take(&c->pool, n, sizeof **list);
    for (size_t i = 0; *list && x && i < n; i++) (*list)[i].x = &x[i * n_axes];
}

sim_status sim_climb_init(sim_climb *c, const sim_search *search, size_t without,
                          sim_error *err)
{
    const sim_search_problem *p = search->problem;

    c->search = search;
    c->without = without;
    take_points(c, &c->tried, SIM_SEARCH_MOST + 1);
    take_points(c, &c->ends, SIM_SEARCH_ENDS);
    c->here.x = sim_pool_take(&c->pool, p->n_axes, sizeof *c->here.x);
    c->x = sim_pool_take(&c->pool, p->n_axes, sizeof *c->x);
    c->real = sim_pool_take(&c->pool, p->n_axes, sizeof *c->real);
    if (c->pool.failed) return sim_fail_memory(err, "optimise");
    for (size_t i = 0; i < p->n_axes; i++) {
        if (p->axes[i].levels == 0) c->real[c->n_real++] = i;
    }
    return SIM_OK;
}

void sim_climb_free(sim_climb *c)
{
    sim_pool_free(&c->pool);
    *c = (sim_climb){0};
}
