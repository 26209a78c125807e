#include "plots/vicinity_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/key.h"
#include "sim/io/text.h"

/* Lengths in em. */
static const double key_gap = 0.7, head_gap = 1.0, hatch_apart = 0.5, name_halo = 0.3,
                    name_height = 2.6;

/* Lengths in points of the default page. */
static const double best_radius = 4.6, best_rim = 1.5, best_middle = 1.7, hatch_width = 0.6,
                    line_width = 2.2, beyond_width = 1.2, dot_radius = 2.4, clip_room = 6;

static const double wash = 0.45;        /* of paper, where a condition fails */
static const double beside_line = 0.02; /* of an axis, beyond its ends */

plot_canvas *plot_vicinity_canvas(const plot_vicinity_page *j)
{
    return &j->facets.draft->canvas;
}

const plot_look *plot_vicinity_look(const plot_vicinity_page *j)
{
    return j->facets.draft->look;
}

double plot_vicinity_points(const plot_vicinity_page *j, double n)
{
    return n * plot_vicinity_look(j)->size->line;
}

/* ---- numbers ---------------------------------------------------------------- */

static plot_range find_z(const plot_vicinity *v)
{
    plot_range range = plot_range_empty();

    for (size_t p = 0; p < v->n_panels; p++)
        for (size_t i = 0; i < v->panels[p].n; i++)
            plot_range_add(&range, &v->z, v->panels[p].z[i]);
    plot_range_add(&range, &v->z, v->best);
    return range;
}

static void list_whole(plot_vicinity_part *part, sim_pool *pool)
{
    const plot_vicinity_panel *p = part->panel;
    double *list;
    size_t n;

    if (!p->x.whole || p->x.words) return;
    list = sim_pool_take(pool, p->n, sizeof *list);
    if (!list) return;
    memcpy(list, p->x_values, p->n * sizeof *list);
    n = plot_sort_distinct(list, p->n);
    part->whole = (plot_values){list, n};
}

static void init_part(plot_vicinity_page *j, sim_pool *pool, size_t panel)
{
    const plot_vicinity_panel *p = &j->v->panels[panel];
    plot_vicinity_part *part = &j->parts[panel];

    part->panel = p;
    part->x = sim_pool_take(pool, p->n, sizeof *part->x);
    part->y = sim_pool_take(pool, p->n, sizeof *part->y);
    part->z = sim_pool_take(pool, p->n, sizeof *part->z);
    part->edges_x = sim_pool_take(pool, p->n + 1, sizeof *part->edges_x);
    part->edges_y = sim_pool_take(pool, p->n + 1, sizeof *part->edges_y);
    for (size_t i = 0; !pool->failed && i < p->n; i++) {
        part->x[i] = plot_measure_even(&p->x, p->x_values[i]);
        if (j->v->is_map) part->y[i] = plot_measure_even(&p->y, p->y_values[i]);
        part->z[i] = plot_tints_place(&j->tints, p->z[i]);
        if (p->fails[i] < j->v->n_conditions)
            j->n_failing[p->fails[i]]++;
        else
            j->n_met += isnan(p->z[i]) ? 0 : 1;
    }
    j->n_points += p->n;
    if (j->v->is_map) plot_mesh_find(&part->grid, pool, part->x, part->y, p->n);
    list_whole(part, pool);
}

static plot_range find_x(const plot_vicinity_part *part, bool is_map)
{
    const plot_measure *m = &part->panel->x;
    plot_range range = plot_range_empty();

    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    if (is_map && part->grid.n_x > 0) {
        plot_tiles_add_range(&range, m, part->grid.x, part->grid.n_x);
        return range;
    }
    for (size_t i = 0; i < part->panel->n; i++)
        plot_range_add(&range, m, part->panel->x_values[i]);
    return plot_range_widen(range, m, beside_line);
}

static plot_range find_y(const plot_vicinity_page *j)
{
    const plot_vicinity_part *part = &j->parts[0];
    const plot_measure *m = &part->panel->y;
    plot_range range = plot_range_empty();

    if (!j->v->is_map) return plot_range_widen(find_z(j->v), &j->v->z, beside_line);
    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    plot_tiles_add_range(&range, m, part->grid.y, part->grid.n_y);
    return range;
}

/* ---- layout ----------------------------------------------------------------- */

static sim_status check(const plot_vicinity *v, sim_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n_panels; i++) n += v->panels[i].n;
    sim_bug(v->n_conditions > PLOT_VICINITY_CONDITIONS || (v->is_map && v->n_panels != 1));
    if (plot_range_is_empty(find_z(v)))
        return sim_fail(err, SIM_EVALUE,
                        "figure '%s': no point has a number; others would be right",
                        v->title);
    return plot_facets_check(v->title, v->n_panels, n, err);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_vicinity *v = shown;
    plot_vicinity_page *j = page;
    sim_status status = check(v, err);

    if (status != SIM_OK) return status;
    j->v = v;
    j->tints = plot_tints_find(&v->z, find_z(v));
    draft->caption.title = v->title;
    draft->saying = v->saying;
    for (size_t i = 0; i < v->n_panels; i++) init_part(j, &draft->pool, i);
    if (draft->pool.failed) return sim_fail_memory(err, "figure");
    if (v->is_map && j->parts[0].grid.n_x < 1)
        return sim_fail(err, SIM_EVALUE, "figure '%s': its points fill no grid", v->title);
    j->facets = (plot_facets){.draft = draft,
                              .n = plot_facets_room(draft->look->size, v->n_panels, false),
                              .n_all = v->n_panels,
                              .measure = v->is_map ? &v->panels[0].y : &v->z,
                              .range = find_y(j),
                              .rounded = !v->is_map,
                              .failed = "without a number",
                              .aspect = v->n_panels == 1 ? 0.56 : 0.66};
    for (size_t i = 0; i < j->facets.n; i++)
        j->facets.list[i] = (plot_facet){.title = v->panels[i].title,
                                         .measure = &v->panels[i].x,
                                         .range = find_x(&j->parts[i], v->is_map),
                                         .values = j->parts[i].whole};
    plot_tiles_init(&j->tiles, &draft->pool, &j->tints, v->panels[0].n, 1);
    return sim_pool_check(&draft->pool, "figure", err);
}

/* ---- signs ------------------------------------------------------------------ */

/* Lines of the hatching of a condition: each of the first has another kind. */
static plot_pen hatch_pen(const plot_vicinity_page *j, size_t condition)
{
    static const plot_line lines[] = {PLOT_SOLID, PLOT_DASHED, PLOT_DOTTED, PLOT_LONG,
                                      PLOT_DASH_DOT};
    const plot_theme *theme = plot_vicinity_look(j)->theme;
    plot_pen pen = plot_plain_pen(plot_vicinity_look(j),
                                  j->v->is_map ? theme->ink : theme->axis, hatch_width);

    pen.line = lines[condition % (sizeof lines / sizeof *lines)];
    return pen;
}

static plot_pen rim_pen(const plot_vicinity_page *j)
{
    return plot_plain_pen(plot_vicinity_look(j), plot_vicinity_look(j)->theme->ink,
                          best_rim);
}

static size_t list_keys(const plot_vicinity_page *j, plot_key keys[],
                        char texts[][PLOT_WORDS_SIZE])
{
    const plot_theme *theme = plot_vicinity_look(j)->theme;
    size_t n = 0;

    keys[n++] = (plot_key){PLOT_KEY_DOT, rim_pen(j), theme->paper, j->v->best_name, 0};
    if (j->v->is_map && j->v->panels[0].n_others > 0)
        keys[n++] = (plot_key){
            PLOT_KEY_DOT, plot_plain_pen(plot_vicinity_look(j), theme->ink, hatch_width),
            theme->axis, "runners-up", 0};
    for (size_t k = 0; k < j->v->n_conditions; k++) {
        if (j->n_failing[k] == 0) continue;
        snprintf(texts[k], PLOT_WORDS_SIZE, "fails: %.100s", j->v->conditions[k]);
        keys[n++] = (plot_key){PLOT_KEY_HATCH, hatch_pen(j, k), theme->shade, texts[k], 0};
    }
    return n;
}

/* Where it ends. */
static double draw_header(plot_vicinity_page *j)
{
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key keys[PLOT_VICINITY_CONDITIONS + 2];
    char texts[PLOT_VICINITY_CONDITIONS][PLOT_WORDS_SIZE];
    const size_t n = list_keys(j, keys, texts);

    if (j->v->is_map) room.y += plot_tints_draw(&j->tints, &d->canvas, d->look, room);
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + plot_em(d->look, head_gap);
}

static void arrange(void *page)
{
    plot_vicinity_page *j = page;

    plot_facets_arrange(&j->facets, draw_header(j));
}

/* ---- where conditions fail -------------------------------------------------- */

void plot_vicinity_draw_failing(const plot_vicinity_page *j, size_t condition, plot_box box)
{
    const plot_pen pen = hatch_pen(j, condition);
    plot_color paper = plot_vicinity_look(j)->theme->paper;
    const plot_point corners[] = {{box.x, box.y},
                                  {box.x + box.width, box.y},
                                  {box.x + box.width, box.y + box.height},
                                  {box.x, box.y + box.height}};

    paper.alpha = wash;
    plot_draw_box(plot_vicinity_canvas(j), paper, box);
    plot_draw_hatch(plot_vicinity_canvas(j), &pen,
                    plot_em(plot_vicinity_look(j), hatch_apart), corners, 4);
}

/* The name of a condition in the middle of a box, if it has room there. */
void plot_vicinity_draw_name(const plot_vicinity_page *j, size_t condition, plot_box box)
{
    const char *name = j->v->conditions[condition];
    plot_text style = plot_text_for(plot_vicinity_look(j), PLOT_NAME);
    const plot_box needs = plot_measure_text(plot_vicinity_canvas(j), &style, name);

    if (needs.width > box.width || needs.height > box.height) return;
    style.color = plot_vicinity_look(j)->theme->ink;
    style.align_x = style.align_y = 0.5;
    style.halo = plot_em(plot_vicinity_look(j), name_halo);
    style.halo_color = plot_vicinity_look(j)->theme->paper;
    plot_draw_text(plot_vicinity_canvas(j), &style,
                   (plot_point){box.x + 0.5 * box.width, box.y + 0.5 * box.height}, name);
}

void plot_vicinity_draw_best(const plot_vicinity_page *j, plot_point at)
{
    const plot_pen rim = rim_pen(j),
                   none = plot_plain_pen(plot_vicinity_look(j), rim.color, 0);

    plot_draw_disk(plot_vicinity_canvas(j), plot_vicinity_look(j)->theme->paper, &rim, at,
                   plot_vicinity_points(j, best_radius));
    plot_draw_disk(plot_vicinity_canvas(j), rim.color, &none, at,
                   plot_vicinity_points(j, best_middle));
}

/* ---- lines ------------------------------------------------------------------ */

/* Halfway between point i - 1 and point i, or where the axis ends. */
static double edge_before(const plot_vicinity_part *p, const plot_frame *f, size_t i)
{
    const plot_measure *m = &p->panel->x;

    if (i == 0) return f->box.x;
    if (i == p->panel->n) return f->box.x + f->box.width;
    return plot_frame_x(f, plot_measure_value(m, 0.5 * (p->x[i - 1] + p->x[i])));
}

/* The part of a stretch, above or below, that the line of its points is clear of. */
static plot_box free_end(const plot_vicinity_page *j, const plot_vicinity_part *p,
                         const plot_frame *f, const size_t ends[2], plot_box box)
{
    const double height = plot_em(plot_vicinity_look(j), name_height),
                 end = box.y + box.height;
    double top = end, bottom = box.y;

    for (size_t i = ends[0]; i < ends[1]; i++) {
        const double y = plot_frame_y(f, p->panel->z[i]);

        if (!isfinite(y)) continue;
        top = fmin(top, y);
        bottom = fmax(bottom, y);
    }
    if (top < box.y + height) box.y = fmax(bottom, end - height);
    box.height = fmin(height, end - box.y);
    return box;
}

static void draw_failing_along(const plot_vicinity_page *j, const plot_vicinity_part *p,
                               const plot_frame *f)
{
    for (size_t i = 0; i < p->panel->n;) {
        const size_t from = i, which = p->panel->fails[i];
        plot_box box = f->box;

        while (i < p->panel->n && p->panel->fails[i] == which) i++;
        if (which >= j->v->n_conditions) continue;
        box.x = edge_before(p, f, from);
        box.width = edge_before(p, f, i) - box.x;
        plot_vicinity_draw_failing(j, which, box);
        plot_vicinity_draw_name(j, which, free_end(j, p, f, (size_t[]){from, i}, box));
    }
}

/* All of it thinly, and boldly what meets the conditions. */
static void draw_line(const plot_vicinity_page *j, const plot_vicinity_part *p,
                      const plot_frame *f)
{
    const plot_pen thin = plot_plain_pen(plot_vicinity_look(j),
                                         plot_vicinity_look(j)->theme->ink, beyond_width);
    plot_pen bold = plot_arm_pen(plot_vicinity_look(j), 0, 1);
    const bool has_words = p->panel->x.words != NULL;
    plot_point last = {NAN, NAN};

    bold.width = plot_vicinity_points(j, line_width);
    for (size_t i = 0; i < p->panel->n; i++) {
        const plot_point at = plot_frame_place(f, p->panel->x_values[i], p->panel->z[i]);
        const bool meets = p->panel->fails[i] >= j->v->n_conditions;
        const bool both = meets && i > 0 && p->panel->fails[i - 1] >= j->v->n_conditions;

        if (!has_words && plot_is_finite(at) && plot_is_finite(last))
            plot_draw_segment(plot_vicinity_canvas(j), both ? &bold : &thin, last, at);
        if (plot_is_finite(at) && (has_words || p->panel->x.whole))
            plot_draw_disk(plot_vicinity_canvas(j),
                           meets ? bold.color : plot_vicinity_look(j)->theme->paper, &thin,
                           at, plot_vicinity_points(j, dot_radius));
        last = at;
    }
}

static void draw_slice(const plot_vicinity_page *j, size_t panel, const plot_frame *frame)
{
    const plot_vicinity_part *p = &j->parts[panel];

    plot_frame_draw_grid(frame);
    draw_failing_along(j, p, frame);
    plot_clip(plot_vicinity_canvas(j), frame->box, plot_vicinity_points(j, clip_room));
    draw_line(j, p, frame);
    if (isfinite(j->v->best))
        plot_vicinity_draw_best(j, plot_frame_place(frame, p->panel->best_x, j->v->best));
    plot_unclip(plot_vicinity_canvas(j));
}

static void draw(void *page)
{
    plot_vicinity_page *j = page;

    draw_header(j);
    for (size_t i = 0; i < j->facets.n; i++) {
        const plot_frame frame = plot_facets_begin(&j->facets, i);

        if (j->v->is_map)
            plot_vicinity_draw_map(j, &frame);
        else
            draw_slice(j, i, &frame);
        plot_facets_draw_axes(&j->facets, i);
        plot_facets_end(&j->facets);
    }
}

/* ---- in sentences ----------------------------------------------------------- */

static void tell(const void *page, GString *words)
{
    const plot_vicinity_page *j = page;
    char label[PLOT_WORDS_SIZE];

    plot_draft_tell_saying(j->facets.draft, words);
    plot_measure_print(label, &j->v->z);
    g_string_append_printf(words, "%s %s. ", label,
                           j->v->is_map ? "as colors over two axes"
                                        : "along each axis, through the best");
    for (size_t i = 0; i < j->facets.n; i++) plot_facets_tell_x(&j->facets, i, words);
    plot_facets_tell_y(&j->facets, words);
    g_string_append_printf(words, "At %zu of %zu points all conditions hold. ", j->n_met,
                           j->n_points);
    for (size_t k = 0; k < j->v->n_conditions; k++) {
        if (j->n_failing[k] > 0)
            g_string_append_printf(words, "At %zu what lacks most is: %s. ",
                                   j->n_failing[k], j->v->conditions[k]);
    }
    for (size_t i = j->facets.n; i < j->v->n_panels; i++)
        plot_draft_tell_left(words, i - j->facets.n, j->v->n_panels - j->facets.n,
                             j->v->panels[i].x.label);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const plot_vicinity_page *j = page;

    plot_draft_find(j->facets.draft, figure, facts);
}

const plot_maker plot_vicinity_maker = {
    sizeof(plot_vicinity_page), init, arrange, draw, tell, find};
