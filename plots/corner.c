#include "plots/corner.h"

#include <math.h>

/* Where points are, seen from one of them along a direction. */
typedef struct {
    plot_point from, direction;
    double along;       /* the last of them */
    double least, most; /* slopes to that direction that pass all of them near enough */
} sight;

/* False where it is beside what was seen so far, or back. */
static bool sees(sight *s, plot_point to, double apart)
{
    const double x = to.x - s->from.x, y = to.y - s->from.y;
    const double along = x * s->direction.x + y * s->direction.y;
    const double across = y * s->direction.x - x * s->direction.y;

    if (!(along > 0 && along >= s->along)) return false;
    if (!(across >= s->least * along && across <= s->most * along)) return false;
    s->along = along;
    s->least = fmax(s->least, (across - apart) / along);
    s->most = fmin(s->most, (across + apart) / along);
    return true;
}

size_t plot_corner_next(const plot_point points[], size_t n, size_t at, double apart)
{
    const plot_point from = points[at];
    sight s = {.from = from, .least = -1, .most = 1};
    size_t next = at + 1;

    if (!(apart > 0) || next >= n) return next;
    s.direction = (plot_point){points[next].x - from.x, points[next].y - from.y};
    s.along = hypot(s.direction.x, s.direction.y);
    if (!(s.along > 0 && isfinite(s.along))) return next;
    s.direction.x /= s.along;
    s.direction.y /= s.along;
    s.along = 0;
    while (next < n && plot_is_finite(points[next]) && sees(&s, points[next], apart))
        next++;
    return next > at + 1 ? next - 1 : at + 1;
}
