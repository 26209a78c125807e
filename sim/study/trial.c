#include "sim/study/trial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>

#include "sim/engine/rng.h"

enum { PURPOSE_SIZE = 256, SIDES = 2 };

static const char drawn_for[] = "trial", of_laboratory[] = "trial laboratory";

/* ---- life ---------------------------------------------------------------------- */

sim_status sim_trial_work_init(sim_trial_work *w, const sim_trial_pool *pool, size_t room,
                               sim_error *err)
{
    const bool is_event = pool->measure.kind == SIM_TRIAL_EVENT;

    *w = (sim_trial_work){.pool = pool, .room = room};
    w->rng = gsl_rng_alloc(sim_rng_type);
    w->readings = sim_pool_take(&w->memory, SIDES * room, sizeof *w->readings);
    if (is_event) {
        w->followed = sim_pool_take(&w->memory, SIDES * room, sizeof *w->followed);
        w->both = sim_pool_take(&w->memory, SIDES * room, sizeof *w->both);
    }
    return w->rng && !w->memory.failed ? SIM_OK : sim_fail_memory(err, "a trial");
}

void sim_trial_work_free(sim_trial_work *w)
{
    if (w->rng) gsl_rng_free(w->rng);
    sim_pool_free(&w->memory);
    *w = (sim_trial_work){0};
}

/* Where those of an arm stand: the control's first, behind them those of the arm in hand. */
static size_t side_of(const sim_trial_work *w, size_t a)
{
    return a == w->pool->control ? 0 : w->room;
}

/* ---- drawing ------------------------------------------------------------------- */

static void start(sim_trial_work *w, size_t trial, const char *purpose)
{
    sim_rng_start(
        w->rng,
        &(sim_stream){.seed = w->pool->assay.seed, .replicate = trial, .purpose = purpose});
}

static size_t choose(sim_trial_work *w, size_t n)
{
    return (size_t)(gsl_rng_uniform(w->rng) * (double)n);
}

/* The laboratory of a trial. */
static size_t choose_laboratory(sim_trial_work *w, size_t trial)
{
    if (w->pool->n_laboratories == 1) return 0;
    start(w, trial, of_laboratory);
    return w->pool->laboratories[choose(w, w->pool->n_open)];
}

static sim_trial_luck draw_luck(sim_trial_work *w)
{
    const sim_trial_measure *m = &w->pool->measure;
    const size_t visits = sim_trial_measure_visits(m);
    sim_trial_luck luck = {0};

    if (sim_trial_measure_has_fate(m)) luck.uniform = gsl_rng_uniform(w->rng);
    for (size_t v = 0; v < visits; v++)
        luck.noise[v] = gsl_cdf_ugaussian_Pinv(gsl_rng_uniform(w->rng));
    return luck;
}

/* The first day on which a course is below a number: it falls and never rises; n: there is none. */
static size_t find_day(const double course[], size_t n, double uniform)
{
    size_t low = 0, high = n;

    while (low < high) {
        const size_t middle = (low + high) / 2;

        if (course[middle] < uniform)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Who is not struck within the course is followed to its end. */
static sim_followed follow(const sim_trial_pool *p, size_t member, size_t a, double uniform)
{
    const sim_trial_member *m = sim_trial_pool_member(p, member, a);
    const size_t n = (size_t)m->first;
    const size_t day =
        m->value < uniform ? find_day(sim_trial_pool_course(p, member, a), n, uniform) : n;

    return (sim_followed){.time = p->task.every * (double)(day < n ? day : n - 1),
                          .struck = day < n,
                          .other = a == p->control};
}

static void draw_arm(sim_trial_work *w, size_t a, size_t number, const sim_trial_found *f)
{
    const sim_trial_pool *p = w->pool;
    const sim_trial_arm *arm = &p->arms[a];
    const size_t from = arm->from[f->laboratory], n = arm->from[f->laboratory + 1] - from;
    char purpose[PURPOSE_SIZE];

    snprintf(purpose, sizeof purpose, "%s %s", drawn_for, arm->name);
    start(w, number, p->plan->design == SIM_TRIAL_PAIRED ? drawn_for : purpose);
    for (size_t i = 0; i < f->n; i++) {
        const size_t member = arm->list[from + choose(w, n)];
        const sim_trial_luck luck = draw_luck(w);

        w->readings[side_of(w, a) + i] =
            sim_trial_measure_read(&p->measure, sim_trial_pool_member(p, member, a), &luck);
        if (w->followed)
            w->followed[side_of(w, a) + i] = follow(p, member, a, luck.uniform);
    }
}

/* ---- dropping out -------------------------------------------------------------- */

static size_t count_dropped(const sim_trial_pool *p, size_t n)
{
    return (size_t)(p->plan->dropout * (double)n + 0.5);
}

/* Who has no number comes last: there is nothing to be pleased with. */
static int compare_gain(const void *a, const void *b)
{
    const double one = ((const sim_trial_reading *)a)->number;
    const double other = ((const sim_trial_reading *)b)->number;

    if (isnan(one) || isnan(other)) return isnan(one) - isnan(other);
    return (one > other) - (one < other);
}

/* Those who drop out come first: as subjects are drawn one like the other, any so many of them
 * do by chance. */
static void order_by_gain(sim_trial_work *w, size_t a, size_t n)
{
    const sim_trial_pool *p = w->pool;
    sim_trial_reading *list = &w->readings[side_of(w, a)];
    const double sign = p->measure.better == SIM_LESS_IS_BETTER ? -1 : 1;

    if (p->plan->dropout == 0 || p->plan->dropout_of != SIM_DROPOUT_LEAST) return;
    for (size_t i = 0; i < n; i++) list[i].number *= sign;
    qsort(list, n, sizeof *list, compare_gain);
    for (size_t i = 0; i < n; i++) list[i].number *= sign;
}

/* They are followed until any day of the course; what befalls them by then is seen. */
static void lose(sim_trial_work *w, size_t a, size_t dropped)
{
    const double end = w->pool->task.every * (double)w->pool->n_days;

    for (size_t i = 0; w->followed && i < dropped; i++) {
        sim_followed *f = &w->followed[side_of(w, a) + i];
        const double lost = w->pool->task.every *
                            floor(end * gsl_rng_uniform(w->rng) / w->pool->task.every);

        if (f->time <= lost) continue;
        f->time = lost;
        f->struck = false;
    }
}

/* ---- counting ------------------------------------------------------------------ */

static void count_arm(const sim_trial_work *w, size_t a, sim_trial_found *f)
{
    const sim_trial_reading *list = &w->readings[side_of(w, a)];

    for (size_t i = f->dropped; i < f->n; i++) {
        sim_moments_add(&f->moments, list[i].number);
        f->asked += isnan(list[i].judged) ? 0 : 1;
        f->counted += list[i].judged == 1;
    }
}

/* Is it what nobody wishes for that is counted? */
static bool counts_harm(const sim_trial_pool *p)
{
    return p->measure.judge == SIM_JUDGE_STRUCK;
}

static size_t count_of_all(const sim_trial_pool *p, const sim_trial_found *f)
{
    return f->counted + (counts_harm(p) ? f->dropped : 0);
}

sim_share sim_trial_share_of_seen(const sim_trial_pool *p, const sim_trial_found *f)
{
    return sim_wilson(f->counted, f->asked, p->plan->alpha);
}

sim_share sim_trial_share_of_all(const sim_trial_pool *p, const sim_trial_found *f)
{
    return p->measure.judge == SIM_JUDGE_NONE
               ? (sim_share){NAN, NAN, NAN}
               : sim_wilson(count_of_all(p, f), f->n, p->plan->alpha);
}

/* ---- comparing ----------------------------------------------------------------- */

static void compare_means(const sim_trial_pool *p, sim_trial_found *f,
                          const sim_trial_found *control)
{
    const sim_welch_result r = sim_welch(&f->moments, &control->moments, p->plan->alpha);

    f->difference = r.difference;
    f->low = r.low;
    f->high = r.high;
    f->p = r.p;
}

static void put_difference(sim_trial_found *f, const sim_difference *d)
{
    f->difference = d->mean;
    f->low = d->low;
    f->high = d->high;
}

static void compare_shares(const sim_trial_pool *p, sim_trial_found *f,
                           const sim_trial_found *control)
{
    const sim_difference d = sim_newcombe(f->counted, f->asked, control->counted,
                                          control->asked, p->plan->alpha);

    put_difference(f, &d);
    f->p = sim_fisher(f->counted, f->asked, control->counted, control->asked);
}

static void compare_events(sim_trial_work *w, size_t a, sim_trial_found *f,
                           const sim_trial_found *control)
{
    sim_logrank_result r;
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) w->both[n++] = w->followed[side_of(w, a) + i];
    for (size_t i = 0; i < control->n; i++)
        w->both[n++] = w->followed[side_of(w, w->pool->control) + i];
    r = sim_logrank(w->both, n, w->pool->plan->alpha);
    compare_shares(w->pool, f, control);
    f->p_of_shares = f->p;
    f->p = r.p;
    f->hazard_ratio = r.hazard_ratio;
    f->hazard_low = r.low;
    f->hazard_high = r.high;
}

double sim_mcnemar(size_t one, size_t other)
{
    const size_t n = one + other, least = one < other ? one : other;

    if (n == 0) return 1;
    return fmin(1, 2 * gsl_cdf_binomial_P((unsigned)least, 0.5, (unsigned)n));
}

static void compare_pairs(const sim_trial_work *w, size_t a, sim_trial_found *f)
{
    const sim_trial_pool *p = w->pool;
    const sim_trial_reading *own = &w->readings[side_of(w, a)];
    const sim_trial_reading *its = &w->readings[side_of(w, p->control)];
    sim_moments differences = {0};
    sim_welch_result r;

    for (size_t i = f->dropped; i < f->n; i++)
        sim_moments_add(&differences, own[i].number - its[i].number);
    r = sim_paired(&differences, p->plan->alpha);
    f->difference = r.difference;
    f->low = r.low;
    f->high = r.high;
    f->p = r.p;
}

static void compare_paired_shares(const sim_trial_work *w, size_t a, sim_trial_found *f)
{
    const sim_trial_pool *p = w->pool;
    const sim_trial_reading *own = &w->readings[side_of(w, a)];
    const sim_trial_reading *its = &w->readings[side_of(w, p->control)];
    size_t n = 0, one = 0, other = 0, both = 0;
    sim_difference d;

    for (size_t i = f->dropped; i < f->n; i++) {
        if (isnan(own[i].judged) || isnan(its[i].judged)) continue;
        n++;
        one += own[i].judged == 1;
        other += its[i].judged == 1;
        both += own[i].judged == 1 && its[i].judged == 1;
    }
    d = sim_difference_of_shares(one, other, both, n, p->plan->alpha);
    put_difference(f, &d);
    f->p = sim_mcnemar(one - both, other - both);
}

/* Of pairs it is the difference itself, or none. */
static void find_wished(const sim_trial_pool *p, sim_trial_found *f,
                        const sim_trial_found *control)
{
    const bool is_paired = p->plan->design == SIM_TRIAL_PAIRED;
    sim_difference d = {f->difference, f->low, f->high};

    if (p->measure.judge == SIM_JUDGE_NONE ||
        (is_paired && p->measure.kind == SIM_TRIAL_MEAN))
        return;
    if (!is_paired)
        d = sim_newcombe(count_of_all(p, f), f->n, count_of_all(p, control), control->n,
                         p->plan->alpha);
    f->wished = counts_harm(p) ? (sim_difference){-d.mean, -d.high, -d.low} : d;
}

static void compare(sim_trial_work *w, size_t a, sim_trial_found *f,
                    const sim_trial_found *control)
{
    const sim_trial_pool *p = w->pool;

    if (p->plan->design == SIM_TRIAL_PAIRED) {
        if (p->measure.kind == SIM_TRIAL_MEAN)
            compare_pairs(w, a, f);
        else
            compare_paired_shares(w, a, f);
    } else if (p->measure.kind == SIM_TRIAL_MEAN) {
        compare_means(p, f, control);
    } else if (p->measure.kind == SIM_TRIAL_SHARE) {
        compare_shares(p, f, control);
    } else {
        compare_events(w, a, f, control);
    }
    find_wished(p, f, control);
}

/* ---- all of a trial ------------------------------------------------------------- */

/* So many subjects of an arm, seen and counted. */
static void gather(sim_trial_work *w, size_t a, size_t n, const sim_trial_order *order,
                   sim_trial_found *f)
{
    const size_t laboratory = f->laboratory;

    sim_bug(n > w->room);
    *f = (sim_trial_found){.laboratory = laboratory,
                           .n = n,
                           .dropped = count_dropped(w->pool, n),
                           .difference = NAN,
                           .low = NAN,
                           .high = NAN,
                           .p = NAN,
                           .p_of_shares = NAN,
                           .wished = {NAN, NAN, NAN},
                           .hazard_ratio = NAN,
                           .hazard_low = NAN,
                           .hazard_high = NAN};
    draw_arm(w, a, order->number, f);
    order_by_gain(w, a, n);
    lose(w, a, f->dropped);
    count_arm(w, a, f);
}

/* An arm that is held against fewer of the control is so against the first that are drawn. */
void sim_trial_run(sim_trial_work *w, const sim_trial_order *order, sim_trial_found found[])
{
    const sim_trial_pool *p = w->pool;
    sim_trial_found control;

    found[p->control].laboratory = choose_laboratory(w, order->number);
    gather(w, p->control, order->n[p->control], order, &found[p->control]);
    control = found[p->control];
    for (size_t a = 0; a < p->n_arms; a++) {
        const size_t n = order->against ? order->against[a] : order->n[p->control];

        if (a == p->control) continue;
        if (n != control.n) gather(w, p->control, n, order, &control);
        found[a].laboratory = control.laboratory;
        gather(w, a, order->n[a], order, &found[a]);
        compare(w, a, &found[a], &control);
    }
}
