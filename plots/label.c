#include "plots/label.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/curve.h"
#include "plots/levels.h"
#include "plots/scene.h"
#include "plots/strands.h"
#include "plots/weave.h"
#include "sim/io/text.h"

enum { MOST_ANCHORS = 90 };               /* places tried along a curve */
enum { MOST_NAMES = 3 };                  /* in a label */
enum { LEAST_NAME = 4, WHOLE_NAME = 12 }; /* bytes of a cut name; of one that is not cut */

/* Lengths in em. */
static const double near_gap = 0.3;     /* between a label and its curve */
static const double foreign_gap = 0.5;  /* at least, to the curve of another arm */
static const double on_line_gap = 0.22; /* the same, for a label on its own line */

/* Parts of a line of text that no letter fills, in em of its size. */
static const double blank_above = 0.19, blank_below = 0.14;

static const double halo = 0.42; /* around a label that stands on its line */

static const double edge_worth = 0.2; /* of a place that touches the edge of a band */

/* Of the plotting area: longer ones are cut; the legend has them whole. */
static const double widest = 0.55, short_names = 0.4, short_name = 0.25;
static const double widest_of_all = 0.75; /* where all names of one line are whole */

static const double folded = 0.7; /* width of what goes into two lines, by that of one */

/* A label that looks for its place. */
typedef struct {
    const char *text;
    plot_text style;
    plot_point size; /* of what its letters fill */
    size_t arm;
} label;

/* A place, the better the higher its score; none so far: 0. */
typedef struct {
    double score;
    plot_box box;
    bool on_line; /* the line is interrupted for the label */
} choice;

/* The distance to what is not the arm's own; 0 where the label would touch something, could
 * be read as that of another arm, or is not better than what is known: its score is no more
 * than that distance. */
static double judge_beside(plot_scene *s, size_t arm, const plot_box *b, double known)
{
    const double least = fmax(plot_em(s->view->look, foreign_gap), known);
    double own, foreign;

    if (!plot_scene_measure(s, arm, b, least, &own, &foreign) ||
        plot_scene_touches_shade(s, b))
        return 0;
    if (arm == PLOT_NOBODY) return foreign;
    if (own < plot_scene_clear(s) || foreign < 1.3 * own) return 0;
    return foreign - 0.5 * own;
}

/* Between its neighbors on the line itself: no more than any place beside it. */
static double judge_on_line(plot_scene *s, size_t arm, const plot_box *b, double known)
{
    const double least = fmax(plot_em(s->view->look, on_line_gap), known);
    double own, foreign;

    if (!plot_scene_measure(s, arm, b, least, &own, &foreign) ||
        plot_scene_touches_shade(s, b))
        return 0;
    return 1e-3 * foreign;
}

static void take_better(const plot_scene *s, choice *best, choice c)
{
    if (c.score > best->score && plot_scene_touches_edge(s, &c.box)) c.score *= edge_worth;
    if (c.score > best->score) *best = c;
}

/* With side {0, 0}: on it. */
static plot_box place_beside(const plot_scene *s, const label *l,
                             const plot_obstacle *anchor, plot_point side)
{
    double gap = anchor->radius + plot_em(s->view->look, near_gap);

    return (plot_box){anchor->at.x - 0.5 * l->size.x + side.x * (0.5 * l->size.x + gap),
                      anchor->at.y - 0.5 * l->size.y + side.y * (0.5 * l->size.y + gap),
                      l->size.x, l->size.y};
}

static void try_sides(plot_scene *s, const label *l, const plot_obstacle *anchor,
                      choice *best)
{
    static const plot_point sides[] = {{0, -1},      {0, 1},     {1, 0},      {-1, 0},
                                       {-0.9, -0.9}, {0.9, 0.9}, {0.9, -0.9}, {-0.9, 0.9},
                                       {-1, -0.5},   {1, 0.5},   {1, -0.5},   {-1, 0.5}};

    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        plot_box box = place_beside(s, l, anchor, sides[i]);

        take_better(s, best,
                    (choice){judge_beside(s, l->arm, &box, best->score), box, false});
    }
}

static void try_on_line(plot_scene *s, const label *l, const plot_obstacle *anchor,
                        choice *best)
{
    plot_box box = place_beside(s, l, anchor, (plot_point){0, 0});

    if (plot_is_inside(&box, &s->view->box, 0))
        take_better(s, best,
                    (choice){judge_on_line(s, l->arm, &box, best->score), box, true});
}

static void set_halo(label *l, plot_color color)
{
    l->style.halo = halo * l->style.size;
    l->style.halo_color = color;
}

/* Bands behind the letters stay. */
static void interrupt_line(const plot_scene *s, label *l, const plot_box *box)
{
    const plot_color paper = s->view->look->theme->paper;

    if (plot_view_has_spans(s->view))
        set_halo(l, paper);
    else
        plot_draw_box(s->view->canvas, paper, *box);
}

static bool write_label(plot_scene *s, label *l, const choice *place)
{
    const plot_arms *arms = &s->view->data->arms;
    plot_point at = {place->box.x, place->box.y - blank_above * l->style.size};

    if (place->score <= 0) return false; /* the legend, or what stands around it, must do */
    if (place->on_line) interrupt_line(s, l, &place->box);
    if (plot_scene_touches_edge(s, &place->box) || plot_view_has_strands(s->view))
        set_halo(l, s->view->look->theme->paper);
    if (l->arm < arms->n) plot_open_arm(s->view->canvas, arms->names[l->arm]);
    plot_draw_text(s->view->canvas, &l->style, at, l->text);
    if (l->arm < arms->n) plot_close_scope(s->view->canvas);
    s->taken[s->n_taken++] = place->box;
    return true;
}

static void set_size(const plot_scene *s, label *l)
{
    const plot_box box = plot_measure_text(s->view->canvas, &l->style, l->text);

    l->size =
        (plot_point){box.width, box.height - (blank_above + blank_below) * l->style.size};
}

static label make_label(const plot_scene *s, plot_role role, size_t arm, const char *text)
{
    const plot_view *v = s->view;
    label l = {.text = text, .style = plot_text_for(v->look, role), .arm = arm};

    set_size(s, &l);
    if (arm != PLOT_NOBODY)
        l.style.color = plot_mix(plot_view_pen(v, PLOT_FRONT, arm).color,
                                 v->look->theme->ink, v->look->theme->darker);
    return l;
}

static bool is_curve_of(const plot_obstacle *o, size_t arm)
{
    return o->arm == arm && !o->edge;
}

/* Is it cut so short that it names nobody, or another arm as well, or cut for no gain? */
static bool names_nobody(const plot_view *v, size_t arm, const char *text)
{
    const plot_arms *arms = &v->data->arms;
    const char *dots = strstr(text, "…");

    if (!dots) return false;
    if (strlen(arms->names[arm]) <= WHOLE_NAME) return true;
    for (size_t i = 0; i < arms->n_named; i++)
        if (i != arm && strncmp(arms->names[i], text, (size_t)(dots - text)) == 0)
            return true;
    return dots - text < LEAST_NAME;
}

/* The best place along the arm's own obstacles: its curve, or the end of its points. */
static bool label_arm(plot_scene *s, size_t arm, const char *text)
{
    label l = make_label(s, PLOT_MARK, arm, text);
    size_t n_own = 0, seen = 0, stride;
    choice best = {.score = 0};

    if (names_nobody(s->view, arm, text)) return false;
    if (plot_view_turn(s->view, arm).all > 1) l.style.color = s->view->look->theme->ink;
    if (s->view->data->arms.n_named < s->view->data->arms.n)
        set_halo(&l, s->view->look->theme->paper); /* on thin gray lines */
    for (size_t i = 0; i < s->n; i++) n_own += is_curve_of(&s->obstacles[i], arm);
    stride = n_own / MOST_ANCHORS + 1;
    for (size_t i = 0; i < s->n; i++) {
        if (!is_curve_of(&s->obstacles[i], arm) || seen++ % stride != 0) continue;
        try_sides(s, &l, &s->obstacles[i], &best);
        if (!s->view->panel->points.column) try_on_line(s, &l, &s->obstacles[i], &best);
    }
    return write_label(s, &l, &best);
}

static void print_all_names(const plot_view *v, size_t arm, char text[PLOT_WORDS_SIZE])
{
    const plot_arms *arms = &v->data->arms;

    snprintf(text, PLOT_WORDS_SIZE, "%s", arms->names[arm]);
    for (size_t other = arm + 1; other < arms->n_front; other++)
        if (v->lead[other] == arm)
            sim_text_append(text, PLOT_WORDS_SIZE, ", %s", arms->names[other]);
}

/* "untr…", "untreated and 2 more", in a part of the plotting area. */
static void print_short_name(const plot_view *v, size_t arm, double part,
                             char text[PLOT_WORDS_SIZE])
{
    const plot_text style = plot_text_for(v->look, PLOT_MARK);
    const size_t n = plot_view_turn(v, arm).all;
    char more[32] = "";

    if (n > 1) snprintf(more, sizeof more, " and %zu more", n - 1);
    snprintf(text, PLOT_WORDS_SIZE, "%s", v->data->arms.names[arm]);
    plot_fit_name(v->canvas, &style, part * v->box.width, text, more);
}

/* The names of all that are drawn as one line with it; where that is too long, or there is no
 * place for it, fewer, and cut, by as little as helps. */
static void label_names(plot_scene *s, size_t arm)
{
    const double parts[] = {widest_of_all, widest, short_names, short_name};
    const plot_view *v = s->view;
    const plot_text style = plot_text_for(v->look, PLOT_MARK);
    const size_t n = plot_view_turn(v, arm).all;
    char text[PLOT_WORDS_SIZE], last[PLOT_WORDS_SIZE] = "";

    print_all_names(v, arm, text);
    if (n <= MOST_NAMES && strlen(text) < PLOT_NAME_SIZE &&
        plot_measure_text(v->canvas, &style, text).width <=
            (n > 1 ? widest_of_all : widest) * v->box.width) {
        if (label_arm(s, arm, text)) return;
        snprintf(last, sizeof last, "%s", text);
    }
    for (size_t i = n > 1 ? 0 : 1; i < sizeof parts / sizeof *parts; i++) {
        print_short_name(v, arm, parts[i], text);
        if (parts[i] == widest_of_all && strstr(text, "…")) continue;
        if (strcmp(text, last) != 0 && label_arm(s, arm, text)) return;
        snprintf(last, sizeof last, "%s", text);
    }
}

/* The number of its end, where points have a prefix. */
static void label_number(plot_scene *s, size_t arm)
{
    char text[PLOT_WORDS_SIZE];
    double number;
    plot_point at;

    if (!plot_view_find_end(s->view, arm, &at, &number)) return;
    snprintf(text, PLOT_WORDS_SIZE, "%s%.6g", s->view->panel->points.prefix, number);
    label_arm(s, arm, text);
}

static void label_arms(plot_scene *s)
{
    const plot_view *v = s->view;

    if (v->data->arms.n < 2 && !v->panel->points.prefix) return; /* the legend names it */
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        if (v->lead[arm] != arm || !plot_view_draws(v, PLOT_FRONT, arm)) continue;
        if (v->panel->points.prefix)
            label_number(s, arm);
        else
            label_names(s, arm);
    }
}

static bool is_end(const plot_scene *s, plot_point at)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->obstacles[i].arm != PLOT_NOBODY && !s->obstacles[i].edge &&
            hypot(s->obstacles[i].at.x - at.x, s->obstacles[i].at.y - at.y) < 1)
            return true;
    return false;
}

/* Names a point, keeping clear of all lines; the point is forgotten if it has a name. */
static void label_point(plot_scene *s, plot_point at, double number)
{
    plot_obstacle anchor = {
        .at = at, .radius = s->view->look->size->line, .arm = PLOT_NOBODY};
    choice best = {.score = 0};
    char text[64];
    label l;

    snprintf(text, sizeof text, "%s%.6g", s->view->panel->points.prefix, number);
    l = make_label(s, PLOT_TICK, PLOT_NOBODY, text);
    try_sides(s, &l, &anchor, &best);
    write_label(s, &l, &best);
}

static size_t count_points(const plot_view *v, size_t arm)
{
    size_t n = plot_view_trace(
        v, (plot_curve){PLOT_FRONT, arm, v->layers[PLOT_FRONT].y, v->n_parts - 1});
    size_t count = 0;

    for (size_t i = 0; i < n; i++) count += plot_is_finite(v->points[i]);
    return count;
}

/* Points on the way; arms that share them name them once, for the label is then taken. */
static void label_points(plot_scene *s)
{
    const plot_view *v = s->view;
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    size_t longest = 0;

    for (size_t arm = 0; arm < v->data->arms.n; arm++)
        if (count_points(v, arm) > count_points(v, longest)) longest = arm;
    for (size_t row = layer->rows[longest].first; row < layer->rows[longest].end; row++) {
        plot_point at = plot_frame_place(&v->parts[v->n_parts - 1], layer->across[row],
                                         layer->upward[row]);
        double number = sim_table_cell(layer->table, row, layer->mark);

        if (plot_is_finite(at) && plot_drawable(number) && !is_end(s, at))
            label_point(s, at, number);
    }
}

/* The lowest point of the shaded edge over a stretch of x; INFINITY where it has none. */
static double shade_top(const plot_view *v, size_t n, double from, double to)
{
    double top = -INFINITY;
    bool left = false, right = false;

    for (size_t i = 0; i < n; i++) {
        const plot_point *p = &v->points[i];

        if (!plot_is_finite(*p)) continue;
        left = left || p->x <= from;
        right = right || p->x >= to;
        if (p->x >= from && p->x <= to) top = fmax(top, p->y);
    }
    return left && right ? top : INFINITY;
}

static void try_in_shade(plot_scene *s, const label *l, const plot_box *room, choice *best)
{
    static const double parts[] = {0.5, 0.4, 0.6, 0.3, 0.7};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        plot_box box = {room->x, room->y + parts[i] * room->height - 0.5 * l->size.y,
                        l->size.x, l->size.y};
        double own, foreign;

        if (box.y < room->y || box.y + box.height > room->y + room->height) continue;
        if (!plot_scene_measure(s, PLOT_NOBODY, &box, plot_em(s->view->look, foreign_gap),
                                &own, &foreign))
            continue;
        take_better(s, best, (choice){foreign + 0.01 * room->height, box, false});
    }
}

/* Inside the shade, where it is highest. */
static void label_shade(plot_scene *s)
{
    const plot_view *v = s->view;
    const plot_box *area = &v->parts[v->n_parts - 1].box;
    label l = make_label(s, PLOT_TICK, PLOT_NOBODY, v->panel->shade.label);
    double gap = plot_em(v->look, near_gap), floor_y = plot_view_floor(v);
    choice best = {.score = 0};
    plot_curve curve;
    size_t n;

    if (!plot_view_find_shade(v, PLOT_FRONT, &curve)) return;
    if (plot_view_has_spans(v)) set_halo(&l, v->look->theme->shade); /* on a hatch */
    curve.part = v->n_parts - 1;
    n = plot_view_trace(v, curve);
    for (size_t k = 0; k < MOST_ANCHORS; k++) {
        double x = area->x + area->width * (double)k / MOST_ANCHORS;
        double top = shade_top(v, n, x - gap, x + l.size.x + gap) + gap;

        try_in_shade(s, &l, &(plot_box){x, top, l.size.x, floor_y - gap - top}, &best);
    }
    write_label(s, &l, &best);
}

/* Has an arm of the run in front values in the table, but none on a log axis? */
static bool is_missing(const plot_view *v, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];

    if (!plot_view_names(v, arm) || !plot_view_owns(v, PLOT_FRONT, arm)) return false;
    for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++)
        if (l->upward[row] >= v->y.from) return false;
    return l->rows[arm].end > l->rows[arm].first;
}

/* Their names, all of them or as few as fit; false without any. */
static bool print_missing(const plot_view *v, const plot_text *style, bool all,
                          char text[PLOT_WORDS_SIZE])
{
    char name[PLOT_WORDS_SIZE], least[PLOT_WORDS_SIZE], more[32] = "";
    size_t n = 0, first = 0;

    plot_ruler_print(&v->y, 0, least);
    snprintf(text, PLOT_WORDS_SIZE, "below %.32s: ", least);
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        if (!is_missing(v, arm)) continue;
        if (n++ == 0) first = arm;
        sim_text_append(text, PLOT_WORDS_SIZE, "%s%s", n > 1 ? ", " : "",
                        v->data->arms.names[arm]);
    }
    if (all || n == 0) return n > 0 && n <= MOST_NAMES && strlen(text) < PLOT_NAME_SIZE;
    if (n > 1) snprintf(more, sizeof more, " and %zu more", n - 1);
    snprintf(name, sizeof name, "%s", v->data->arms.names[first]);
    plot_fit_name(v->canvas, style, short_names * v->box.width, name, more);
    if (names_nobody(v, first, name))
        snprintf(name, sizeof name, "%zu arm%s", n, n == 1 ? "" : "s");
    snprintf(text, PLOT_WORDS_SIZE, "below %.32s: %.200s", least, name);
    return true;
}

/* The lowest place in the lower half, as far to the left as there is one. */
static bool find_low_place(plot_scene *s, const label *l, choice *place)
{
    const plot_box *area = &s->view->box;
    const double step = plot_em(s->view->look, near_gap);
    double own, foreign;

    for (double up = step; up < 0.5 * area->height; up += step)
        for (double right = step; right < area->width; right += step) {
            const plot_box box = {area->x + right, area->y + area->height - up - l->size.y,
                                  l->size.x, l->size.y};

            *place = (choice){.score = 1, .box = box};
            if (plot_scene_measure(s, PLOT_NOBODY, &box, step, &own, &foreign)) return true;
        }
    return false;
}

/* In one line or in two, above the axis. */
static bool write_missing(plot_scene *s, const char *text)
{
    label l = make_label(s, PLOT_TICK, PLOT_NOBODY, text);
    double most = widest * s->view->box.width;
    choice place;

    if (l.size.x <= most && find_low_place(s, &l, &place))
        return write_label(s, &l, &place);
    l.style.lines = 2;
    l.style.width = folded * l.size.x;
    set_size(s, &l);
    return l.size.x <= most && find_low_place(s, &l, &place) && write_label(s, &l, &place);
}

/* Which arms have no place on a log axis. */
static void label_missing(plot_scene *s)
{
    const plot_view *v = s->view;
    const plot_text style = plot_text_for(v->look, PLOT_TICK);
    char text[PLOT_WORDS_SIZE];

    if (v->upward.scale != PLOT_LOG) return;
    if (print_missing(v, &style, true, text) && write_missing(s, text)) return;
    if (print_missing(v, &style, false, text)) write_missing(s, text);
}

void plot_view_draw_labels(const plot_view *v)
{
    plot_scene s;

    if (plot_scene_init(&s, v)) {
        plot_view_label_levels(&s);
        if (!v->across.words) label_arms(&s); /* points stand apart */
        if (v->panel->points.prefix && v->data->arms.n > 0) label_points(&s);
        if (v->panel->shade.column) label_shade(&s);
        label_missing(&s);
    }
    plot_scene_free(&s);
}
