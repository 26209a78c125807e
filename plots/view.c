#include "plots/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/arm_order.h"

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
static const double alike = 0.06;     /* between curves that look like one */

/* Tables and columns. */

static sim_status find_table(plot_view *v, size_t layer, sim_error *err)
{
    const plot_run *run = &v->data->runs[layer];

    for (size_t i = 0; i < run->n; i++) {
        if (strcmp(run->tables[i]->name, v->panel->table) != 0) continue;
        v->layers[layer].table = run->tables[i];
        return SIM_OK;
    }
    if (layer == PLOT_BEHIND && run->n == 0) return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "figure '%s': panel '%s' draws the table '%s', which %s%s",
                    v->panel->page, v->panel->name, v->panel->table,
                    layer == PLOT_FRONT ? "was not given" : v->data->behind_name,
                    layer == PLOT_FRONT ? "" : " does not have");
}

static sim_status find_column(const plot_view *v, size_t layer, const char *name,
                              size_t *column, sim_error *err)
{
    const sim_table *table = v->layers[layer].table;

    if (!name) return SIM_OK;
    *column = sim_table_find(table, name);
    if (*column < table->n_columns) return SIM_OK;
    return sim_fail(
        err, SIM_ENAME,
        "figure '%s': panel '%s' draws the column '%s', which the table '%s'%s%s "
        "does not have",
        v->panel->page, v->panel->name, name, table->name,
        layer == PLOT_FRONT ? "" : " of ", layer == PLOT_FRONT ? "" : v->data->behind_name);
}

static sim_status find_columns(plot_view *v, size_t layer, sim_error *err)
{
    const plot_panel *p = v->panel;
    plot_layer *l = &v->layers[layer];
    const struct {
        const char *name;
        size_t *column;
    } rows[] = {{p->x.column, &l->x},
                {p->y.column, &l->y},
                {p->points.column, &l->mark},
                {p->points.owner, &l->owner},
                {p->shade.column, &l->shade}};
    sim_status status = find_table(v, layer, err);

    for (size_t i = 0; l->table && status == SIM_OK && i < sizeof rows / sizeof *rows; i++)
        status = find_column(v, layer, rows[i].name, rows[i].column, err);
    return status;
}

static void set_measures(plot_view *v)
{
    const plot_panel *p = v->panel;
    const plot_layer *l = &v->layers[PLOT_FRONT];

    v->across = (plot_measure){
        .label = p->x.label, .unit = l->table->columns[l->x].unit, .counted = p->x.unit};
    v->upward = (plot_measure){
        .label = p->y.label, .unit = l->table->columns[l->y].unit, .scale = p->y.scale};
}

static bool has_rows(const sim_table *table, const sim_table *like)
{
    if (table->n_rows != like->n_rows) return false;
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(table->keys[row], like->keys[row]) != 0) return false;
    return true;
}

static sim_status find_spans(plot_view *v, sim_error *err)
{
    const plot_bands *bands = &v->data->bands;
    const sim_table *table = v->layers[PLOT_FRONT].table;

    v->spans = calloc(bands->n + 1, sizeof *v->spans);
    if (!v->spans) return sim_fail_memory(err, "figure");
    for (size_t i = 0; i < bands->n; i++) {
        const plot_band *b = &bands->list[i];
        size_t low = sim_table_find(b->low, v->panel->y.column);
        size_t high = sim_table_find(b->high, v->panel->y.column);

        if (strcmp(b->low->name, table->name) != 0) continue;
        if (!has_rows(b->low, table) || !has_rows(b->high, table))
            return sim_fail(err, SIM_EVALUE,
                            "figure '%s': band %zu does not have the rows of the table "
                            "'%s'",
                            v->panel->page, i + 1, table->name);
        if (low < b->low->n_columns && high < b->high->n_columns)
            v->spans[i] = (plot_span){b, low, high};
    }
    return SIM_OK;
}

/* Rows of one arm stand together, and arms mostly in the order of the figure. */
static void find_rows(const plot_view *v, plot_layer *layer)
{
    const sim_table *table = layer->table;
    const plot_arms *arms = &v->data->arms;
    size_t next = 0;

    for (size_t row = 0, end; table && row < table->n_rows; row = end) {
        const char *key = table->keys[row];
        const size_t arm = plot_arms_find_from(arms, key, next);

        end = row + 1;
        while (end < table->n_rows &&
               (table->keys[end] == key || strcmp(table->keys[end], key) == 0))
            end++;
        if (arm == arms->n || layer->rows[arm].end > 0) continue;
        layer->rows[arm] = (plot_rows){row, end};
        next = arm + 1;
    }
}

static sim_status allocate(plot_view *v, sim_error *err)
{
    const plot_arms *arms = &v->data->arms;
    size_t n_points = 0;

    v->rows = calloc(PLOT_LAYERS * arms->n + 1, sizeof *v->rows);
    v->drawn_for = calloc(PLOT_LAYERS * arms->n + 1, sizeof *v->drawn_for);
    if (!v->rows || !v->drawn_for) return sim_fail_memory(err, "figure");
    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        const sim_table *table = v->layers[layer].table;

        v->layers[layer].rows = v->rows + layer * arms->n;
        find_rows(v, &v->layers[layer]);
        if (table && table->n_rows > n_points) n_points = table->n_rows;
    }
    v->points = calloc(2 * n_points + 2, sizeof *v->points);
    return v->points ? SIM_OK : sim_fail_memory(err, "figure");
}

/* Arms that are drawn as one. */

bool plot_view_owns(const plot_view *v, size_t layer, size_t arm)
{
    const plot_layer *l = &v->layers[layer];

    if (!v->panel->points.owner) return true;
    for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++)
        if (plot_drawable(sim_table_cell(l->table, row, l->owner))) return true;
    return false;
}

static bool have_same(const plot_layer *layer, plot_rows a, plot_rows b, size_t column)
{
    for (size_t i = 0; i < a.end - a.first; i++) {
        double one = sim_table_cell(layer->table, a.first + i, column);
        double other = sim_table_cell(layer->table, b.first + i, column);

        if (one != other && !(isnan(one) && isnan(other))) return false;
    }
    return true;
}

static bool is_same(const plot_layer *layer, size_t one, size_t other)
{
    const plot_rows a = layer->rows[one], b = layer->rows[other];

    return a.end - a.first == b.end - b.first && have_same(layer, a, b, layer->x) &&
           have_same(layer, a, b, layer->y);
}

static size_t work_out_drawn(const plot_view *v, size_t layer, size_t arm)
{
    const plot_layer *l = &v->layers[layer];

    if (!v->panel->points.column || l->rows[arm].first == l->rows[arm].end) return arm;
    for (size_t other = 0; other < v->data->arms.n; other++)
        if (is_same(l, arm, other) && plot_view_owns(v, layer, other)) return other;
    return v->data->arms.n;
}

static void find_drawn(plot_view *v, size_t layer)
{
    const size_t n = v->data->arms.n;

    for (size_t arm = 0; arm < n; arm++)
        v->drawn_for[layer * n + arm] = work_out_drawn(v, layer, arm);
}

size_t plot_view_drawn_for(const plot_view *v, size_t layer, size_t arm)
{
    return v->drawn_for[layer * v->data->arms.n + arm];
}

sim_status plot_view_init(plot_view *v, const plot_panel *panel, const plot_data *data,
                          const plot_look *look, sim_error *err)
{
    sim_status status = SIM_OK;

    *v = (plot_view){.look = look, .panel = panel, .data = data};
    for (size_t layer = 0; status == SIM_OK && layer < PLOT_LAYERS; layer++)
        status = find_columns(v, layer, err);
    if (status == SIM_OK) set_measures(v);
    if (status == SIM_OK) status = find_spans(v, err);
    if (status == SIM_OK) status = allocate(v, err);
    for (size_t layer = 0; status == SIM_OK && layer < PLOT_LAYERS; layer++)
        find_drawn(v, layer);
    return status;
}

void plot_view_free(plot_view *v)
{
    free(v->rows);
    free(v->drawn_for);
    free(v->spans);
    free(v->points);
    *v = (plot_view){0};
}

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

static bool in_window(const plot_view *v, const plot_layer *layer, size_t row)
{
    double x = sim_table_cell(layer->table, row, layer->x);

    return x >= v->parts[0].x.from && x <= v->parts[v->n_parts - 1].x.to;
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
    double value = sim_table_cell(layer->table, row, layer->y);

    if (!in_window(v, layer, row)) return;
    widen(v, r, value);
    if (layer == &v->layers[PLOT_FRONT]) widen_by_spans(v, row, r);
    if (v->panel->shade.column) {
        value = sim_table_cell(layer->table, row, layer->shade);
        widen(v, r, value);
    }
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

static double box_height(const plot_view *v)
{
    const plot_panel *panel = v->panel;
    double words = label_height + top_gap + (panel->title ? title_height : 0);

    words += v->spot.shows_x ? ticks_height + x_label_height : bare_gap;
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
    double top =
        plot_em(v->look, label_height + top_gap + (v->panel->title ? title_height : 0));
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
    return plot_measure_text(canvas, &style, (plot_point){0, 0}, panel->saying).height +
           plot_em(look, 0.3);
}

/* Curves. */

plot_point plot_view_place(const plot_view *v, size_t part, double x, double y)
{
    const plot_frame frame = plot_view_frame(v, part);

    return plot_frame_place(&frame, x, y);
}

bool plot_is_finite(plot_point point) { return isfinite(point.x) && isfinite(point.y); }

size_t plot_view_trace(const plot_view *v, plot_curve curve)
{
    const plot_layer *layer = &v->layers[curve.layer];
    const plot_ruler *axis = &v->parts[curve.part].x;
    const plot_rows rows = layer->rows[curve.arm];
    double least = v->y.unit ? -INFINITY : v->y.from; /* of decades */

    for (size_t row = rows.first; row < rows.end; row++) {
        double x = sim_table_cell(layer->table, row, layer->x);
        double y = sim_table_cell(layer->table, row, curve.column);
        bool inside = x >= axis->from && x <= axis->to && y >= least;

        v->points[row - rows.first] = plot_view_place(v, curve.part, x, inside ? y : NAN);
    }
    return rows.end - rows.first;
}

/* A point of an edge, NAN where either edge has none. */
static plot_point place_edge(const plot_view *v, size_t part, double x, double y)
{
    const plot_ruler *axis = &v->parts[part].x;

    if (!(x >= axis->from && x <= axis->to)) return (plot_point){NAN, NAN};
    return plot_view_place(v, part, x,
                           v->upward.scale == PLOT_LOG ? fmax(y, v->y.from) : y);
}

size_t plot_view_trace_span(const plot_view *v, const plot_span *span, plot_curve curve)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    const plot_rows rows = layer->rows[curve.arm];
    size_t n = rows.end - rows.first;

    for (size_t i = 0; i < n; i++) {
        double x = sim_table_cell(layer->table, rows.first + i, layer->x);
        double low = sim_table_cell(span->band->low, rows.first + i, span->low);
        double high = sim_table_cell(span->band->high, rows.first + i, span->high);

        if (!plot_drawable(low) || !plot_drawable(high)) x = NAN;
        v->points[i] = place_edge(v, curve.part, x, low);
        v->points[n + i] = place_edge(v, curve.part, x, high);
    }
    return n;
}

bool plot_view_has_spans(const plot_view *v)
{
    for (size_t i = 0; i < v->data->bands.n; i++)
        if (v->spans[i].band) return true;
    return false;
}

bool plot_view_names(const plot_view *v, size_t arm)
{
    const plot_arms *arms = &v->data->arms;

    return arms->n_named == arms->n || arm < arms->n_named;
}

plot_pen plot_view_pen(const plot_view *v, size_t layer, size_t arm)
{
    const size_t n = v->data->arms.n_named;

    return layer == PLOT_BEHIND ? plot_behind_pen(v->look, arm, n)
                                : plot_arm_pen(v->look, arm, n);
}

plot_color plot_view_color(const plot_view *v, size_t arm)
{
    return plot_arm_color(v->look->theme, arm, v->data->arms.n_named);
}

bool plot_view_find_shade(const plot_view *v, size_t layer, plot_curve *curve)
{
    const plot_layer *l = &v->layers[layer];
    double most = -INFINITY;

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
    double zero = fmin(fmax(0, v->y.from), v->y.to);

    return v->box.y + v->box.height * (1 - plot_ruler_place(&v->y, zero));
}

/* Where the arm's curve is in a row of its own, NAN where it is not drawn. */
static double height_of(const plot_view *v, size_t arm, size_t i)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    double y = sim_table_cell(layer->table, layer->rows[arm].first + i, layer->y);

    if (v->upward.scale == PLOT_LOG && !(y >= v->y.from)) return NAN;
    return plot_view_place(v, 0, 0, y).y;
}

bool plot_view_look_alike(const plot_view *v, size_t one, size_t other)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    const plot_rows a = layer->rows[one], b = layer->rows[other];

    if (a.end - a.first != b.end - b.first) return false;
    for (size_t i = 0; i < a.end - a.first; i++) {
        double y = height_of(v, one, i), z = height_of(v, other, i);

        if (sim_table_cell(layer->table, a.first + i, layer->x) !=
            sim_table_cell(layer->table, b.first + i, layer->x))
            return false;
        if (isfinite(y) != isfinite(z) || fabs(y - z) > plot_em(v->look, alike))
            return false;
    }
    return true;
}
