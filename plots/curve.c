#include "plots/curve.h"

#include <math.h>

#include "plots/strands.h"
#include "plots/weave.h"

enum { MOST_FILLED = 2 }; /* arms whose widest bands are filled */

/* Lengths in points of the default page. */
static const double point_radius = 1.3, end_radius = 2.2, rim_width = 1.1,
                    hatch_width = 0.4, gray_width = 0.35, edge_width = 0.7,
                    sample_width = 1.3;

/* Lengths in em. */
static const double hatch_apart = 0.7;
static const double thinned = 0.12; /* apart, points of a gray curve */
static const double alike = 0.06;   /* between curves that look like one */

static const double at_end = 0.005; /* of the range of values: at its end */

/* Opacity. */
static const double hatch_alpha = 0.5, gray_alpha = 0.35, filled = 0.17, filled_many = 0.15,
                    edge_alpha = 0.45;
static const double most_alpha = 0.5; /* of all areas of many arms upon each other */

/* From numbers to points. */

/* NAN beside the part. */
static plot_point place_inside(const plot_view *v, size_t part, double x, double y)
{
    const plot_range *ends = &v->ends[part];

    return plot_frame_place(&v->parts[part], x, x >= ends->from && x <= ends->to ? y : NAN);
}

/* A value of a curve. */
typedef struct {
    double x, y;
    bool low; /* too low for a log axis */
} reading;

static reading read_row(const plot_view *v, plot_curve curve, size_t row)
{
    const plot_layer *l = &v->layers[curve.layer];
    double y =
        curve.column == l->y ? l->upward[row] : sim_table_cell(l->table, row, curve.column);

    return (reading){l->across[row], y, !v->y.unit && plot_drawable(y) && y < v->y.from};
}

/* Where the line from a value that is too low to another leaves the axis. */
static plot_point place_crossing(const plot_view *v, size_t part, reading low,
                                 reading other)
{
    double share = (v->y.from - low.y) / (other.y - low.y);

    if (!plot_is_finite(place_inside(v, part, other.x, other.y)))
        return (plot_point){NAN, NAN};
    return place_inside(v, part, low.x + share * (other.x - low.x), v->y.from);
}

/* A line goes on from its last value on a log axis to the axis; points do not. */
static plot_point place_low(const plot_view *v, plot_curve curve, size_t row, reading low)
{
    const plot_rows *rows = &v->layers[curve.layer].rows[curve.arm];
    plot_point from = {NAN, NAN}, to = {NAN, NAN};

    if (v->panel->points.column) return from;
    if (row > rows->first) {
        const reading before = read_row(v, curve, row - 1);

        if (!before.low) from = place_crossing(v, curve.part, low, before);
    }
    if (row + 1 < rows->end) {
        const reading next = read_row(v, curve, row + 1);

        if (!next.low) to = place_crossing(v, curve.part, low, next);
    }
    return plot_is_finite(from) && plot_is_finite(to) ? (plot_point){NAN, NAN}
           : plot_is_finite(from)                     ? from
                                                      : to;
}

size_t plot_view_trace_to(const plot_view *v, plot_curve curve, plot_point points[])
{
    const plot_rows rows = v->layers[curve.layer].rows[curve.arm];

    for (size_t row = rows.first; row < rows.end; row++) {
        const reading at = read_row(v, curve, row);

        points[row - rows.first] =
            at.low ? place_low(v, curve, row, at) : place_inside(v, curve.part, at.x, at.y);
    }
    return rows.end - rows.first;
}

size_t plot_view_trace(const plot_view *v, plot_curve curve)
{
    return plot_view_trace_to(v, curve, v->points);
}

size_t plot_view_trace_span(const plot_view *v, const plot_span *span, plot_curve curve)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    const plot_rows rows = layer->rows[curve.arm];
    double least = v->upward.scale == PLOT_LOG ? v->y.from : -INFINITY;
    size_t n = rows.end - rows.first;

    for (size_t i = 0; i < n; i++) {
        double x = layer->across[rows.first + i];
        double low = sim_table_cell(span->lows, rows.first + i, span->low);
        double high = sim_table_cell(span->highs, rows.first + i, span->high);

        if (!plot_drawable(low) || !plot_drawable(high)) x = NAN;
        v->points[i] = place_inside(v, curve.part, x, fmax(low, least));
        v->points[n + i] = place_inside(v, curve.part, x, fmax(high, least));
    }
    return n;
}

bool plot_view_has_spans(const plot_view *v)
{
    for (size_t i = 0; i < v->data->bands.n; i++)
        if (v->spans[i].lows) return true;
    return plot_view_has_strands(v);
}

bool plot_view_find_shade(const plot_view *v, size_t layer, plot_curve *curve)
{
    const plot_layer *l = &v->layers[layer];
    double most = -INFINITY;

    if (!v->panel->shade.column) return false;
    *curve = (plot_curve){layer, 0, l->shade, 0};
    for (size_t arm = 0; arm < v->data->arms.n; arm++) {
        for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++) {
            double value = sim_table_cell(l->table, row, l->shade);

            if (!plot_drawable(value) || !(value > most)) continue;
            most = value;
            curve->arm = arm;
        }
    }
    return most > 0;
}

double plot_view_floor(const plot_view *v)
{
    return plot_frame_y(&v->parts[0], fmin(fmax(0, v->y.from), v->y.to));
}

/* Where the arm's curve is in a row of its own, NAN where it is not drawn. */
static double height_of(const plot_view *v, size_t arm, size_t i)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    double y = layer->upward[layer->rows[arm].first + i];

    if (v->upward.scale == PLOT_LOG && !(y >= v->y.from)) return NAN;
    return plot_frame_y(&v->parts[0], y);
}

bool plot_view_are_near(const plot_view *v, size_t one, size_t other, size_t i)
{
    double y = height_of(v, one, i), z = height_of(v, other, i);

    return isfinite(y) == isfinite(z) && !(fabs(y - z) > plot_em(v->look, alike));
}

bool plot_view_look_alike(const plot_view *v, size_t one, size_t other)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    const plot_rows a = layer->rows[one], b = layer->rows[other];

    if (a.end - a.first != b.end - b.first) return false;
    for (size_t i = 0; i < a.end - a.first; i++) {
        if (layer->across[a.first + i] != layer->across[b.first + i]) return false;
        if (!plot_view_are_near(v, one, other, i)) return false;
    }
    return true;
}

bool plot_view_find_end(const plot_view *v, size_t arm, plot_point *at, double *number)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    const plot_curve curve = {PLOT_FRONT, arm, layer->y, v->n_parts - 1};
    size_t n = plot_view_trace(v, curve);

    if (n == 0) return false;
    *at = v->points[n - 1];
    *number = sim_table_cell(layer->table, layer->rows[arm].end - 1, layer->mark);
    return plot_is_finite(*at) && plot_drawable(*number);
}

/* The shade. */

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

    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        if (!plot_view_find_shade(v, layer, &curve)) continue;
        for (curve.part = 0; curve.part < v->n_parts; curve.part++) {
            plot_clip(v->canvas, v->parts[curve.part].box, 0);
            draw_shade_part(v, curve);
            plot_unclip(v->canvas);
        }
    }
}

/* Bands. */

/* Not where the edge has left the axis: it would look like a value. */
static void draw_edges(const plot_view *v, const plot_pen *pen, size_t n)
{
    double bottom = v->box.y + v->box.height;

    for (size_t i = 0; i < 2 * n; i++)
        if (v->upward.scale == PLOT_LOG && v->points[i].y >= bottom) v->points[i].y = NAN;
    plot_draw_line(v->canvas, pen, v->points, n);
    plot_draw_line(v->canvas, pen, v->points + n, n);
}

/* How the bands of an arm are drawn. */
typedef struct {
    plot_pen edge;
    plot_color area;
    size_t first_filled;
} manner;

/* So that all that are drawn, upon each other, let the grid through. */
static double many_alpha(const plot_arms *arms)
{
    const size_t n = arms->n_named < arms->n_front ? arms->n_named : arms->n_front;

    return fmin(filled_many, 1 - pow(1 - most_alpha, 1 / (double)n));
}

static manner choose_manner(const plot_look *look, const plot_data *data, plot_color color)
{
    bool many = data->arms.n_front > MOST_FILLED;
    manner m = {.edge = plot_plain_pen(look, color, edge_width),
                .area = color,
                .first_filled = many ? data->bands.n - 1 : 0};

    m.area.alpha = many ? many_alpha(&data->arms) : filled;
    m.edge.color.alpha = edge_alpha;
    return m;
}

static void draw_span(const plot_view *v, size_t span, plot_curve curve)
{
    const manner m =
        choose_manner(v->look, v->data, plot_view_pen(v, PLOT_FRONT, curve.arm).color);
    size_t n = plot_view_trace_span(v, &v->spans[span], curve);

    plot_open_arm(v->canvas, v->data->arms.names[curve.arm]);
    if (span >= m.first_filled)
        plot_draw_strip(v->canvas, m.area, v->points, v->points + n, n);
    draw_edges(v, &m.edge, n);
    plot_close_scope(v->canvas);
}

void plot_view_draw_bands(const plot_view *v)
{
    for (size_t part = 0; part < v->n_parts; part++) {
        plot_clip(v->canvas, v->parts[part].box, 0);
        for (size_t i = 0; i < v->data->bands.n; i++)
            for (size_t arm = v->data->arms.n_front; arm-- > 0;)
                if (v->spans[i].lows && plot_view_draws(v, PLOT_FRONT, arm))
                    draw_span(v, i, (plot_curve){PLOT_FRONT, arm, 0, part});
        plot_unclip(v->canvas);
    }
}

void plot_draw_band_sample(plot_canvas *canvas, const plot_look *look,
                           const plot_data *data, plot_box box)
{
    const plot_pen line = plot_plain_pen(look, look->theme->quiet, sample_width);
    const manner m = choose_manner(look, data, look->theme->quiet);
    double middle = box.y + 0.5 * box.height, right = box.x + box.width;

    for (size_t i = 0; i < data->bands.n; i++) {
        double half =
            0.5 * box.height * (double)(data->bands.n - i) / (double)data->bands.n;
        const plot_point low[] = {{box.x, middle + half}, {right, middle + half}};
        const plot_point high[] = {{box.x, middle - half}, {right, middle - half}};

        if (i >= m.first_filled) plot_draw_strip(canvas, m.area, low, high, 2);
        plot_draw_line(canvas, &m.edge, low, 2);
        plot_draw_line(canvas, &m.edge, high, 2);
    }
    plot_draw_segment(canvas, &line, (plot_point){box.x, middle},
                      (plot_point){right, middle});
}

/* Curves. */

static double last_radius(const plot_view *v, const plot_pen *pen)
{
    return end_radius * v->look->size->line + pen->width;
}

/* Of arms that share their points each has some of them, and a ring of the last. */
static void draw_points(const plot_view *v, const plot_pen *pen, plot_turn turn, size_t n)
{
    plot_pen rim = plot_plain_pen(v->look, v->look->theme->paper, rim_width);
    double line = v->look->size->line;
    double share = 1 - (double)turn.at / (double)turn.of;

    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;

        if (!plot_is_finite(v->points[i]) || (!last && i % turn.of != turn.at)) continue;
        if (last && turn.at > 0) rim = *pen;
        plot_draw_disk(v->canvas, pen->color, last ? &rim : pen, v->points[i],
                       last ? share * last_radius(v, pen) : point_radius * line);
    }
}

/* A point without neighbors is no line: it is drawn as a disk, but for one where a part
 * begins, which is the end of the part before. */
static bool is_lone(const plot_view *v, size_t part, size_t n, size_t i)
{
    const plot_point *p = v->points;
    const double begun = part > 0 ? v->parts[part].box.x + 1e-6 : -INFINITY;
    bool has_neighbor = !v->across.words && ((i > 0 && plot_is_finite(p[i - 1])) ||
                                             (i + 1 < n && plot_is_finite(p[i + 1])));

    return plot_is_finite(p[i]) && !has_neighbor && p[i].x > begun;
}

static void draw_lone_points(const plot_view *v, const plot_pen *pen, size_t part, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_lone(v, part, n, i))
            plot_draw_disk(v->canvas, pen->color, pen, v->points[i],
                           end_radius * v->look->size->line);
}

static bool has_disks(const plot_view *v, size_t arm)
{
    for (size_t part = 0; part < v->n_parts; part++) {
        size_t n = plot_view_trace(
            v, (plot_curve){PLOT_FRONT, arm, v->layers[PLOT_FRONT].y, part});

        for (size_t i = 0; i < n; i++)
            if (v->panel->points.column || is_lone(v, part, n, i)) return true;
    }
    return false;
}

/* Does the arm's curve lie along an end of what is drawn, for more than a moment? */
static bool lies_along_end(const plot_view *v, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const double near = at_end * (v->drawn_y.to - v->drawn_y.from);
    size_t n = 0;

    for (size_t row = l->rows[arm].first; row < l->rows[arm].end && n < 2; row++) {
        double y = l->upward[row];

        n = y <= v->drawn_y.from + near || y >= v->drawn_y.to - near ? n + 1 : 0;
    }
    return n >= 2 && v->upward.scale == PLOT_LINEAR;
}

plot_point plot_view_reach(const plot_view *v)
{
    plot_point reach = {0, 0};

    for (size_t arm = 0; arm < v->data->arms.n; arm++) {
        const plot_pen pen = plot_view_pen(v, PLOT_FRONT, arm);
        double rim = 0.5 * fmax(pen.width, rim_width * v->look->size->line);

        if (arm >= v->data->arms.n_front || !plot_view_names(v, arm)) continue;
        if (lies_along_end(v, arm)) reach.y = fmax(reach.y, 0.5 * pen.width);
        if (!has_disks(v, arm)) continue;
        reach.x = fmax(reach.x, last_radius(v, &pen) + rim);
        reach.y = fmax(reach.y, reach.x);
    }
    return reach;
}

static void draw_arm(const plot_view *v, plot_curve curve)
{
    const bool behind = curve.layer == PLOT_BEHIND;
    const plot_turn turn = behind ? (plot_turn){0, 1, 1} : plot_view_turn(v, curve.arm);
    plot_pen pen = plot_view_pen(v, curve.layer, curve.arm);
    size_t n;

    if (turn.of > 1 && !v->across.words) plot_view_draw_woven(v, &pen, curve);
    n = plot_view_trace(v, curve);
    if (turn.of == 1 && !v->across.words) plot_draw_line(v->canvas, &pen, v->points, n);
    draw_lone_points(v, &pen, curve.part, n);
    if (v->panel->points.column && !behind) draw_points(v, &pen, turn, n);
}

static void draw_named(const plot_view *v, plot_curve curve)
{
    plot_open_arm(v->canvas, v->data->arms.names[curve.arm]);
    draw_arm(v, curve);
    plot_close_scope(v->canvas);
}

/* All that are drawn as one line with it, the first undermost. */
static void draw_together(const plot_view *v, plot_curve curve)
{
    const size_t lead = curve.arm;

    for (curve.arm = lead; curve.arm < v->data->arms.n_front; curve.arm++)
        if (v->lead[curve.arm] == lead && plot_view_names(v, curve.arm))
            draw_named(v, curve);
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
    plot_open_arm(v->canvas, v->data->arms.names[curve.arm]);
    plot_draw_line(v->canvas, &pen, v->points, n);
    plot_close_scope(v->canvas);
}

static void draw_layer(const plot_view *v, size_t layer, size_t part)
{
    for (size_t arm = v->data->arms.n; arm-- > 0;) {
        const plot_curve curve = {layer, arm, v->layers[layer].y, part};

        if (v->layers[layer].rows[arm].drawn_for != arm) continue;
        if (!plot_view_names(v, arm))
            draw_gray_arm(v, curve);
        else if (layer == PLOT_BEHIND)
            draw_named(v, curve);
        else if (v->lead[arm] == arm)
            draw_together(v, curve);
    }
}

void plot_view_draw_curves(const plot_view *v)
{
    for (size_t part = 0; part < v->n_parts; part++) {
        plot_clip(v->canvas, v->parts[part].box, 0);
        if (v->layers[PLOT_BEHIND].table) draw_layer(v, PLOT_BEHIND, part);
        draw_layer(v, PLOT_FRONT, part);
        plot_unclip(v->canvas);
    }
}
