#include "plots/scene.h"

#include <math.h>
#include <stdlib.h>

#include "plots/curve.h"
#include "plots/levels.h"
#include "sim/io/memory.h"

/* Lengths in em. */
static const double sample_step = 0.25;
static const double label_gap = 0.4;  /* between two labels on one line */
static const double clear_gap = 0.12; /* at least, to anything else */
static const double enough = 2.5;     /* more distance than this is not better */

enum { RUN = 8 }; /* obstacles, or runs, that are passed over together where all are far */

double plot_scene_clear(const plot_scene *s) { return plot_em(s->view->look, clear_gap); }

static void add_obstacle(plot_scene *s, plot_obstacle o)
{
    sim_pool *pool = s->view->data->pool;

    pool->failed = pool->failed || !sim_memory_grow(&s->obstacles, s->n, sizeof o);
    if (!pool->failed) s->obstacles[s->n++] = o;
}

/* Points along the line from a to b, without b. */
static void add_line(plot_scene *s, plot_point a, plot_point b, plot_obstacle like)
{
    double length = hypot(b.x - a.x, b.y - a.y);
    size_t n = (size_t)ceil(fmax(1, length / plot_em(s->view->look, sample_step)));

    for (size_t i = 0; i < n; i++) {
        double part = (double)i / (double)n;

        like.at = (plot_point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
        add_obstacle(s, like);
    }
}

/* Points nearer than a step to the last are passed over, but for the end of a line. */
static void add_points(plot_scene *s, const plot_point points[], size_t n,
                       plot_obstacle like)
{
    double step = plot_em(s->view->look, sample_step);
    plot_point last = {NAN, NAN};

    for (size_t i = 0; i < n; i++) {
        const plot_point at = points[i];
        bool end = i + 1 == n || !plot_is_finite(points[i + 1]);

        if (!plot_is_finite(at)) continue;
        if (!end && hypot(at.x - last.x, at.y - last.y) < step) continue;
        if (plot_is_finite(last)) add_line(s, last, at, like);
        like.at = at;
        if (end || !plot_is_finite(last)) add_obstacle(s, like);
        last = end ? (plot_point){NAN, NAN} : at;
    }
}

/* All parts of a curve. */
static void add_curve(plot_scene *s, plot_curve curve, plot_obstacle like)
{
    for (curve.part = 0; curve.part < s->view->n_parts; curve.part++)
        add_points(s, s->view->points, plot_view_trace(s->view, curve), like);
}

/* Arms share their points up to where each ends, so that only the ends are their own. */
static void add_arm(plot_scene *s, size_t layer, size_t arm)
{
    const plot_view *v = s->view;
    bool points = v->panel->points.column;
    double width = plot_view_pen(v, PLOT_FRONT, arm).width, number;
    size_t whose = layer == PLOT_FRONT ? v->lead[arm] : arm + v->data->arms.n;
    plot_obstacle like = {.radius = 0.5 * width, .arm = points ? PLOT_NOBODY : whose};

    add_curve(s, (plot_curve){layer, arm, v->layers[layer].y, 0}, like);
    like = (plot_obstacle){.radius = 1.5 * width, .arm = arm};
    if (points && layer == PLOT_FRONT && plot_view_find_end(v, arm, &like.at, &number))
        add_obstacle(s, like);
}

/* The lower and the upper edge of each band. */
static void add_edges(plot_scene *s, size_t arm)
{
    const plot_view *v = s->view;
    const plot_obstacle like = {.arm = v->lead[arm], .edge = true};

    for (size_t i = 0; i < v->data->bands.n * v->n_parts; i++) {
        const plot_span *span = &v->spans[i / v->n_parts];
        const plot_curve curve = {PLOT_FRONT, arm, 0, i % v->n_parts};
        size_t n = span->lows ? plot_view_trace_span(v, span, curve) : 0;

        add_points(s, v->points, n, like);
        add_points(s, v->points + n, n, like);
    }
}

static void add_levels(plot_scene *s)
{
    const plot_box *b = &s->view->box;

    for (size_t i = 0; i <= PLOT_MOST_LEVELS; i++) {
        const double y = plot_view_level(s->view, i);

        if (isfinite(y))
            add_line(s, (plot_point){b->x, y}, (plot_point){b->x + b->width, y},
                     (plot_obstacle){.arm = PLOT_NOBODY});
    }
}

static void add_all(plot_scene *s)
{
    const plot_arms *arms = &s->view->data->arms;
    plot_curve shade;

    add_levels(s);
    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        if (plot_view_find_shade(s->view, layer, &shade))
            add_curve(s, shade, (plot_obstacle){.arm = PLOT_NOBODY});
        for (size_t arm = 0; arm < arms->n; arm++)
            if (plot_view_draws(s->view, layer, arm)) add_arm(s, layer, arm);
    }
    for (size_t arm = 0; arm < arms->n_front; arm++)
        if (plot_view_draws(s->view, PLOT_FRONT, arm)) add_edges(s, arm);
}

bool plot_is_inside(const plot_box *b, const plot_box *area, double apart)
{
    return b->x >= area->x + apart && b->x + b->width <= area->x + area->width - apart &&
           b->y >= area->y + apart && b->y + b->height <= area->y + area->height - apart;
}

bool plot_scene_is_free(const plot_scene *s, const plot_box *b)
{
    double gap = plot_em(s->view->look, label_gap);
    double clear = plot_scene_clear(s);
    bool inside = false;

    for (size_t i = 0; i < s->view->n_parts; i++)
        inside = inside || plot_is_inside(b, &s->view->parts[i].box, clear);
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
static double distance(const plot_box *b, const plot_obstacle *o, double most)
{
    double left = b->x - o->at.x, right = -left - b->width;
    double above = b->y - o->at.y, below = -above - b->height;
    double x = left > 0 ? left : right > 0 ? right : 0;
    double y = above > 0 ? above : below > 0 ? below : 0;

    if (x > most || y > most) return most;
    return fmin(most, sqrt(x * x + y * y) - o->radius);
}

/* What a label asks of the obstacles around it, and what is found. */
typedef struct {
    const plot_box *box;
    size_t arm, behind;
    double clear, least, most;
    double own, foreign;
} question;

/* Farther than `most` is any of them for the same reason. */
static bool is_far(const plot_extent *e, const plot_box *b, double most)
{
    return b->x - e->right > most || e->left - b->x - b->width > most ||
           b->y - e->bottom > most || e->top - b->y - b->height > most;
}

static bool measure_one(question *q, const plot_obstacle *o)
{
    const bool neutral = o->arm == PLOT_NOBODY || o->arm == q->behind;
    double d;

    if (o->edge) return true;
    d = distance(q->box, o, q->most);
    if (o->arm == q->arm && q->arm != PLOT_NOBODY)
        q->own = d < q->own ? d : q->own;
    else if (d < (neutral ? q->clear : q->least))
        return false;
    else if (!neutral)
        q->foreign = d < q->foreign ? d : q->foreign;
    return true;
}

static bool measure_run(const plot_scene *s, question *q, size_t run)
{
    if (is_far(&s->runs[run], q->box, q->most)) return true;
    for (size_t i = run * RUN; i < s->n && i < (run + 1) * RUN; i++)
        if (!measure_one(q, &s->obstacles[i])) return false;
    return true;
}

/* The run that refuses the box; n_runs if none does. */
static size_t find_refuser(const plot_scene *s, question *q)
{
    size_t run = 0;

    if (s->refuser < s->n_runs && !measure_run(s, q, s->refuser)) return s->refuser;
    while (run < s->n_runs) {
        if (run % RUN == 0 && is_far(&s->blocks[run / RUN], q->box, q->most))
            run += RUN;
        else if (measure_run(s, q, run))
            run++;
        else
            return run;
    }
    return s->n_runs;
}

bool plot_scene_measure(plot_scene *s, size_t arm, const plot_box *b, double least,
                        double *own, double *foreign)
{
    const double most = plot_em(s->view->look, enough);
    question q = {.box = b,
                  .arm = arm,
                  .behind = arm == PLOT_NOBODY ? PLOT_NOBODY : arm + s->view->data->arms.n,
                  .clear = plot_scene_clear(s),
                  .least = least,
                  .most = most,
                  .own = most,
                  .foreign = most};
    bool free_of_all = plot_scene_is_free(s, b);

    if (free_of_all) {
        const size_t refuser = find_refuser(s, &q);

        free_of_all = refuser == s->n_runs;
        if (!free_of_all) s->refuser = refuser;
    }
    *own = q.own;
    *foreign = q.foreign;
    return free_of_all;
}

bool plot_scene_touches_edge(const plot_scene *s, const plot_box *b)
{
    for (size_t i = 0; i < s->n; i++) {
        const plot_obstacle *o = &s->obstacles[i];

        if (o->edge && distance(b, o, 1) < 1) return true;
    }
    return false;
}

/* The height of a line from a to b at x, between them. */
static double height_at(plot_point a, plot_point b, double x)
{
    double part = b.x > a.x ? (x - a.x) / (b.x - a.x) : 0;

    return a.y + fmin(fmax(part, 0), 1) * (b.y - a.y);
}

/* Is there an area between a piece of the edge and its floor that a box touches? */
static bool touches_piece(const plot_box *b, plot_point one, plot_point other,
                          double floor_y)
{
    double y = height_at(one, other, b->x), z = height_at(one, other, b->x + b->width);
    double top = fmin(fmin(y, z), floor_y), bottom = fmax(fmax(y, z), floor_y);

    return bottom > top && b->y < bottom && b->y + b->height > top;
}

bool plot_scene_touches_shade(const plot_scene *s, const plot_box *b)
{
    const double clear = plot_scene_clear(s), floor_y = plot_view_floor(s->view);
    const plot_box around = {b->x - clear, b->y - clear, b->width + 2 * clear,
                             b->height + 2 * clear};
    double right = around.x + around.width;

    for (size_t i = 1; i < s->n_shade; i++)
        if (s->shade[i - 1].x <= right && s->shade[i].x >= around.x &&
            touches_piece(&around, s->shade[i - 1], s->shade[i], floor_y))
            return true;
    return false;
}

/* Places that are not in a part stand between the parts. */
static void add_shade(plot_scene *s)
{
    const plot_view *v = s->view;
    plot_curve curve;

    if (!plot_view_find_shade(v, PLOT_FRONT, &curve)) return;
    for (curve.part = 0; curve.part < v->n_parts; curve.part++) {
        size_t n = plot_view_trace(v, curve);

        for (size_t i = 0; i < n; i++)
            if (plot_is_finite(v->points[i])) s->shade[s->n_shade++] = v->points[i];
        s->shade[s->n_shade++] = (plot_point){NAN, NAN};
    }
}

static plot_extent join(plot_extent a, plot_extent b)
{
    return (plot_extent){fmin(a.left, b.left), fmax(a.right, b.right), fmin(a.top, b.top),
                         fmax(a.bottom, b.bottom)};
}

static void find_extents(plot_scene *s)
{
    const size_t n_blocks = (s->n + RUN * RUN - 1) / (RUN * RUN);

    s->n_runs = (s->n + RUN - 1) / RUN;
    s->runs = sim_pool_take(s->view->data->pool, s->n_runs, sizeof *s->runs);
    s->blocks = sim_pool_take(s->view->data->pool, n_blocks, sizeof *s->blocks);
    if (!s->runs || !s->blocks) return;
    for (size_t i = 0; i < s->n; i++) {
        const plot_point at = s->obstacles[i].at;
        const plot_extent one = {at.x, at.x, at.y, at.y};

        s->runs[i / RUN] = i % RUN ? join(s->runs[i / RUN], one) : one;
    }
    for (size_t i = 0; i < s->n_runs; i++)
        s->blocks[i / RUN] = i % RUN ? join(s->blocks[i / RUN], s->runs[i]) : s->runs[i];
}

bool plot_scene_init(plot_scene *s, const plot_view *v)
{
    size_t most =
        v->layers[PLOT_FRONT].table->n_rows + v->data->arms.n + PLOT_MOST_LEVELS + 1;
    sim_pool *pool = v->data->pool;

    *s = (plot_scene){.view = v,
                      .taken = sim_pool_take(pool, most, sizeof *s->taken),
                      .shade = sim_pool_take(pool, PLOT_PARTS * most, sizeof *s->shade)};
    if (pool->failed) return false;
    add_shade(s);
    add_all(s);
    find_extents(s);
    return !pool->failed;
}

void plot_scene_free(plot_scene *s) { free(s->obstacles); }
