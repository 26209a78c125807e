#include "plots/targets.h"

#include <math.h>

/* Lengths in em. */
static const double dot_radius = 0.23, ring_radius = 0.5, bar_width = 0.62, arrow = 0.5;

/* Lengths in points of the default page. */
static const double stroke_width = 1.5, band_width = 1.1, rim_width = 1.2, ring_width = 1.7,
                    way_width = 1.2;

static const double band_pale = 0.45;  /* part of paper */
static const double faint_alpha = 0.3; /* of a bar that has others on it */

static plot_color bar_color(const plot_look *look, bool is_faint)
{
    plot_color color = look->theme->bar;

    if (is_faint) color.alpha = faint_alpha;
    return color;
}

static plot_color dot_color(const plot_look *look)
{
    return plot_arm_color(look->theme, 0, 1);
}

double plot_target_reach(const plot_look *look)
{
    return plot_em(look, ring_radius) + 0.5 * ring_width * look->size->line;
}

double plot_target_width(const plot_look *look) { return plot_em(look, bar_width); }

static plot_point at(const plot_target *t, double along, double across)
{
    return t->is_upright ? (plot_point){t->across + across, along}
                         : (plot_point){along, t->across + across};
}

void plot_target_draw_bar(plot_canvas *canvas, const plot_look *look, const plot_target *t)
{
    const plot_pen pen = plot_plain_pen(look, look->theme->quiet, stroke_width);
    double near = t->middle - t->across - 0.5 * t->width, far = near + t->width;
    const plot_point corners[] = {at(t, t->from, near), at(t, t->to, near),
                                  at(t, t->to, far), at(t, t->from, far)};

    plot_draw_area(canvas, bar_color(look, t->is_faint), corners, 4);
    if (!isnan(t->measured))
        plot_draw_segment(canvas, &pen, at(t, t->measured, near), at(t, t->measured, far));
}

/* From the end of the bar that is missed to the dot. */
static void draw_way(plot_canvas *canvas, const plot_look *look, const plot_target *t)
{
    const plot_pen pen = plot_plain_pen(look, look->theme->miss, way_width);
    double low = fmin(t->from, t->to), high = fmax(t->from, t->to);
    double end = fmin(fmax(t->predicted, low), high);
    double reach = plot_em(look, ring_radius), off = t->predicted - end;

    if (fabs(off) <= reach) return;
    plot_draw_segment(canvas, &pen, at(t, end, 0),
                      at(t, t->predicted - copysign(reach, off), 0));
}

/* What lies beyond the edge is an arrowhead; upright values grow against y. */
static void draw_sign(plot_canvas *canvas, const plot_look *look, const plot_target *t)
{
    const plot_pen rim = plot_plain_pen(look, dot_color(look), rim_width);
    plot_color fill = t->is_filled ? rim.color : look->theme->paper;
    double way = plot_em(look, arrow) * t->beyond * (t->is_upright ? -1 : 1);
    double half = plot_em(look, dot_radius);
    const plot_point head[] = {
        at(t, t->predicted + 0.5 * way, 0), at(t, t->predicted - 0.5 * way, -half),
        at(t, t->predicted - 0.5 * way, half), at(t, t->predicted + 0.5 * way, 0)};

    if (t->beyond == 0) {
        plot_draw_disk(canvas, fill, &rim, at(t, t->predicted, 0), half);
        return;
    }
    plot_draw_area(canvas, fill, head, 3);
    plot_draw_line(canvas, &rim, head, 4);
}

void plot_target_draw_band(plot_canvas *canvas, const plot_look *look, const plot_target *t)
{
    const plot_pen pen = plot_plain_pen(
        look, plot_mix(dot_color(look), look->theme->paper, band_pale), band_width);

    if (isnan(t->low90) || isnan(t->high90)) return;
    plot_draw_segment(canvas, &pen, at(t, t->low90, 0), at(t, t->high90, 0));
}

void plot_target_draw_dot(plot_canvas *canvas, const plot_look *look, const plot_target *t)
{
    const plot_pen ring = plot_plain_pen(look, look->theme->miss, ring_width);
    plot_color nothing = look->theme->paper;

    nothing.alpha = 0;
    if (t->is_miss) draw_way(canvas, look, t);
    draw_sign(canvas, look, t);
    if (t->is_miss)
        plot_draw_disk(canvas, nothing, &ring, at(t, t->predicted, 0),
                       plot_em(look, ring_radius));
}
