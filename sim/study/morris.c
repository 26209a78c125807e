/* morris.c -- elementary effects (Morris (1991) Technometrics 33, 161).
 *
 * A sample is a trajectory: from a random cell of a grid of LEVELS levels, one axis after
 * the other, in random order, steps by LEVELS / 2 of them, up from the lower half and down
 * from the upper one.  The difference over the step is an effect of that axis.  mu_star,
 * the mean of their sizes, ranks the axes (Campolongo, Cariboni & Saltelli (2007) Environ.
 * Model. Softw. 22, 1509): mu cancels where effects have both signs.
 *
 * With 8 levels each axis is looked at over 4 different intervals; with the 4 levels that
 * are customary for ten trajectories, it would be 2.
 */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "sim/io/memory.h"
#include "sim/study/bootstrap.h"
#include "sim/study/screening.h"
#include "sim/study/tally.h"

enum { LEVELS = 8, HALF = LEVELS / 2 };

enum { MU_STAR, MU_STAR_LOW, MU_STAR_HIGH, MU, SIGMA, EFFECTS, N_COLUMNS };

static const sim_column columns[N_COLUMNS] = {
    [MU_STAR] = {"mu_star", NULL,
                 "mean size of the effect of moving through the whole range",
                 SIM_CELL_NUMBER},
    [MU_STAR_LOW] = {"mu_star_low", NULL, "lower end of the 95 % interval of mu_star",
                     SIM_CELL_NUMBER},
    [MU_STAR_HIGH] = {"mu_star_high", NULL, "upper end of the 95 % interval of mu_star",
                      SIM_CELL_NUMBER},
    [MU] = {"mu", NULL, "mean effect of moving through the whole range", SIM_CELL_NUMBER},
    [SIGMA] = {"sigma", NULL, "standard deviation of the effects", SIM_CELL_NUMBER},
    [EFFECTS] = {"effects", "1", "effects that were counted", SIM_CELL_NUMBER},
};

/* ---- design --------------------------------------------------------------- */

static size_t points_per_sample(size_t n_axes) { return n_axes + 1; }

/* steps[j]: the step of the trajectory in which axis j moves.  Draws of levels follow. */
static gsl_rng *start(sim_screen_rng *room, const sim_screen *s, size_t sample,
                      double steps[])
{
    gsl_rng *rng = sim_screen_start(room, s, sample, "morris");

    for (size_t j = 0; j < s->n_axes; j++) steps[j] = (double)j;
    if (s->n_axes > 1) gsl_ran_shuffle(rng, steps, s->n_axes, sizeof *steps);
    return rng;
}

static void point(const sim_screen *s, size_t i, double u[])
{
    const size_t sample = i / points_per_sample(s->n_axes);
    const double done = (double)(i % points_per_sample(s->n_axes));
    sim_screen_rng room;
    gsl_rng *rng = start(&room, s, sample, u);

    for (size_t j = 0; j < s->n_axes; j++) {
        const unsigned long from = gsl_rng_uniform_int(rng, LEVELS);
        const unsigned long level = u[j] < done ? (from + HALF) % LEVELS : from;

        u[j] = (double)level / (LEVELS - 1);
    }
}

/* ---- analysis ------------------------------------------------------------- */

/* How far an axis is moved from one level of the design to another, as a part of its whole
 * range.  What takes few values of its own moves by more than the design, or not at all. */
static double find_distance(const sim_screen *s, size_t axis, size_t from, size_t to)
{
    const size_t n = s->levels ? s->levels[axis] : 0;
    const size_t last = n > 0 ? n - 1 : LEVELS - 1;

    if (n > 0) {
        from = from * n / (LEVELS - 1);
        to = to * n / (LEVELS - 1);
        from = from < last ? from : last;
        to = to < last ? to : last;
    }
    return from == to ? NAN : ((double)to - (double)from) / (double)last;
}

/* effects[n_axes] of a trajectory y[n_axes + 1]; says whether any is defined. */
static bool find_effects(const sim_screen *s, size_t sample, const double y[],
                         double effects[])
{
    sim_screen_rng room;
    gsl_rng *rng = start(&room, s, sample, effects);
    bool any = false;

    for (size_t j = 0; j < s->n_axes; j++) {
        const size_t step = (size_t)effects[j];
        const size_t from = gsl_rng_uniform_int(rng, LEVELS), to = (from + HALF) % LEVELS;

        effects[j] =
            sim_screen_difference(y[step + 1], y[step]) / find_distance(s, j, from, to);
        any = any || isfinite(effects[j]);
    }
    return any;
}

/* Sums of an axis. */
enum { COUNT, SIZE, N_SUMS };

static void find_mu_star(const double sums[], size_t n_values, double values[])
{
    for (size_t j = 0; j < n_values; j++)
        values[j] = sums[j * N_SUMS + SIZE] / sums[j * N_SUMS + COUNT];
}

typedef struct {
    sim_pool pool;           /* of what follows */
    double *effects;         /* [n_axes] of a trajectory */
    sim_moments *moments;    /* [n_axes] */
    size_t *counted;         /* [n_axes] */
    sim_interval *intervals; /* [n_axes] */
    sim_bootstrap bootstrap;
} work;

static sim_status work_init(work *w, const sim_screen *s, sim_error *err)
{
    w->effects = sim_pool_take(&w->pool, s->n_axes, sizeof *w->effects);
    w->moments = sim_pool_take(&w->pool, s->n_axes, sizeof *w->moments);
    w->counted = sim_pool_take(&w->pool, s->n_axes, sizeof *w->counted);
    w->intervals = sim_pool_take(&w->pool, s->n_axes, sizeof *w->intervals);
    if (w->pool.failed) return sim_fail_memory(err, "morris");
    return sim_bootstrap_init(&w->bootstrap, s->samples, s->n_axes * N_SUMS, err);
}

static void work_free(work *w)
{
    sim_pool_free(&w->pool);
    sim_bootstrap_free(&w->bootstrap);
}

static void add_sample(work *w, size_t sample, size_t n_axes)
{
    double *sums = sim_bootstrap_sums(&w->bootstrap, sample);

    for (size_t j = 0; j < n_axes; j++) {
        if (!isfinite(w->effects[j])) continue;
        sim_moments_add(&w->moments[j], w->effects[j]);
        sums[j * N_SUMS + COUNT]++;
        sums[j * N_SUMS + SIZE] += fabs(w->effects[j]);
        w->counted[j]++;
    }
}

static void fill(const work *w, size_t j, double row[])
{
    const sim_moments *m = &w->moments[j];

    row[MU_STAR] = w->intervals[j].value;
    row[MU_STAR_LOW] = w->intervals[j].low;
    row[MU_STAR_HIGH] = w->intervals[j].high;
    row[MU] = m->n > 0 ? m->mean : NAN;
    row[SIGMA] = sim_moments_sd(m);
    row[EFFECTS] = (double)m->n;
}

static sim_status analyze(const sim_screen *s, const double y[], double table[],
                          sim_error *err)
{
    work w = {0};
    sim_status status = work_init(&w, s, err);
    size_t n = 0;

    for (size_t i = 0; status == SIM_OK && i < s->samples; i++) {
        n += find_effects(s, i, &y[i * points_per_sample(s->n_axes)], w.effects) ? 1 : 0;
        add_sample(&w, i, s->n_axes);
    }
    if (status == SIM_OK && n < SIM_SAMPLES_LEAST)
        status = sim_screen_fail(&sim_morris, s, n, err);
    w.bootstrap.n_values = s->n_axes;
    w.bootstrap.statistic = find_mu_star;
    w.bootstrap.seed = s->seed;
    if (status == SIM_OK)
        status = sim_bootstrap_run(&w.bootstrap, w.counted, w.intervals, err);
    for (size_t j = 0; status == SIM_OK && j < s->n_axes; j++)
        fill(&w, j, &table[j * N_COLUMNS]);
    work_free(&w);
    return status;
}

static bool has_no_interval(const double row[]) { return row[EFFECTS] < SIM_SAMPLES_LEAST; }

static const sim_doubt doubts[] = {
    {has_no_interval, "too few effects count for an interval", false},
};

const sim_screening sim_morris = {
    .name = "morris",
    .doc = "elementary effects of one parameter at a time: the fewest points",
    .source = "Morris (1991) Technometrics 33, 161; Campolongo, Cariboni & Saltelli (2007) "
              "Environ. Model. Softw. 22, 1509",
    .samples = 50,
    .points_per_sample = points_per_sample,
    .point = point,
    .measure = "effect of moving through the whole range",
    .n_columns = N_COLUMNS,
    .columns = columns,
    .rank = MU_STAR,
    .other = SIGMA,
    .sign = MU,
    .sum = N_COLUMNS,
    .doubts = doubts,
    .n_doubts = sizeof doubts / sizeof *doubts,
    .analyze = analyze,
};
