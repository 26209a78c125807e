#include "plots/contour.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define NO_EDGE SIZE_MAX

/* Edges of a lattice have numbers: two for each of its points, the one to the right and
 * the one downward.  A line crosses an edge once, and goes on to at most two others. */
enum { RIGHTWARD, DOWNWARD, EDGES };

sim_status plot_contour_init(plot_contour *c, size_t n_x, size_t n_y, sim_error *err)
{
    size_t n_edges = EDGES * n_x * n_y;

    *c = (plot_contour){.points = calloc(3 * n_edges + 1, sizeof *c->points),
                        .links = calloc(2 * n_edges + 1, sizeof *c->links)};
    return c->points && c->links ? SIM_OK : sim_fail_memory(err, "contour lines");
}

void plot_contour_free(plot_contour *c)
{
    free(c->points);
    free(c->links);
    *c = (plot_contour){0};
}

static void link_edges(plot_contour *c, size_t a, size_t b)
{
    c->links[2 * a + (c->links[2 * a] != NO_EDGE)] = b;
    c->links[2 * b + (c->links[2 * b] != NO_EDGE)] = a;
}

/* Joins the edges that the level crosses around one square; corners and edges from the
 * upper left on, clockwise. */
static void join_square(plot_contour *c, const plot_lattice *l, size_t first, double level)
{
    const size_t corners[] = {first, first + 1, first + l->n_x + 1, first + l->n_x};
    const size_t edges[] = {EDGES * first + RIGHTWARD, EDGES * corners[1] + DOWNWARD,
                            EDGES * corners[3] + RIGHTWARD, EDGES * first + DOWNWARD};
    size_t crossed[4], n = 0;
    double sum = 0;
    size_t turn;
    bool above[4];

    for (size_t i = 0; i < 4; i++) {
        sum += l->z[corners[i]];
        above[i] = l->z[corners[i]] >= level;
    }
    if (!isfinite(sum)) return;
    for (size_t i = 0; i < 4; i++)
        if (above[i] != above[(i + 1) % 4]) crossed[n++] = edges[i];
    if (n == 2) link_edges(c, crossed[0], crossed[1]);
    if (n < 4) return;
    /* A line around each of the two corners that the middle is not like. */
    turn = above[0] == (sum / 4 >= level) ? 0 : 3;
    link_edges(c, crossed[turn], crossed[(turn + 1) % 4]);
    link_edges(c, crossed[(turn + 2) % 4], crossed[(turn + 3) % 4]);
}

static plot_point cross(const plot_lattice *l, size_t edge, double level)
{
    size_t a = edge / EDGES, b = edge % EDGES == RIGHTWARD ? a + 1 : a + l->n_x;
    double part = (level - l->z[a]) / (l->z[b] - l->z[a]);
    double x = l->x[a % l->n_x], y = l->y[a / l->n_x];

    return (plot_point){x + part * (l->x[b % l->n_x] - x),
                        y + part * (l->y[b / l->n_x] - y)};
}

/* Follows a line from one of its edges, and takes it out of the links. */
static void follow(plot_contour *c, const plot_lattice *l, size_t edge, double level)
{
    size_t start = edge;

    while (edge != NO_EDGE) {
        size_t *from = &c->links[2 * edge];
        size_t next = from[0] != NO_EDGE ? from[0] : from[1], *back;

        c->points[c->n++] = cross(l, edge, level);
        if (next != NO_EDGE) {
            back = &c->links[2 * next];
            from[from[0] != NO_EDGE ? 0 : 1] = NO_EDGE;
            back[back[0] == edge ? 0 : 1] = NO_EDGE;
        }
        edge = next;
        if (edge == start) break;
    }
    if (edge == start) c->points[c->n++] = cross(l, start, level);
    c->points[c->n++] = (plot_point){NAN, NAN};
}

void plot_contour_trace(plot_contour *c, const plot_lattice *l, double level)
{
    size_t n_edges = EDGES * l->n_x * l->n_y;

    c->n = 0;
    for (size_t i = 0; i < 2 * n_edges; i++) c->links[i] = NO_EDGE;
    for (size_t row = 0; row + 1 < l->n_y; row++)
        for (size_t i = 0; i + 1 < l->n_x; i++) join_square(c, l, row * l->n_x + i, level);
    /* First those that end somewhere, then those that are closed. */
    for (size_t e = 0; e < n_edges; e++)
        if ((c->links[2 * e] == NO_EDGE) != (c->links[2 * e + 1] == NO_EDGE))
            follow(c, l, e, level);
    for (size_t e = 0; e < n_edges; e++)
        if (c->links[2 * e] != NO_EDGE) follow(c, l, e, level);
}
