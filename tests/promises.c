#include "tests/promises.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

enum { PLANTED_SEED = 1 };

/* ---- planted ---------------------------------------------------------------- */

static void plant(promises_pool *t, size_t n)
{
    static const char *const names[2] = {"control", "cells"};

    *t = (promises_pool){
        .plan = {.number = "planted", .design = SIM_TRIAL_PARALLEL, .alpha = 0.05}};
    t->list = malloc(n * sizeof *t->list);
    ck_assert_ptr_nonnull(t->list);
    for (size_t i = 0; i < n; i++) t->list[i] = i;
    t->from[1] = n;
    for (size_t a = 0; a < 2; a++)
        t->arms[a] = (sim_trial_arm){.arm = a,
                                     .name = names[a],
                                     .list = t->list,
                                     .n = n,
                                     .from = t->from,
                                     .truths = &t->truths[a]};
    t->pool = (sim_trial_pool){.plan = &t->plan,
                               .assay.seed = PLANTED_SEED,
                               .measure = {.kind = SIM_TRIAL_MEAN},
                               .arms = t->arms,
                               .n_arms = 2,
                               .n = n,
                               .n_laboratories = 1,
                               .laboratories = &t->one,
                               .n_open = 1};
}

static void find_truths(promises_pool *t)
{
    const sim_trial_pool *p = &t->pool;

    for (size_t a = 0; a < 2; a++) {
        sim_moments m = {0};

        for (size_t i = 0; i < p->n; i++) {
            const sim_trial_member *member = sim_trial_pool_member(p, i, a);

            sim_moments_add(&m, sim_trial_measure_expect(&p->measure, member).mean);
        }
        t->truths[a] = (sim_trial_truth){m.mean, sqrt(m.squares / (double)p->n)};
        t->arms[a].truth = t->truths[a];
    }
}

void promises_plant(promises_pool *t, sim_trial_member members[], size_t n)
{
    plant(t, n);
    t->pool.members = members;
    find_truths(t);
}

void promises_plant_shares(promises_pool *t, sim_trial_member members[], size_t n)
{
    static const sim_count spared = {.how = SIM_SPARED, .meaning = "planted"};

    plant(t, n);
    t->pool.members = members;
    t->pool.measure = (sim_trial_measure){
        .kind = SIM_TRIAL_SHARE, .count = &spared, .judge = SIM_JUDGE_SPARED};
    find_truths(t);
}

void promises_plant_courses(promises_pool *t, double courses[], size_t n, size_t n_days)
{
    plant(t, n);
    t->made = malloc(2 * n * sizeof *t->made);
    ck_assert_ptr_nonnull(t->made);
    for (size_t i = 0; i < 2 * n; i++) {
        const double end = courses[(i + 1) * n_days - 1];

        t->made[i] =
            (sim_trial_member){.first = (double)n_days, .value = end, .spared = end};
    }
    t->pool.members = t->made;
    t->pool.measure =
        (sim_trial_measure){.kind = SIM_TRIAL_EVENT, .judge = SIM_JUDGE_STRUCK};
    t->pool.task.every = 1;
    t->pool.n_days = n_days;
    t->pool.courses = courses;
    find_truths(t);
}

void promises_uproot(promises_pool *t)
{
    free(t->made);
    free(t->list);
}

/* ---- many ------------------------------------------------------------------- */

static double truth_of(const sim_trial_pool *p, size_t arm, size_t laboratory)
{
    return p->arms[arm].truths[laboratory].mean -
           p->arms[p->control].truths[laboratory].mean;
}

static void take(promises_found *all, const sim_trial_pool *p,
                 const sim_trial_found found[], size_t arm)
{
    const sim_trial_found *f = &found[arm];
    const double truth = p->arms[arm].truth.mean - p->arms[p->control].truth.mean;
    const double own = truth_of(p, arm, f->laboratory);

    all->rejected += f->p < p->plan->alpha;
    all->covered += f->low <= truth && truth <= f->high;
    all->covered_own += f->low <= own && own <= f->high;
    all->undefined += isnan(f->low) || isnan(f->high);
    all->narrow += f->low == f->high;
    all->struck += (double)(f->counted + found[p->control].counted);
    sim_moments_add(&all->estimate, f->difference);
    sim_moments_add(&all->log_ratio, log(f->hazard_ratio));
}

promises_found promises_hold(const sim_trial_pool *p, const promises_asked *of)
{
    promises_found all = {.trials = (double)of->trials};
    sim_trial_found *found = calloc(p->n_arms, sizeof *found);
    size_t *n = calloc(p->n_arms, sizeof *n);
    sim_trial_work work;
    sim_error err = {""};

    ck_assert(found && n);
    for (size_t a = 0; a < p->n_arms; a++) n[a] = of->n;
    ck_assert_msg(sim_trial_work_init(&work, p, of->n, &err) == SIM_OK, "%s", err.text);
    for (size_t i = 1; i <= of->trials; i++) {
        sim_trial_run(&work, &(sim_trial_order){.n = n, .number = i}, found);
        take(&all, p, found, of->arm);
    }
    all.struck /= all.trials;
    sim_trial_work_free(&work);
    free(found);
    free(n);
    return all;
}

bool promises_agree(double count, double of, double expected)
{
    return fabs(count / of - expected) <= 3 * sqrt(expected * (1 - expected) / of);
}

size_t promises_number(size_t usual)
{
    const char *text = getenv("TRIALS");

    return text ? (size_t)strtoul(text, NULL, 10) : usual;
}
