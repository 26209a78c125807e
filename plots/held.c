#include "plots/held.h"

#include <math.h>
#include <string.h>

#include "plots/curve.h"
#include "plots/guide.h"
#include "plots/occasions.h"
#include "plots/strands.h"

static const double tall = 0.5, wide = 0.3; /* em, of a triangle and half of it */

/* ---- taking ---------------------------------------------------------------- */

static plot_held_axes take_axes(const plot_view *v)
{
    plot_held_axes a = {.panel = *v->panel,
                        .spot = v->spot,
                        .y = v->y,
                        .box = v->box,
                        .n_parts = v->n_parts,
                        .lowest = v->lowest};

    for (size_t i = 0; i < PLOT_PARTS; i++) {
        a.x[i] = v->x[i];
        a.ends[i] = v->ends[i];
        a.boxes[i] = v->parts[i].box;
    }
    return a;
}

static const char *keep_name(const char *name, sim_pool *pool)
{
    const size_t size = strlen(name) + 1;
    char *text = sim_pool_take(pool, size, 1);

    if (text) memcpy(text, name, size);
    return text;
}

/* Those in front, and what those behind leave of their looks. */
static void take_arms(plot_held *h, const plot_arms *arms)
{
    plot_arms *own = &h->arms;

    *own = *arms;
    own->names = sim_pool_take(&h->pool, arms->n, sizeof *own->names);
    own->places = sim_pool_take(&h->pool, arms->n, sizeof *own->places);
    own->is_background = sim_pool_take(&h->pool, arms->n, sizeof *own->is_background);
    for (size_t arm = 0; !h->pool.failed && arm < arms->n; arm++) {
        own->names[arm] = keep_name(arms->names[arm], &h->pool);
        own->places[arm] = arms->places[arm];
        own->is_background[arm] = plot_arms_is_background(arms, arm);
    }
}

sim_status plot_held_take(plot_held *h, const plot_view views[], size_t n, sim_error *err)
{
    sim_status status;

    plot_held_free(h);
    if (n == 0) return SIM_OK;
    h->look = *views->look;
    h->axes = sim_pool_take(&h->pool, n, sizeof *h->axes);
    take_arms(h, &views->data->arms);
    status = sim_pool_check(&h->pool, "figure", err);
    if (status != SIM_OK) {
        plot_held_free(h);
        return status;
    }
    for (h->n = 0; h->n < n; h->n++) h->axes[h->n] = take_axes(&views[h->n]);
    return SIM_OK;
}

void plot_held_free(plot_held *h)
{
    sim_pool_free(&h->pool);
    *h = (plot_held){0};
}

/* ---- drawing --------------------------------------------------------------- */

static void set_axes(plot_view *v, const plot_held_axes *a, plot_canvas *canvas)
{
    v->canvas = canvas;
    v->spot = a->spot;
    v->box = a->box;
    v->n_parts = a->n_parts;
    v->lowest = a->lowest;
    v->y = a->y;
    v->y.measure = &v->upward;
    for (size_t i = 0; i < PLOT_PARTS; i++) {
        v->x[i] = a->x[i];
        v->x[i].measure = &v->across;
        v->ends[i] = a->ends[i];
        v->parts[i] = (plot_frame){.canvas = canvas,
                                   .look = v->look,
                                   .box = a->boxes[i],
                                   .x = &v->x[i],
                                   .y = &v->y};
    }
    for (size_t arm = 0; arm < v->data->arms.n; arm++) v->lead[arm] = arm;
}

/* The point of an arm's curve that lies farthest above the panel (side -1) or below it (1); false
 * if none does. */
static bool find_beyond(const plot_view *v, size_t arm, double side, plot_point *at)
{
    const double edge = side < 0 ? v->box.y : v->box.y + v->box.height;
    double most = plot_em(v->look, 0.5 * wide);

    *at = (plot_point){NAN, edge};
    for (size_t part = 0; part < v->n_parts; part++) {
        const plot_curve curve = {PLOT_FRONT, arm, v->layers[PLOT_FRONT].y, part};
        const size_t n = plot_view_trace(v, curve);

        for (size_t i = 0; i < n; i++) {
            if (!(side * (v->points[i].y - edge) > most)) continue;
            most = side * (v->points[i].y - edge);
            at->x = v->points[i].x;
        }
    }
    return !isnan(at->x);
}

/* Where a curve goes on beyond its axis. */
static void point_beyond(const plot_view *v, size_t arm)
{
    const double height = plot_em(v->look, tall), half = plot_em(v->look, wide);
    const plot_pen pen = plot_view_pen(v, PLOT_FRONT, arm);

    for (double side = -1; side <= 1; side += 2) {
        plot_point tip;
        double base;

        if (!find_beyond(v, arm, side, &tip)) continue;
        base = tip.y - side * height;
        plot_open_arm(v->canvas, v->data->arms.names[arm]);
        plot_draw_area(v->canvas, pen.color,
                       (plot_point[]){tip, {tip.x + half, base}, {tip.x - half, base}}, 3);
        plot_close_scope(v->canvas);
    }
}

static void draw_panel(plot_view *v)
{
    plot_open_scope(v->canvas, &(plot_scope){.panel = v->panel->name,
                                             .room = v->spot.room,
                                             .table = v->panel->table,
                                             .column = v->panel->y.column});
    plot_view_draw_shade(v);
    plot_view_draw_curves(v);
    for (size_t arm = 0; arm < v->data->arms.n_named; arm++)
        if (plot_view_draws(v, PLOT_FRONT, arm)) point_beyond(v, arm);
    plot_close_scope(v->canvas);
}

sim_status plot_held_draw(const plot_held *h, const plot_data *data, plot_canvas *canvas,
                          sim_error *err)
{
    sim_pool pool = {0};
    plot_data own = *data;
    sim_status status = SIM_OK;

    own.arms = h->arms;
    own.pool = &pool;
    for (size_t i = 0; status == SIM_OK && i < h->n; i++) {
        plot_view v;

        status = plot_view_init(&v, &h->axes[i].panel, &own, &h->look, err);
        if (status != SIM_OK) break;
        set_axes(&v, &h->axes[i], canvas);
        draw_panel(&v);
        status = sim_pool_check(&pool, "figure", err);
        sim_pool_free(&pool);
    }
    sim_pool_free(&pool);
    return status == SIM_OK ? plot_canvas_check(canvas, err) : status;
}

void plot_view_draw_inside(const plot_view *v)
{
    plot_view_draw_occasions(v);
    plot_view_draw_bands(v);
    plot_view_draw_strands(v);
    plot_view_draw_curves(v);
    plot_view_draw_dots(v);
}
