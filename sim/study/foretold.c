#include "sim/study/foretold.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double near = 0.01;  /* of the root of the threshold */
static const double alike = 1e-4; /* farther by less than this part is no farther */

enum { TRIES = 10, EVALUATIONS = 60 /* of a fit, for each unknown */ };

/* ---- points of profiles ------------------------------------------------------------------------ */

typedef struct {
    double *x; /* fitted scale */
    double rise;
} seed;

typedef struct {
    const sim_foretold_ask *ask;
    seed *seeds;     /* [n] the best point first */
    double *numbers; /* [n][n_numbers] */
    size_t n;
    sim_foretold *list;
    sim_status *statuses; /* [n things] */
    sim_error *errors;
    sim_relay relay;
} search;

static size_t count_points(const sim_profiles *ps)
{
    size_t n = 1;

    for (size_t i = 0; i < ps->n; i++) n += ps->list[i].sides[0].n + ps->list[i].sides[1].n;
    return n;
}

static void list_seeds(search *s)
{
    const sim_profiles *ps = s->ask->profiles;

    s->seeds[s->n++] = (seed){ps->best.x, 0};
    for (size_t i = 0; i < 2 * ps->n; i++) {
        const sim_profile_side *side = &ps->list[i / 2].sides[i % 2];

        for (size_t k = 0; k < side->n; k++) {
            const double rise = side->points[k].chi2 - ps->best.chi2;

            if (rise <= s->ask->threshold)
                s->seeds[s->n++] = (seed){side->points[k].x, fmax(rise, 0)};
        }
    }
}

/* A point that has no number is none. */
static sim_status foretell(const sim_foretold_ask *ask, size_t member, const double x[],
                           double numbers[], sim_error *err)
{
    const sim_problem *p = ask->problem;
    double *values = calloc(p->n_unknowns + 1, sizeof *values);
    sim_error why = {""};
    sim_status status = values ? SIM_OK : sim_fail_memory(err, "fit");

    if (status != SIM_OK) return status;
    for (size_t k = 0; k < p->n_unknowns; k++)
        values[k] = sim_unknown_value(&p->unknowns[k], x[k]);
    status = ask->foretell(ask->self, member, values, numbers, &why);
    free(values);
    if (status == SIM_OK) return SIM_OK;
    if (!sim_is_refusal(status)) return sim_fail(err, status, "%s", why.text);
    for (size_t i = 0; i < ask->n_numbers; i++) numbers[i] = NAN;
    return SIM_OK;
}

static void look(void *self, size_t member, size_t i)
{
    search *s = self;

    if (sim_relay_is_stopped(&s->relay)) return;
    s->statuses[i] = foretell(s->ask, member, s->seeds[i].x,
                              &s->numbers[i * s->ask->n_numbers], &s->errors[i]);
}

/* The first of n things that failed. */
static sim_status check(search *s, size_t n, sim_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (s->statuses[i] != SIM_OK)
            return sim_fail(err, s->statuses[i], "%s", s->errors[i].text);
    return sim_relay_is_stopped(&s->relay) ? sim_fail(err, SIM_ESTOP, "stopped") : SIM_OK;
}

/* ---- one more residual ------------------------------------------------------------------------- */

typedef struct {
    const sim_foretold_ask *ask;
    size_t number;
    double aim, width;
    double *numbers; /* [n_numbers] scratch */
} pull;

static sim_status pulled(void *self, size_t member, const double values[], double r[],
                         sim_error *err)
{
    const pull *p = self;
    const sim_problem *of = p->ask->problem;
    sim_status status = of->residuals(of->self, member, values, r, err);

    if (status == SIM_OK)
        status = p->ask->foretell(p->ask->self, member, values, p->numbers, err);
    if (status == SIM_OK) r[of->n_residuals] = (p->numbers[p->number] - p->aim) / p->width;
    return status;
}

/* Where a search is: how far the number has gone, and the root of the rise there. */
typedef struct {
    double far, root, aim;
    bool is_stopped; /* by ranges: free of them it would go on */
    double *x;
} place;

typedef struct {
    pull pull;
    double first, sign; /* the number at the best point, and the way it is to go */
    double root;        /* of the threshold */
    place below, above; /* of which the roots are; above.far INFINITY: none is known */
} walk;

/* Would unknowns that came to a bound, were they free, undo more than half of what draws them? */
static sim_status weigh(const walk *w, const sim_problem *p, const sim_least *fit,
                        double drawn, bool *is_stopped, sim_error *err)
{
    const sim_least *best = &w->pull.ask->profiles->best;
    bool *freed = calloc(fit->n_unknowns + 1, sizeof *freed);
    sim_status status = freed ? SIM_OK : sim_fail_memory(err, "fit");
    double gain = 0;

    *is_stopped = false;
    for (size_t k = 0; status == SIM_OK && k < fit->n_unknowns; k++) {
        freed[k] = fit->at[k] == 0 || best->at[k] == 0;
        *is_stopped |= fit->at[k] != 0 && best->at[k] == 0;
    }
    if (*is_stopped) status = sim_curvature_gain(p, fit, freed, &gain, err);
    *is_stopped = gain > drawn / 2;
    free(freed);
    return status;
}

static sim_status go(walk *w, size_t member, place *to, bool *arrived, sim_error *err)
{
    const sim_problem *of = w->pull.ask->problem;
    sim_problem p = *of;
    const sim_least_ask ask = {
        .from = to->x, .member = member, .most = EVALUATIONS * (of->n_unknowns + 1)};
    sim_least fit;
    sim_status status;

    p.n_residuals++;
    p.residuals = pulled;
    p.self = &w->pull;
    w->pull.aim = w->first + w->sign * to->aim;
    status = sim_least_run(&p, &ask, &fit, err);
    *arrived = status == SIM_OK && fit.ending != SIM_LEAST_REFUSED;
    if (*arrived) {
        const double off = fit.residuals[of->n_residuals];
        const double rise = fit.chi2 - off * off - w->pull.ask->profiles->best.chi2;

        to->far = w->sign * (off * w->pull.width + w->pull.aim - w->first);
        to->root = sqrt(fmax(rise, 0));
        memcpy(to->x, fit.x, of->n_unknowns * sizeof *to->x);
        status = weigh(w, &p, &fit, fmax(rise, 0) + off * off, &to->is_stopped, err);
    }
    sim_least_free(&fit);
    return status;
}

/* The aim for which, were all linear, the root were that of the threshold. */
static double next_aim(const walk *w, const place *last)
{
    const double width = w->pull.width, slope = last->far / last->root;
    double part;

    if (isinf(w->above.far) && !(slope > 0)) return 2 * last->aim;
    if (isinf(w->above.far))
        return fmin(fmax(w->root * (slope + width * width / slope), 1.1 * last->aim),
                    5 * last->aim);
    part = (w->root - w->below.root) / (w->above.root - w->below.root);
    return w->below.aim + part * (w->above.aim - w->below.aim);
}

/* Does an unknown lie on its bound? */
static bool is_at_bound(const sim_problem *p, const double x[], size_t k)
{
    return x[k] <= sim_unknown_low(&p->unknowns[k]) ||
           x[k] >= sim_unknown_high(&p->unknowns[k]);
}

static size_t find_bound(const sim_foretold_ask *ask, const double x[])
{
    size_t k = 0;

    while (k < ask->problem->n_unknowns &&
           (!is_at_bound(ask->problem, x, k) ||
            is_at_bound(ask->problem, ask->profiles->best.x, k)))
        k++;
    return k;
}

static void settle(const walk *w, const place *at, bool is_open, sim_foretold_end *end)
{
    const double far = is_open || at->root == 0 ? at->far : at->far * w->root / at->root;

    end->at = w->first + w->sign * far;
    end->is_open = is_open;
    end->by = find_bound(w->pull.ask, at->x);
    memcpy(end->x, at->x, w->pull.ask->problem->n_unknowns * sizeof *end->x);
}

/* As far as the nearest of both sides lets it be told. */
static void settle_between(const walk *w, sim_foretold_end *end)
{
    const double part = (w->root - w->below.root) / (w->above.root - w->below.root);
    place at = w->above;

    at.far = w->below.far + part * (w->above.far - w->below.far);
    settle(w, &at, true, end);
    end->is_open = w->above.is_stopped;
}

static sim_status seek(walk *w, size_t member, double *room, sim_foretold_end *end,
                       sim_error *err)
{
    const size_t n = w->pull.ask->problem->n_unknowns;
    place now = {.aim = w->root * 2 * w->pull.width, .x = room};
    sim_status status = SIM_OK;
    bool arrived = true;

    memcpy(now.x, w->below.x, n * sizeof *now.x);
    for (size_t i = 0; status == SIM_OK && i < TRIES; i++) {
        place *kept;

        status = go(w, member, &now, &arrived, err);
        if (status != SIM_OK || !arrived) break;
        if (fabs(now.root - w->root) <= near * w->root) {
            settle(w, &now, now.is_stopped, end);
            return SIM_OK;
        }
        if (now.root < w->root && isinf(w->above.far) && i > 0 &&
            now.far <= w->below.far * (1 + alike))
            break;
        kept = now.root < w->root ? &w->below : &w->above;
        memcpy(kept->x, now.x, n * sizeof *kept->x);
        *kept = (place){now.far, now.root, now.aim, now.is_stopped, kept->x};
        if (now.is_stopped) break;
        now.aim = next_aim(w, &now);
    }
    if (status != SIM_OK) return status;
    if (isinf(w->above.far))
        settle(w, &w->below, true, end);
    else
        settle_between(w, end);
    return SIM_OK;
}

/* The farthest of the seeds on a side: how far they go while the root of chi2 rises by 1; 0: none does. */
static double begin(const search *s, size_t number, double sign, size_t *farthest)
{
    double far = 0;

    *farthest = 0;
    for (size_t i = 1; i < s->n; i++) {
        const double to =
            sign * (s->numbers[i * s->ask->n_numbers + number] - s->numbers[number]);

        if (!(to > far) || to <= 1e-9 * fabs(s->numbers[number])) continue;
        far = to;
        *farthest = i;
    }
    return far / fmax(sqrt(s->seeds[*farthest].rise), near * sqrt(s->ask->threshold));
}

static sim_status find_end(search *s, size_t member, size_t number, size_t side,
                           sim_error *err)
{
    const size_t n = s->ask->problem->n_unknowns;
    const double sign = side == 0 ? -1 : 1;
    double *room = calloc(3 * n + s->ask->n_numbers + 1, sizeof *room);
    walk w = {.pull = {.ask = s->ask, .number = number},
              .first = s->numbers[number],
              .sign = sign,
              .root = sqrt(s->ask->threshold),
              .below = {.x = room},
              .above = {.far = INFINITY}};
    sim_foretold_end *end = &s->list[number].ends[side];
    sim_status status = SIM_OK;
    size_t from, other;
    double width;

    if (!room) return sim_fail_memory(err, "fit");
    w.above.x = room + n;
    w.pull.numbers = room + 3 * n;
    w.pull.width = begin(s, number, sign, &from);
    width = begin(s, number, -sign, &other);
    if (from == 0) w.pull.width = width; /* pressed at a bound, maybe */
    memcpy(w.below.x, s->seeds[from].x, n * sizeof *room);
    if (w.pull.width > 0)
        status = seek(&w, member, room + 2 * n, end, err);
    else
        settle(&w, &w.below, false, end); /* nothing moves it */
    if (end->is_open &&
        sign * (s->numbers[from * s->ask->n_numbers + number] - end->at) > 0)
        end->at = s->numbers[from * s->ask->n_numbers + number];
    free(room);
    return status;
}

static void end_one(void *self, size_t member, size_t i)
{
    search *s = self;

    if (sim_relay_is_stopped(&s->relay)) return;
    s->statuses[i] = isnan(s->list[i / 2].value)
                         ? SIM_OK
                         : find_end(s, member, i / 2, i % 2, &s->errors[i]);
    sim_relay_pass(&s->relay, s->statuses[i] != SIM_OK);
}

/* ---- all --------------------------------------------------------------------------------------- */

static sim_status find_all(search *s, sim_pool *pool, sim_error *err)
{
    const sim_foretold_ask *ask = s->ask;
    sim_status status;

    list_seeds(s);
    sim_team_share(ask->threads, s->n, look, s);
    status = check(s, s->n, err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < ask->n_numbers; i++) {
        sim_foretold *f = &s->list[i];

        *f = (sim_foretold){.value = s->numbers[i]};
        for (size_t side = 0; side < 2; side++) {
            f->ends[side].at = NAN;
            f->ends[side].x = sim_pool_take(pool, ask->problem->n_unknowns, sizeof(double));
        }
    }
    if (pool->failed) return sim_fail_memory(err, "fit");
    sim_team_share(ask->threads, 2 * ask->n_numbers, end_one, s);
    return check(s, 2 * ask->n_numbers, err);
}

sim_status sim_foretold_find(const sim_foretold_ask *ask, sim_pool *pool,
                             sim_foretold list[], sim_error *err)
{
    const size_t most = count_points(ask->profiles) + 2 * ask->n_numbers;
    search s = {.ask = ask, .list = list};
    sim_status status = SIM_OK;

    sim_relay_init(&s.relay, ask->hooks);
    s.seeds = calloc(most, sizeof *s.seeds);
    s.numbers = calloc(most * ask->n_numbers, sizeof *s.numbers);
    s.statuses = calloc(most, sizeof *s.statuses);
    s.errors = calloc(most, sizeof *s.errors);
    if (!s.seeds || !s.numbers || !s.statuses || !s.errors)
        status = sim_fail_memory(err, "fit");
    if (status == SIM_OK) status = find_all(&s, pool, err);
    free(s.seeds);
    free(s.numbers);
    free(s.statuses);
    free(s.errors);
    return status;
}
