#include "plots/trace.h"

#include <math.h>

#include "plots/extent.h"

static const double alike = 0.06; /* em, between curves that look like one */

plot_point plot_view_place(const plot_view *v, size_t part, double x, double y)
{
    const plot_frame frame = plot_view_frame(v, part);

    return plot_frame_place(&frame, x, y);
}

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
