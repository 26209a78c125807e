#include "sim/study/profile_parts.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

double sim_profile_threshold(double level) { return gsl_cdf_chisq_Pinv(level, 1); }

double sim_profile_threshold_of_noise(double level, size_t n, size_t p)
{
    double left, t;

    if (n <= p) return INFINITY;
    left = (double)(n - p);
    t = gsl_cdf_tdist_Qinv((1 - level) / 2, left); /* its square is F's quantile */
    return (double)n * log1p(t * t / left);
}

const char *sim_profile_status_text(sim_profile_status status)
{
    static const char *const texts[] = {"two-sided", "open below", "open above",
                                        "not identifiable"};

    return texts[status];
}

const char *sim_relation_text(sim_relation relation)
{
    static const char *const texts[] = {NULL,  "product",    "ratio",
                                        "sum", "difference", "combination"};

    return texts[relation];
}

/* ---- companions ----------------------------------------------------------- */

/* Sums along a profile, from the best point on. */
typedef struct {
    double n, own, other, own_own, own_other, other_other, most;
} along;

static void add(along *a, const sim_profiles *ps, const double x[], size_t j, size_t k)
{
    const double own = x[j] - ps->best.x[j], other = x[k] - ps->best.x[k];

    a->n++;
    a->own += own;
    a->other += other;
    a->own_own += own * own;
    a->own_other += own * other;
    a->other_other += other * other;
    a->most = fmax(a->most, fabs(other));
}

static bool is_inside(const sim_fit_unknown *u, double x)
{
    return x > sim_unknown_low(u) && x < sim_unknown_high(u);
}

static void add_sides(along *a, const sim_profiles *ps, const sim_problem *p, size_t j,
                      size_t k)
{
    for (size_t s = 0; s < 2; s++) {
        const sim_profile_side *side = &ps->list[j].sides[s];

        for (size_t i = 0; i < side->n; i++) {
            const sim_profile_point *point = &side->points[i];

            if (point->chi2 <= ps->best.chi2 + ps->threshold * (1 + 1e-3) &&
                is_inside(&p->unknowns[k], point->x[k]))
                add(a, ps, point->x, j, k);
        }
    }
}

/* Length of a column of the Jacobian at the best point. */
static double length_of(const sim_least *fit, size_t k)
{
    double squares = 0;

    for (size_t i = 0; i < fit->n_residuals; i++)
        squares += pow(fit->jacobian[i * fit->n_unknowns + k], 2);
    return sqrt(squares);
}

static sim_companion find_companion(const sim_profiles *ps, const sim_problem *p, size_t j,
                                    size_t k)
{
    enum { LEAST = 4 };
    along a = {0};
    double own, other, both;

    add(&a, ps, ps->best.x, j, k);
    add_sides(&a, ps, p, j, k);
    own = a.own_own - a.own * a.own / a.n;
    other = a.other_other - a.other * a.other / a.n;
    both = a.own_other - a.own * a.other / a.n;
    if (a.n < LEAST || !(own > 0) || !(other > 0)) return (sim_companion){0, 0, 0};
    return (sim_companion){both / sqrt(own * other), both / own,
                           a.most * length_of(&ps->best, k)};
}

static void find_companions(sim_profiles *ps, const sim_problem *p)
{
    for (size_t j = 0; j < ps->n; j++) {
        for (size_t k = 0; ps->list[j].done && k < ps->n; k++) {
            if (k != j) ps->companions[j * ps->n + k] = find_companion(ps, p, j, k);
        }
    }
}

sim_relation sim_profiles_relation(const sim_profiles *ps, const sim_problem *p, size_t j,
                                   size_t k)
{
    const sim_companion *c = &ps->companions[j * ps->n + k];
    const bool logs = p->unknowns[j].log, alike = logs == p->unknowns[k].log;

    if (fabs(c->correlation) <= 0.99 || c->reach < sqrt(ps->threshold)) return SIM_APART;
    if (!alike || fabs(fabs(c->slope) - 1) > 0.02) return SIM_TOGETHER;
    if (c->slope < 0) return logs ? SIM_ONLY_PRODUCT : SIM_ONLY_SUM;
    return logs ? SIM_ONLY_RATIO : SIM_ONLY_DIFFERENCE;
}

/* ---- one round ------------------------------------------------------------ */

/* Of several failures that of the lowest number is told. */
static void note(sim_profile_round *r, size_t number, sim_status status,
                 const sim_error *err)
{
    pthread_mutex_lock(&r->lock);
    if (r->status == SIM_OK || number < r->failed) {
        r->status = status;
        r->failed = number;
        *r->err = *err;
    }
    pthread_mutex_unlock(&r->lock);
}

static void take(void *self, size_t member, size_t number)
{
    sim_profile_round *r = self;
    sim_error err = {""};
    sim_status status;

    if (!r->profiles->list[number / 2].done || sim_relay_is_stopped(&r->relay)) return;
    status = sim_profile_walk(r, member, number / 2, number % 2, &err);
    if (status != SIM_OK) note(r, number, status, &err);
}

static void fill_errors(const sim_curvature *c, double errors[])
{
    for (size_t i = 0; i < c->n; i++) errors[i] = sim_curvature_error(c, i);
}

static void clear(sim_profiles *ps, const bool *which)
{
    for (size_t i = 0; i < ps->n; i++) {
        ps->list[i].done = !which || which[i];
        for (size_t s = 0; s < 2; s++)
            ps->list[i].sides[s].n = ps->list[i].sides[s].aside = 0;
    }
}

static sim_status run_round(sim_profile_round *r, double errors[], sim_error *err)
{
    sim_curvature curvature;
    sim_status status =
        sim_curvature_find(&curvature, r->problem, &r->profiles->best, NULL, err);

    if (status == SIM_OK) fill_errors(&curvature, errors);
    sim_curvature_free(&curvature);
    if (status != SIM_OK) return status;
    r->errors = errors;
    r->status = SIM_OK;
    r->failed = 0;
    r->err = err;
    clear(r->profiles, r->ask->which);
    sim_team_share(sim_threads(r->ask->threads), 2 * r->profiles->n, take, r);
    if (r->status == SIM_OK && sim_relay_is_stopped(&r->relay))
        return sim_fail(err, SIM_ESTOP, "fit: interrupted while profiles were worked out");
    return r->status;
}

/* ---- all rounds ----------------------------------------------------------- */

/* The lowest point of all; NULL where none is below the best one. */
static const sim_profile_point *find_better(const sim_profiles *ps, const sim_problem *p)
{
    double least = ps->best.chi2 - sim_profile_margin(p, ps->best.chi2);
    const sim_profile_point *best = NULL;

    for (size_t i = 0; i < 2 * ps->n; i++) {
        const sim_profile_side *side = &ps->list[i / 2].sides[i % 2];

        for (size_t k = 0; k < side->n; k++) {
            if (side->points[k].chi2 >= least) continue;
            best = &side->points[k];
            least = best->chi2;
        }
    }
    return best;
}

/* Goes down from there, with nothing held. */
static sim_status begin_at(sim_profiles *ps, const sim_problem *p, const double x[],
                           sim_error *err)
{
    sim_least fit;
    const sim_status status = sim_least_run(p, &(sim_least_ask){.from = x}, &fit, err);

    sim_least_free(&ps->best);
    ps->best = fit;
    ps->evaluations += fit.evaluations;
    if (status != SIM_OK) return status;
    if (fit.ending != SIM_LEAST_REFUSED) return SIM_OK;
    return sim_fail(
        err, SIM_ESOLVER,
        "fit: the best point is refused; one that can be solved would be right");
}

static void count(sim_profiles *ps)
{
    for (size_t i = 0; i < 2 * ps->n; i++) {
        const sim_profile_side *side = &ps->list[i / 2].sides[i % 2];

        ps->evaluations += side->aside;
        for (size_t k = 0; k < side->n; k++) ps->evaluations += side->points[k].evaluations;
    }
}

static void conclude(sim_profiles *ps, const sim_problem *p)
{
    for (size_t i = 0; i < ps->n; i++) {
        const bool low = ps->list[i].sides[0].end == SIM_SIDE_CROSSED;
        const bool high = ps->list[i].sides[1].end == SIM_SIDE_CROSSED;

        ps->list[i].status = low && high ? SIM_TWO_SIDED
                             : high      ? SIM_OPEN_BELOW
                             : low       ? SIM_OPEN_ABOVE
                                         : SIM_NOT_IDENTIFIABLE;
    }
    find_companions(ps, p);
}

static sim_status run_all(sim_profile_round *r, double errors[], sim_error *err)
{
    sim_profiles *ps = r->profiles;
    sim_status status = SIM_OK;

    while (status == SIM_OK) {
        const sim_profile_point *better;

        status = run_round(r, errors, err);
        if (status != SIM_OK) return status;
        count(ps);
        ps->rounds = ++r->round;
        better = find_better(ps, r->problem);
        ps->settled = !better;
        if (!better || ps->rounds == SIM_PROFILE_ROUNDS) break;
        status = begin_at(ps, r->problem, better->x, err);
    }
    if (status == SIM_OK) conclude(ps, r->problem);
    return status;
}

/* ---- begin and end -------------------------------------------------------- */

static sim_status reserve(sim_profiles *ps, const sim_problem *p, double **errors,
                          sim_error *err)
{
    const size_t n = p->n_unknowns;

    ps->list = sim_pool_take(&ps->pool, n + 1, sizeof *ps->list);
    ps->companions = sim_pool_take(&ps->pool, n * n + 1, sizeof *ps->companions);
    *errors = sim_pool_take(&ps->pool, n + 1, sizeof **errors);
    for (size_t i = 0; !ps->pool.failed && i < 2 * n; i++) {
        sim_profile_side *side = &ps->list[i / 2].sides[i % 2];
        double *x = sim_pool_take(&ps->pool, SIM_PROFILE_POINTS * n, sizeof *x);

        side->points = sim_pool_take(&ps->pool, SIM_PROFILE_POINTS, sizeof *side->points);
        for (size_t k = 0; x && side->points && k < SIM_PROFILE_POINTS; k++)
            side->points[k].x = &x[k * n];
    }
    return sim_pool_check(&ps->pool, "fit", err);
}

sim_status sim_profiles_run(const sim_problem *problem, const sim_least *from,
                            const sim_profile_ask *ask, sim_profiles *profiles,
                            sim_error *err)
{
    sim_profile_round round = {.problem = problem, .ask = ask, .profiles = profiles};
    double *errors;
    sim_status status;

    *profiles = (sim_profiles){.n = problem->n_unknowns, .threshold = ask->threshold};
    status = reserve(profiles, problem, &errors, err);
    if (status == SIM_OK) status = begin_at(profiles, problem, from->x, err);
    if (status != SIM_OK) return status;
    pthread_mutex_init(&round.lock, NULL);
    sim_relay_init(&round.relay, ask->hooks);
    status = run_all(&round, errors, err);
    pthread_mutex_destroy(&round.lock);
    return status;
}

void sim_profiles_free(sim_profiles *profiles)
{
    sim_least_free(&profiles->best);
    sim_pool_free(&profiles->pool);
    *profiles = (sim_profiles){0};
}
