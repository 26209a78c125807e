#include "plots/weave.h"

#include <math.h>

static const double woven = 0.8; /* em; length of a dash */

/* Which arms. */

/* Where points coincide, only the first arm's are kept. */
static bool is_lead(const plot_view *v, size_t first, size_t arm)
{
    if (v->panel->points.column)
        return v->layers[PLOT_FRONT].rows[arm].drawn_for == first &&
               plot_view_owns(v, PLOT_FRONT, arm);
    return v->lead[first] == first && plot_view_draws(v, PLOT_FRONT, first) &&
           plot_view_look_alike(v, first, arm);
}

void plot_view_find_leads(plot_view *v)
{
    const plot_arms *arms = &v->data->arms;

    for (size_t arm = 0; arm < arms->n; arm++) {
        size_t first = 0;

        v->lead[arm] = arm;
        if (arm >= arms->n_front || !plot_view_names(v, arm)) continue;
        while (first < arm && !is_lead(v, first, arm)) first++;
        v->lead[arm] = first;
    }
}

plot_turn plot_view_turn(const plot_view *v, size_t arm)
{
    plot_turn turn = {0, 0};

    for (size_t other = 0; other < v->data->arms.n_front; other++) {
        if (v->lead[other] != v->lead[arm]) continue;
        turn.at += other < arm;
        turn.of++;
    }
    return turn;
}

/* Dashes. */

/* One of several arms that are drawn as one line: its own points, those of their lead, along
 * which dashes are measured, and the dash that is being drawn. */
typedef struct {
    const plot_point *own, *lead;
    plot_point *dash;
    size_t n, n_dash;
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

/* From point i - 1 to point i, along a lead that has come so far. */
static void weave_step(const plot_view *v, const plot_pen *pen, plot_turn turn, weave *w,
                       size_t i, double *come)
{
    const plot_point a = w->own[i - 1], b = w->own[i];
    const double dash = plot_em(v->look, woven);
    double length = hypot(w->lead[i].x - w->lead[i - 1].x, w->lead[i].y - w->lead[i - 1].y);

    for (double done = 0, next; done < length; done = next) {
        const double slot = floor((*come + done) / dash + 1e-9);

        next = fmin(length, (slot + 1) * dash - *come);
        if ((size_t)fmod(slot, (double)turn.of) != turn.at) {
            end_dash(v, pen, w);
            continue;
        }
        if (w->n_dash == 0) w->dash[w->n_dash++] = between(a, b, done / length);
        w->dash[w->n_dash++] = between(a, b, next / length);
    }
    *come += length;
}

void plot_view_draw_woven(const plot_view *v, const plot_pen *pen, plot_curve curve)
{
    const plot_turn turn = plot_view_turn(v, curve.arm);
    const plot_pen solid = {pen->color, pen->width, PLOT_SOLID};
    size_t n = plot_view_trace(v, curve);
    weave w = {v->points, v->points + n, v->points + 2 * n, n, 0};
    double come = 0;

    curve.arm = v->lead[curve.arm];
    plot_view_trace_to(v, curve, v->points + n);
    for (size_t i = 1; i < n; i++)
        if (plot_is_finite(w.own[i - 1]) && plot_is_finite(w.own[i]) &&
            plot_is_finite(w.lead[i - 1]) && plot_is_finite(w.lead[i]))
            weave_step(v, &solid, turn, &w, i, &come);
        else
            end_dash(v, &solid, &w);
    end_dash(v, &solid, &w);
}
