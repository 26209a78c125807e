#include "plots/turns.h"

#include <math.h>

static const double dash = 0.8; /* em; length */

/* Lengths in points of the default page. */
static const double dot_radius = 2.1, lone_radius = 2.4, rim_width = 0.45;

static plot_point between(plot_point a, plot_point b, double part)
{
    return (plot_point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

/* From a point to the next, where all have come so far. */
static void draw_step(const plot_course *c, size_t i, double come, double length)
{
    const plot_pen pen = {c->pen.color, c->pen.width, PLOT_SOLID};
    const double size = plot_em(c->look, dash);

    for (double done = 0, next; done < length; done = next) {
        const double slot = floor((come + done) / size + 1e-9);

        next = fmin(length, (slot + 1) * size - come);
        if ((size_t)fmod(slot, (double)c->of) != c->at) continue;
        plot_draw_segment(c->canvas, &pen,
                          between(c->points[i], c->points[i + 1], done / length),
                          between(c->points[i], c->points[i + 1], next / length));
    }
}

static void draw_by_turns(const plot_course *c)
{
    double come = 0;

    for (size_t i = 0; i + 1 < c->n; i++) {
        const plot_point a = c->points[i], b = c->points[i + 1];
        const double length = hypot(b.x - a.x, b.y - a.y);

        if (!isfinite(length)) continue;
        draw_step(c, i, come, length);
        come += length;
    }
}

static bool is_lone(const plot_course *c, size_t i)
{
    return !(i > 0 && plot_is_finite(c->points[i - 1])) &&
           !(i + 1 < c->n && plot_is_finite(c->points[i + 1]));
}

static void draw_dots(const plot_course *c)
{
    const plot_pen rim = plot_plain_pen(c->look, c->look->theme->paper, rim_width);
    const double line = c->look->size->line;

    for (size_t i = 0; i < c->n; i++) {
        const bool lone = is_lone(c, i);

        if (!plot_is_finite(c->points[i]) || !(lone || c->has_dots)) continue;
        if (i % c->of == c->at)
            plot_draw_disk(c->canvas, c->pen.color, &rim, c->points[i],
                           (lone ? lone_radius : dot_radius) * line + 0.3 * c->pen.width);
    }
}

void plot_course_draw(const plot_course *c)
{
    if (c->of > 1)
        draw_by_turns(c);
    else
        plot_draw_line(c->canvas, &c->pen, c->points, c->n);
    draw_dots(c);
}
