#include "plots/mesh.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double same = 1e-9; /* of the range */

static int compare(const void *one, const void *other)
{
    double a = *(const double *)one, b = *(const double *)other;

    return (a > b) - (a < b);
}

/* Sorts n values and drops those that are equal to one before; how many are left. */
static size_t sort_distinct(double values[], size_t n)
{
    size_t kept = 1;
    double near;

    if (n == 0) return 0;
    qsort(values, n, sizeof *values, compare);
    near = same * (values[n - 1] - values[0]);
    for (size_t i = 1; i < n; i++)
        if (values[i] - values[kept - 1] > near) values[kept++] = values[i];
    return kept;
}

/* The last that is not above a value, or just above it. */
static size_t find(const double values[], size_t n, double value)
{
    double near = same * (values[n - 1] - values[0]);
    size_t low = 0, high = n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (values[middle] <= value + near)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Gives each place its point; false if one has none or two. */
static bool fill(plot_mesh *g, const double x[], const double y[], size_t n)
{
    for (size_t i = 0; i < n; i++) g->points[i] = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        size_t at = find(g->y, g->n_y, y[i]) * g->n_x + find(g->x, g->n_x, x[i]);

        if (g->points[at] != SIZE_MAX) return false;
        g->points[at] = i;
    }
    return true;
}

sim_status plot_mesh_find(plot_mesh *g, const double x[], const double y[], size_t n,
                          sim_error *err)
{
    *g = (plot_mesh){.x = calloc(n + 1, sizeof *g->x),
                     .y = calloc(n + 1, sizeof *g->y),
                     .points = calloc(n + 1, sizeof *g->points)};
    if (!g->x || !g->y || !g->points) return sim_fail_memory(err, "figure");
    if (n == 0) return SIM_OK;
    memcpy(g->x, x, n * sizeof *x);
    memcpy(g->y, y, n * sizeof *y);
    g->n_x = sort_distinct(g->x, n);
    g->n_y = sort_distinct(g->y, n);
    if (n % g->n_x == 0 && n / g->n_x == g->n_y && fill(g, x, y, n)) return SIM_OK;
    g->n_x = g->n_y = 0;
    return SIM_OK;
}

void plot_mesh_free(plot_mesh *g)
{
    free(g->x);
    free(g->y);
    free(g->points);
    *g = (plot_mesh){0};
}

void plot_mesh_edges(const double middles[], size_t n, double single, double edges[])
{
    for (size_t i = 1; i < n; i++) edges[i] = 0.5 * (middles[i - 1] + middles[i]);
    edges[0] = middles[0] - (n > 1 ? edges[1] - middles[0] : single);
    edges[n] = middles[n - 1] + (n > 1 ? middles[n - 1] - edges[n - 1] : single);
}
