#include "plots/weave.h"

#include <math.h>

static const double woven = 0.8;   /* em; length of a dash */
static const double mostly = 0.75; /* of a line: arms that share it take turns */

/* Which arms. */

/* Lengths of a line, of either arm: where both are seen as one, and of all of it. */
typedef struct {
    double together, all;
} lengths;

static double length_between(const plot_point *at)
{
    const double x = at[0].x - at[-1].x, y = at[0].y - at[-1].y;

    return sqrt(x * x + y * y);
}

static void add_lengths(const plot_view *v, plot_curve curve, size_t first, lengths *l)
{
    const size_t arm = curve.arm, n = plot_view_trace(v, curve);
    const plot_point *own = v->points, *lead = v->points + n;

    curve.arm = first;
    plot_view_trace_to(v, curve, v->points + n);
    for (size_t i = 1; i < n; i++) {
        double length = fmax(length_between(&own[i]), length_between(&lead[i]));

        if (!isfinite(length)) continue; /* neither is drawn */
        l->all += length;
        if (plot_view_are_near(v, first, arm, i - 1) &&
            plot_view_are_near(v, first, arm, i))
            l->together += length;
    }
}

static bool have_same_x(const plot_view *v, size_t one, size_t other)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const plot_rows a = l->rows[one], b = l->rows[other];

    if (a.end - a.first != b.end - b.first) return false;
    for (size_t i = 0; i < a.end - a.first; i++)
        if (l->across[a.first + i] != l->across[b.first + i]) return false;
    return true;
}

/* In two rows that follow each other. */
static bool run_together(const plot_view *v, size_t first, size_t arm)
{
    const plot_rows rows = v->layers[PLOT_FRONT].rows[arm];
    size_t n = 0;

    for (size_t i = 0; i < rows.end - rows.first && n < 2; i++)
        n = plot_view_are_near(v, first, arm, i) ? n + 1 : 0;
    return n == 2;
}

/* Nearly all along: what parts for a moment is drawn apart there, each line by itself. */
static bool coincide(const plot_view *v, size_t first, size_t arm)
{
    plot_curve curve = {PLOT_FRONT, arm, v->layers[PLOT_FRONT].y, 0};
    lengths l = {0, 0};

    if (!have_same_x(v, first, arm) || !run_together(v, first, arm)) return false;
    for (; curve.part < v->n_parts; curve.part++) add_lengths(v, curve, first, &l);
    return l.together > 0 && l.together >= mostly * l.all;
}

/* Where points coincide, only the first arm's are kept. */
static bool is_lead(const plot_view *v, size_t first, size_t arm)
{
    if (v->panel->points.column)
        return v->layers[PLOT_FRONT].rows[arm].drawn_for == first &&
               plot_view_owns(v, PLOT_FRONT, arm);
    if (v->lead[first] != first || !plot_view_draws(v, PLOT_FRONT, first)) return false;
    return plot_view_names(v, arm) ? coincide(v, first, arm)
                                   : plot_layer_is_same(&v->layers[PLOT_FRONT], first, arm);
}

void plot_view_find_leads(plot_view *v)
{
    const plot_arms *arms = &v->data->arms;

    for (size_t arm = 0; arm < arms->n; arm++) {
        const size_t end = plot_view_names(v, arm) ? arm : arms->n_named;
        size_t first = 0;

        v->lead[arm] = arm;
        if (arm >= arms->n_front) continue;
        while (first < end && !is_lead(v, first, arm)) first++;
        if (first < end) v->lead[arm] = first;
    }
}

plot_turn plot_view_turn(const plot_view *v, size_t arm)
{
    plot_turn turn = {0, 0, 0};

    for (size_t other = 0; other < v->data->arms.n_front; other++) {
        if (v->lead[other] != v->lead[arm]) continue;
        turn.all++;
        turn.at += other < arm && plot_view_names(v, other);
        turn.of += plot_view_names(v, other);
    }
    return turn;
}

/* Dashes. */

/* One of several arms that are drawn as one line: its own points, those of their lead, along
 * which dashes are measured, and the dash that is being drawn. */
typedef struct {
    const plot_point *own, *lead;
    plot_point *dash;
    size_t n_dash;
} weave;

static plot_point between(plot_point a, plot_point b, double part)
{
    return (plot_point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

static void end_dash(const plot_view *v, const plot_pen *pen, weave *w)
{
    if (w->n_dash > 1) plot_draw_line(v->canvas, pen, w->dash, w->n_dash);
    w->n_dash = 0;
}

/* Those that run together up to this row take turns, the others are drawn by themselves. */
static plot_turn turn_at(const plot_view *v, size_t arm, size_t i)
{
    const size_t lead = v->lead[arm];
    plot_turn turn = {0, 0, 0};

    for (size_t other = lead; other < v->data->arms.n_named; other++) {
        bool near = v->lead[other] == lead && plot_view_are_near(v, lead, other, i) &&
                    plot_view_are_near(v, lead, other, i - 1);

        if (other == arm && !near) return (plot_turn){0, 1, 1};
        turn.at += near && other < arm;
        turn.of += near;
    }
    return turn;
}

static void add_to_dash(weave *w, plot_point from, plot_point to)
{
    if (w->n_dash == 0) w->dash[w->n_dash++] = from;
    w->dash[w->n_dash++] = to;
}

/* From point i - 1 to point i, along a lead that has come so far. */
static void weave_step(const plot_view *v, const plot_pen *pen, plot_turn turn, weave *w,
                       size_t i, double come)
{
    const plot_point a = w->own[i - 1], b = w->own[i];
    const double dash = plot_em(v->look, woven), length = length_between(&w->lead[i]);

    for (double done = 0, next; done < length; done = next) {
        const double slot = floor((come + done) / dash + 1e-9);

        next = fmin(length, (slot + 1) * dash - come);
        if ((size_t)fmod(slot, (double)turn.of) == turn.at)
            add_to_dash(w, between(a, b, done / length), between(a, b, next / length));
        else
            end_dash(v, pen, w);
    }
}

void plot_view_draw_woven(const plot_view *v, const plot_pen *pen, plot_curve curve)
{
    const plot_pen solid = {pen->color, pen->width, PLOT_SOLID};
    const size_t arm = curve.arm, n = plot_view_trace(v, curve);
    weave w = {v->points, v->points + n, v->points + 2 * n, 0};
    double come = 0;

    curve.arm = v->lead[arm];
    plot_view_trace_to(v, curve, v->points + n);
    for (size_t i = 1; i < n; i++) {
        const plot_turn turn = turn_at(v, arm, i);
        const double length = length_between(&w.lead[i]);

        if (!isfinite(length_between(&w.own[i])))
            end_dash(v, &solid, &w);
        else if (turn.of == 1)
            add_to_dash(&w, w.own[i - 1], w.own[i]);
        else
            weave_step(v, &solid, turn, &w, i, come);
        if (isfinite(length)) come += length;
    }
    end_dash(v, &solid, &w);
}
