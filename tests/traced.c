#include "tests/traced.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/axes.h"

/* pt: of nine digits; and of lines that are drawn as one */
static const double exact = 0.02, alike = 0.7;

enum { STEP = 5, N_EDGES = 4 };

/* In the order of drawing: the widest first. */
static const char *const edges[N_EDGES] = {"q05", "q95", "q25", "q75"};

typedef struct {
    const results *r;
    const panel_rule *rule;
    const plot_recording *list;
    axes axes;
    size_t part;
} drawing;

static bool has_log(const panel_rule *rule)
{
    return strcmp(rule->panel, "persistence") == 0 || strcmp(rule->panel, "yield") == 0;
}

/* ---- numbers ---------------------------------------------------------------------- */

typedef struct {
    plot_point *points; /* [n] */
    size_t n;
} places;

static places place_all(const drawing *d, const curve *c)
{
    const axes_part *part = &d->axes.parts[d->part];
    places p = {calloc(c->n + 1, sizeof *p.points), c->n};

    for (size_t i = 0; i < c->n; i++)
        p.points[i] = (plot_point){axes_place(&part->x, c->x[i] / part->unit),
                                   axes_place(&d->axes.y, c->y[i])};
    return p;
}

static bool is_inside(const plot_box *b, plot_point at)
{
    return at.x > b->x - exact && at.x < b->x + b->width + exact && at.y > b->y - exact &&
           at.y < b->y + b->height + exact;
}

/* ---- lines ------------------------------------------------------------------------- */

static void check_on(const drawing *d, const char *what, const plot_point list[], size_t n,
                     const places *line, double most)
{
    const plot_box *b = &d->axes.parts[d->part].box;
    plot_box inside = *b;

    inside.height -= 0.5; /* a log axis cuts what is below */
    for (size_t i = 0; i < n; i += i + STEP < n || i + 1 == n ? STEP : n - 1 - i) {
        const double off = plot_is_finite(list[i]) && is_inside(&inside, list[i])
                               ? axes_to_line(list[i], line->points, line->n)
                               : 0;

        ck_assert_msg(off <= most, "%s %s: %s is %.3f points off at (%.1f, %.1f)",
                      d->r->dir, d->rule->panel, what, off, list[i].x, list[i].y);
    }
}

static size_t count_finite(const plot_drawn *line)
{
    size_t n = 0;

    for (size_t i = 0; i < line->shape.n; i++) n += plot_is_finite(line->shape.points[i]);
    return n;
}

/* The next line of a color from number *i on, pale or not, that shows something. */
static const plot_drawn *next_line(const drawing *d, plot_color color, bool is_pale,
                                   size_t *i)
{
    while (*i < d->axes.to) {
        const plot_drawn *s = &d->list->drawn[(*i)++];

        if (axes_is_in(&d->axes, d->part, s) && s->shape.kind == PLOT_A_LINE &&
            (s->shape.pen.color.alpha < 0.99) == is_pale &&
            axes_is_color(s->shape.pen.color, color))
            return s;
    }
    return NULL;
}

/* Lines that are one are dashes along the first of them. */
static void check_curve(const drawing *d, const curve *c, const plot_pen *pen)
{
    places own = place_all(d, c);
    const plot_drawn *line, *only = NULL;
    size_t i = d->axes.at, n = 0;

    while ((line = next_line(d, pen->color, false, &i))) {
        if (count_finite(line) == 0) continue;
        check_on(d, c->arm, line->shape.points, line->shape.n, &own,
                 line->shape.pen.line == pen->line ? exact : alike);
        only = line;
        n++;
    }
    if (n == 1 && only->shape.pen.line == pen->line)
        check_on(d, c->arm, own.points, own.n,
                 &(places){(plot_point *)only->shape.points, only->shape.n}, exact);
    free(own.points);
}

static void check_bands(const drawing *d, const char *arm, const plot_pen *pen)
{
    size_t i = d->axes.at;

    for (size_t k = 0; k < N_EDGES; k++) {
        const plot_drawn *line = next_line(d, pen->color, true, &i);
        curve c;
        places own;

        if (!line) return; /* nothing of it is drawn */
        c = readings_curve_of(d->r, d->rule, arm, edges[k]);
        own = place_all(d, &c);
        check_on(d, edges[k], line->shape.points, line->shape.n, &own, exact);
        check_on(d, edges[k], own.points, own.n,
                 &(places){(plot_point *)line->shape.points, line->shape.n}, exact);
        free(own.points);
        readings_free_curve(&c);
    }
}

static void check_arm(drawing *d, const char *arm)
{
    const plot_pen pen = axes_sample(d->list, PLOT_A_LINE, arm)->shape.pen;
    curve c = readings_line(d->r, d->rule, arm);

    for (d->part = 0; c.n > 0 && d->part < d->axes.n_parts; d->part++) {
        if (d->axes.parts[d->part].x.n < 2) continue;
        check_curve(d, &c, &pen);
        if (d->r->is_cohort) check_bands(d, arm, &pen);
    }
    readings_free_curve(&c);
}

/* ---- the shade ---------------------------------------------------------------------- */

/* What letters fill, a little less than a line. */
static plot_box letters_of(const plot_drawn *d)
{
    const double blank = 0.2 * d->style.size;

    return (plot_box){d->box.x, d->box.y + blank, d->box.width, d->box.height - 2 * blank};
}

/* The last two points of the shade stand on its floor, below the ends of its edge. */
static void check_clear(const drawing *d, const plot_drawn *name, const plot_drawn *shade)
{
    const plot_point *p = shade->shape.points;
    const double floor_y = p[shade->shape.n - 1].y;
    const plot_box b = letters_of(name);

    for (size_t i = 0; i + 2 < shade->shape.n; i++) {
        const double top = fmin(p[i].y, floor_y), bottom = fmax(p[i].y, floor_y);

        if (p[i].x < b.x || p[i].x > b.x + b.width) continue;
        ck_assert_msg(b.y + b.height <= top + alike || b.y >= bottom - alike,
                      "%s %s: '%s' stands on the shade", d->r->dir, d->rule->panel,
                      name->text);
    }
}

static void check_names(drawing *d)
{
    for (d->part = 0; d->part < d->axes.n_parts; d->part++)
        for (size_t i = 0; i < d->axes.at; i++) {
            const plot_drawn *shade = &d->list->drawn[i];

            if (!axes_is_in(&d->axes, d->part, shade) ||
                shade->shape.kind != PLOT_AN_AREA || shade->shape.back)
                continue;
            for (size_t k = d->axes.at; k < d->axes.to; k++) {
                const plot_drawn *name = &d->list->drawn[k];

                if (name->text && name->style.bold) check_clear(d, name, shade);
            }
        }
}

void traced_check(const results *r, const panel_rule *rule, const plot_recording *list,
                  const plot_look *look)
{
    drawing d = {.r = r, .rule = rule, .list = list};

    axes_read(&d.axes, list, look, 0, (axes_scales){false, has_log(rule)});
    for (size_t row = 0; d.axes.y.n >= 2 && row < r->summary.n_rows; row++)
        check_arm(&d, sheet_text(&r->summary, row, "arm"));
    check_names(&d);
}
