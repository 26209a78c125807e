#include "plots/label.h"

#include <math.h>
#include <stdio.h>

#include "plots/curve.h"
#include "plots/scene.h"
#include "sim/io/text.h"

enum { MOST_ANCHORS = 90 }; /* places tried along a curve */

/* Lengths in em. */
static const double near_gap = 0.3;     /* between a label and its curve */
static const double foreign_gap = 0.5;  /* at least, to the curve of another arm */
static const double on_line_gap = 0.22; /* the same, for a label on its own line */

/* Parts of a line of text that no letter fills, in em of its size. */
static const double blank_above = 0.19, blank_below = 0.14;

static const double halo = 0.42; /* around a label that stands on its line */

static const double edge_worth = 0.2; /* of a place that touches the band of another arm */

/* Of the plotting area: longer ones are in the legend, which does not tell what coincides. */
static const double widest_name = 0.25, widest_names = 0.5;

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

/* The distance to what is not the arm's own; 0 where the label would touch something or
 * could be read as that of another arm. */
static double judge_beside(const plot_scene *s, size_t arm, const plot_box *b)
{
    const plot_look *look = s->view->look;
    double own, foreign;

    if (!plot_scene_measure(s, arm, b, plot_em(look, foreign_gap), &own, &foreign))
        return 0;
    if (arm == PLOT_NOBODY) return foreign;
    if (own < plot_scene_clear(s) || foreign < 1.3 * own) return 0;
    return foreign - 0.5 * own;
}

/* Between its neighbors on the line itself: no more than any place beside it. */
static double judge_on_line(const plot_scene *s, size_t arm, const plot_box *b)
{
    double own, foreign;

    if (!plot_scene_measure(s, arm, b, plot_em(s->view->look, on_line_gap), &own, &foreign))
        return 0;
    return 1e-3 * foreign;
}

static void take_better(const plot_scene *s, size_t arm, choice *best, choice c)
{
    if (c.score > best->score && plot_scene_touches_edge(s, arm, &c.box))
        c.score *= edge_worth;
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

static void try_sides(const plot_scene *s, const label *l, const plot_obstacle *anchor,
                      choice *best)
{
    static const plot_point sides[] = {{0, -1},      {0, 1},     {1, 0},      {-1, 0},
                                       {-0.9, -0.9}, {0.9, 0.9}, {0.9, -0.9}, {-0.9, 0.9},
                                       {-1, -0.5},   {1, 0.5},   {1, -0.5},   {-1, 0.5}};

    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        plot_box box = place_beside(s, l, anchor, sides[i]);

        take_better(s, l->arm, best, (choice){judge_beside(s, l->arm, &box), box, false});
    }
}

static void try_on_line(const plot_scene *s, const label *l, const plot_obstacle *anchor,
                        choice *best)
{
    plot_box box = place_beside(s, l, anchor, (plot_point){0, 0});

    if (plot_is_inside(&box, &s->view->box, 0))
        take_better(s, l->arm, best, (choice){judge_on_line(s, l->arm, &box), box, true});
}

static void set_halo(label *l, plot_color color)
{
    l->style.halo = halo * l->style.size;
    l->style.halo_color = color;
}

static void write_label(plot_scene *s, label *l, const choice *place)
{
    plot_point at = {place->box.x, place->box.y - blank_above * l->style.size};

    if (place->score <= 0) return; /* the legend, or what stands around it, must do */
    if (place->on_line) set_halo(l, s->view->look->theme->paper);
    plot_draw_text(s->view->canvas, &l->style, at, l->text);
    s->taken[s->n_taken++] = place->box;
}

static label make_label(const plot_scene *s, plot_role role, size_t arm, const char *text)
{
    const plot_view *v = s->view;
    label l = {.text = text, .style = plot_text_for(v->look, role), .arm = arm};
    plot_box box = plot_measure_text(v->canvas, &l.style, text);

    l.size =
        (plot_point){box.width, box.height - (blank_above + blank_below) * l.style.size};
    if (arm != PLOT_NOBODY)
        l.style.color = plot_mix(plot_view_pen(v, PLOT_FRONT, arm).color,
                                 v->look->theme->ink, v->look->theme->darker);
    return l;
}

static bool is_curve_of(const plot_obstacle *o, size_t arm)
{
    return o->arm == arm && !o->edge;
}

static bool leads_others(const plot_scene *s, size_t arm)
{
    for (size_t other = arm + 1; other < s->view->data->arms.n; other++)
        if (s->lead[other] == arm) return true;
    return false;
}

/* The best place along the arm's own obstacles: its curve, or the end of its points. */
static void label_arm(plot_scene *s, size_t arm, const char *text)
{
    const double widest = leads_others(s, arm) ? widest_names : widest_name;
    label l = make_label(s, PLOT_MARK, arm, text);
    size_t n_own = 0, seen = 0, stride;
    choice best = {.score = 0};

    if (l.size.x > widest * s->view->box.width) return;
    for (size_t i = 0; i < s->n; i++) n_own += is_curve_of(&s->obstacles[i], arm);
    stride = n_own / MOST_ANCHORS + 1;
    for (size_t i = 0; i < s->n; i++) {
        if (!is_curve_of(&s->obstacles[i], arm) || seen++ % stride != 0) continue;
        try_sides(s, &l, &s->obstacles[i], &best);
        if (!s->view->panel->points.column) try_on_line(s, &l, &s->obstacles[i], &best);
    }
    write_label(s, &l, &best);
}

/* Are the points of the other drawn as those of the arm, or do their curves look alike? */
static bool is_named_with(const plot_scene *s, size_t arm, size_t other)
{
    const plot_view *v = s->view;

    if (other == arm) return false;
    return s->lead[other] == arm || (v->layers[PLOT_FRONT].rows[other].drawn_for == arm &&
                                     plot_view_owns(v, PLOT_FRONT, other));
}

/* Its name, and those of arms that are named with it; the number of its end where points have
 * a prefix.  False if there is nothing to say. */
static bool print_arm(const plot_scene *s, size_t arm, char text[PLOT_WORDS_SIZE])
{
    const plot_view *v = s->view;
    const plot_arms *arms = &v->data->arms;
    double number;
    plot_point at;

    if (v->panel->points.prefix) {
        if (!plot_view_find_end(v, arm, &at, &number)) return false;
        snprintf(text, PLOT_WORDS_SIZE, "%s%.6g", v->panel->points.prefix, number);
        return true;
    }
    snprintf(text, PLOT_WORDS_SIZE, "%s", arms->names[arm]);
    for (size_t other = 0; other < arms->n_front; other++)
        if (is_named_with(s, arm, other))
            sim_text_append(text, PLOT_WORDS_SIZE, ", %s", arms->names[other]);
    return true;
}

static void label_arms(plot_scene *s)
{
    const plot_view *v = s->view;
    char text[PLOT_WORDS_SIZE];

    if (v->data->arms.n < 2 && !v->panel->points.prefix) return; /* the legend names it */
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        if (s->lead[arm] == arm && plot_view_draws(v, PLOT_FRONT, arm) &&
            print_arm(s, arm, text))
            label_arm(s, arm, text);
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
        plot_point at = plot_frame_place(&v->parts[v->n_parts - 1],
                                         sim_table_cell(layer->table, row, layer->x),
                                         sim_table_cell(layer->table, row, layer->y));
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

static void try_in_shade(const plot_scene *s, const label *l, const plot_box *room,
                         choice *best)
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
        take_better(s, l->arm, best, (choice){foreign + 0.01 * room->height, box, false});
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

void plot_view_draw_labels(const plot_view *v)
{
    plot_scene s;

    if (plot_scene_init(&s, v)) {
        label_arms(&s);
        if (v->panel->points.prefix && v->data->arms.n > 0) label_points(&s);
        if (v->panel->shade.column) label_shade(&s);
    }
    plot_scene_free(&s);
}
