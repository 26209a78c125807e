#include "plots/power_parts.h"

#include <math.h>
#include <string.h>

#include "plots/key.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, words_gap = 0.3, halo = 0.3,
                    ring_radius = 0.42, label_room = 16, least_room = 9;

static const double level_width = 1.1, ring_width = 1.6, key_width = 2.2; /* points */

static const double errors = 1.959963984540054; /* standard errors to each side: 95 % */
static const double band_alpha = 0.2, aspect = 0.5;
static const double more = 0.03; /* of the axis at both ends */

enum { STEPS = 12 }; /* from a rung to the next, where words look for room */

static plot_canvas *canvas_of(const plot_power_page *j) { return &j->facets.draft->canvas; }

static double em(const plot_power_page *j, double ems)
{
    return plot_em(j->facets.draft->look, ems);
}

/* ---- layout ----------------------------------------------------------------- */

static plot_range find_range(const plot_power_page *j)
{
    plot_range r = plot_range_empty();

    for (size_t i = 0; i < j->set.n_arms; i++) {
        const plot_trials_arm *arm = &j->set.arms[i];

        for (size_t k = 0; k < arm->n_ladder; k++)
            plot_range_add(&r, &j->across, arm->ladder[k].n);
        plot_range_add(&r, &j->across, arm->planned.n);
    }
    if (plot_range_is_empty(r)) r = (plot_range){1, 10};
    return plot_range_widen(r, &j->across, more);
}

static void take_room(plot_power_page *j)
{
    const size_t n = j->set.n_arms;

    for (size_t i = 0; i < n; i++)
        if (j->set.arms[i].n_ladder > j->n_points) j->n_points = j->set.arms[i].n_ladder;
    j->points = sim_pool_take(j->pool, 2 * j->n_points, sizeof *j->points);
    j->taken = sim_pool_take(j->pool, n + 2, sizeof *j->taken);
    j->keys = sim_pool_take(j->pool, n, sizeof *j->keys);
    for (size_t i = 0; j->keys && i < n; i++)
        j->keys[i] = plot_power_key(j, &j->set.arms[i]);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    plot_power_page *j = page;
    const plot_trials *t = shown;
    GString *label;
    sim_status status;

    j->pool = &draft->pool;
    status = plot_trials_init(&j->set, t, 0, j->pool, err);
    if (status != SIM_OK) return status;
    label = g_string_new(NULL);
    g_string_append_printf(label, "%s an arm", t->counted);
    j->across = (plot_measure){
        .label = plot_keep(label, j->pool), .unit = "1", .scale = PLOT_LOG, .whole = true};
    j->upward = (plot_measure){.label = "power", .unit = "%", .counted = &plot_percent};
    take_room(j);
    if (j->pool->failed) return sim_fail_memory(err, "figure");
    j->facets = (plot_facets){.draft = draft,
                              .n = 1,
                              .measure = &j->upward,
                              .range = {0, 1},
                              .aspect = aspect,
                              .failed = "without a number",
                              .list = {{.measure = &j->across, .range = find_range(j)}}};
    draft->caption.title = j->set.asked->title ? j->set.asked->title : plot_power_title(j);
    draft->saying = plot_power_say(j);
    return sim_pool_check(j->pool, "figure", err);
}

static plot_pen arm_pen(const plot_power_page *j, size_t arm)
{
    return plot_arm_pen(j->facets.draft->look, arm, j->set.n_arms);
}

static double draw_header(const plot_power_page *j)
{
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key *keys = sim_pool_take(j->pool, j->set.n_arms, sizeof *keys);

    for (size_t i = 0; keys && i < j->set.n_arms; i++) {
        keys[i] =
            (plot_key){.kind = PLOT_KEY_LINE, .pen = arm_pen(j, i), .text = j->keys[i]};
        keys[i].pen.width = fmax(keys[i].pen.width, key_width * d->look->size->line);
    }
    if (keys) room.y += plot_key_draw(&d->canvas, d->look, keys, j->set.n_arms, room);
    return room.y + em(j, head_gap);
}

static void arrange(void *page)
{
    plot_power_page *j = page;

    plot_facets_arrange(&j->facets, draw_header(j));
    plot_facets_give_room(&j->facets, least_room);
}

/* ---- drawing ---------------------------------------------------------------- */

static void draw_band(const plot_power_page *j, const plot_frame *f, size_t i)
{
    const plot_trials_arm *arm = &j->set.arms[i];
    plot_color color = arm_pen(j, i).color;
    plot_point *low = j->points, *high = j->points + arm->n_ladder;

    color.alpha = band_alpha;
    for (size_t k = 0; k < arm->n_ladder; k++) {
        const plot_rung *r = &arm->ladder[k];
        const double half = isfinite(r->error) ? errors * r->error : 0;

        low[k] = plot_frame_place(f, r->n, fmax(r->power - half, 0));
        high[k] = plot_frame_place(f, r->n, fmin(r->power + half, 1));
    }
    plot_draw_strip(canvas_of(j), color, low, high, arm->n_ladder);
}

static void draw_line(const plot_power_page *j, const plot_frame *f, size_t i)
{
    const plot_trials_arm *arm = &j->set.arms[i];
    const plot_pen pen = arm_pen(j, i);

    for (size_t k = 0; k < arm->n_ladder; k++)
        j->points[k] = plot_frame_place(f, arm->ladder[k].n, arm->ladder[k].power);
    plot_draw_line(canvas_of(j), &pen, j->points, arm->n_ladder);
}

static void draw_ring(const plot_power_page *j, const plot_frame *f, size_t i)
{
    const plot_look *look = j->facets.draft->look;
    const plot_rung *r = &j->set.arms[i].planned;
    const plot_pen pen = plot_plain_pen(look, arm_pen(j, i).color, ring_width);
    const plot_point at = plot_frame_place(f, r->n, r->power);

    if (plot_is_finite(at) && plot_power_has_ring(&j->set.arms[i]))
        plot_draw_disk(canvas_of(j), look->theme->paper, &pen, at, em(j, ring_radius));
}

/* ---- words at lines --------------------------------------------------------- */

static bool meet(const plot_box *a, const plot_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

/* A point of the line of an arm, `step` of STEPS from rung k to the next. */
static plot_point point_of(const plot_frame *f, const plot_trials_arm *arm, size_t k,
                           int step)
{
    const plot_rung *a = &arm->ladder[k], *b = k + 1 < arm->n_ladder ? a + 1 : a;
    const plot_point from = plot_frame_place(f, a->n, a->power),
                     to = plot_frame_place(f, b->n, b->power);
    const double part = (double)step / STEPS;

    return (plot_point){from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)};
}

static bool is_in(const plot_box *box, plot_point at, double gap)
{
    return at.x > box->x - gap && at.x < box->x + box->width + gap && at.y > box->y - gap &&
           at.y < box->y + box->height + gap;
}

static bool is_on_line(const plot_power_page *j, const plot_frame *f, const plot_box *box)
{
    for (size_t i = 0; i < j->set.n_arms; i++) {
        const plot_trials_arm *arm = &j->set.arms[i];
        const plot_point ring = plot_frame_place(f, arm->planned.n, arm->planned.power);

        if (plot_is_finite(ring) && is_in(box, ring, em(j, ring_radius))) return true;
        for (size_t k = 0; k < arm->n_ladder; k++)
            for (int step = 0; step < STEPS; step++)
                if (is_in(box, point_of(f, arm, k, step), em(j, 0.5 * words_gap)))
                    return true;
    }
    return false;
}

/* Within the panel, on no other words, no line, and not on the level. */
static bool is_free(const plot_power_page *j, const plot_frame *f, const plot_box *box)
{
    const plot_box *b = &f->box;
    const double level = plot_frame_y(f, PLOT_POWER_ENOUGH);

    if (box->x < b->x || box->y < b->y || box->x + box->width > b->x + b->width ||
        box->y + box->height > b->y + b->height ||
        (box->y < level && box->y + box->height > level))
        return false;
    for (size_t i = 0; i < j->n_taken; i++)
        if (meet(box, &j->taken[i])) return false;
    return !is_on_line(j, f, box);
}

/* Left of and above a point, or right of and below it. */
static bool try_at(const plot_power_page *j, const plot_frame *f, plot_point at,
                   plot_box *box)
{
    const double gap = em(j, words_gap);

    *box = (plot_box){at.x - gap - box->width, at.y - gap - box->height, box->width,
                      box->height};
    if (is_free(j, f, box)) return true;
    box->x = at.x + gap;
    box->y = at.y + gap;
    return is_free(j, f, box);
}

/* The first place that is free from the middle of the line on, now after, now before it. */
static bool find_place(const plot_power_page *j, const plot_frame *f,
                       const plot_trials_arm *arm, plot_box *box)
{
    const int n = (int)(arm->n_ladder > 1 ? arm->n_ladder - 1 : 1) * STEPS;
    int middle = 0;

    for (; middle < n - 1; middle++)
        if (point_of(f, arm, (size_t)(middle / STEPS), middle % STEPS).y <=
            plot_frame_y(f, 0.5 * PLOT_POWER_ENOUGH))
            break;
    for (int i = 0; i < 2 * n; i++) {
        const int at = middle + (i % 2 == 0 ? i / 2 : -(i / 2) - 1);

        if (at < 0 || at >= n) continue;
        if (try_at(j, f, point_of(f, arm, (size_t)(at / STEPS), at % STEPS), box))
            return true;
    }
    return false;
}

static void name_line(plot_power_page *j, const plot_frame *f, size_t i)
{
    const plot_look *look = j->facets.draft->look;
    const plot_trials_arm *arm = &j->set.arms[i];
    plot_text style = plot_text_for(look, PLOT_NAME);
    char text[PLOT_WORDS_SIZE];
    plot_box box;

    if (arm->n_ladder == 0) return;
    snprintf(text, sizeof text, "%s", arm->name);
    plot_fit_name(canvas_of(j), &style, em(j, label_room), text, "");
    style.color = plot_mix(arm_pen(j, i).color, look->theme->ink, look->theme->darker);
    style.halo = em(j, halo);
    style.halo_color = look->theme->paper;
    box = plot_measure_text(canvas_of(j), &style, text);
    if (!find_place(j, f, arm, &box)) return;
    plot_draw_text(canvas_of(j), &style, (plot_point){box.x, box.y}, text);
    j->taken[j->n_taken++] = box;
}

/* The line at 80 %, and its number at its end that no line comes near first. */
static void draw_level(plot_power_page *j, const plot_frame *f)
{
    const plot_look *look = j->facets.draft->look;
    plot_pen pen = plot_plain_pen(look, look->theme->axis, level_width);
    const double y = plot_frame_y(f, PLOT_POWER_ENOUGH);

    pen.line = PLOT_DASHED;
    plot_draw_segment(canvas_of(j), &pen, (plot_point){f->box.x, y},
                      (plot_point){f->box.x + f->box.width, y});
}

static void name_level(plot_power_page *j, const plot_frame *f)
{
    plot_text style = plot_text_for(j->facets.draft->look, PLOT_TICK);
    const double y = plot_frame_y(f, PLOT_POWER_ENOUGH), gap = em(j, words_gap);
    GString *text = g_string_new(NULL);
    plot_box box;

    plot_power_tell_share(PLOT_POWER_ENOUGH, text);
    box = plot_measure_text(canvas_of(j), &style, text->str);
    box.y = y - gap - box.height;
    for (box.x = f->box.x + gap; box.x + box.width < f->box.x + f->box.width; box.x += gap)
        if (is_free(j, f, &box)) break;
    if (is_free(j, f, &box)) {
        plot_draw_text(canvas_of(j), &style, (plot_point){box.x, box.y}, text->str);
        j->taken[j->n_taken++] = box;
    }
    g_string_free(text, TRUE);
}

/* The first is drawn last: its line is the thinnest. */
static void draw_each(const plot_power_page *j, const plot_frame *f,
                      void (*draw_one)(const plot_power_page *, const plot_frame *, size_t))
{
    for (size_t i = j->set.n_arms; i-- > 0;) {
        plot_open_scope(canvas_of(j), &(plot_scope){.table = j->set.asked->trials->name,
                                                    .column = "power",
                                                    .arm = j->set.arms[i].name});
        draw_one(j, f, i);
        plot_close_scope(canvas_of(j));
    }
}

static void draw(void *page)
{
    plot_power_page *j = page;
    plot_frame frame;

    draw_header(j);
    frame = plot_facets_begin(&j->facets, 0);
    plot_frame_draw_grid(&frame);
    draw_level(j, &frame);
    plot_facets_draw_axes(&j->facets, 0);
    draw_each(j, &frame, draw_band);
    draw_each(j, &frame, draw_line);
    draw_each(j, &frame, draw_ring);
    j->n_taken = 0;
    name_level(j, &frame);
    for (size_t i = 0; i < j->set.n_arms; i++) name_line(j, &frame, i);
    plot_facets_end(&j->facets);
}

const plot_maker plot_power_maker = {sizeof(plot_power_page), init,           arrange, draw,
                                     plot_power_tell,         plot_power_find};
