/* One side of a profile: from the best point outward, until its end is known. */
#include "sim/study/profile_parts.h"

#include <math.h>
#include <string.h>

/* Rises are in parts of what reaches the threshold, by their square roots: 1 is the crossing. */
static const double aim = 0.4;          /* of one step */
static const double near_enough = 5e-5; /* of the crossing */
static const double lower = 1 - 1e-3;   /* from there a side goes on */
static const double apart = 1e-3;       /* of the ranges: nearer ends are one */

enum { TRIES = 3 }; /* ends of starts at one crossing */

typedef struct {
    sim_profile_round *round;
    size_t member, j, number; /* of the side: 0 downward, 1 upward */
    sim_profile_side *side;
    double sign;
    double end;          /* of the range, fitted scale */
    double step;         /* to go next */
    size_t last, before; /* points to go on from, the best one where they are n_points */
    size_t asked;        /* points worked out, those that were dropped too */
    size_t since;        /* the first point behind the last crossing that was none */
    bool *held, *freed;
    double *from;
} walk;

enum { BEST = SIM_PROFILE_POINTS };

double sim_profile_margin(const sim_problem *p, double chi2)
{
    return fmax(1e-6 * (1 + sim_problem_misfit(p, chi2)),
                10 * sim_problem_noise(p) * (1 + sqrt(chi2)));
}

static const double *x_of(const walk *w, size_t point)
{
    return point == BEST ? w->round->profiles->best.x : w->side->points[point].x;
}

static double rise_of(const walk *w, size_t point)
{
    if (point == BEST) return 0;
    return fmax(w->side->points[point].chi2 - w->round->profiles->best.chi2, 0);
}

static double height_of(const walk *w, size_t point)
{
    return sqrt(rise_of(w, point) / w->round->profiles->threshold);
}

/* ---- one point ------------------------------------------------------------ */

/* What an unknown alone would gain by moving, by the slopes of a fit. */
static double gain_alone(const sim_least *fit, size_t k)
{
    double gradient = 0, squares = 0;

    for (size_t i = 0; i < fit->n_residuals; i++) {
        const double slope = fit->jacobian[i * fit->n_unknowns + k];

        gradient += slope * fit->residuals[i];
        squares += slope * slope;
    }
    return squares > 0 ? gradient * gradient / squares : 0;
}

/* An unknown that came to a bound along the profile, or lay there without being pressed at it. */
static bool is_stopped(const walk *w, const sim_least *fit, size_t k)
{
    const sim_least *best = &w->round->profiles->best;

    if (k == w->j || fit->at[k] == 0) return false;
    return best->at[k] == 0 || gain_alone(best, k) < w->round->profiles->threshold / 10;
}

/* What unknowns that are stopped by their ranges would gain beyond them, those inside moving along. */
static sim_status weigh_bounds(const walk *w, const sim_least *fit,
                               sim_profile_point *point, sim_error *err)
{
    double most = 0;

    point->gain = 0;
    point->by = fit->n_unknowns;
    for (size_t k = 0; k < fit->n_unknowns; k++) {
        const bool stopped = is_stopped(w, fit, k);
        const double gain = stopped ? gain_alone(fit, k) : 0;

        w->freed[k] = stopped || (k != w->j && fit->at[k] == 0);
        if (gain <= most) continue;
        most = gain;
        point->by = k;
    }
    if (point->by == fit->n_unknowns) return SIM_OK;
    return sim_curvature_gain(w->round->problem, fit, w->freed, &point->gain, err);
}

/* The others from `from`, with the profile's own at x. */
static sim_status fit_at(const walk *w, double x, sim_profile_point *point, sim_error *err)
{
    const sim_least_ask ask = {.from = w->from, .held = w->held, .member = w->member};
    sim_least fit = {0};
    sim_status status;

    w->from[w->j] = x;
    status = sim_least_run(w->round->problem, &ask, &fit, err);
    point->evaluations += fit.evaluations;
    point->chi2 = fit.ending == SIM_LEAST_REFUSED ? INFINITY : fit.chi2;
    if (status == SIM_OK) memcpy(point->x, fit.x, fit.n_unknowns * sizeof *fit.x);
    if (status == SIM_OK && isfinite(point->chi2))
        status = weigh_bounds(w, &fit, point, err);
    sim_least_free(&fit);
    return status;
}

static sim_status solve_from(const walk *w, const double end[], double x,
                             sim_profile_point *point, sim_error *err)
{
    *point = (sim_profile_point){.x = point->x};
    memcpy(w->from, end, w->round->problem->n_unknowns * sizeof *w->from);
    return fit_at(w, x, point, err);
}

/* Others begin where the last two points lead, or at the last one where that is refused. */
static sim_status solve(const walk *w, double x, sim_profile_point *point, sim_error *err)
{
    const size_t n = w->round->problem->n_unknowns, size = n * sizeof *w->from;
    const double *last = x_of(w, w->last), *before = x_of(w, w->before);
    const double along = last[w->j] - before[w->j];
    const double part = along != 0 ? (x - last[w->j]) / along : 0;
    sim_status status;

    *point = (sim_profile_point){.x = point->x};
    for (size_t i = 0; i < n; i++) w->from[i] = last[i] + part * (last[i] - before[i]);
    status = fit_at(w, x, point, err);
    if (status != SIM_OK || isfinite(point->chi2) || part == 0) return status;
    memcpy(w->from, last, size);
    return fit_at(w, x, point, err);
}

/* The next point, known or worked out; the others from `end`, or by the last points where it is NULL. */
static sim_status add_point(walk *w, double x, const double *end, sim_error *err)
{
    const sim_profile_key key = {w->round->round, w->j, w->number, w->asked};
    const sim_profile_store *store = w->round->ask->store;
    sim_profile_point *point = &w->side->points[w->side->n];
    bool known = false;
    sim_status status = SIM_OK;

    pthread_mutex_lock(&w->round->lock);
    if (store && store->have) known = store->have(store->self, &key, point);
    pthread_mutex_unlock(&w->round->lock);
    if (!known) {
        status = end ? solve_from(w, end, x, point, err) : solve(w, x, point, err);
        pthread_mutex_lock(&w->round->lock);
        if (status == SIM_OK && store && store->keep)
            status = store->keep(store->self, &key, point, err);
        pthread_mutex_unlock(&w->round->lock);
    }
    w->side->n++;
    w->asked++;
    sim_relay_pass(&w->round->relay, status != SIM_OK);
    if (status != SIM_OK || !sim_relay_is_stopped(&w->round->relay)) return status;
    return sim_fail(err, SIM_ESTOP, "fit: interrupted while profiles were worked out");
}

static bool is_better(const walk *w)
{
    const double best = w->round->profiles->best.chi2;

    return w->side->n > 0 && w->side->points[w->side->n - 1].chi2 <
                                 best - sim_profile_margin(w->round->problem, best);
}

static bool is_full(const walk *w) { return w->asked == SIM_PROFILE_POINTS; }

/* ---- outward -------------------------------------------------------------- */

static double first_step(const walk *w)
{
    const sim_problem *p = w->round->problem;
    const sim_fit_unknown *u = &p->unknowns[w->j];
    const bool bounded = sim_unknown_is_bounded(u);
    const double most =
        bounded ? (sim_unknown_high(u) - sim_unknown_low(u)) / 32 : INFINITY;
    const double step = aim * w->round->errors[w->j] * sqrt(w->round->profiles->threshold);

    if (isfinite(step) && (bounded || step < 1e3)) return fmin(step, most);
    return bounded ? most : 1;
}

/* As far as what the last step rose says, and no farther than the range. */
static void adapt(walk *w)
{
    const sim_fit_unknown *u = &w->round->problem->unknowns[w->j];
    const double rose = height_of(w, w->last) - height_of(w, w->before);
    const double factor = rose > 0 ? fmin(fmax(aim / rose, 0.5), 2) : 2;

    w->step *= factor;
    if (sim_unknown_is_bounded(u))
        w->step = fmin(w->step, (sim_unknown_high(u) - sim_unknown_low(u)) / 8);
}

/* One step; `over` where it crossed. */
static sim_status stride(walk *w, double x, bool *over, sim_error *err)
{
    const sim_status status = add_point(w, x, NULL, err);
    const size_t point = w->side->n - 1;

    if (status != SIM_OK) return status;
    if (!isfinite(w->side->points[point].chi2)) {
        w->step /= 4;
        return SIM_OK;
    }
    *over = rise_of(w, point) > w->round->profiles->threshold;
    if (*over) return SIM_OK;
    w->before = w->last;
    w->last = point;
    adapt(w);
    return SIM_OK;
}

/* Until the threshold is crossed, the range ends or a better point is found. */
static sim_status go_out(walk *w, bool *over, sim_error *err)
{
    const double least = 1e-6 * w->step;
    sim_status status = SIM_OK;

    w->side->end = SIM_SIDE_LOST;
    while (status == SIM_OK && !*over && !is_full(w) && !is_better(w)) {
        const double x = x_of(w, w->last)[w->j];
        const double left = (w->end - x) * w->sign;

        if (!(left > 0)) {
            w->side->end = SIM_SIDE_RANGE;
            return SIM_OK;
        }
        if (w->step < least) return SIM_OK;
        /* not a sliver behind the last step */
        status =
            stride(w, left <= 1.25 * w->step ? w->end : x + w->sign * w->step, over, err);
    }
    if (is_full(w) && !isfinite(w->end)) w->side->end = SIM_SIDE_RANGE;
    return status;
}

/* ---- to the crossing ------------------------------------------------------ */

/* Between a point within and one beyond: by a line through both, or halfway where lines have not
 * served. */
static double between(const walk *w, size_t within, size_t beyond, bool halve)
{
    const double a = x_of(w, within)[w->j], b = x_of(w, beyond)[w->j];
    const double low = height_of(w, within), high = height_of(w, beyond);
    const double part = (1 - low) / (high - low);

    return a + (halve ? 0.5 : fmin(fmax(part, 0.01), 0.99)) * (b - a);
}

static bool is_at_crossing(const walk *w, size_t point)
{
    return fabs(height_of(w, point) - 1) <= near_enough;
}

static sim_status close_in(walk *w, sim_error *err)
{
    const double *best = w->round->profiles->best.x;
    size_t within = w->last, beyond = w->side->n - 1;
    sim_status status = SIM_OK;

    for (int i = 0; status == SIM_OK && !is_full(w); i++) {
        const double a = x_of(w, within)[w->j], b = x_of(w, beyond)[w->j];
        const size_t point = w->side->n;

        if (is_at_crossing(w, point - 1) || is_better(w) ||
            fabs(b - a) <= 2 * near_enough * fabs(b - best[w->j]))
            return SIM_OK;
        w->last = within;
        w->before = beyond;
        status = add_point(w, between(w, within, beyond, i % 3 == 2), NULL, err);
        if (status != SIM_OK || !isfinite(w->side->points[point].chi2)) return status;
        if (rise_of(w, point) > w->round->profiles->threshold)
            beyond = point;
        else
            within = point;
    }
    return status;
}

/* ---- what it came to ------------------------------------------------------ */

/* The point nearest to the crossing. */
static size_t find_crossing(const walk *w)
{
    size_t best = BEST;

    for (size_t i = w->since; i < w->side->n; i++) {
        if (!isfinite(w->side->points[i].chi2)) continue;
        if (best == BEST || fabs(height_of(w, i) - 1) < fabs(height_of(w, best) - 1))
            best = i;
    }
    return best;
}

static size_t find_farthest(const walk *w)
{
    size_t best = BEST;

    for (size_t i = 0; i < w->side->n; i++) {
        const double ahead = (w->side->points[i].x[w->j] - x_of(w, best)[w->j]) * w->sign;

        if (isfinite(w->side->points[i].chi2) && ahead > 0) best = i;
    }
    return best;
}

/* ---- on from ends of starts ------------------------------------------------ */

/* What is tried at a crossing. */
typedef struct {
    size_t at;                 /* the point there */
    const double *ends[TRIES]; /* the nearest ahead, then the others */
    size_t n;
} crossing;

static double ahead_of(const walk *w, const double a[], const double b[])
{
    return (a[w->j] - b[w->j]) * w->sign;
}

static bool is_one(const walk *w, const double a[], const double b[])
{
    for (size_t k = 0; k < w->round->problem->n_unknowns; k++) {
        const sim_fit_unknown *u = &w->round->problem->unknowns[k];
        const double range = sim_unknown_high(u) - sim_unknown_low(u);

        if (fabs(a[k] - b[k]) > apart * range) return false;
    }
    return true;
}

static bool is_known(const walk *w, const crossing *c, const double end[])
{
    bool known = is_one(w, end, w->round->profiles->best.x);

    for (size_t i = 0; !known && i < c->n; i++) known = is_one(w, end, c->ends[i]);
    return known;
}

/* Those ahead of the crossing come first, then the nearest. */
static bool is_sooner(const walk *w, const crossing *c, const double a[], const double b[])
{
    const double one = ahead_of(w, a, x_of(w, c->at)),
                 other = ahead_of(w, b, x_of(w, c->at));

    return (one > 0) != (other > 0) ? one > 0 : fabs(one) < fabs(other);
}

/* The next end within the threshold that is not known yet; NULL: none. */
static const double *find_end(const walk *w, const crossing *c)
{
    const sim_starts *starts = w->round->ask->starts;
    const double most =
        w->round->profiles->best.chi2 + w->round->profiles->threshold * lower;
    const double *found = NULL;

    for (size_t i = 0; starts && i < starts->n; i++) {
        const sim_start *start = &starts->list[i];

        if (!(start->chi2 < most) || is_known(w, c, start->x)) continue;
        if (!found || is_sooner(w, c, start->x, found)) found = start->x;
    }
    return found;
}

static void drop(walk *w, size_t point)
{
    sim_profile_point *points = w->side->points;
    const sim_profile_point dropped = points[point];

    w->side->aside += dropped.evaluations;
    w->side->n--;
    memmove(&points[point], &points[point + 1], (w->side->n - point) * sizeof *points);
    points[w->side->n] = dropped; /* its x serves again */
}

/* Goes on from the last point; those above it were no profile, if it lies where they end. */
static void go_on(walk *w, bool here)
{
    const double chi2 = w->side->points[w->side->n - 1].chi2;

    for (size_t i = w->side->n - 1; here && i-- > w->since;)
        if (!(w->side->points[i].chi2 <= chi2)) drop(w, i);
    w->last = w->before = w->since = w->side->n - 1;
}

/* The others from an end, with the profile's own at x; `on` where that is lower than the crossing. */
static sim_status try_end(walk *w, const double *end, double x, bool *on, sim_error *err)
{
    const sim_status status = add_point(w, x, end, err);

    if (status != SIM_OK) return status;
    *on = height_of(w, w->side->n - 1) < lower;
    if (!*on) drop(w, w->side->n - 1);
    return SIM_OK;
}

/* Is the crossing none?  Then the walk goes on. */
static sim_status look_around(walk *w, bool *on, sim_error *err)
{
    crossing c = {.at = find_crossing(w)};
    const double x = x_of(w, c.at)[w->j];
    sim_status status = SIM_OK;

    *on = false;
    while (status == SIM_OK && !*on && c.n < TRIES && !is_full(w)) {
        const double *end = find_end(w, &c);

        if (!end) break;
        c.ends[c.n++] = end;
        status = try_end(w, end, x, on, err);
    }
    if (*on) go_on(w, true);
    if (status != SIM_OK || *on || c.n == 0 || is_full(w)) return status;
    if (!(ahead_of(w, c.ends[0], x_of(w, c.at)) > 0)) return SIM_OK;
    status = try_end(w, c.ends[0], c.ends[0][w->j], on, err);
    if (*on) go_on(w, false);
    return status;
}

/* ---- all of it -------------------------------------------------------------- */

static void conclude(walk *w, bool over)
{
    const size_t point = over ? find_crossing(w) : find_farthest(w);
    const sim_fit_unknown *u = &w->round->problem->unknowns[w->j];

    w->side->at = sim_unknown_value(u, x_of(w, point)[w->j]);
    w->side->rise = rise_of(w, point);
    w->side->by = w->round->problem->n_unknowns;
    if (!over) return;
    w->side->end = SIM_SIDE_CROSSED;
    if (w->side->points[point].gain <= w->round->profiles->threshold / 2) return;
    w->side->end = SIM_SIDE_OTHERS;
    w->side->by = w->side->points[point].by;
}

/* Out and to a crossing, until that is one. */
static sim_status go(walk *w, bool *over, sim_error *err)
{
    bool on = true;
    sim_status status = SIM_OK;

    while (status == SIM_OK && on) {
        *over = on = false;
        status = go_out(w, over, err);
        if (status == SIM_OK && *over) status = close_in(w, err);
        if (status == SIM_OK && *over && !is_better(w)) status = look_around(w, &on, err);
    }
    return status;
}

sim_status sim_profile_walk(sim_profile_round *round, size_t member, size_t unknown,
                            size_t side, sim_error *err)
{
    const sim_fit_unknown *u = &round->problem->unknowns[unknown];
    const size_t n = round->problem->n_unknowns;
    bool over = false;
    sim_pool pool = {0};
    sim_status status;
    walk w = {.round = round,
              .member = member,
              .j = unknown,
              .number = side,
              .side = &round->profiles->list[unknown].sides[side],
              .sign = side == 0 ? -1 : 1,
              .end = side == 0 ? sim_unknown_low(u) : sim_unknown_high(u),
              .last = BEST,
              .before = BEST};

    w.held = sim_pool_take(&pool, n, sizeof *w.held);
    w.freed = sim_pool_take(&pool, n, sizeof *w.freed);
    w.from = sim_pool_take(&pool, n, sizeof *w.from);
    status = sim_pool_check(&pool, "fit", err);
    if (status == SIM_OK) {
        w.held[unknown] = true;
        w.step = first_step(&w);
        status = go(&w, &over, err);
    }
    if (status == SIM_OK) conclude(&w, over);
    sim_pool_free(&pool);
    return status;
}
