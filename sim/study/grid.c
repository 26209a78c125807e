#include "sim/study/grid.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "sim/study/scramble.h"

/* Axes that can vary where cells have 32 bits; draws per cell; cells among which the next
 * one is chosen: with 32, counts of levels of a hundred cells differ by no more than 2.
 * Of millions of cells, fewer do, so that no more than WORK levels are looked at. */
enum { AXES = 32, DRAWS = 16, WINDOW = 32, WORK = 400000000 };

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
    uint32_t *order; /* borrowed */
    gsl_qrng *qrng;
    gsl_rng *rng;
    bool *met;      /* [n_cells] */
    size_t *counts; /* [n_levels] how often each came */
} grid;

/* ---- life ----------------------------------------------------------------- */

static void add_axis(grid *g, size_t levels)
{
    axis *a = &g->axes[g->n];

    sim_bug(g->n == AXES);
    *a = (axis){.levels = levels, .stride = g->n_cells, .first = g->n_levels};
    while (levels > (size_t)1 << a->bits) a->bits++;
    sim_rng_start(g->rng, &(sim_stream){.replicate = g->n, .purpose = "design grid"});
    a->seed = (uint32_t)(gsl_rng_get(g->rng) >> 32);
    g->n_cells *= levels;
    g->n_levels += levels;
    g->n++;
}

static sim_status grid_init(grid *g, const size_t levels[], size_t n_axes, sim_error *err)
{
    g->rng = gsl_rng_alloc(sim_rng_type);
    if (!g->rng) return sim_fail_memory(err, "grid");
    g->n_cells = 1;
    for (size_t j = 0; j < n_axes; j++) {
        if (levels[j] > 1) add_axis(g, levels[j]);
    }
    g->qrng = gsl_qrng_alloc(gsl_qrng_sobol, g->n > 0 ? g->n : 1);
    g->met = calloc(g->n_cells, sizeof *g->met);
    g->counts = calloc(g->n_levels + 1, sizeof *g->counts);
    return g->qrng && g->met && g->counts ? SIM_OK : sim_fail_memory(err, "grid");
}

static void grid_free(grid *g)
{
    if (g->qrng) gsl_qrng_free(g->qrng);
    gsl_rng_free(g->rng);
    free(g->met);
    free(g->counts);
}

/* ---- cells ---------------------------------------------------------------- */

/* The level whose column a point falls into; false if the column is no level's. */
static bool find_level(const axis *a, double u, size_t *level)
{
    const size_t columns = (size_t)1 << a->bits;
    const size_t column = sim_scramble((uint32_t)(u * 0x1p32), a->seed) >> (32 - a->bits);

    *level = (column * a->levels + columns - 1) / columns;
    return *level < a->levels && *level * columns / a->levels == column;
}

static bool find_cell(const grid *g, const double u[], size_t *cell)
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
static size_t meet_cells(grid *g)
{
    double u[AXES] = {0};
    size_t n = 0, cell;

    for (size_t i = 0; n < g->n_cells && i < g->n_cells * DRAWS; i++) {
        if (find_cell(g, u, &cell) && !g->met[cell]) {
            g->order[n++] = (uint32_t)cell;
            g->met[cell] = true;
        }
        gsl_qrng_get(g->qrng, u);
    }
    return n;
}

static void append_others(grid *g, const size_t n_met)
{
    size_t n = n_met;

    if (n == g->n_cells) return;
    for (size_t cell = 0; cell < g->n_cells; cell++) {
        if (!g->met[cell]) g->order[n++] = (uint32_t)cell;
    }
    sim_rng_start(g->rng, &(sim_stream){.purpose = "design grid, others"});
    gsl_ran_shuffle(g->rng, &g->order[n_met], n - n_met, sizeof *g->order);
}

/* ---- balance -------------------------------------------------------------- */

static size_t *find_count(const grid *g, const axis *a, size_t cell)
{
    return &g->counts[a->first + cell / a->stride % a->levels];
}

/* Up to a factor and a constant, what the cell would add to the sum of the axes' chi
 * squares, as which the imbalance of all levels is measured. */
static size_t lead_of(const grid *g, size_t cell)
{
    size_t lead = 0;

    for (unsigned j = 0; j < g->n; j++)
        lead += *find_count(g, &g->axes[j], cell) * g->axes[j].levels;
    return lead;
}

static size_t find_last(const grid *g, size_t begin, size_t end)
{
    size_t best = begin, least = SIZE_MAX;

    for (size_t i = begin; i < end; i++) {
        const size_t lead = lead_of(g, g->order[i]);

        if (lead >= least) continue;
        best = i;
        least = lead;
    }
    return best;
}

static void balance(grid *g)
{
    const size_t most = WORK / (g->n_cells * (g->n + 1));
    const size_t window = most < 1 ? 1 : most < WINDOW ? most : WINDOW;

    for (size_t i = 0; i < g->n_cells; i++) {
        const size_t end = i + window < g->n_cells ? i + window : g->n_cells;
        const size_t best = find_last(g, i, end);
        const uint32_t cell = g->order[best];

        memmove(&g->order[i + 1], &g->order[i], (best - i) * sizeof *g->order);
        g->order[i] = cell;
        for (unsigned j = 0; j < g->n; j++) ++*find_count(g, &g->axes[j], cell);
    }
}

sim_status sim_grid_order(const size_t levels[], size_t n_axes, uint32_t order[],
                          sim_error *err)
{
    grid g = {.order = order};
    sim_status status = grid_init(&g, levels, n_axes, err);

    if (status == SIM_OK) {
        append_others(&g, meet_cells(&g));
        balance(&g);
    }
    grid_free(&g);
    return status;
}
