#include "sim/study/fit_draws.h"

#include <math.h>
#include <stdlib.h>

#include "sim/study/posterior.h"

static const char *const intervals[] = {"profile", "mcmc", NULL};
enum { PROFILE, MCMC };

const char *sim_fit_intervals_name(size_t i) { return intervals[i]; }

static size_t steps_of(const sim_fit *f)
{
    const sim_experiment *e = &f->job.experiment;

    if (sim_experiment_value(e, "fit", "intervals") != MCMC) return 0;
    return (size_t)sim_experiment_value(e, "fit", "steps");
}

static size_t warmup_of(const sim_fit *f) { return steps_of(f) / 5; }

size_t sim_fit_draws_steps(const sim_fit *f)
{
    return f->n_parts * (warmup_of(f) + steps_of(f));
}

/* ---- one part ----------------------------------------------------------------------------- */

typedef struct {
    sim_fit *fit;
    const sim_fit_part *part;
    sim_fit_part_draws *to;
    const sim_hooks *hooks; /* of all parts */
    size_t before;          /* steps of those before it */
} drawing;

/* Walkers begin about the best point, as far apart as its curvature says, and no farther than ranges are wide. */
static void find_spread(const sim_fit_part *part, double spread[])
{
    for (size_t k = 0; k < part->problem.problem.n_unknowns; k++) {
        const sim_fit_unknown *u = &part->problem.unknowns[k];
        const double most = (sim_unknown_high(u) - sim_unknown_low(u)) / 10;
        const double error = sim_curvature_error(&part->curvature, k);

        spread[k] = isfinite(error) ? fmin(error, most) : most;
    }
}

static bool stop(void *self)
{
    const sim_hooks *all = ((drawing *)self)->hooks;

    return all->stop && all->stop(all->self);
}

static void tell(void *self, size_t done)
{
    const drawing *d = self;

    if (d->hooks->progress) d->hooks->progress(d->hooks->self, d->before + done);
}

static sim_status sum_up(sim_fit_part_draws *to, sim_error *err)
{
    sim_status status = SIM_OK;

    to->summaries = sim_pool_take(&to->pool, to->draws.n_dims, sizeof *to->summaries);
    if (!to->summaries) return sim_fail_memory(err, "draws");
    for (size_t k = 0; status == SIM_OK && k < to->draws.n_dims; k++)
        status = sim_draws_sum_up(&to->draws, k, &to->summaries[k], err);
    return status;
}

static sim_status sample(drawing *d, const double spread[], sim_error *err)
{
    const sim_fit *f = d->fit;
    const size_t steps = steps_of(f), least = steps / SIM_FIT_DRAWS_KEPT;
    const sim_hooks own = {stop, tell, d};
    const sim_draws_store store = sim_fit_store_of_draws(&d->fit->store);
    const sim_sampler_ask ask = {
        .from = d->part->profiles.best.x,
        .spread = spread,
        .warmup = warmup_of(f),
        .steps = steps,
        .thin = least > 0 ? least : 1,
        .seed = (uint64_t)sim_experiment_value(&f->job.experiment, "run", "seed"),
        .threads = f->threads,
        .store = f->store.is_open ? &store : NULL,
        .hooks = d->hooks ? &own : NULL};
    sim_posterior posterior;
    sim_target target;
    sim_status status =
        sim_posterior_init(&posterior, &d->part->problem.problem, f->threads, err);

    if (status == SIM_OK) {
        target = sim_posterior_target(&posterior);
        status = sim_sampler_run(&target, &ask, &d->to->draws, err);
    }
    sim_posterior_free(&posterior);
    return status == SIM_OK ? sum_up(d->to, err) : status;
}

static sim_status draw_part(drawing *d, size_t i, sim_error *err)
{
    const size_t n = d->part->problem.problem.n_unknowns;
    double *spread = calloc(n + 1, sizeof *spread);
    sim_status status = spread ? SIM_OK : sim_fail_memory(err, "draws");

    if (status == SIM_OK && d->fit->store.is_open)
        status = sim_fit_store_turn(&d->fit->store, i, n, err);
    if (status == SIM_OK) {
        find_spread(d->part, spread);
        status = sample(d, spread, err);
    }
    free(spread);
    return status;
}

/* ---- all of them ---------------------------------------------------------------------------- */

sim_status sim_fit_draws_run(sim_fit_draws *draws, sim_fit *f, const sim_hooks *hooks,
                             sim_error *err)
{
    sim_status status = SIM_OK;

    *draws = (sim_fit_draws){.fit = f};
    if (steps_of(f) == 0) return SIM_OK;
    draws->parts = sim_pool_take(&draws->pool, f->n_parts, sizeof *draws->parts);
    if (!draws->parts) return sim_fail_memory(err, "draws");
    for (; status == SIM_OK && draws->n_parts < f->n_parts; draws->n_parts++) {
        const size_t i = draws->n_parts;
        drawing d = {f, &f->parts[i], &draws->parts[i], hooks,
                     i * (warmup_of(f) + steps_of(f))};

        status = draw_part(&d, i, err);
    }
    return status;
}

void sim_fit_draws_free(sim_fit_draws *draws)
{
    for (size_t i = 0; i < draws->n_parts; i++) {
        sim_draws_free(&draws->parts[i].draws);
        sim_pool_free(&draws->parts[i].pool);
    }
    sim_pool_free(&draws->pool);
    *draws = (sim_fit_draws){0};
}
