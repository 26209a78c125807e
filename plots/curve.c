#include "plots/curve.h"

#include <math.h>

#include "plots/trace.h"

/* Lengths in points of the default page. */
static const double point_radius = 1.3, end_radius = 2.2, rim_width = 1.1,
                    hatch_width = 0.4, gray_width = 0.35;

/* Lengths in em. */
static const double clip_room = 0.7; /* what is on the edge is drawn whole */
static const double hatch_apart = 0.7;
static const double thinned = 0.12; /* apart, points of a gray curve */

static const double hatch_alpha = 0.5, gray_alpha = 0.35;

/* Hatched where the bands of arms may be gray as well. */
static void fill_shade(const plot_view *v, size_t n)
{
    plot_pen pen = plot_plain_pen(v->look, v->look->theme->axis, hatch_width);

    pen.color.alpha = hatch_alpha;
    plot_draw_area(v->canvas, v->look->theme->shade, v->points, n);
    if (plot_view_has_spans(v))
        plot_draw_hatch(v->canvas, &pen, plot_em(v->look, hatch_apart), v->points, n);
}

/* Draws the curve that arms share, shaded down to its floor. */
static void draw_shade_part(const plot_view *v, plot_curve curve)
{
    double floor_y = plot_view_floor(v);
    plot_pen edge = plot_plain_pen(v->look, v->look->theme->axis, 0.8);
    size_t n = plot_view_trace(v, curve), kept = 0;

    for (size_t i = 0; i < n; i++)
        if (plot_is_finite(v->points[i])) v->points[kept++] = v->points[i];
    if (kept == 0) return;
    if (curve.layer == PLOT_BEHIND) edge.line = PLOT_DASHED;
    v->points[kept] = (plot_point){v->points[kept - 1].x, floor_y};
    v->points[kept + 1] = (plot_point){v->points[0].x, floor_y};
    if (curve.layer == PLOT_FRONT) fill_shade(v, kept + 2);
    plot_draw_line(v->canvas, &edge, v->points, kept);
}

void plot_view_draw_shade(const plot_view *v)
{
    plot_curve curve;

    if (!v->panel->shade.column) return;
    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        if (!plot_view_find_shade(v, layer, &curve)) continue;
        for (curve.part = 0; curve.part < v->n_parts; curve.part++) {
            plot_clip(v->canvas, v->parts[curve.part].box);
            draw_shade_part(v, curve);
            plot_unclip(v->canvas);
        }
    }
}

static void draw_points(const plot_view *v, const plot_pen *pen, size_t n)
{
    plot_pen rim = plot_plain_pen(v->look, v->look->theme->paper, rim_width);
    double line = v->look->size->line;

    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;

        if (!plot_is_finite(v->points[i])) continue;
        plot_draw_disk(v->canvas, pen->color, last ? &rim : pen, v->points[i],
                       last ? end_radius * line + pen->width : point_radius * line);
    }
}

/* A point without neighbors is no line: it is drawn as a disk, but for one where a part
 * begins, which is the end of the part before. */
static void draw_lone_points(const plot_view *v, const plot_pen *pen, size_t part, size_t n)
{
    const plot_point *p = v->points;
    const double begun = part > 0 ? v->parts[part].box.x + 1e-6 : -INFINITY;

    for (size_t i = 0; i < n; i++) {
        bool has_neighbor =
            (i > 0 && plot_is_finite(p[i - 1])) || (i + 1 < n && plot_is_finite(p[i + 1]));

        if (plot_is_finite(p[i]) && !has_neighbor && p[i].x > begun)
            plot_draw_disk(v->canvas, pen->color, pen, p[i],
                           end_radius * v->look->size->line);
    }
}

static void draw_arm(const plot_view *v, plot_curve curve)
{
    bool behind = curve.layer == PLOT_BEHIND;
    plot_pen pen = plot_view_pen(v, curve.layer, curve.arm);
    size_t n = plot_view_trace(v, curve);

    plot_draw_line(v->canvas, &pen, v->points, n);
    draw_lone_points(v, &pen, curve.part, n);
    if (v->panel->points.column && !behind) draw_points(v, &pen, n);
}

/* Leaves out points that are so near to the last that nobody would miss them; how many are
 * left. */
static size_t thin_out(const plot_view *v, size_t n)
{
    const double least = plot_em(v->look, thinned);
    plot_point *p = v->points;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        const bool near = kept > 0 && i + 1 < n && plot_is_finite(p[kept - 1]) &&
                          plot_is_finite(p[i]) && plot_is_finite(p[i + 1]) &&
                          hypot(p[i].x - p[kept - 1].x, p[i].y - p[kept - 1].y) < least;

        if (!near) p[kept++] = p[i];
    }
    return kept;
}

/* One of too many to tell apart. */
static void draw_gray_arm(const plot_view *v, plot_curve curve)
{
    plot_pen pen = plot_plain_pen(v->look, v->look->theme->quiet, gray_width);
    size_t n = thin_out(v, plot_view_trace(v, curve));

    pen.color.alpha = gray_alpha;
    if (curve.layer == PLOT_BEHIND) pen.line = PLOT_DASHED;
    plot_draw_line(v->canvas, &pen, v->points, n);
}

static void draw_layer(const plot_view *v, size_t layer, size_t part)
{
    for (size_t arm = v->data->arms.n; arm-- > 0;) {
        const plot_curve curve = {layer, arm, v->layers[layer].y, part};

        if (v->layers[layer].rows[arm].drawn_for != arm) continue;
        if (plot_view_names(v, arm))
            draw_arm(v, curve);
        else
            draw_gray_arm(v, curve);
    }
}

void plot_view_draw_curves(const plot_view *v)
{
    double more = plot_em(v->look, clip_room);

    for (size_t part = 0; part < v->n_parts; part++) {
        const plot_box *b = &v->parts[part].box;

        plot_clip(v->canvas, (plot_box){b->x - more, b->y - more, b->width + 2 * more,
                                        b->height + 2 * more});
        draw_layer(v, PLOT_BEHIND, part);
        draw_layer(v, PLOT_FRONT, part);
        plot_unclip(v->canvas);
    }
}
