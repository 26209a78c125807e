#include "sim/study/sampler.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "sim/study/unknown.h"

enum { PLACES = 100 }; /* tried for a walker to begin */

static const double stretch = 2; /* a of Goodman & Weare */

/* Where all walkers are, and what moves them. */
typedef struct {
    const sim_target *target;
    const sim_sampler_ask *ask;
    sim_draws *draws;
    size_t n_walkers, n_all; /* of an ensemble, of all */
    sim_pool pool;           /* of what follows */
    double *x, *density;     /* [n_all][n_dims], [n_all] */
    double *trial;           /* [threads][n_dims] */
    bool *moved;             /* [n_all] in this step */
    gsl_rng **rngs;          /* [threads] */
    size_t threads;
    size_t step, half; /* of moves that are made now */
    sim_relay relay;
    pthread_mutex_t lock; /* of what fails */
    sim_status status;
    size_t failed; /* number of the walker, the lowest that did */
    sim_error *err;
} crowd;

static void note(crowd *c, size_t number, sim_status status, const sim_error *err)
{
    pthread_mutex_lock(&c->lock);
    if (c->status == SIM_OK || number < c->failed) {
        c->status = status;
        c->failed = number;
        *c->err = *err;
    }
    pthread_mutex_unlock(&c->lock);
}

/* -INFINITY for what is refused or not a number. */
static sim_status ask_density(const crowd *c, size_t member, const double x[],
                              double *density, sim_error *err)
{
    const sim_status status = c->target->density(c->target->self, member, x, density, err);

    if (status == SIM_OK && !isnan(*density)) return SIM_OK;
    *density = -INFINITY;
    return status == SIM_OK || sim_is_refusal(status) ? SIM_OK : status;
}

/* ---- moves ---------------------------------------------------------------- */

/* A walker of the other half: halves are those of even and of odd numbers. */
static size_t find_other(const crowd *c, gsl_rng *rng, size_t number)
{
    const size_t first = number - number % c->n_walkers;

    return first + 2 * (size_t)sim_rng_below(rng, c->n_walkers / 2) + 1 - c->half;
}

static sim_status try_move(crowd *c, size_t member, size_t number, sim_error *err)
{
    const size_t d = c->target->n_dims;
    gsl_rng *rng = c->rngs[member];
    double *x = &c->x[number * d], *trial = &c->trial[member * d], density;
    const double *other;
    double z;
    sim_status status;

    sim_rng_start(rng, &(sim_stream){c->ask->seed, number, c->step, "stretch"});
    other = &c->x[find_other(c, rng, number) * d];
    z = pow((stretch - 1) * gsl_rng_uniform(rng) + 1, 2) / stretch;
    for (size_t i = 0; i < d; i++) trial[i] = other[i] + z * (x[i] - other[i]);
    status = ask_density(c, member, trial, &density, err);
    c->moved[number] =
        status == SIM_OK &&
        log(gsl_rng_uniform(rng)) < (double)(d - 1) * log(z) + density - c->density[number];
    if (!c->moved[number]) return status;
    memcpy(x, trial, d * sizeof *x);
    c->density[number] = density;
    return SIM_OK;
}

static void move(void *self, size_t member, size_t i)
{
    crowd *c = self;
    const size_t number = 2 * i + c->half;
    sim_error err = {""};
    const sim_status status = try_move(c, member, number, &err);

    if (status != SIM_OK) note(c, number, status, &err);
}

static sim_status take_step(crowd *c)
{
    for (c->half = 0; c->half < 2; c->half++) {
        sim_team_share(c->threads, c->n_all / 2, move, c);
        if (c->status != SIM_OK) return c->status;
    }
    c->step++;
    sim_relay_pass(&c->relay, false);
    if (!sim_relay_is_stopped(&c->relay)) return SIM_OK;
    return sim_fail(c->err, SIM_ESTOP, "fit: interrupted after %zu of %zu steps", c->step,
                    c->ask->warmup + c->ask->steps);
}

/* ---- beginning ------------------------------------------------------------ */

static sim_status place(crowd *c, size_t member, size_t number, sim_error *err)
{
    const size_t d = c->target->n_dims;
    double *x = &c->x[number * d];

    for (uint64_t k = 0; k < PLACES; k++) {
        sim_status status;

        sim_rng_start(c->rngs[member], &(sim_stream){c->ask->seed, number, k, "walker"});
        for (size_t i = 0; i < d; i++)
            x[i] = c->ask->from[i] + gsl_ran_gaussian(c->rngs[member], c->ask->spread[i]);
        status = ask_density(c, member, x, &c->density[number], err);
        if (status != SIM_OK || isfinite(c->density[number])) return status;
    }
    return sim_fail(
        err, SIM_ESOLVER,
        "fit: a walker found no place to begin in %d draws; a narrower spread would "
        "be right",
        PLACES);
}

static void begin(void *self, size_t member, size_t number)
{
    crowd *c = self;
    sim_error err = {""};
    const sim_status status = place(c, member, number, &err);

    if (status != SIM_OK) note(c, number, status, &err);
}

static sim_status warm_up(crowd *c)
{
    sim_team_share(c->threads, c->n_all, begin, c);
    if (c->status != SIM_OK) return c->status;
    while (c->step < c->ask->warmup) {
        const sim_status status = take_step(c);

        if (status != SIM_OK) return status;
    }
    return SIM_OK;
}

/* ---- blocks --------------------------------------------------------------- */

static size_t count_moved(const crowd *c)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_all; i++) n += c->moved[i];
    return n;
}

static sim_status fill_block(crowd *c, sim_draws_block *b)
{
    const size_t size = c->n_all * c->target->n_dims;

    for (size_t i = 0; i < b->n; i++) {
        for (size_t k = 0; k < c->draws->thin; k++) {
            const sim_status status = take_step(c);

            if (status != SIM_OK) return status;
            b->accepted += count_moved(c);
        }
        memcpy(&b->x[i * size], c->x, size * sizeof *b->x);
        memcpy(&b->density[i * c->n_all], c->density, c->n_all * sizeof *b->density);
    }
    return SIM_OK;
}

/* All go on from where a known block ends. */
static void take_over(crowd *c, const sim_draws_block *b)
{
    const size_t size = c->n_all * c->target->n_dims;

    memcpy(c->x, &b->x[(b->n - 1) * size], size * sizeof *c->x);
    memcpy(c->density, &b->density[(b->n - 1) * c->n_all], c->n_all * sizeof *c->density);
    c->step = c->ask->warmup + (b->first + b->n) * c->draws->thin;
}

static sim_status run_block(crowd *c, size_t first)
{
    sim_draws *d = c->draws;
    const size_t left = d->n - first;
    const sim_draws_store *store = c->ask->store;
    sim_status status = SIM_OK;
    sim_draws_block b = {.first = first,
                         .n = left < SIM_SAMPLER_BLOCK ? left : SIM_SAMPLER_BLOCK,
                         .n_walkers = c->n_all,
                         .x = &d->x[first * c->n_all * d->n_dims],
                         .density = &d->density[first * c->n_all]};

    if (store && store->have && store->have(store->self, &b)) {
        take_over(c, &b);
    } else {
        if (first == 0) status = warm_up(c);
        if (status == SIM_OK) status = fill_block(c, &b);
        if (status == SIM_OK && store && store->keep)
            status = store->keep(store->self, &b, c->err);
    }
    d->accepted += b.accepted;
    return status;
}

/* ---- begin and end -------------------------------------------------------- */

static size_t walkers_of(const sim_target *target, const sim_sampler_ask *ask)
{
    const size_t usual = 4 * (target->n_dims + 1);

    if (ask->walkers > 0) return ask->walkers;
    return usual < 16 ? 16 : usual;
}

static sim_status check(const sim_target *target, const sim_sampler_ask *ask,
                        sim_error *err)
{
    const size_t walkers = walkers_of(target, ask), least = target->n_dims + 2;

    if (walkers % 2 != 0 || walkers < least)
        return sim_fail(
            err, SIM_EVALUE,
            "fit: walkers = %zu is odd or too few; an even number from %zu on would "
            "be right",
            walkers, least + least % 2);
    if (ask->steps == 0 || ask->steps / (ask->thin > 0 ? ask->thin : 1) == 0)
        return sim_fail(
            err, SIM_EVALUE,
            "fit: steps = %zu leave nothing; at least 1 of which every %zu is kept "
            "would be right",
            ask->steps, ask->thin > 0 ? ask->thin : 1);
    return SIM_OK;
}

static sim_status reserve(crowd *c)
{
    sim_draws *d = c->draws;
    const size_t n = c->n_all;

    d->x = sim_pool_take(&d->pool, d->n * n * d->n_dims, sizeof *d->x);
    d->density = sim_pool_take(&d->pool, d->n * n, sizeof *d->density);
    c->x = sim_pool_take(&c->pool, n * d->n_dims, sizeof *c->x);
    c->density = sim_pool_take(&c->pool, n, sizeof *c->density);
    c->moved = sim_pool_take(&c->pool, n, sizeof *c->moved);
    c->trial = sim_pool_take(&c->pool, c->threads * d->n_dims, sizeof *c->trial);
    c->rngs = sim_pool_take(&c->pool, c->threads, sizeof *c->rngs);
    if (d->pool.failed || c->pool.failed) return sim_fail_memory(c->err, "draws");
    for (size_t i = 0; i < c->threads; i++) {
        c->rngs[i] = gsl_rng_alloc(sim_rng_type);
        if (!c->rngs[i]) return sim_fail_memory(c->err, "draws");
    }
    return SIM_OK;
}

static void crowd_free(crowd *c)
{
    for (size_t i = 0; c->rngs && i < c->threads; i++) {
        if (c->rngs[i]) gsl_rng_free(c->rngs[i]);
    }
    sim_pool_free(&c->pool);
    pthread_mutex_destroy(&c->lock);
}

sim_status sim_sampler_run(const sim_target *target, const sim_sampler_ask *ask,
                           sim_draws *draws, sim_error *err)
{
    const size_t thin = ask->thin > 0 ? ask->thin : 1, walkers = walkers_of(target, ask);
    crowd c = {.target = target,
               .ask = ask,
               .draws = draws,
               .n_walkers = walkers,
               .n_all = SIM_ENSEMBLES * walkers,
               .threads = sim_threads(ask->threads),
               .err = err};
    sim_status status;

    *draws = (sim_draws){.n = ask->steps / thin,
                         .n_dims = target->n_dims,
                         .n_walkers = walkers,
                         .thin = thin};
    status = check(target, ask, err);
    if (status != SIM_OK) return status;
    pthread_mutex_init(&c.lock, NULL);
    sim_relay_init(&c.relay, ask->hooks);
    status = reserve(&c);
    for (size_t i = 0; status == SIM_OK && i < draws->n; i += SIM_SAMPLER_BLOCK)
        status = run_block(&c, i);
    draws->moves = draws->n * thin * c.n_all;
    crowd_free(&c);
    return status;
}

void sim_draws_free(sim_draws *draws)
{
    sim_pool_free(&draws->pool);
    *draws = (sim_draws){0};
}

const double *sim_draws_at(const sim_draws *d, size_t step, size_t ensemble, size_t walker)
{
    return &d->x[((step * SIM_ENSEMBLES + ensemble) * d->n_walkers + walker) * d->n_dims];
}
