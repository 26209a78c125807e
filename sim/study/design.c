#include "sim/study/design.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/rng.h"
#include "sim/study/grid.h"
#include "sim/study/scramble.h"

/* Strata of a Latin hypercube that are kept, of all axes: 400 MB. */
enum { STRATA_MAX = 100000000 };

typedef struct {
    const char *name;
    sim_status (*init)(sim_design *, const sim_design_spec *, sim_error *);
    void (*rewind)(sim_design *);
    void (*next)(sim_design *, double u[]);
} kind;

/* ---- sobol ---------------------------------------------------------------- */

static sim_status check_points(const char *name, size_t points, sim_error *err)
{
    if (points > 0 && points <= SIM_POINTS_MAX) return SIM_OK;
    return sim_fail(err, SIM_EVALUE, "%s: points = %zu is outside [1, %d]", name, points,
                    SIM_POINTS_MAX);
}

static sim_status sobol_init(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    sim_status status = check_points("sobol", spec->points, err);

    if (status != SIM_OK) return status;
    d->n = spec->points;
    d->qrng = gsl_qrng_alloc(gsl_qrng_sobol, d->n_axes > 0 ? (unsigned)d->n_axes : 1);
    return d->qrng ? SIM_OK : sim_fail_memory(err, "sobol");
}

static void sobol_rewind(sim_design *d) { gsl_qrng_init(d->qrng); }

/* GSL leaves out the origin. */
static void sobol_next(sim_design *d, double u[])
{
    double nothing;

    if (d->next == 0)
        memset(u, 0, d->n_axes * sizeof *u);
    else
        gsl_qrng_get(d->qrng, d->n_axes > 0 ? u : &nothing);
}

/* ---- grid ----------------------------------------------------------------- */

static sim_status count_cells(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    double n = 1;

    for (size_t j = 0; j < d->n_axes; j++) {
        sim_bug(spec->levels[j] == 0);
        n *= (double)spec->levels[j];
    }
    if (n > SIM_POINTS_MAX)
        return sim_fail(err, SIM_EVALUE,
                        "grid: the axes have %.3g points; at most %d would be right", n,
                        SIM_POINTS_MAX);
    d->n = (size_t)n;
    return SIM_OK;
}

static sim_status grid_init(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    sim_status status = count_cells(d, spec, err);

    if (status != SIM_OK) return status;
    d->levels = calloc(d->n_axes + 1, sizeof *d->levels);
    d->order = calloc(d->n, sizeof *d->order);
    if (!d->levels || !d->order) return sim_fail_memory(err, "grid");
    for (size_t j = 0; j < d->n_axes; j++) d->levels[j] = spec->levels[j];
    return sim_grid_order(d->levels, d->n_axes, d->order, err);
}

static void grid_rewind(sim_design *d) { (void)d; }

static void grid_next(sim_design *d, double u[])
{
    size_t cell = d->order[d->next];

    for (size_t j = 0; j < d->n_axes; j++) {
        u[j] = (double)(cell % d->levels[j]);
        cell /= d->levels[j];
    }
}

/* ---- lhs ------------------------------------------------------------------ */

/* Bits that number n things, at least one. */
static unsigned bits_of(size_t n)
{
    unsigned bits = 1;

    while (n > (size_t)1 << bits) bits++;
    return bits;
}

/* Where point i stands on an axis: a scrambled van der Corput number, of which a shuffled
 * index is the bits reversed. */
static uint32_t place(uint32_t i, const uint32_t seeds[2])
{
    return sim_scramble(sim_reverse_bits(sim_scramble(i, seeds[0])), seeds[1]);
}

/* Ranks of the places of n points: all differ in their first bits, so that there is
 * nothing to sort. */
static void rank_places(const uint32_t seeds[2], size_t n, uint32_t slots[],
                        uint32_t strata[])
{
    const unsigned bits = bits_of(n);
    const size_t n_slots = (size_t)1 << bits;
    uint32_t rank = 0;

    memset(slots, 0, n_slots * sizeof *slots);
    for (uint32_t i = 0; i < n; i++) slots[place(i, seeds) >> (32 - bits)] = i + 1;
    for (size_t slot = 0; slot < n_slots; slot++) {
        if (slots[slot] > 0) strata[slots[slot] - 1] = rank++;
    }
}

static sim_status lhs_check(const sim_design *d, const sim_design_spec *spec,
                            sim_error *err)
{
    sim_status status = check_points("lhs", spec->points, err);

    if (status != SIM_OK || spec->points * d->n_axes <= STRATA_MAX) return status;
    return sim_fail(
        err, SIM_EVALUE,
        "lhs: points = %zu are too many for %zu axes; at most %zu would be right",
        spec->points, d->n_axes, STRATA_MAX / d->n_axes);
}

static void lhs_rewind(sim_design *d)
{
    sim_rng_start(d->rng, &(sim_stream){.seed = d->seed, .purpose = "design place"});
}

static sim_status lhs_init(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    sim_status status = lhs_check(d, spec, err);
    uint32_t *slots;

    if (status != SIM_OK) return status;
    d->n = spec->points;
    slots = calloc((size_t)1 << bits_of(d->n), sizeof *slots);
    d->strata = calloc(d->n * d->n_axes + 1, sizeof *d->strata);
    d->rng = gsl_rng_alloc(sim_rng_type);
    if (!slots || !d->strata || !d->rng) status = sim_fail_memory(err, "lhs");
    for (size_t j = 0; status == SIM_OK && j < d->n_axes; j++) {
        uint32_t seeds[2];

        sim_rng_start(d->rng, &(sim_stream){d->seed, j, 0, "design axis"});
        for (int k = 0; k < 2; k++) seeds[k] = (uint32_t)(gsl_rng_get(d->rng) >> 32);
        rank_places(seeds, d->n, slots, &d->strata[j * d->n]);
    }
    free(slots);
    return status;
}

/* Places inside a stratum are odd multiples of 2^-25: with strata below 2^24, sums are
 * exact and quotients never round into another stratum. */
static void lhs_next(sim_design *d, double u[])
{
    for (size_t j = 0; j < d->n_axes; j++) {
        const double inside = (double)(gsl_rng_get(d->rng) >> 39 | 1) * 0x1p-25;

        u[j] = (d->strata[j * d->n + d->next] + inside) / (double)d->n;
    }
}

/* ---- all ------------------------------------------------------------------ */

static const kind kinds[] = {
    [SIM_GRID] = {"grid", grid_init, grid_rewind, grid_next},
    [SIM_LHS] = {"lhs", lhs_init, lhs_rewind, lhs_next},
    [SIM_SOBOL] = {"sobol", sobol_init, sobol_rewind, sobol_next},
};

const char *sim_design_name(size_t i)
{
    return i < sizeof kinds / sizeof *kinds ? kinds[i].name : NULL;
}

sim_status sim_design_init(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    const bool beyond = spec->kind == SIM_SOBOL && spec->n_axes > SIM_SOBOL_AXES;
    sim_status status;

    *d = (sim_design){
        .kind = beyond ? SIM_LHS : spec->kind, .n_axes = spec->n_axes, .seed = spec->seed};
    sim_bug(!sim_design_name(d->kind));
    status = kinds[d->kind].init(d, spec, err);
    if (status == SIM_OK) sim_design_rewind(d);
    return status;
}

void sim_design_free(sim_design *d)
{
    free(d->levels);
    free(d->order);
    free(d->strata);
    gsl_rng_free(d->rng);
    if (d->qrng) gsl_qrng_free(d->qrng);
    *d = (sim_design){0};
}

void sim_design_rewind(sim_design *d)
{
    d->next = 0;
    kinds[d->kind].rewind(d);
}

void sim_design_next(sim_design *d, double u[])
{
    sim_bug(d->next == d->n);
    kinds[d->kind].next(d, u);
    d->next++;
}
