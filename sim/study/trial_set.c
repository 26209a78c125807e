#include "sim/study/trial_set.h"

#include <math.h>
#include <stdlib.h>

/* Sizes of trials, beside that which is asked for. */
static const size_t ladder[] = {5,   10,  20,  30,   40,   60,   100,  150,           200,
                                300, 500, 700, 1000, 2000, 3000, 5000, SIM_TRIAL_MOST};
enum { RUNGS = sizeof ladder / sizeof *ladder };

size_t sim_trial_rung(size_t i) { return i < RUNGS ? ladder[i] : 0; }

/* Trials of a size: so many at first, and then so many that the error of the power is small
 * enough, but no more subjects than a second or so has room for. */
enum { FIRST = 100, MOST = 1000, SUBJECTS = 3000000 };
static const double small_error = 0.0158; /* of a power of one half in MOST */
static const double enough = 0.99; /* power from which on larger trials tell nothing */

typedef struct {
    const sim_trial_pool *pool;
    size_t threads;
    sim_trial_work *work;      /* [threads] */
    const size_t *n, *against; /* [n_arms] subjects of the trials in hand */
    size_t first;              /* the number of the first of them, from 0 */
    sim_trial_found *found;    /* [trials][n_arms] of all of that size */
    sim_relay relay;
} crowd;

/* ---- drawing -------------------------------------------------------------------- */

static void run_one(void *self, size_t thread, size_t i)
{
    crowd *c = self;
    const sim_trial_order order = {
        .n = c->n, .against = c->against, .number = c->first + i + 1};

    if (sim_relay_is_stopped(&c->relay)) return;
    sim_trial_run(&c->work[thread], &order, &c->found[(c->first + i) * c->pool->n_arms]);
    sim_relay_pass(&c->relay, false);
}

static void run_many(crowd *c, size_t first, size_t trials)
{
    c->first = first;
    sim_team_share(c->threads, trials, run_one, c);
}

/* ---- counting ------------------------------------------------------------------- */

static sim_trial_chance chance_of(size_t hits, size_t n)
{
    const double z = 1.96, all = (double)n + z * z;
    const double middle = ((double)hits + z * z / 2) / all;

    if (n == 0) return (sim_trial_chance){NAN, NAN};
    return (sim_trial_chance){(double)hits / (double)n, sqrt(middle * (1 - middle) / all)};
}

/* Which way the truth goes or, where there is none, what is better. */
static double direction_of(const sim_trial_pool *p, double truth)
{
    if (truth != 0) return truth > 0 ? 1 : -1;
    return p->measure.better == SIM_LESS_IS_BETTER ? -1 : 1;
}

typedef struct {
    size_t n, zero, behind, against, twice, striking, astray, covers, covers_own;
} counts;

/* An interval without width is off its number by rounding. */
static bool holds(const sim_trial_found *f, double truth)
{
    const double slack = 1e-12 * fmax(fabs(f->difference), fabs(truth));

    return !(f->low > truth + slack || f->high < truth - slack);
}

static void count_one(const sim_trial_pool *p, size_t a, const sim_trial_found *f,
                      sim_trial_sizes *s, counts *c)
{
    const double direction = direction_of(p, s->truth), along = direction * f->difference;
    const double own = p->arms[a].truths[f->laboratory].mean -
                       p->arms[p->control].truths[f->laboratory].mean;

    if (isnan(f->difference)) return;
    c->n++;
    sim_moments_add(&s->estimates, f->difference);
    c->zero += !(f->low > 0 || f->high < 0);
    c->behind += along <= 0;
    c->against += along < 0;
    c->twice += along >= 2 * fabs(s->truth);
    c->covers += holds(f, s->truth);
    c->covers_own += holds(f, own);
    if (!(f->p < p->plan->alpha)) return;
    c->striking++;
    c->astray += along <= 0;
    sim_moments_add(&s->striking, f->difference);
}

static sim_trial_sizes count_all(const crowd *k, size_t a, size_t trials)
{
    const sim_trial_pool *p = k->pool;
    sim_trial_sizes s = {.n = k->n[a],
                         .n_of_control = k->against[a],
                         .truth = p->arms[a].truth.mean - p->arms[p->control].truth.mean};
    counts c = {0};

    for (size_t i = 0; i < trials; i++)
        count_one(p, a, &k->found[i * p->n_arms + a], &s, &c);
    s.trials = c.n;
    s.includes_zero = chance_of(c.zero, c.n);
    s.not_above_zero = chance_of(c.behind, c.n);
    s.against = chance_of(c.against, c.n);
    s.at_least_twice = s.truth == 0 || fabs(s.truth) < p->measure.worth
                           ? (sim_trial_chance){NAN, NAN}
                           : chance_of(c.twice, c.n);
    s.power = chance_of(c.striking, c.n);
    s.astray = chance_of(c.astray, c.n);
    s.coverage = chance_of(c.covers, c.n);
    s.coverage_laboratory =
        p->plan->one_laboratory ? chance_of(c.covers_own, c.n) : chance_of(0, 0);
    return s;
}

static void count_size(const crowd *c, size_t trials, sim_trial_set *set)
{
    sim_trial_sizes *sizes = &set->sizes[set->n_sizes++ * c->pool->n_arms];

    for (size_t a = 0; a < c->pool->n_arms; a++) {
        if (a != c->pool->control) sizes[a] = count_all(c, a, trials);
    }
}

/* ---- all sizes ------------------------------------------------------------------ */

/* How many trials the error of the power takes in all, after the first ones. */
static size_t trials_needed(const crowd *c, const sim_trial_sizes sizes[])
{
    const size_t n_arms = c->pool->n_arms, room = SUBJECTS / (c->n[0] * n_arms);
    double needed = FIRST;

    for (size_t a = 0; a < n_arms; a++) {
        const double error = sizes[a].power.error;

        if (a != c->pool->control && error > small_error)
            needed = fmax(needed, FIRST * error * error / (small_error * small_error));
    }
    if (needed > (double)room) needed = (double)room;
    return needed > MOST ? MOST : needed < FIRST ? FIRST : (size_t)needed;
}

/* Does nearly every trial of the last size find a difference, where there is one? */
static bool is_enough(const sim_trial_set *set)
{
    const sim_trial_pool *p = set->pool;
    bool is = true;

    for (size_t a = 0; a < p->n_arms; a++) {
        if (a != p->control)
            is = is && set->sizes[(set->n_sizes - 1) * p->n_arms + a].power.share >= enough;
    }
    return is;
}

static void climb(crowd *c, sim_trial_set *set, size_t n[])
{
    const size_t n_arms = c->pool->n_arms;

    c->n = c->against = n;
    for (size_t rung = 0; rung < RUNGS && !sim_relay_is_stopped(&c->relay); rung++) {
        size_t needed;

        for (size_t a = 0; a < n_arms; a++) n[a] = ladder[rung];
        run_many(c, 0, FIRST);
        count_size(c, FIRST, set);
        needed = trials_needed(c, &set->sizes[(set->n_sizes - 1) * n_arms]);
        if (needed > FIRST) {
            run_many(c, FIRST, needed - FIRST);
            set->n_sizes--;
            count_size(c, needed, set);
        }
        if (is_enough(set)) return;
    }
}

static void run_asked(crowd *c, sim_trial_set *set, size_t n[], size_t against[])
{
    const sim_trial_pool *p = c->pool;

    for (size_t a = 0; a < p->n_arms; a++) {
        n[a] = p->plan->n[p->arms[a].arm];
        against[a] = p->plan->against[p->arms[a].arm];
    }
    c->n = n;
    c->against = against;
    c->found = set->found;
    run_many(c, 0, set->trials);
    count_size(c, set->trials, set);
    for (size_t a = 0; a < p->n_arms; a++) set->sizes[a].is_asked = true;
}

static sim_status open_crowd(crowd *c, sim_trial_set *set, sim_error *err)
{
    const sim_trial_pool *p = set->pool;
    sim_status status = SIM_OK;

    c->threads = sim_threads(p->ask->threads);
    c->work = sim_pool_take(&set->memory, c->threads, sizeof *c->work);
    set->found = sim_pool_take(&set->memory, set->trials * p->n_arms, sizeof *set->found);
    set->sizes = sim_pool_take(&set->memory, (RUNGS + 1) * p->n_arms, sizeof *set->sizes);
    if (set->memory.failed) return sim_fail_memory(err, "trials");
    for (size_t i = 0; status == SIM_OK && i < c->threads; i++)
        status = sim_trial_work_init(&c->work[i], p, SIM_TRIAL_MOST, err);
    return status;
}

static sim_status run(crowd *c, sim_trial_set *set, sim_error *err)
{
    const sim_trial_pool *p = set->pool;
    sim_trial_found *others = sim_pool_take(&set->memory, MOST * p->n_arms, sizeof *others);
    size_t *n = sim_pool_take(&set->memory, p->n_arms, sizeof *n);
    size_t *against = sim_pool_take(&set->memory, p->n_arms, sizeof *against);
    sim_status status;

    if (set->memory.failed) return sim_fail_memory(err, "trials");
    run_asked(c, set, n, against);
    c->found = others;
    if (!p->ask->asked_size_alone) climb(c, set, n);
    if (sim_relay_is_stopped(&c->relay))
        return sim_fail(err, SIM_ESTOP, "%s: interrupted while trials were drawn",
                        p->ask->file);
    status = sim_trial_table_fill(set, err);
    return status == SIM_OK ? sim_trials_table_fill(set, err) : status;
}

sim_status sim_trial_set_run(sim_trial_set *set, const sim_trial_pool *pool, sim_error *err)
{
    crowd c = {.pool = pool};
    sim_status status;

    *set = (sim_trial_set){.pool = pool, .trials = pool->plan->trials};
    sim_relay_init(&c.relay, pool->ask->hooks);
    status = open_crowd(&c, set, err);
    if (status == SIM_OK) status = run(&c, set, err);
    for (size_t i = 0; c.work && i < c.threads; i++) sim_trial_work_free(&c.work[i]);
    return status;
}

void sim_trial_set_free(sim_trial_set *set)
{
    sim_table_free(&set->trial);
    sim_table_free(&set->across);
    sim_pool_free(&set->memory);
    *set = (sim_trial_set){0};
}
