#include "sim/study/design.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/rng.h"
#include "sim/study/scramble.h"

/* Axes that can vary where cells have 32 bits; draws per cell; cells among which the next
 * one is chosen: with 32, counts of levels of a hundred cells differ by no more than 2.
 * Of millions of cells, fewer do, so that no more than WORK levels are looked at. */
enum { AXES = 32, DRAWS = 16, WINDOW = 32, WORK = 400000000 };

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

/* ---- the order of a grid -------------------------------------------------- */

/* Bits that number n things, at least one. */
static unsigned bits_of(size_t n)
{
    unsigned bits = 1;

    while (n > (size_t)1 << bits) bits++;
    return bits;
}

/* An axis that varies. */
typedef struct {
    size_t levels, stride;
    size_t first;  /* place of its levels in counts[] */
    unsigned bits; /* it has 2^bits columns */
    uint32_t seed;
} axis;

typedef struct {
    axis axes[AXES];
    unsigned n;
    size_t n_cells, n_levels;
    sim_design *d;
    sim_pool pool;  /* of the arrays that follow */
    bool *met;      /* [n_cells] */
    size_t *counts; /* [n_levels] how often each came */
} ordering;

static void add_axis(ordering *g, size_t levels)
{
    axis *a = &g->axes[g->n];

    sim_bug(g->n == AXES);
    sim_rng_start(g->d->rng, &(sim_stream){.replicate = g->n, .purpose = "design grid"});
    *a = (axis){levels, g->n_cells, g->n_levels, bits_of(levels),
                (uint32_t)(sim_rng_word(g->d->rng) >> 32)};
    g->n_cells *= levels;
    g->n_levels += levels;
    g->n++;
}

static sim_status ordering_init(ordering *g, sim_error *err)
{
    sim_design *d = g->d;

    d->rng = gsl_rng_alloc(sim_rng_type);
    if (!d->rng) return sim_fail_memory(err, "grid");
    for (size_t j = 0; j < d->n_axes; j++) {
        if (d->levels[j] > 1) add_axis(g, d->levels[j]);
    }
    d->qrng = gsl_qrng_alloc(gsl_qrng_sobol, g->n > 0 ? g->n : 1);
    g->met = sim_pool_take(&g->pool, g->n_cells, sizeof *g->met);
    g->counts = sim_pool_take(&g->pool, g->n_levels, sizeof *g->counts);
    return d->qrng && !g->pool.failed ? SIM_OK : sim_fail_memory(err, "grid");
}

/* The level whose column a point falls into; false if the column is no level's. */
static bool find_level(const axis *a, double u, size_t *level)
{
    const size_t columns = (size_t)1 << a->bits;
    const size_t column = sim_scramble((uint32_t)(u * 0x1p32), a->seed) >> (32 - a->bits);

    *level = (column * a->levels + columns - 1) / columns;
    return *level < a->levels && *level * columns / a->levels == column;
}

static bool find_cell(const ordering *g, const double u[], size_t *cell)
{
    size_t level;

    *cell = 0;
    for (unsigned j = 0; j < g->n; j++) {
        if (!find_level(&g->axes[j], u[j], &level)) return false;
        *cell += level * g->axes[j].stride;
    }
    return true;
}

/* Says how many cells the sequence meets.  GSL leaves out its first point, the origin. */
static size_t meet_cells(ordering *g)
{
    double u[AXES] = {0};
    size_t n = 0, cell;

    for (size_t i = 0; n < g->n_cells && i < g->n_cells * DRAWS; i++) {
        if (find_cell(g, u, &cell) && !g->met[cell]) {
            g->d->order[n++] = (uint32_t)cell;
            g->met[cell] = true;
        }
        gsl_qrng_get(g->d->qrng, u);
    }
    return n;
}

static void append_others(ordering *g, const size_t n_met)
{
    size_t n = n_met;

    if (n == g->n_cells) return;
    for (size_t cell = 0; cell < g->n_cells; cell++) {
        if (!g->met[cell]) g->d->order[n++] = (uint32_t)cell;
    }
    sim_rng_start(g->d->rng, &(sim_stream){.purpose = "design grid, others"});
    sim_rng_shuffle(g->d->rng, &g->d->order[n_met], n - n_met, sizeof *g->d->order);
}

static size_t *find_count(const ordering *g, const axis *a, size_t cell)
{
    return &g->counts[a->first + cell / a->stride % a->levels];
}

/* Up to a factor and a constant, what the cell would add to the sum of the axes' chi
 * squares, as which the imbalance of all levels is measured. */
static size_t lead_of(const ordering *g, size_t cell)
{
    size_t lead = 0;

    for (unsigned j = 0; j < g->n; j++)
        lead += *find_count(g, &g->axes[j], cell) * g->axes[j].levels;
    return lead;
}

static size_t find_last(const ordering *g, size_t begin, size_t end)
{
    size_t best = begin, least = SIZE_MAX;

    for (size_t i = begin; i < end; i++) {
        const size_t lead = lead_of(g, g->d->order[i]);

        if (lead >= least) continue;
        best = i;
        least = lead;
    }
    return best;
}

static void balance(ordering *g)
{
    const size_t most = WORK / (g->n_cells * (g->n + 1));
    const size_t window = most < 1 ? 1 : most < WINDOW ? most : WINDOW;

    for (size_t i = 0; i < g->n_cells; i++) {
        const size_t end = i + window < g->n_cells ? i + window : g->n_cells;
        const size_t best = find_last(g, i, end);
        const uint32_t cell = g->d->order[best];

        memmove(&g->d->order[i + 1], &g->d->order[i], (best - i) * sizeof *g->d->order);
        g->d->order[i] = cell;
        for (unsigned j = 0; j < g->n; j++) ++*find_count(g, &g->axes[j], cell);
    }
}

/* Fills order[] with the numbers of all cells, the level of the first axis running fastest.
 *
 * Levels of an axis are spread over the next power of two of columns, and cells stand in
 * the order in which a scrambled Sobol' sequence first meets them, a bounded number of
 * draws long; those it has not met by then follow, shuffled.  Then, of the next few cells,
 * always the one comes first whose levels came least so far.  The same levels give the
 * same order. */
static sim_status order_cells(sim_design *d, sim_error *err)
{
    ordering g = {.d = d, .n_cells = 1};
    sim_status status = ordering_init(&g, err);

    if (status == SIM_OK) {
        append_others(&g, meet_cells(&g));
        balance(&g);
    }
    sim_pool_free(&g.pool);
    return status;
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
    d->levels = sim_pool_take(&d->pool, d->n_axes, sizeof *d->levels);
    d->order = sim_pool_take(&d->pool, d->n, sizeof *d->order);
    if (d->pool.failed) return sim_fail_memory(err, "grid");
    for (size_t j = 0; j < d->n_axes; j++) d->levels[j] = spec->levels[j];
    return order_cells(d, err);
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
    d->strata = sim_pool_take(&d->pool, d->n * d->n_axes, sizeof *d->strata);
    d->rng = gsl_rng_alloc(sim_rng_type);
    if (!slots || !d->strata || !d->rng) status = sim_fail_memory(err, "lhs");
    for (size_t j = 0; status == SIM_OK && j < d->n_axes; j++) {
        uint32_t seeds[2];

        sim_rng_start(d->rng, &(sim_stream){d->seed, j, 0, "design axis"});
        for (int k = 0; k < 2; k++) seeds[k] = (uint32_t)(sim_rng_word(d->rng) >> 32);
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
        const double inside = (double)(sim_rng_word(d->rng) >> 39 | 1) * 0x1p-25;

        u[j] = (d->strata[j * d->n + d->next] + inside) / (double)d->n;
    }
}

/* ---- table ---------------------------------------------------------------- */

static sim_status table_init(sim_design *d, const sim_design_spec *spec, sim_error *err)
{
    d->n = spec->points;
    return check_points("table", spec->points, err);
}

static void table_rewind(sim_design *d) { (void)d; }

static void table_next(sim_design *d, double u[]) { u[0] = (double)d->next; }

/* ---- all ------------------------------------------------------------------ */

static const kind kinds[] = {
    [SIM_GRID] = {"grid", grid_init, grid_rewind, grid_next},
    [SIM_LHS] = {"lhs", lhs_init, lhs_rewind, lhs_next},
    [SIM_SOBOL] = {"sobol", sobol_init, sobol_rewind, sobol_next},
    [SIM_TABLE] = {"table", table_init, table_rewind, table_next},
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
    sim_pool_free(&d->pool);
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
