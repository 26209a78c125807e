#include "plots/extent.h"

#include <math.h>

enum { MOST_TICKS_X = 7, MOST_TICKS_Y = 5, MOST_TICKS_LOG = 10 };

static const double negligible = 1e-9; /* as in a summary */
static const double log_span = 1e9;    /* a log axis without a start shows no more */
static const double split_share = 0.4; /* of the width, for what the split stretches */
static const double split_worth = 2;   /* no split of a window not this much longer */

/* Lengths in em. */
static const double title_height = 1.65, label_height = 1.35, top_gap = 0.75;
static const double ticks_height = 1.45, x_label_height = 1.5, bare_gap = 0.8;
static const double right_gap = 0.9, split_gap = 1.0;
static const double tick_room_x = 2.4, number_room = 4.5, tick_room_y = 2.3,
                    tick_room_log = 1.35;
static const double label_room = 0.1; /* of the axis, above the highest named point */

/* Ranges of what will be drawn. */

typedef void widen_by_row(const plot_view *v, const plot_layer *layer, size_t row,
                          plot_range *r);

static plot_range find_range(const plot_view *v, widen_by_row *widen_by)
{
    plot_range r = plot_range_empty();

    for (size_t i = 0; i < PLOT_LAYERS; i++)
        for (size_t arm = 0; arm < v->data->arms.n; arm++) {
            const plot_rows rows = v->layers[i].rows[arm];

            if (!plot_view_owns(v, i, arm)) continue;
            for (size_t row = rows.first; row < rows.end; row++)
                widen_by(v, &v->layers[i], row, &r);
        }
    return r;
}

static void widen_by_x(const plot_view *v, const plot_layer *layer, size_t row,
                       plot_range *r)
{
    plot_range_add(r, &v->across, sim_table_cell(layer->table, row, layer->x));
}

/* What is less is not drawn: on a log axis, what rounding left of 0. */
static double lowest(const plot_view *v)
{
    if (v->upward.scale == PLOT_LINEAR) return -INFINITY;
    return isnan(v->panel->y.start) ? negligible : fmax(v->panel->y.start, negligible);
}

static void widen(const plot_view *v, plot_range *r, double value)
{
    if (value >= lowest(v)) plot_range_add(r, &v->upward, value);
}

static void widen_by_spans(const plot_view *v, size_t row, plot_range *r)
{
    for (size_t i = 0; i < v->data->bands.n; i++) {
        const plot_span *s = &v->spans[i];
        double low, high;

        if (!s->band) continue;
        low = sim_table_cell(s->band->low, row, s->low);
        high = sim_table_cell(s->band->high, row, s->high);
        if (!plot_drawable(low) || !plot_drawable(high)) continue;
        widen(v, r, high);
        widen(v, r, low);
    }
}

static void widen_by_y(const plot_view *v, const plot_layer *layer, size_t row,
                       plot_range *r)
{
    double x = sim_table_cell(layer->table, row, layer->x);

    if (!(x >= v->parts[0].x.from && x <= v->parts[v->n_parts - 1].x.to)) return;
    widen(v, r, sim_table_cell(layer->table, row, layer->y));
    if (layer == &v->layers[PLOT_FRONT]) widen_by_spans(v, row, r);
    if (v->panel->shade.column)
        widen(v, r, sim_table_cell(layer->table, row, layer->shade));
}

/* Axes. */

static size_t count_that_fit(double room, double each, size_t most)
{
    double n = floor(room / each);

    return n < 2 ? 2 : n > (double)most ? most : (size_t)n;
}

static plot_ruler make_x(const plot_view *v, plot_range r, double width)
{
    const plot_unit *unit = plot_unit_for(v->across.counted, r.to - r.from);
    double each = plot_em(v->look, unit == &plot_number ? number_room : tick_room_x);

    return plot_ruler_exact(&v->across, r, count_that_fit(width, each, MOST_TICKS_X));
}

static double room_width(const plot_view *v)
{
    return v->spot.room.width - plot_em(v->look, right_gap);
}

static void set_x_axis(plot_view *v)
{
    const plot_x *x = &v->panel->x;
    plot_range r = find_range(v, widen_by_x);
    double width = room_width(v);

    if (plot_range_is_empty(r)) r = (plot_range){0, 1};
    r.from = isnan(x->from) ? r.from : x->from;
    r.to = fmax(r.from, fmin(r.to, x->to));
    v->n_parts = x->split > r.from && r.to > split_worth * x->split ? 2 : 1;
    if (v->n_parts == 1) {
        v->parts[0].x = make_x(v, r, width);
        return;
    }
    v->parts[0].x = make_x(v, (plot_range){r.from, x->split}, split_share * width);
    v->parts[1].x = make_x(v, (plot_range){x->split, r.to}, (1 - split_share) * width);
}

/* Of what stands above the plotting area. */
static double head_ems(const plot_view *v)
{
    return label_height + top_gap + (v->panel->title ? title_height : 0);
}

static double box_height(const plot_view *v)
{
    double words =
        head_ems(v) + (v->spot.shows_x ? ticks_height + x_label_height : bare_gap);

    return fmax(1, v->spot.room.height - plot_em(v->look, words) - v->spot.saying);
}

/* Where the data leave it open, no more than one can see. */
static plot_range find_log(const plot_view *v, plot_range r)
{
    if (v->empty) return (plot_range){1, 10};
    if (isnan(v->panel->y.start)) r.from = fmax(r.from, r.to / log_span);
    return r;
}

static plot_range find_linear(const plot_view *v, plot_range r)
{
    const plot_y *y = &v->panel->y;

    plot_range_add(&r, &v->upward, y->start);
    plot_range_add(&r, &v->upward, y->end);
    if (plot_range_is_empty(r)) r = (plot_range){0, 1};
    if (isnan(y->start)) r = plot_range_from_zero(r, &v->upward);
    if (v->panel->points.prefix) r.to += label_room * (r.to - r.from);
    return r;
}

static void set_y_axis(plot_view *v)
{
    bool log = v->upward.scale == PLOT_LOG;
    plot_range r = find_range(v, widen_by_y);
    double each = plot_em(v->look, log ? tick_room_log : tick_room_y);
    size_t most = count_that_fit(box_height(v), each, log ? MOST_TICKS_LOG : MOST_TICKS_Y);

    v->empty = plot_range_is_empty(r);
    r = log ? find_log(v, r) : find_linear(v, r);
    v->y = plot_ruler_on_ticks(&v->upward, r, most);
}

void plot_view_set_axes(plot_view *v, plot_canvas *canvas, plot_spot spot)
{
    v->canvas = canvas;
    v->spot = spot;
    set_x_axis(v);
    set_y_axis(v);
}

plot_frame plot_view_frame(const plot_view *v, size_t part)
{
    return (plot_frame){.canvas = v->canvas,
                        .look = v->look,
                        .box = v->parts[part].box,
                        .x = &v->parts[part].x,
                        .y = &v->y};
}

double plot_view_left(const plot_view *v)
{
    const plot_frame frame = plot_view_frame(v, 0);

    return plot_frame_left(&frame);
}

void plot_view_arrange(plot_view *v, double left)
{
    const plot_box *room = &v->spot.room;
    double top = plot_em(v->look, head_ems(v));
    double gap = plot_em(v->look, split_gap), share;

    v->box = (plot_box){room->x + left, room->y + top, fmax(1, room_width(v) - left),
                        box_height(v)};
    for (size_t i = 0; i < v->n_parts; i++) v->parts[i].box = v->box;
    if (v->n_parts == 1) return;
    share = split_share * (v->box.width - gap);
    v->parts[0].box.width = share;
    v->parts[1].box.width = v->box.width - gap - share;
    v->parts[1].box.x += share + gap;
}

double plot_saying_height(plot_canvas *canvas, const plot_look *look,
                          const plot_panel *panel, double width)
{
    plot_text style = plot_text_for(look, PLOT_SAYING);

    if (!panel->saying) return 0;
    style.width = width;
    return plot_measure_text(canvas, &style, panel->saying).height + plot_em(look, 0.3);
}
