#include "plots/matches.h"

#include <math.h>

static const double limit_half = 0.55, apart = 0.75; /* em */
static const double limit_width = 1.6;               /* points of the default page */
static const double crowded = 0.9;    /* of a group's room that its points may take */
static const double bars_least = 0.3; /* of the width of a bar, where many stand close */
static const double bars_most = 0.8;  /* of the step between them */

/* Where a value is on its axis of the panel: at the edge if it is further, and then which. */
static double place_value(const plot_matches *m, double value, int *beyond)
{
    const plot_frame *f = &m->frame;
    bool is_x = plot_answer_has_lines(m->answer);
    const plot_ruler *r = is_x ? f->x : f->y;

    *beyond = 0;
    if (isnan(value)) return NAN;
    *beyond = (value > r->to) - (value < r->from);
    value = fmin(fmax(value, r->from), r->to);
    return is_x ? plot_frame_x(f, value) : plot_frame_y(f, value);
}

double plot_matches_at(const plot_matches *m, double at)
{
    return (plot_answer_has_lines(m->answer) ? plot_frame_y : plot_frame_x)(&m->frame, at);
}

/* The room of a group: its slot, or halfway to its neighbours or the edges, whichever is
 * nearer. */
static double group_room(const plot_matches *m, const plot_group *g)
{
    const plot_answer *a = m->answer;
    plot_box b = m->frame.box;
    double left = 2 * (g->middle - b.x), right = 2 * (b.x + b.width - g->middle);

    if (a->at.words) return crowded * b.width / (double)a->at.n_words;
    if (g->first > 0)
        left = g->middle - plot_matches_at(m, plot_answer_at(a, g->first - 1));
    if (g->end < a->n) right = plot_matches_at(m, plot_answer_at(a, g->end)) - g->middle;
    return crowded * fmin(left, right);
}

plot_group plot_matches_group(const plot_matches *m, size_t first)
{
    const plot_answer *a = m->answer;
    plot_group g = {first, first + 1, plot_matches_at(m, plot_answer_at(a, first)),
                    plot_em(m->frame.look, apart)};

    if (plot_answer_has_lines(a)) return g;
    while (g.end < a->n && plot_answer_at(a, g.end) == plot_answer_at(a, first)) g.end++;
    if (g.end > g.first + 1)
        g.step = fmin(g.step, group_room(m, &g) / (double)(g.end - g.first));
    return g;
}

static void set_width(plot_target *t, const plot_group *g, double width)
{
    t->middle = t->across;
    t->width = width;
    if (g->end > g->first + 1)
        t->width = fmax(bars_least * width, fmin(width, bars_most * g->step));
}

/* The bar is a band across the panel. */
static void spread(plot_target *t, plot_box b)
{
    t->middle = b.x + 0.5 * b.width;
    t->width = b.width;
}

plot_target plot_matches_target(const plot_matches *p, size_t i, const plot_group *g)
{
    const plot_mark *m = p->answer->marks[i];
    double width = plot_target_width(p->frame.look);
    double shift = (double)(i - g->first) - 0.5 * (double)(g->end - g->first - 1);
    int none;
    plot_target t = {
        .is_upright = !plot_answer_has_lines(p->answer),
        .across = g->middle + shift * g->step,
        .from = place_value(p, m->low, &none),
        .to = place_value(p, m->high, &none),
        .measured = place_value(p, m->measured, &none),
        .low90 = place_value(p, m->low90, &none),
        .high90 = place_value(p, m->high90, &none),
        .is_filled = m->row->is_calibration,
        .is_miss = !m->row->hit,
        .is_faint = m->is_across,
    };

    set_width(&t, g, width);
    if (m->is_across) spread(&t, p->frame.box);
    t.predicted = place_value(p, m->predicted, &t.beyond);
    t.predicted -= t.beyond * plot_target_reach(p->frame.look) * (t.is_upright ? -1 : 1);
    return t;
}

typedef void draw_part(plot_canvas *canvas, const plot_look *look, const plot_target *t);

static void draw_targets(const plot_matches *m, draw_part *draw_one)
{
    plot_group g;

    for (size_t first = 0; first < m->answer->n; first = g.end) {
        g = plot_matches_group(m, first);
        for (size_t i = g.first; i < g.end; i++) {
            plot_target t = plot_matches_target(m, i, &g);

            draw_one(m->frame.canvas, m->frame.look, &t);
        }
    }
}

/* Of a list: what its axis sees at best, and what the lines have in common. */
static void draw_limits(const plot_matches *m)
{
    const plot_answer *a = m->answer;
    const plot_look *look = m->frame.look;
    const plot_pen pen = plot_plain_pen(look, look->theme->ink, limit_width);
    double half = plot_em(look, limit_half);
    int beyond;

    for (size_t i = 0; a->question->has_limits && i < a->n; i++) {
        double x = place_value(m, a->marks[i]->row->limit, &beyond);
        double y = plot_matches_at(m, plot_answer_at(a, i));

        if (isnan(x) || beyond != 0) continue;
        plot_draw_segment(m->frame.canvas, &pen, (plot_point){x, y - half},
                          (plot_point){x, y + half});
    }
}

/* Thin lines part categories. */
static void draw_slots(const plot_matches *m)
{
    const plot_answer *a = m->answer;
    size_t n = plot_answer_has_lines(a) ? a->values.n_words : a->at.n_words;

    for (size_t i = 1; i < n; i++)
        plot_frame_draw_x_line(&m->frame,
                               m->frame.box.x + m->frame.box.width * (double)i / (double)n);
}

/* A thin line leads from a label to its marks. */
static void draw_leads(const plot_matches *m)
{
    for (size_t i = 0; plot_answer_has_lines(m->answer) && i < m->answer->n; i++)
        plot_frame_draw_y_line(&m->frame, plot_matches_at(m, plot_answer_at(m->answer, i)));
}

void plot_matches_draw_behind(const plot_matches *m)
{
    plot_frame_draw_grid(&m->frame);
    draw_slots(m);
    draw_leads(m);
    draw_targets(m, plot_target_draw_bar);
    draw_limits(m);
}

void plot_matches_draw_model(const plot_matches *m)
{
    draw_targets(m, plot_target_draw_band);
    draw_targets(m, plot_target_draw_dot);
}
