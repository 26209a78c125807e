/* vicinity_map.c -- of vicinity.h: a map, and where on it conditions fail. */
#include <math.h>

#include "plots/vicinity_parts.h"

/* Lengths in points of the default page. */
static const double other_radius = 2.7, rim_width = 0.6, edge_width = 1.1;

static size_t fails_at(const plot_vicinity_part *p, size_t row, size_t i)
{
    return p->panel->fails[p->grid.points[row * p->grid.n_x + i]];
}

static void place_edges(const plot_vicinity_part *p, const plot_frame *f)
{
    plot_mesh_edges(p->grid.x, p->grid.n_x, 0.5, p->edges_x);
    plot_mesh_edges(p->grid.y, p->grid.n_y, 0.5, p->edges_y);
    for (size_t i = 0; i <= p->grid.n_x; i++)
        p->edges_x[i] = plot_frame_x(f, plot_measure_value(&p->panel->x, p->edges_x[i]));
    for (size_t i = 0; i <= p->grid.n_y; i++)
        p->edges_y[i] = plot_frame_y(f, plot_measure_value(&p->panel->y, p->edges_y[i]));
}

/* A rectangle of cells where the same condition fails. */
typedef struct {
    size_t from, to, low, high; /* columns and rows, up to before `to` and `high` */
    size_t which;
} stretch;

static bool are_alike(const plot_vicinity_part *p, const stretch *s, size_t row)
{
    const size_t n_x = p->grid.n_x;

    for (size_t i = s->from; i < s->to; i++)
        if (fails_at(p, row, i) != s->which) return false;
    return (s->from == 0 || fails_at(p, row, s->from - 1) != s->which) &&
           (s->to == n_x || fails_at(p, row, s->to) != s->which);
}

/* The stretch of cells from column `i` of a row on, and of rows above that are the same; false if
 * the row below has it. */
static bool find_stretch(const plot_vicinity_part *p, size_t row, size_t i, stretch *s)
{
    *s = (stretch){i, i, row, row + 1, fails_at(p, row, i)};
    while (s->to < p->grid.n_x && fails_at(p, row, s->to) == s->which) s->to++;
    while (s->high < p->grid.n_y && are_alike(p, s, s->high)) s->high++;
    return row == 0 || !are_alike(p, s, row - 1);
}

static plot_box box_of(const plot_vicinity_part *p, const stretch *s)
{
    return (plot_box){p->edges_x[s->from], p->edges_y[s->high],
                      p->edges_x[s->to] - p->edges_x[s->from],
                      p->edges_y[s->low] - p->edges_y[s->high]};
}

/* Of each condition also the largest of its stretches, where it is named. */
static void draw_stretches(const plot_vicinity_page *j, const plot_vicinity_part *p,
                           plot_box largest[PLOT_VICINITY_CONDITIONS])
{
    for (size_t row = 0; row < p->grid.n_y; row++) {
        stretch s;

        for (size_t i = 0; i < p->grid.n_x; i = s.to) {
            const bool is_first = find_stretch(p, row, i, &s);
            const plot_box box = box_of(p, &s);

            if (!is_first || s.which >= j->v->n_conditions) continue;
            plot_vicinity_draw_failing(j, s.which, box);
            if (box.width * box.height > largest[s.which].width * largest[s.which].height)
                largest[s.which] = box;
        }
    }
}

/* Between cells of which different conditions fail. */
static void draw_borders(const plot_vicinity_page *j, const plot_vicinity_part *p)
{
    const plot_pen pen = plot_plain_pen(plot_vicinity_look(j),
                                        plot_vicinity_look(j)->theme->ink, edge_width);
    const plot_mesh *g = &p->grid;

    for (size_t row = 0; row < g->n_y; row++) {
        for (size_t i = 0; i < g->n_x; i++) {
            const size_t which = fails_at(p, row, i);

            if (i > 0 && fails_at(p, row, i - 1) != which)
                plot_draw_segment(plot_vicinity_canvas(j), &pen,
                                  (plot_point){p->edges_x[i], p->edges_y[row]},
                                  (plot_point){p->edges_x[i], p->edges_y[row + 1]});
            if (row > 0 && fails_at(p, row - 1, i) != which)
                plot_draw_segment(plot_vicinity_canvas(j), &pen,
                                  (plot_point){p->edges_x[i], p->edges_y[row]},
                                  (plot_point){p->edges_x[i + 1], p->edges_y[row]});
        }
    }
}

static void draw_others(const plot_vicinity_page *j, const plot_vicinity_part *p,
                        const plot_frame *frame)
{
    const plot_pen rim =
        plot_plain_pen(plot_vicinity_look(j), plot_vicinity_look(j)->theme->ink, rim_width);

    for (size_t i = 0; i < p->panel->n_others; i++)
        plot_draw_disk(
            plot_vicinity_canvas(j), plot_vicinity_look(j)->theme->axis, &rim,
            plot_frame_place(frame, p->panel->others_x[i], p->panel->others_y[i]),
            plot_vicinity_points(j, other_radius));
}

void plot_vicinity_draw_map(plot_vicinity_page *j, const plot_frame *frame)
{
    const plot_vicinity_part *p = &j->parts[0];
    plot_box largest[PLOT_VICINITY_CONDITIONS] = {{0}};

    place_edges(p, frame);
    plot_tiles_draw_mesh(&j->tiles, frame, &p->grid, p->z);
    plot_clip(plot_vicinity_canvas(j), frame->box, 0);
    draw_stretches(j, p, largest);
    draw_borders(j, p);
    for (size_t k = 0; k < j->v->n_conditions; k++)
        plot_vicinity_draw_name(j, k, largest[k]);
    plot_unclip(plot_vicinity_canvas(j));
    draw_others(j, p, frame);
    if (isfinite(j->v->best))
        plot_vicinity_draw_best(
            j, plot_frame_place(frame, p->panel->best_x, p->panel->best_y));
}
