#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "plots/view.h"

enum { MOST_ANCHORS = 90 }; /* places tried along a curve */

#define NOBODY SIZE_MAX

/* Lengths in em. */
static const double sample_step = 0.25;
static const double near_gap = 0.3;     /* between a label and its curve */
static const double right_room = 0.7;   /* beyond the plotting area */
static const double label_gap = 0.4;    /* between two labels on one line */
static const double clear_gap = 0.12;   /* at least, to anything else */
static const double foreign_gap = 0.5;  /* at least, to the curve of another arm */
static const double on_line_gap = 0.22; /* the same, for a label on its own line */
static const double enough = 2.5;       /* more distance than this is not better */

/* Parts of a line of text that no letter fills, in em of its size. */
static const double blank_above = 0.19, blank_below = 0.14;

static const double halo = 0.42; /* around a label that stands on its line */

static const double edge_worth = 0.2; /* of a place that touches the band of another arm */

/* Of the plotting area: longer ones are in the legend, which does not tell what coincides. */
static const double widest_name = 0.25, widest_names = 0.5;

/* What labels keep clear of. */
typedef struct {
    plot_point at;
    double radius;
    size_t arm; /* whose: that of the run behind counts on from the last; NOBODY: touches no
                 * label, but cannot be mistaken either, nor can the same arm behind */
    bool edge;  /* of a band: better not touched */
} obstacle;

typedef struct {
    const plot_view *view;
    obstacle *obstacles; /* [n] */
    size_t n, capacity;
    plot_box *taken; /* [n_taken] labels already written */
    size_t n_taken;
    size_t *lead; /* [arms.n] the first arm whose curve looks like that of this one */
} scene;

/* A label that looks for its place. */
typedef struct {
    const char *text;
    plot_text style;
    plot_point size; /* of what its letters fill */
    size_t arm;
    bool on_hatch;
} label;

/* A place, the better the higher its score; none so far: 0. */
typedef struct {
    double score;
    plot_box box;
    bool on_line; /* the line is interrupted for the label */
} choice;

static bool add_obstacle(scene *s, obstacle o)
{
    if (s->n == s->capacity) {
        size_t more = 2 * s->capacity + 1024;
        obstacle *grown = realloc(s->obstacles, more * sizeof *grown);

        if (!grown) return false;
        s->obstacles = grown;
        s->capacity = more;
    }
    s->obstacles[s->n++] = o;
    return true;
}

/* As a curve of its own, which has a color. */
static bool is_drawn(const plot_view *v, size_t layer, size_t arm)
{
    return plot_view_names(v, arm) && plot_view_drawn_for(v, layer, arm) == arm;
}

static void find_leads(scene *s)
{
    const plot_view *v = s->view;

    for (size_t arm = 0; arm < v->data->arms.n; arm++) {
        size_t first = 0;

        s->lead[arm] = arm;
        if (v->panel->points.column || arm >= v->data->arms.n_front ||
            !is_drawn(v, PLOT_FRONT, arm))
            continue;
        while (first < arm && (s->lead[first] != first || !is_drawn(v, PLOT_FRONT, first) ||
                               !plot_view_look_alike(v, first, arm)))
            first++;
        s->lead[arm] = first;
    }
}

/* Points along the line from a to b, without b. */
static bool add_line(scene *s, plot_point a, plot_point b, obstacle like)
{
    double length = hypot(b.x - a.x, b.y - a.y);
    size_t n = (size_t)ceil(fmax(1, length / plot_em(s->view->look, sample_step)));

    for (size_t i = 0; i < n; i++) {
        double part = (double)i / (double)n;

        like.at = (plot_point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
        if (!add_obstacle(s, like)) return false;
    }
    return true;
}

/* Points nearer than a step to the last are passed over, but for the end of a line. */
static bool add_points(scene *s, const plot_point points[], size_t n, obstacle like)
{
    double step = plot_em(s->view->look, sample_step);
    plot_point last = {NAN, NAN};

    for (size_t i = 0; i < n; i++) {
        const plot_point at = points[i];
        bool end = i + 1 == n || !plot_is_finite(points[i + 1]);

        if (!plot_is_finite(at)) continue;
        if (!end && hypot(at.x - last.x, at.y - last.y) < step) continue;
        if (plot_is_finite(last) && !add_line(s, last, at, like)) return false;
        like.at = at;
        if ((end || !plot_is_finite(last)) && !add_obstacle(s, like)) return false;
        last = end ? (plot_point){NAN, NAN} : at;
    }
    return true;
}

static bool add_curve(scene *s, plot_curve curve, obstacle like)
{
    return add_points(s, s->view->points, plot_view_trace(s->view, curve), like);
}

/* The last point of an arm, and its number; false if it is not in the window. */
static bool find_end(const plot_view *v, size_t arm, plot_point *at, double *number)
{
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    plot_curve curve = {PLOT_FRONT, arm, layer->y, v->n_parts - 1};
    size_t n = plot_view_trace(v, curve);

    if (n == 0) return false;
    *at = v->points[n - 1];
    *number = sim_table_cell(layer->table, layer->rows[arm].end - 1, layer->mark);
    return plot_is_finite(*at) && plot_drawable(*number);
}

/* Arms share their points up to where each ends, so that only the ends are their own. */
static bool add_arm(scene *s, size_t layer, size_t arm)
{
    const plot_view *v = s->view;
    bool points = v->panel->points.column;
    double width = plot_view_pen(v, PLOT_FRONT, arm).width;
    size_t whose = layer == PLOT_FRONT ? s->lead[arm] : arm + v->data->arms.n;
    obstacle like = {.radius = 0.5 * width, .arm = points ? NOBODY : whose};
    double number;

    for (size_t part = 0; part < v->n_parts; part++)
        if (!add_curve(s, (plot_curve){layer, arm, v->layers[layer].y, part}, like))
            return false;
    like = (obstacle){.radius = 1.5 * width, .arm = arm};
    if (points && layer == PLOT_FRONT && find_end(v, arm, &like.at, &number))
        return add_obstacle(s, like);
    return true;
}

static bool add_shade(scene *s, size_t layer)
{
    plot_curve curve;

    if (!s->view->panel->shade.column || !plot_view_find_shade(s->view, layer, &curve))
        return true;
    for (curve.part = 0; curve.part < s->view->n_parts; curve.part++)
        if (!add_curve(s, curve, (obstacle){.arm = NOBODY})) return false;
    return true;
}

/* The lower and the upper edge of each band. */
static bool add_edges(scene *s, size_t arm)
{
    const plot_view *v = s->view;
    const obstacle like = {.arm = s->lead[arm], .edge = true};

    for (size_t i = 0; i < v->data->bands.n * v->n_parts; i++) {
        const plot_span *span = &v->spans[i / v->n_parts];
        const plot_curve curve = {PLOT_FRONT, arm, 0, i % v->n_parts};
        size_t n = span->band ? plot_view_trace_span(v, span, curve) : 0;

        if (!add_points(s, v->points, n, like)) return false;
        if (!add_points(s, v->points + n, n, like)) return false;
    }
    return true;
}

static bool add_level(scene *s)
{
    const plot_view *v = s->view;
    double x = v->box.x, place = plot_ruler_place(&v->y, v->panel->y.level);
    double y = v->box.y + v->box.height * (1 - place);

    if (!(place >= 0 && place <= 1)) return true;
    return add_line(s, (plot_point){x, y}, (plot_point){x + v->box.width, y},
                    (obstacle){.arm = NOBODY});
}

static bool add_all(scene *s)
{
    if (!add_level(s)) return false;
    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        if (!add_shade(s, layer)) return false;
        for (size_t arm = 0; arm < s->view->data->arms.n; arm++)
            if (is_drawn(s->view, layer, arm) && !add_arm(s, layer, arm)) return false;
    }
    for (size_t arm = 0; arm < s->view->data->arms.n_front; arm++)
        if (is_drawn(s->view, PLOT_FRONT, arm) && !add_edges(s, arm)) return false;
    return true;
}

static bool is_inside(const plot_box *b, const plot_box *area, double more)
{
    return b->x >= area->x && b->x + b->width <= area->x + area->width + more &&
           b->y >= area->y && b->y + b->height <= area->y + area->height;
}

/* Is the box inside a part of the plotting area, or a little to the right of the last, and
 * off all labels? */
static bool is_free(const scene *s, const plot_box *b)
{
    double gap = plot_em(s->view->look, label_gap);
    double clear = plot_em(s->view->look, clear_gap);
    size_t last = s->view->n_parts - 1;
    bool inside =
        is_inside(b, &s->view->parts[last].box, plot_em(s->view->look, right_room));

    for (size_t i = 0; i < last; i++)
        inside = inside || is_inside(b, &s->view->parts[i].box, 0);
    if (!inside) return false;
    for (size_t i = 0; i < s->n_taken; i++) {
        const plot_box *t = &s->taken[i];

        if (b->x < t->x + t->width + gap && t->x < b->x + b->width + gap &&
            b->y < t->y + t->height + clear && t->y < b->y + b->height + clear)
            return false;
    }
    return true;
}

/* Up to `most`, which stands for anything farther. */
static double distance(const plot_box *b, const obstacle *o, double most)
{
    double left = b->x - o->at.x, right = -left - b->width;
    double above = b->y - o->at.y, below = -above - b->height;
    double x = left > 0 ? left : right > 0 ? right : 0;
    double y = above > 0 ? above : below > 0 ? below : 0;

    if (x > most || y > most) return most;
    return fmin(most, sqrt(x * x + y * y) - o->radius);
}

/* Distances, up to `enough`, from a label to the nearest of its own arm and of the others.
 * False where it would be nearer than `least` to another arm, or touch anything else. */
static bool measure(const scene *s, size_t arm, const plot_box *b, double least,
                    double *own, double *foreign)
{
    const double clear = plot_em(s->view->look, clear_gap);
    const double most = plot_em(s->view->look, enough);
    const size_t behind = arm == NOBODY ? NOBODY : arm + s->view->data->arms.n;

    *own = *foreign = most;
    if (!is_free(s, b)) return false;
    for (size_t i = 0; i < s->n; i++) {
        const obstacle *o = &s->obstacles[i];
        bool neutral = o->arm == NOBODY || o->arm == behind;
        double d = distance(b, o, most);

        if (o->edge) continue;
        if (o->arm == arm && arm != NOBODY)
            *own = d < *own ? d : *own;
        else if (d < (neutral ? clear : least))
            return false;
        else if (!neutral)
            *foreign = d < *foreign ? d : *foreign;
    }
    return true;
}

/* The distance to what is not the arm's own; 0 where the label would touch something or
 * could be read as that of another arm. */
static double judge_beside(const scene *s, size_t arm, const plot_box *b)
{
    const plot_look *look = s->view->look;
    double own, foreign;

    if (!measure(s, arm, b, plot_em(look, foreign_gap), &own, &foreign)) return 0;
    if (arm == NOBODY) return foreign;
    if (own < plot_em(look, clear_gap) || foreign < 1.3 * own) return 0;
    return foreign - 0.5 * own;
}

/* Between its neighbors on the line itself: no more than any place beside it. */
static double judge_on_line(const scene *s, size_t arm, const plot_box *b)
{
    double own, foreign;

    if (!measure(s, arm, b, plot_em(s->view->look, on_line_gap), &own, &foreign)) return 0;
    return 1e-3 * foreign;
}

static bool touches_edge(const scene *s, size_t arm, const plot_box *b)
{
    for (size_t i = 0; i < s->n; i++) {
        const obstacle *o = &s->obstacles[i];

        if (o->edge && o->arm != arm && distance(b, o, 1) < 1) return true;
    }
    return false;
}

static void take_better(const scene *s, size_t arm, choice *best, choice c)
{
    if (c.score > best->score && touches_edge(s, arm, &c.box)) c.score *= edge_worth;
    if (c.score > best->score) *best = c;
}

static plot_box place_beside(const scene *s, const label *l, const obstacle *anchor,
                             plot_point side)
{
    double gap = anchor->radius + plot_em(s->view->look, near_gap);

    return (plot_box){anchor->at.x - 0.5 * l->size.x + side.x * (0.5 * l->size.x + gap),
                      anchor->at.y - 0.5 * l->size.y + side.y * (0.5 * l->size.y + gap),
                      l->size.x, l->size.y};
}

static void try_sides(const scene *s, const label *l, const obstacle *anchor, choice *best)
{
    static const plot_point sides[] = {{0, -1},      {0, 1},     {1, 0},      {-1, 0},
                                       {-0.9, -0.9}, {0.9, 0.9}, {0.9, -0.9}, {-0.9, 0.9},
                                       {-1, -0.5},   {1, 0.5},   {1, -0.5},   {-1, 0.5}};

    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        plot_box box = place_beside(s, l, anchor, sides[i]);

        take_better(s, l->arm, best, (choice){judge_beside(s, l->arm, &box), box, false});
    }
}

static void try_on_line(const scene *s, const label *l, const obstacle *anchor,
                        choice *best)
{
    plot_box box = {anchor->at.x - 0.5 * l->size.x, anchor->at.y - 0.5 * l->size.y,
                    l->size.x, l->size.y};

    if (is_inside(&box, &s->view->box, 0))
        take_better(s, l->arm, best, (choice){judge_on_line(s, l->arm, &box), box, true});
}

static void write_label(scene *s, label *l, const choice *place)
{
    plot_point at = {place->box.x, place->box.y - blank_above * l->style.size};

    if (place->score <= 0) return; /* the legend, or what stands around it, must do */
    if (place->on_line) {
        l->style.halo = halo * l->style.size;
        l->style.halo_color = s->view->look->theme->paper;
    }
    if (l->on_hatch) {
        l->style.halo = halo * l->style.size;
        l->style.halo_color = s->view->look->theme->shade;
    }
    plot_draw_text(s->view->canvas, &l->style, at, l->text);
    s->taken[s->n_taken++] = place->box;
}

static label make_label(const scene *s, plot_role role, size_t arm, const char *text)
{
    const plot_view *v = s->view;
    label l = {.text = text, .style = plot_text_for(v->look, role), .arm = arm};
    plot_box box = plot_measure_text(v->canvas, &l.style, (plot_point){0, 0}, text);

    l.size =
        (plot_point){box.width, box.height - (blank_above + blank_below) * l.style.size};
    if (arm != NOBODY)
        l.style.color =
            plot_mix(plot_view_color(v, arm), v->look->theme->ink, v->look->theme->darker);
    return l;
}

static bool is_curve_of(const obstacle *o, size_t arm) { return o->arm == arm && !o->edge; }

static bool leads_others(const scene *s, size_t arm)
{
    for (size_t other = arm + 1; other < s->view->data->arms.n; other++)
        if (s->lead[other] == arm) return true;
    return false;
}

/* The best place along the arm's own obstacles: its curve, or the end of its points. */
static void label_arm(scene *s, size_t arm, const char *text)
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
static bool is_named_with(const scene *s, size_t arm, size_t other)
{
    const plot_view *v = s->view;

    if (other == arm) return false;
    return s->lead[other] == arm || (plot_view_drawn_for(v, PLOT_FRONT, other) == arm &&
                                     plot_view_owns(v, PLOT_FRONT, other));
}

/* Its name, and those of arms that are named with it; the number of its end where points have
 * a prefix.  False if there is nothing to say. */
static bool print_arm(const scene *s, size_t arm, char text[PLOT_WORDS_SIZE])
{
    const plot_view *v = s->view;
    const plot_arms *arms = &v->data->arms;
    double number;
    plot_point at;
    size_t n;

    if (v->panel->points.prefix) {
        if (!find_end(v, arm, &at, &number)) return false;
        snprintf(text, PLOT_WORDS_SIZE, "%s%.6g", v->panel->points.prefix, number);
        return true;
    }
    n = (size_t)snprintf(text, PLOT_WORDS_SIZE, "%s", arms->names[arm]);
    for (size_t other = 0; other < arms->n_front && n < PLOT_WORDS_SIZE; other++)
        if (is_named_with(s, arm, other))
            n +=
                (size_t)snprintf(text + n, PLOT_WORDS_SIZE - n, ", %s", arms->names[other]);
    return true;
}

static void label_arms(scene *s)
{
    const plot_view *v = s->view;
    char text[PLOT_WORDS_SIZE];

    if (v->data->arms.n < 2 && !v->panel->points.prefix) return; /* the legend names it */
    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        if (s->lead[arm] == arm && is_drawn(v, PLOT_FRONT, arm) && print_arm(s, arm, text))
            label_arm(s, arm, text);
}

static bool is_end(const scene *s, plot_point at)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->obstacles[i].arm != NOBODY && !s->obstacles[i].edge &&
            hypot(s->obstacles[i].at.x - at.x, s->obstacles[i].at.y - at.y) < 1)
            return true;
    return false;
}

/* Names a point, keeping clear of all lines; the point is forgotten if it has a name. */
static void label_point(scene *s, plot_point at, double number)
{
    obstacle anchor = {.at = at, .radius = s->view->look->size->line, .arm = NOBODY};
    choice best = {.score = 0};
    char text[64];
    label l;

    snprintf(text, sizeof text, "%s%.6g", s->view->panel->points.prefix, number);
    l = make_label(s, PLOT_TICK, NOBODY, text);
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
static void label_points(scene *s)
{
    const plot_view *v = s->view;
    const plot_layer *layer = &v->layers[PLOT_FRONT];
    size_t longest = 0;

    for (size_t arm = 0; arm < v->data->arms.n; arm++)
        if (count_points(v, arm) > count_points(v, longest)) longest = arm;
    for (size_t row = layer->rows[longest].first; row < layer->rows[longest].end; row++) {
        plot_point at =
            plot_view_place(v, v->n_parts - 1, sim_table_cell(layer->table, row, layer->x),
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

static void try_in_shade(const scene *s, const label *l, const plot_box *room, choice *best)
{
    static const double parts[] = {0.5, 0.4, 0.6, 0.3, 0.7};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        plot_box box = {room->x, room->y + parts[i] * room->height - 0.5 * l->size.y,
                        l->size.x, l->size.y};
        double own, foreign;

        if (box.y < room->y || box.y + box.height > room->y + room->height) continue;
        if (!measure(s, NOBODY, &box, plot_em(s->view->look, foreign_gap), &own, &foreign))
            continue;
        take_better(s, l->arm, best, (choice){foreign + 0.01 * room->height, box, false});
    }
}

/* Inside the shade, where it is highest. */
static void label_shade(scene *s)
{
    const plot_view *v = s->view;
    const plot_box *area = &v->parts[v->n_parts - 1].box;
    label l = make_label(s, PLOT_TICK, NOBODY, v->panel->shade.label);
    double gap = plot_em(v->look, near_gap), floor_y = plot_view_floor(v);
    choice best = {.score = 0};
    plot_curve curve;
    size_t n;

    if (!plot_view_find_shade(v, PLOT_FRONT, &curve)) return;
    l.on_hatch = plot_view_has_spans(v);
    curve.part = v->n_parts - 1;
    n = plot_view_trace(v, curve);
    for (size_t k = 0; k < MOST_ANCHORS; k++) {
        double x = area->x + area->width * (double)k / MOST_ANCHORS;
        double top = shade_top(v, n, x - gap, x + l.size.x + gap) + gap;

        try_in_shade(s, &l, &(plot_box){x, top, l.size.x, floor_y - gap - top}, &best);
    }
    write_label(s, &l, &best);
}

bool plot_view_draw_labels(const plot_view *v)
{
    size_t most = v->layers[PLOT_FRONT].table->n_rows + v->data->arms.n + 1;
    scene s = {.view = v,
               .taken = calloc(most, sizeof *s.taken),
               .lead = calloc(most, sizeof *s.lead)};
    bool ok = s.taken && s.lead;

    if (ok) find_leads(&s);
    ok = ok && add_all(&s);
    if (ok) {
        label_arms(&s);
        if (v->panel->points.prefix && v->data->arms.n > 0) label_points(&s);
        if (v->panel->shade.column) label_shade(&s);
    }
    free(s.obstacles);
    free(s.taken);
    free(s.lead);
    return ok;
}
