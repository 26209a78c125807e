#include "plots/contour.h"

#include <math.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include <stdint.h>

/* Lengths in em. */
static const double clear = 0.5, halo = 0.35, size_of_number = 0.95, beside = 0.4;
static const double apart = 2; /* of the panel's lesser side, for each line */

static const double line_width = 1.0; /* points of the default page */
static const double label_worth = 4;  /* no number on a line shorter than this many of it */
static const double middle_worth =
    0.3;                           /* of a place in the middle of a line, at its end 0 */
static const double letters = 0.8; /* of the height of a line of text */

#define NO_EDGE SIZE_MAX

/* Edges of a lattice have numbers: two for each of its points, the one to the right and
 * the one downward.  A line crosses an edge once, and goes on to at most two others. */
enum { RIGHTWARD, DOWNWARD, EDGES };

void plot_contour_init(plot_contour *c, sim_pool *pool, size_t n_x, size_t n_y)
{
    size_t n_edges = EDGES * n_x * n_y;

    *c = (plot_contour){.points = sim_pool_take(pool, 3 * n_edges, sizeof *c->points),
                        .links = sim_pool_take(pool, 2 * n_edges, sizeof *c->links)};
}

static void link_edges(plot_contour *c, size_t a, size_t b)
{
    c->links[2 * a + (c->links[2 * a] != NO_EDGE)] = b;
    c->links[2 * b + (c->links[2 * b] != NO_EDGE)] = a;
}

/* Joins the edges that the level crosses around one square; corners and edges from the
 * upper left on, clockwise. */
static void join_square(plot_contour *c, const plot_lattice *l, size_t first, double level)
{
    const size_t corners[] = {first, first + 1, first + l->n_x + 1, first + l->n_x};
    const size_t edges[] = {EDGES * first + RIGHTWARD, EDGES * corners[1] + DOWNWARD,
                            EDGES * corners[3] + RIGHTWARD, EDGES * first + DOWNWARD};
    size_t crossed[4], n = 0;
    double sum = 0;
    size_t turn;
    bool above[4];

    for (size_t i = 0; i < 4; i++) {
        sum += l->z[corners[i]];
        above[i] = l->z[corners[i]] >= level;
    }
    if (!isfinite(sum)) return;
    for (size_t i = 0; i < 4; i++)
        if (above[i] != above[(i + 1) % 4]) crossed[n++] = edges[i];
    if (n == 2) link_edges(c, crossed[0], crossed[1]);
    if (n < 4) return;
    /* A line around each of the two corners that the middle is not like. */
    turn = above[0] == (sum / 4 >= level) ? 0 : 3;
    link_edges(c, crossed[turn], crossed[(turn + 1) % 4]);
    link_edges(c, crossed[(turn + 2) % 4], crossed[(turn + 3) % 4]);
}

static plot_point cross(const plot_lattice *l, size_t edge, double level)
{
    size_t a = edge / EDGES, b = edge % EDGES == RIGHTWARD ? a + 1 : a + l->n_x;
    double part = (level - l->z[a]) / (l->z[b] - l->z[a]);
    double x = l->x[a % l->n_x], y = l->y[a / l->n_x];

    return (plot_point){x + part * (l->x[b % l->n_x] - x),
                        y + part * (l->y[b / l->n_x] - y)};
}

/* Follows a line from one of its edges, and takes it out of the links. */
static void follow(plot_contour *c, const plot_lattice *l, size_t edge, double level)
{
    size_t start = edge;

    while (edge != NO_EDGE) {
        size_t *from = &c->links[2 * edge];
        size_t next = from[0] != NO_EDGE ? from[0] : from[1], *back;

        c->points[c->n++] = cross(l, edge, level);
        if (next != NO_EDGE) {
            back = &c->links[2 * next];
            from[from[0] != NO_EDGE ? 0 : 1] = NO_EDGE;
            back[back[0] == edge ? 0 : 1] = NO_EDGE;
        }
        edge = next;
        if (edge == start) break;
    }
    if (edge == start) c->points[c->n++] = cross(l, start, level);
    c->points[c->n++] = (plot_point){NAN, NAN};
}

void plot_contour_trace(plot_contour *c, const plot_lattice *l, double level)
{
    size_t n_edges = EDGES * l->n_x * l->n_y;

    c->n = 0;
    for (size_t i = 0; i < 2 * n_edges; i++) c->links[i] = NO_EDGE;
    for (size_t row = 0; row + 1 < l->n_y; row++)
        for (size_t i = 0; i + 1 < l->n_x; i++) join_square(c, l, row * l->n_x + i, level);
    /* First those that end somewhere, then those that are closed. */
    for (size_t e = 0; e < n_edges; e++)
        if ((c->links[2 * e] == NO_EDGE) != (c->links[2 * e + 1] == NO_EDGE))
            follow(c, l, e, level);
    for (size_t e = 0; e < n_edges; e++)
        if (c->links[2 * e] != NO_EDGE) follow(c, l, e, level);
}

/* Lines with numbers. */

enum { MOST_LABELS = 64 };

typedef struct {
    const plot_levels *levels;
    plot_box labels[MOST_LABELS];
    size_t n_labels;
} scene;

/* One line, and where a number could stand: at a point, or halfway to the next. */
typedef struct {
    const plot_point *points; /* [n] */
    size_t n;
} line;

static bool boxes_meet(const plot_box *a, const plot_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static bool has_room(const scene *s, const plot_box *box)
{
    const plot_box *panel = &s->levels->panel;
    double gap = plot_em(s->levels->look, clear);
    const plot_box wide = {box->x - gap, box->y - gap, box->width + 2 * gap,
                           box->height + 2 * gap};

    if (wide.x < panel->x || wide.x + wide.width > panel->x + panel->width ||
        wide.y < panel->y || wide.y + wide.height > panel->y + panel->height)
        return false;
    for (size_t i = 0; i < s->n_labels; i++)
        if (boxes_meet(&wide, &s->labels[i])) return false;
    return true;
}

static double line_length(const line *l)
{
    double length = 0;

    for (size_t i = 1; i < l->n; i++)
        length +=
            hypot(l->points[i].x - l->points[i - 1].x, l->points[i].y - l->points[i - 1].y);
    return length;
}

/* How far a line gets on a way of this length from a point, to one side; short of its end
 * it gets nowhere. */
static plot_point walk(const line *l, size_t at, double way, bool back)
{
    const plot_point *points = l->points;
    plot_point from = points[at];

    while (way > 0 && (back ? at > 0 : at + 1 < l->n)) {
        size_t next = back ? at - 1 : at + 1;

        way -= hypot(points[next].x - points[at].x, points[next].y - points[at].y);
        at = next;
    }
    return way > 0 ? from : points[at];
}

/* How straight a line passes a number of this width at a point: 1 where it does. */
static double straightness(const line *l, size_t at, double width)
{
    plot_point p = l->points[at];
    plot_point a = walk(l, at, width, true), b = walk(l, at, width, false);
    double way = hypot(p.x - a.x, p.y - a.y) + hypot(b.x - p.x, b.y - p.y);

    return way > 0 ? hypot(b.x - a.x, b.y - a.y) / fmax(way, 2 * width) : 0;
}

/* The place number i of a line, two to a point, and how good it is. */
static double judge(const line *l, size_t i, double width, plot_point *place)
{
    plot_point a = l->points[i / 2], b = l->points[i / 2 + i % 2];
    double at = (double)i / (double)(2 * l->n - 1);
    double straight = straightness(l, i / 2, width);

    *place = (plot_point){0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
    if (i % 2 == 1 && hypot(b.x - a.x, b.y - a.y) > 2 * width) straight = 1;
    return straight * (1 - 2 * middle_worth * fabs(at - 0.5));
}

/* Moves the box to the best place on a line that has room; false: none has. */
static bool find_label(const scene *s, const line *l, plot_box *box)
{
    const plot_box size = *box;
    double best = 0;

    if (s->n_labels == MOST_LABELS || line_length(l) < label_worth * size.width)
        return false;
    for (size_t i = 0; i + 1 < 2 * l->n; i++) {
        plot_point at;
        double score = judge(l, i, size.width, &at);
        plot_box there = {at.x - 0.5 * size.width, at.y - 0.5 * size.height, size.width,
                          size.height};

        if (score <= best || !has_room(s, &there)) continue;
        best = score;
        *box = there;
    }
    return best > 0;
}

static size_t count_levels(const plot_levels *v)
{
    return v->n_own > 0 ? v->n_own : v->colors->n;
}

/* Is there room for the line of a level?  On a small panel one of several is drawn: of even
 * levels those that are rounder, of others every so many from the highest on. */
static bool has_line(const plot_levels *v, size_t level)
{
    const plot_ruler *r = v->colors;
    const double room = fmin(v->panel.width, v->panel.height) / plot_em(v->look, apart);
    const size_t step = (size_t)ceil((double)r->n / fmax(1, floor(room)));

    for (size_t i = 0; i < level && v->n_own > 0; i++)
        if (v->own[i] == v->own[level]) return false;
    if (v->n_own > 0 || step < 2) return true;
    if (r->measure->scale == PLOT_LOG) return (r->n - 1 - level) % step == 0;
    return fmod(round(r->ticks[level] / (r->ticks[1] - r->ticks[0])), (double)step) == 0;
}

/* As a part of the colors. */
static double level_place(const plot_levels *v, size_t level)
{
    return plot_ruler_place(v->colors,
                            v->n_own > 0 ? v->own[level] : v->colors->ticks[level]);
}

static void print_level(const plot_levels *v, size_t level, char text[PLOT_WORDS_SIZE])
{
    const plot_measure *m = v->colors->measure;
    const char *unit = m->unit;

    if (v->n_own == 0) {
        plot_ruler_print(v->colors, level, text);
        return;
    }
    plot_print_number(text, plot_measure_told(m, v->own[level]), SIM_NUMBER_SHORT);
    if (unit && *unit && strcmp(unit, "1") != 0)
        sim_text_append(text, PLOT_WORDS_SIZE, " %s", unit);
}

static plot_color level_color(const plot_levels *v, size_t level)
{
    return plot_tint(level_place(v, level));
}

static plot_text number_style(const plot_levels *v, size_t level)
{
    plot_text style = plot_text_for(v->look, PLOT_MARK);

    plot_text_scale(v->look, &style, size_of_number);
    style.color = plot_color_on(v->look->theme, level_color(v, level));
    style.align_x = style.align_y = 0.5;
    style.halo = plot_em(v->look, halo);
    style.halo_color = level_color(v, level);
    return style;
}

/* The line that starts at a point of the contour. */
static line find_line(const plot_contour *c, size_t first)
{
    size_t end = first;

    while (end < c->n && isfinite(c->points[end].x)) end++;
    return (line){&c->points[first], end - first};
}

/* What a line keeps out of, lest it is read as the sign of its number. */
static plot_box leave_beside(const plot_levels *v, plot_box number)
{
    const double gap = plot_em(v->look, beside);

    return (plot_box){number.x - gap, number.y, number.width + 2 * gap, number.height};
}

static void draw_numbers(scene *s, size_t level)
{
    const plot_levels *v = s->levels;
    const plot_text style = number_style(v, level);
    plot_box size;
    char text[PLOT_WORDS_SIZE];

    print_level(v, level, text);
    size = plot_measure_text(v->canvas, &style, text);
    size.height *= letters;
    for (size_t first = 0; first < v->contour->n; first++) {
        const line l = find_line(v->contour, first);
        plot_box box = size;

        first += l.n;
        if (l.n < 2 || !find_label(s, &l, &box)) continue;
        s->labels[s->n_labels++] = leave_beside(v, box);
        plot_draw_text(v->canvas, &style,
                       (plot_point){box.x + 0.5 * box.width, box.y + 0.5 * box.height},
                       text);
    }
}

void plot_levels_draw(const plot_levels *v, const plot_lattice *lattice)
{
    scene s = {.levels = v};

    for (size_t level = 0; level < count_levels(v); level++) {
        const plot_pen pen = plot_plain_pen(
            v->look, plot_color_on(v->look->theme, level_color(v, level)), line_width);

        if (!has_line(v, level)) continue;
        plot_contour_trace(v->contour, lattice, level_place(v, level));
        draw_numbers(&s, level);
        plot_clip_to(v->canvas,
                     (plot_window){.box = v->panel, .holes = s.labels, .n = s.n_labels});
        plot_draw_line(v->canvas, &pen, v->contour->points, v->contour->n);
        plot_unclip(v->canvas);
    }
}
