#include "plots/band.h"

#include <math.h>

#include "plots/trace.h"

enum { MOST_FILLED = 2 }; /* arms whose widest bands are filled */

static const double edge_width = 0.7, line_width = 1.3; /* points of the default page */

static const double clip_room = 0.7; /* em: what is just beyond the axis is drawn */

/* Opacity. */
static const double filled = 0.17, filled_many = 0.15, edge_alpha = 0.45;

static void clip(const plot_view *v, size_t part)
{
    const plot_box *b = &v->parts[part].box;
    double above = plot_em(v->look, clip_room),
           below = v->upward.scale == PLOT_LOG ? 0 : above;

    plot_clip(v->canvas,
              (plot_box){b->x, b->y - above, b->width, b->height + above + below});
}

/* Fills each stretch in which both edges, n points apart, have points. */
static void fill(const plot_view *v, plot_color color, size_t n)
{
    plot_point *low = v->points, *high = v->points + n;

    for (size_t first = 0, end; first < n; first = end + 1) {
        for (end = first; end < n && plot_is_finite(low[end]) && plot_is_finite(high[end]);)
            end++;
        if (end > first + 1)
            plot_draw_strip(v->canvas, color, &low[first], &high[first], end - first);
    }
}

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

static manner choose_manner(const plot_look *look, const plot_data *data, plot_color color)
{
    bool many = data->arms.n_front > MOST_FILLED;
    manner m = {.edge = plot_plain_pen(look, color, edge_width),
                .area = color,
                .first_filled = many ? data->bands.n - 1 : 0};

    m.area.alpha = many ? filled_many : filled;
    m.edge.color.alpha = edge_alpha;
    return m;
}

static void draw_span(const plot_view *v, size_t span, plot_curve curve)
{
    const plot_color color = plot_view_color(v, curve.arm);
    const manner m = choose_manner(v->look, v->data, color);
    size_t n = plot_view_trace_span(v, &v->spans[span], curve);

    if (span >= m.first_filled) fill(v, m.area, n);
    draw_edges(v, &m.edge, n);
}

void plot_band_draw(const plot_view *v)
{
    for (size_t part = 0; part < v->n_parts; part++) {
        clip(v, part);
        for (size_t i = 0; i < v->data->bands.n; i++)
            for (size_t arm = v->data->arms.n_front; arm-- > 0;)
                if (v->spans[i].band && plot_view_draws(v, PLOT_FRONT, arm))
                    draw_span(v, i, (plot_curve){PLOT_FRONT, arm, 0, part});
        plot_unclip(v->canvas);
    }
}

void plot_band_draw_sample(plot_canvas *canvas, const plot_look *look,
                           const plot_data *data, plot_box box)
{
    const plot_pen line = plot_plain_pen(look, look->theme->quiet, line_width);
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
