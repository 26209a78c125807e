#include "sim/study/trial_pool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/instant.h"
#include "sim/io/text.h"

enum { PARTS = sizeof(sim_trial_member) / sizeof(double) };

static const char what[] = "the pool of a trial";
const char sim_trial_pool_file[] = "pool";

/* ---- what is asked ------------------------------------------------------------ */

/* The arms that take part, and the backgrounds that their number is read against. */
static void find_arms(sim_trial_pool *p)
{
    const sim_experiment *e = p->ask->experiment;

    for (size_t arm = 0; arm < e->n_arms; arm++) {
        if (p->plan->n[arm] == 0) continue;
        if (arm == p->plan->control) p->control = p->n_arms;
        p->arms[p->n_arms++] = (sim_trial_arm){.arm = arm, .name = e->arms[arm].name};
        p->asked[arm] = true;
        if (p->task.backgrounds && p->task.backgrounds[arm] < e->n_arms)
            p->asked[p->task.backgrounds[arm]] = true;
    }
}

static sim_status check_arms(const sim_trial_pool *p, sim_error *err)
{
    if (p->n_arms >= 2) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: a trial holds arms against %s, and there is no other; another "
                    "[arm] would be right",
                    p->ask->file, p->ask->experiment->arms[p->plan->control].name);
}

static sim_status check_laboratories(const sim_trial_pool *p, sim_error *err)
{
    if (p->n / p->n_laboratories >= SIM_TRIAL_LEAST) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.pool = %zu leaves %d laboratories fewer than %d each; %d or "
                    "more would be right",
                    p->ask->file, p->plan->pool, SIM_TRIAL_LABORATORIES, SIM_TRIAL_LEAST,
                    SIM_TRIAL_LABORATORIES * SIM_TRIAL_LEAST);
}

static sim_status check_dropout(const sim_trial_pool *p, sim_error *err)
{
    if (p->plan->dropout == 0 || p->plan->dropout_of == SIM_DROPOUT_CHANCE) return SIM_OK;
    if (p->measure.kind == SIM_TRIAL_EVENT)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.dropout_of = %s hangs on what is read at the end, and of "
            "%s nobody is; %s would be right",
            p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST), p->plan->number,
            sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
    if (p->plan->design == SIM_TRIAL_PAIRED)
        return sim_fail(err, SIM_EVALUE,
                        "%s: trial.dropout_of = %s would take another from each arm, and "
                        "design = paired has the same in all; %s would be right",
                        p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST),
                        sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
    if (p->measure.better != SIM_NEITHER_IS_BETTER) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: trial.dropout_of = %s needs a number of which more or less is "
                    "better, and %s is none; %s would be right",
                    p->ask->file, sim_trial_dropout_name(SIM_DROPOUT_LEAST),
                    p->plan->number, sim_trial_dropout_name(SIM_DROPOUT_CHANCE));
}

/* What is read after the course has ended is read of nobody. */
static sim_status check_day(const sim_trial_pool *p, sim_error *err)
{
    const size_t n_stages = p->task.chain->n_stages;

    for (size_t a = 0; a < p->n_arms; a++) {
        const double day = sim_trial_measure_day(
            &p->measure, p->task.params[p->arms[a].arm * n_stages + n_stages - 1]);

        if (!isfinite(day) || day <= p->task.end || sim_is_one_instant(day, p->task.end))
            continue;
        return sim_fail(
            err, SIM_EVALUE,
            "%s: trial.number = %.100s is read on day %g, and run.days = %g ends "
            "before it; %g or more would be right",
            sim_trial_plan_place(p->plan, SIM_TRIAL_NUMBER), p->plan->number, day,
            p->task.end, day);
    }
    return SIM_OK;
}

/* Whose each is: the number of a laboratory follows from that of a member. */
static void share_laboratories(sim_trial_pool *p)
{
    const size_t each = p->plan->pool / p->n_laboratories;

    p->n = each * p->n_laboratories;
    p->assay.lottery.per_laboratory = p->plan->one_laboratory && each > 0 ? each : 1;
}

static sim_status make_assay(sim_trial_pool *p, sim_error *err)
{
    const sim_trial_number number = {.name = p->plan->number,
                                     .place =
                                         sim_trial_plan_place(p->plan, SIM_TRIAL_NUMBER),
                                     .is_paired = p->plan->design == SIM_TRIAL_PAIRED};
    const sim_hooks *hooks = p->ask->hooks;
    sim_error why = {""};
    sim_status status;

    p->task = *p->ask->task;
    find_arms(p);
    p->task.asked = p->asked;
    status = check_arms(p, err);
    if (status != SIM_OK) return status;
    status = sim_assay_init(&p->assay, &p->task, p->ask->experiment, &why);
    if (status != SIM_OK)
        return sim_fail(err, status, "%s: %.900s", p->ask->file, why.text);
    if (hooks) sim_assay_stop_by(&p->assay, hooks->stop, hooks->self);
    return sim_trial_measure_init(&p->measure, &p->assay.readout, p->ask->experiment,
                                  &number, err);
}

static sim_status make_room(sim_trial_pool *p, sim_error *err)
{
    const sim_outputs outputs = sim_outputs_make(p->task.every, p->task.end);

    if (p->measure.kind == SIM_TRIAL_EVENT) p->n_days = (size_t)sim_outputs_count(&outputs);
    p->members = sim_pool_take(&p->pool, p->n * p->n_arms, sizeof *p->members);
    p->courses = sim_pool_take(&p->pool, p->n * p->n_arms * p->n_days, sizeof *p->courses);
    p->laboratories = sim_pool_take(&p->pool, p->n_laboratories, sizeof *p->laboratories);
    for (size_t a = 0; a < p->n_arms; a++) {
        sim_trial_arm *arm = &p->arms[a];

        arm->list = sim_pool_take(&p->pool, p->n, sizeof *arm->list);
        arm->from = sim_pool_take(&p->pool, p->n_laboratories + 1, sizeof *arm->from);
        arm->truths = sim_pool_take(&p->pool, p->n_laboratories, sizeof *arm->truths);
    }
    return sim_pool_check(&p->pool, what, err);
}

sim_status sim_trial_pool_init(sim_trial_pool *p, const sim_trial_ask *ask, sim_error *err)
{
    const size_t n_arms = ask->experiment->n_arms;
    sim_status status;

    *p = (sim_trial_pool){.ask = ask, .plan = &ask->experiment->trial};
    p->arms = sim_pool_take(&p->pool, n_arms, sizeof *p->arms);
    p->asked = sim_pool_take(&p->pool, n_arms, sizeof *p->asked);
    p->n_laboratories = p->plan->one_laboratory ? SIM_TRIAL_LABORATORIES : 1;
    if (p->pool.failed) return sim_fail_memory(err, what);
    status = make_assay(p, err);
    if (status != SIM_OK) return status;
    share_laboratories(p);
    status = check_day(p, err);
    if (status == SIM_OK) status = check_laboratories(p, err);
    if (status == SIM_OK) status = check_dropout(p, err);
    return status == SIM_OK ? make_room(p, err) : status;
}

void sim_trial_pool_print(const sim_trial_pool *p, char text[SIM_TRIAL_POOL_TEXT])
{
    snprintf(text, SIM_TRIAL_POOL_TEXT, "a pool of %s (%llu to a laboratory) of",
             p->plan->number, (unsigned long long)p->assay.lottery.per_laboratory);
    for (size_t a = 0; a < p->n_arms; a++)
        sim_text_append(text, SIM_TRIAL_POOL_TEXT, "%s %s", a > 0 ? "," : "",
                        p->arms[a].name);
}

void sim_trial_pool_free(sim_trial_pool *p)
{
    sim_assay_free(&p->assay);
    sim_pool_free(&p->pool);
    *p = (sim_trial_pool){0};
}

const sim_trial_member *sim_trial_pool_member(const sim_trial_pool *p, size_t member,
                                              size_t arm)
{
    return &p->members[member * p->n_arms + arm];
}

const double *sim_trial_pool_course(const sim_trial_pool *p, size_t member, size_t arm)
{
    return &p->courses[(member * p->n_arms + arm) * p->n_days];
}

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
static sim_status check_pool(const sim_trial_pool *p, sim_error *err)
{
    const sim_population *population = p->task.chain->population;

    for (size_t a = 0; a < p->n_arms; a++) {
        const sim_trial_arm *arm = &p->arms[a];

        if (arm->n >= SIM_TRIAL_LEAST) continue;
        return sim_fail(err, SIM_EVALUE,
                        "%s: %zu of the %zu of the pool can be in arm %s (%zu have no %s "
                        "there, of %zu: %s); another arm, or a larger pool, would be right",
                        p->ask->file, arm->n, p->n, arm->name, arm->n_undefined,
                        p->plan->number, arm->n_apart,
                        population && population->happened ? population->happened
                                                           : "they are set apart");
    }
    if (p->n_open > 0) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: no laboratory has anybody in every arm; a larger pool would be right",
        p->ask->file);
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
