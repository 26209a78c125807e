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

#include "sim/engine/rng.h"
#include "sim/study/screening.h"

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

/* steps[j]: the step of the trajectory in which axis j moves.  Draws of levels follow. */
static gsl_rng *start(sim_screen_rng *room, const sim_screen *s, size_t sample,
                      double steps[])
{
    gsl_rng *rng = sim_screen_start(room, s, sample, "morris");

    for (size_t j = 0; j < s->n_axes; j++) steps[j] = (double)j;
    if (s->n_axes > 1) sim_rng_shuffle(rng, steps, s->n_axes, sizeof *steps);
    return rng;
}

static void point(const sim_screen *s, size_t i, double u[])
{
    const size_t n_points = sim_screening_points(&sim_morris, s->n_axes);
    const double done = (double)(i % n_points);
    sim_screen_rng room;
    gsl_rng *rng = start(&room, s, i / n_points, u);

    for (size_t j = 0; j < s->n_axes; j++) {
        const uint64_t from = sim_rng_below(rng, LEVELS);
        const uint64_t level = u[j] < done ? (from + HALF) % LEVELS : from;

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

/* Sums of an axis. */
enum { COUNT, SIZE, N_SUMS };

/* y[n_axes + 1] of a trajectory. */
static bool add(sim_screen_work *w, size_t sample, const double y[], double sums[])
{
    sim_screen_rng room;
    gsl_rng *rng = start(&room, w->screen, sample, w->effects);
    bool any = false;

    for (size_t j = 0; j < w->screen->n_axes; j++) {
        const size_t step = (size_t)w->effects[j];
        const size_t from = (size_t)sim_rng_below(rng, LEVELS), to = (from + HALF) % LEVELS;
        const double effect = sim_screen_difference(y[step + 1], y[step]) /
                              find_distance(w->screen, j, from, to);

        if (!isfinite(effect)) continue;
        sim_moments_add(&w->moments[j], effect);
        sums[j * N_SUMS + COUNT]++;
        sums[j * N_SUMS + SIZE] += fabs(effect);
        w->counted[j]++;
        any = true;
    }
    return any;
}

static void find_mu_star(const double sums[], size_t n_values, double values[])
{
    for (size_t j = 0; j < n_values; j++)
        values[j] = sums[j * N_SUMS + SIZE] / sums[j * N_SUMS + COUNT];
}

static void fill(const sim_screen_work *w, size_t j, double row[])
{
    const sim_moments *m = &w->moments[j];

    row[MU_STAR] = w->intervals[j].value;
    row[MU_STAR_LOW] = w->intervals[j].low;
    row[MU_STAR_HIGH] = w->intervals[j].high;
    row[MU] = m->n > 0 ? m->mean : NAN;
    row[SIGMA] = sim_moments_sd(m);
    row[EFFECTS] = (double)m->n;
}

static bool has_no_interval(const double row[]) { return row[EFFECTS] < SIM_SAMPLES_LEAST; }

static const sim_doubt doubts[] = {
    {has_no_interval, "too few effects count for an interval", false},
};

const sim_screening sim_morris = {
    .name = "morris",
    .doc = "elementary effects of one parameter at a time: the fewest points",
    .measure = "effect of moving through the whole range",
    .sums = {.each = N_SUMS, .add = add},
    .rank = MU_STAR,
    .other = SIGMA,
    .sign = MU,
    .samples = 50,
    .points_besides = 1,
    .values = {.each = 1, .find = find_mu_star, .fill = fill},
    .point = point,
    .columns = columns,
    .n_columns = N_COLUMNS,
    .doubts = doubts,
    .n_doubts = sizeof doubts / sizeof *doubts,
};
