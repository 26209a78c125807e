/* chart_draw.c -- the layers of a chart. */
#include <math.h>

#include "plots/chart.h"

static const double mark_radius = 0.34, small_radius = 0.17, cap = 0.22, arrow_length = 1.5,
                    arrow_half = 0.3, span_half = 0.2;                      /* em */
static const double whisker_width = 1.1, rule_width = 1.2, rim_width = 1.3; /* points */
static const double band_alpha = 0.22, clip_more = 0.5;

enum { N_MARKS = 4 };

/* A layer on its frame. */
typedef struct {
    const plot_chart *c;
    const plot_frame *f;
    const plot_chart_layer *l;
} drawing;

static plot_canvas *canvas_of(const drawing *d) { return &d->c->draft->canvas; }
static const plot_look *look_of(const drawing *d) { return d->c->draft->look; }
static double em(const drawing *d, double ems) { return plot_em(look_of(d), ems); }

static plot_pen pen_of(const drawing *d)
{
    if (d->l->color == PLOT_CHART_INK)
        return plot_plain_pen(look_of(d), look_of(d)->theme->ink, rim_width);
    return plot_arm_pen(look_of(d), d->l->color, d->c->n_series);
}

/* ---- lines and bands ------------------------------------------------------------ */

static void draw_band(const drawing *d)
{
    plot_point *low = d->c->points, *high = low + d->l->n;
    plot_color color = pen_of(d).color;

    color.alpha = band_alpha;
    for (size_t i = 0; i < d->l->n; i++) {
        const plot_chart_spot *s = &d->l->list[i];

        low[i] = plot_frame_place(d->f, s->x, s->low);
        high[i] = plot_frame_place(d->f, s->x, s->high);
    }
    plot_draw_strip(canvas_of(d), color, low, high, d->l->n);
}

static void draw_line(const drawing *d)
{
    const plot_pen pen = pen_of(d);

    for (size_t i = 0; i < d->l->n; i++)
        d->c->points[i] = plot_frame_place(d->f, d->l->list[i].x, d->l->list[i].y);
    plot_draw_line(canvas_of(d), &pen, d->c->points, d->l->n);
}

static void draw_rule(const drawing *d, const plot_chart_spot *s, bool is_across)
{
    plot_pen pen = plot_plain_pen(look_of(d), look_of(d)->theme->axis, rule_width);
    const plot_box *b = &d->f->box;
    const double x = plot_frame_x(d->f, s->x), y = plot_frame_y(d->f, s->y);

    pen.line = PLOT_DASHED;
    if (is_across && isfinite(y))
        plot_draw_segment(canvas_of(d), &pen, (plot_point){b->x, y},
                          (plot_point){b->x + b->width, y});
    if (!is_across && isfinite(x))
        plot_draw_segment(canvas_of(d), &pen, (plot_point){x, b->y},
                          (plot_point){x, b->y + b->height});
}

/* ---- points ----------------------------------------------------------------------- */

/* The corners of a mark of this radius: a square, a triangle or a diamond. */
static size_t find_corners(size_t mark, plot_point at, double r, plot_point corners[5])
{
    static const plot_point shapes[N_MARKS][4] = {
        {{0, 0}, {0, 0}, {0, 0}, {0, 0}},
        {{-0.85, -0.85}, {0.85, -0.85}, {0.85, 0.85}, {-0.85, 0.85}},
        {{0, -1.15}, {1.05, 0.8}, {-1.05, 0.8}, {0, -1.15}},
        {{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}},
    };

    for (size_t i = 0; i < 4; i++)
        corners[i] =
            (plot_point){at.x + r * shapes[mark][i].x, at.y + r * shapes[mark][i].y};
    corners[4] = corners[0];
    return 5;
}

static void draw_mark(const drawing *d, plot_point at, bool is_hollow)
{
    const plot_theme *theme = look_of(d)->theme;
    const plot_color color = pen_of(d).color;
    const plot_pen rim = plot_plain_pen(look_of(d), color, rim_width);
    const plot_color fill = is_hollow ? theme->paper : color;
    const size_t mark = d->l->color == PLOT_CHART_INK ? 0 : d->l->color % N_MARKS;
    const double r = em(d, d->l->is_small ? small_radius : mark_radius);
    plot_point corners[5];

    if (mark == 0 || d->l->is_small) {
        plot_draw_disk(canvas_of(d), fill, &rim, at, r);
        return;
    }
    find_corners(mark, at, r, corners);
    plot_draw_area(canvas_of(d), fill, corners, 4);
    plot_draw_line(canvas_of(d), &rim, corners, 5);
}

/* From a limit on, to where it is seen to lie. */
static void draw_arrow(const drawing *d, plot_point at, bool is_down)
{
    const plot_pen pen = plot_plain_pen(look_of(d), pen_of(d).color, rim_width);
    const double way = is_down ? 1 : -1, half = em(d, arrow_half);
    const plot_point end = {at.x, at.y + way * em(d, arrow_length)};

    plot_draw_segment(canvas_of(d), &pen, at, end);
    plot_draw_line(canvas_of(d), &pen,
                   (plot_point[]){{end.x - half, end.y - way * half},
                                  end,
                                  {end.x + half, end.y - way * half}},
                   3);
}

static void draw_spot(const drawing *d, const plot_chart_spot *s)
{
    const plot_pen pen = plot_plain_pen(look_of(d), pen_of(d).color, whisker_width);
    const plot_point at = plot_frame_place(d->f, s->x, s->y),
                     low = plot_frame_place(d->f, s->x, s->low),
                     high = plot_frame_place(d->f, s->x, s->high);

    if (!plot_is_finite(at)) return;
    if (s->beyond != PLOT_IS_THERE)
        draw_arrow(d, at, s->beyond == PLOT_IS_BELOW);
    else if (plot_is_finite(low) && plot_is_finite(high))
        plot_draw_whisker(canvas_of(d), &pen, low, high, em(d, cap));
    draw_mark(d, at, d->l->is_hollow || s->beyond != PLOT_IS_THERE);
}

/* ---- spans -------------------------------------------------------------------------- */

/* Across, or an arrow where it is open. */
static void draw_end(const drawing *d, plot_point at, double back, bool is_open)
{
    const plot_pen pen = plot_plain_pen(look_of(d), pen_of(d).color, rim_width);
    const double half = em(d, is_open ? arrow_half : span_half);

    if (!is_open) back = 0;
    plot_draw_line(canvas_of(d), &pen,
                   (plot_point[]){{at.x + back * half, at.y - half},
                                  at,
                                  {at.x + back * half, at.y + half}},
                   3);
}

static void draw_span(const drawing *d, const plot_chart_spot *s)
{
    plot_pen pen = plot_plain_pen(look_of(d), pen_of(d).color, 2 * rim_width);
    const plot_box *b = &d->f->box;
    const double y = plot_frame_y(d->f, s->y);
    const bool open_low = !isfinite(s->low), open_high = !isfinite(s->high);
    const plot_point low = {open_low ? b->x : plot_frame_x(d->f, s->low), y},
                     high = {open_high ? b->x + b->width : plot_frame_x(d->f, s->high), y};

    if (!plot_is_finite(low) || !plot_is_finite(high)) return;
    plot_draw_segment(canvas_of(d), &pen, low, high);
    draw_end(d, low, 1, open_low);
    draw_end(d, high, -1, open_high);
}

/* ---- all ---------------------------------------------------------------------------- */

static void draw_each(const drawing *d)
{
    for (size_t i = 0; i < d->l->n; i++) {
        const plot_chart_spot *s = &d->l->list[i];

        if (d->l->kind == PLOT_CHART_SPOTS)
            draw_spot(d, s);
        else if (d->l->kind == PLOT_CHART_SPAN)
            draw_span(d, s);
        else
            draw_rule(d, s, d->l->kind == PLOT_CHART_ACROSS);
    }
}

void plot_chart_draw_layer(const plot_chart *c, const plot_frame *frame,
                           const plot_chart_layer *layer)
{
    const drawing d = {c, frame, layer};

    plot_clip(canvas_of(&d), frame->box, em(&d, clip_more));
    if (layer->kind == PLOT_CHART_BAND)
        draw_band(&d);
    else if (layer->kind == PLOT_CHART_LINE)
        draw_line(&d);
    else
        draw_each(&d);
    plot_unclip(canvas_of(&d));
}
