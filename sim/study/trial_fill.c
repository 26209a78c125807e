/* trial_fill.c -- of trial_pool.h: the members, solved, and who of them takes part. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/trial_pool.h"

enum { PARTS = sizeof(sim_trial_member) / sizeof(double), WHY_SIZE = 400 };

static const char what[] = "the pool of a trial";

/* ---- members ------------------------------------------------------------------ */

/* What became of a member. */
typedef struct {
    bool solved;
    sim_status status;
    sim_error *why; /* of one that failed; NULL: there was no memory for it */
} fate;

typedef struct {
    sim_trial_pool *p;
    sim_crew crew;
    sim_ensemble_task task; /* of the crew */
    fate *fates;            /* [n] */
    double *numbers;        /* [threads][each] */
    size_t each;            /* numbers that are kept of a member */
    sim_pool pool;
} pass;

static bool is_over(pass *c)
{
    return sim_crew_is_stopped(&c->crew) || sim_crew_is_lost(&c->crew);
}

static void put(const pass *c, size_t i, double numbers[])
{
    const sim_trial_pool *p = c->p;

    memcpy(numbers, sim_trial_pool_member(p, i, 0), p->n_arms * sizeof *p->members);
    if (p->n_days > 0)
        memcpy(numbers + p->n_arms * PARTS, sim_trial_pool_course(p, i, 0),
               p->n_arms * p->n_days * sizeof *p->courses);
}

static void get(const pass *c, size_t i, const double numbers[])
{
    const sim_trial_pool *p = c->p;

    memcpy(&p->members[i * p->n_arms], numbers, p->n_arms * sizeof *p->members);
    if (p->n_days > 0)
        memcpy(&p->courses[i * p->n_arms * p->n_days], numbers + p->n_arms * PARTS,
               p->n_arms * p->n_days * sizeof *p->courses);
}

static void note(fate *f, sim_status status, const char *why)
{
    f->solved = true;
    f->status = status;
    if (status == SIM_OK) return;
    f->why = malloc(sizeof *f->why);
    if (f->why) (void)sim_fail(f->why, status, "%s", why);
}

static bool recall(pass *c, size_t thread, size_t i)
{
    double *numbers = &c->numbers[thread * c->each];
    sim_store_item item = {.n = c->each};

    if (!c->task.ledger ||
        !sim_ledger_get(c->task.ledger, (sim_ledger_key){SIM_LEDGER_REPLICATE, i}, &item,
                        numbers))
        return false;
    get(c, i, numbers);
    note(&c->fates[i], (sim_status)item.status, item.reason);
    return true;
}

/* What broke off or found no memory is solved again. */
static void keep(pass *c, size_t thread, size_t i, size_t redraws)
{
    double *numbers = &c->numbers[thread * c->each];
    const fate *f = &c->fates[i];
    sim_store_item item = {.status = f->status,
                           .redraws = redraws,
                           .reason = f->why ? f->why->text : "",
                           .numbers = numbers,
                           .n = c->each};

    if (!c->task.ledger || f->status == SIM_ESTOP || f->status == SIM_ENOMEM) return;
    put(c, i, numbers);
    sim_ledger_add(c->task.ledger, (sim_ledger_key){SIM_LEDGER_REPLICATE, i}, &item);
}

static void take(const pass *c, const sim_replicate *r, size_t i)
{
    const sim_trial_pool *p = c->p;

    for (size_t a = 0; a < p->n_arms; a++) {
        const size_t at = i * p->n_arms + a;

        p->members[at] = (sim_trial_member){NAN, NAN, NAN, 0};
        for (size_t k = 0; k < p->n_days; k++) p->courses[at * p->n_days + k] = NAN;
        if (r->status == SIM_OK)
            sim_trial_measure_take(&p->measure, &r->solution, p->arms[a].arm,
                                   &p->members[at], &p->courses[at * p->n_days], p->n_days);
    }
    note(&c->fates[i], r->status, r->why.text);
}

static void solve_group(void *self, size_t thread, size_t group)
{
    pass *c = self;
    const size_t first = group * SIM_SAMPLES;
    sim_replicate list[SIM_SAMPLES];
    size_t of[SIM_SAMPLES], n = 0;

    for (size_t i = first; i < first + SIM_SAMPLES && i < c->p->n; i++) {
        if (is_over(c) || recall(c, thread, i)) continue;
        list[n] = (sim_replicate){.sample = &c->crew.workers[thread * SIM_SAMPLES + n],
                                  .member = sim_lottery_member(&c->p->assay.lottery, i)};
        of[n++] = i;
    }
    sim_replicates_solve(&c->p->assay, list, n);
    for (size_t k = 0; k < n; k++) {
        take(c, &list[k], of[k]);
        keep(c, thread, of[k], list[k].sample->redraws);
        sim_solution_free(&list[k].solution);
    }
    for (size_t i = first; i < first + SIM_SAMPLES && i < c->p->n; i++) {
        if (c->fates[i].solved)
            sim_relay_pass(&c->crew.relay, c->fates[i].status == SIM_ESTOP);
    }
}

/* ---- who takes part ------------------------------------------------------------- */

static bool is_in(const pass *c, size_t i, size_t a)
{
    const sim_trial_member *m = sim_trial_pool_member(c->p, i, a);

    return c->fates[i].status == SIM_OK && m->apart == 0 && isfinite(m->value);
}

static bool is_in_all(const pass *c, size_t i)
{
    size_t a = 0;

    while (a < c->p->n_arms && is_in(c, i, a)) a++;
    return a == c->p->n_arms;
}

static void list_arm(const pass *c, size_t a)
{
    const sim_trial_pool *p = c->p;
    const size_t each = p->n / p->n_laboratories;
    const bool is_paired = p->plan->design == SIM_TRIAL_PAIRED;
    sim_trial_arm *arm = &p->arms[a];

    for (size_t i = 0; i < p->n; i++) {
        const sim_trial_member *m = sim_trial_pool_member(p, i, a);

        if (i % each == 0) arm->from[i / each] = arm->n;
        if (c->fates[i].status != SIM_OK) continue;
        arm->n_apart += m->apart > 0;
        arm->n_undefined += m->apart == 0 && !isfinite(m->value);
        if (is_paired ? is_in_all(c, i) : is_in(c, i, a)) arm->list[arm->n++] = i;
    }
    arm->from[p->n_laboratories] = arm->n;
}

/* ---- the truth ------------------------------------------------------------------ */

/* Over the members of an arm from `first` to before `end` of its list. */
static sim_trial_truth find_truth(const sim_trial_pool *p, size_t a, size_t first,
                                  size_t end)
{
    double weights = 0, sum = 0, squares = 0, mean;

    for (size_t k = first; k < end; k++) {
        const sim_trial_expected e = sim_trial_measure_expect(
            &p->measure, sim_trial_pool_member(p, p->arms[a].list[k], a));

        weights += e.weight;
        sum += e.weight * e.mean;
    }
    mean = weights > 0 ? sum / weights : NAN;
    for (size_t k = first; k < end; k++) {
        const sim_trial_expected e = sim_trial_measure_expect(
            &p->measure, sim_trial_pool_member(p, p->arms[a].list[k], a));

        squares += e.weight * (e.variance + (e.mean - mean) * (e.mean - mean));
    }
    return (sim_trial_truth){mean, weights > 0 ? sqrt(squares / weights) : NAN};
}

static void find_truths(sim_trial_pool *p)
{
    for (size_t a = 0; a < p->n_arms; a++) {
        sim_trial_arm *arm = &p->arms[a];

        arm->truth = find_truth(p, a, 0, arm->n);
        for (size_t l = 0; l < p->n_laboratories; l++)
            arm->truths[l] = p->n_laboratories > 1
                                 ? find_truth(p, a, arm->from[l], arm->from[l + 1])
                                 : arm->truth;
    }
    for (size_t l = 0; l < p->n_laboratories; l++) {
        bool is_open = true;

        for (size_t a = 0; a < p->n_arms; a++)
            is_open = is_open && p->arms[a].from[l + 1] > p->arms[a].from[l];
        if (is_open) p->laboratories[p->n_open++] = l;
    }
}

/* ---- the end -------------------------------------------------------------------- */

static sim_status count_failures(pass *c, sim_error *err)
{
    sim_trial_pool *p = c->p;

    for (size_t i = 0; i < p->n; i++) {
        const fate *f = &c->fates[i];

        if (f->status == SIM_ENOMEM) return sim_fail_memory(err, what);
        if (f->status == SIM_OK) continue;
        if (p->n_failed++ == 0 && f->why) p->why = *f->why;
    }
    if (p->n_failed < p->n) return SIM_OK;
    return sim_fail(
        err, SIM_ESOLVER,
        "%.200s: none of the %zu of the pool could be solved; the first: %.700s",
        p->ask->file, p->n, p->why.text);
}

/* Fewer than two say nothing of how far others are. */
static sim_status refuse_arm(const sim_trial_pool *p, const sim_trial_arm *arm,
                             sim_error *err)
{
    const sim_population *population = p->task.chain->population;
    char why[WHY_SIZE] = "";

    if (arm->n_undefined > 0)
        sim_text_append(why, sizeof why, "; %zu have no %s there", arm->n_undefined,
                        p->plan->number);
    if (arm->n_apart > 0)
        sim_text_append(why, sizeof why, "; of %zu %s", arm->n_apart,
                        population->happened ? population->happened : "there is nothing");
    return sim_fail(err, SIM_EVALUE,
                    "%s: %zu of the %zu of the pool can be in arm %s%s; another arm, or a "
                    "larger pool, would be right",
                    p->ask->file, arm->n, p->n, arm->name, why);
}

static sim_status check_pool(const sim_trial_pool *p, sim_error *err)
{
    for (size_t a = 0; a < p->n_arms; a++) {
        if (p->arms[a].n < SIM_TRIAL_LEAST) return refuse_arm(p, &p->arms[a], err);
    }
    if (p->n_open > 0) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE, "%s: no %s has anybody in every arm; a larger pool would be right",
        p->ask->file, sim_owner_name(p->task.chain->population, SIM_LABORATORY));
}

static sim_status finish(pass *c, sim_error *err)
{
    sim_trial_pool *p = c->p;
    size_t done = 0;
    sim_status status;

    for (size_t i = 0; i < p->n; i++)
        done += c->fates[i].solved && c->fates[i].status != SIM_ESTOP;
    if (sim_crew_is_lost(&c->crew)) return sim_ledger_close(c->task.ledger, err);
    if (sim_crew_is_stopped(&c->crew))
        return sim_fail(err, SIM_ESTOP, "%s: interrupted after %zu of %zu of the pool; %s",
                        p->ask->file, done, p->n,
                        c->task.ledger ? "they are kept, and --resume goes on"
                                       : "nothing was written");
    status = count_failures(c, err);
    if (status != SIM_OK) return status;
    for (size_t a = 0; a < p->n_arms; a++) list_arm(c, a);
    find_truths(p);
    return check_pool(p, err);
}

sim_status sim_trial_pool_solve(sim_trial_pool *p, sim_ledger *ledger, sim_error *err)
{
    pass c = {.p = p, .each = p->n_arms * (PARTS + p->n_days)};
    sim_status status;

    c.task = (sim_ensemble_task){.assay = &p->assay,
                                 .n = p->n,
                                 .threads = sim_threads(p->ask->threads),
                                 .ledger = ledger,
                                 .hooks = p->ask->hooks};
    c.fates = sim_pool_take(&c.pool, p->n, sizeof *c.fates);
    c.numbers = sim_pool_take(&c.pool, c.task.threads * c.each, sizeof *c.numbers);
    status = sim_pool_check(&c.pool, what, err);
    if (status == SIM_OK) status = sim_crew_init(&c.crew, &c.task, err);
    if (status == SIM_OK) {
        sim_team_share(c.crew.threads, (p->n + SIM_SAMPLES - 1) / SIM_SAMPLES, solve_group,
                       &c);
        status = finish(&c, err);
    }
    for (size_t i = 0; c.fates && i < p->n; i++) free(c.fates[i].why);
    sim_crew_free(&c.crew);
    sim_pool_free(&c.pool);
    return status;
}
