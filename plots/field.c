#include "plots/field.h"

#include <math.h>
#include <string.h>

#include "plots/key.h"
#include "plots/tiles.h"
#include "sim/io/number.h"
#include "sim/io/text.h"

/* Lengths in em. */
static const double key_gap = 0.8, head_gap = 1.0, cross_radius = 0.33;

/* Lengths in points of the default page. */
static const double cross_width = 1.2, dot_radius = 1.9, small_radius = 1.5,
                    rim_width = 0.5;

static const double scatter_room = 0.025; /* of the axis, beyond the outermost points */

enum { MOST_DOTS = 500, FEW_PANELS = 2 };

/* A panel's points, put in order; coordinates are even (measure.h). */
typedef struct {
    const plot_field_panel *panel;
    plot_mesh grid;    /* n_x is 0 if they are scattered */
    double *x, *y, *z; /* [n] z as a part of the colors; NAN: failed */
    plot_point *at;    /* [n] x and y as parts of the axes */
    plot_cloud cloud;  /* of those that are scattered */
    size_t n_failed;
} field_part;

typedef struct {
    const plot_field *field;
    field_part parts[PLOT_MOST_PANELS];
    plot_facets facets;
    plot_tints tints;
    plot_tiles tiles;
    plot_place *places;                 /* [n_points] */
    size_t n_points, n_failed, longest; /* of all panels; points of a panel at most */
} field_page;

/* Checks. */

static sim_status check_points(const plot_field *f, size_t panel, sim_error *err)
{
    const plot_field_panel *p = &f->panels[panel];

    for (size_t i = 0; i < p->n; i++) {
        bool bad_x = isnan(plot_measure_even(&f->x, p->x[i]));

        if (!bad_x && !isnan(plot_measure_even(&f->y, p->y[i]))) continue;
        return sim_fail(err, SIM_EVALUE,
                        "figure '%s': panel %zu, point %zu: %s = %g cannot be shown%s",
                        f->title, panel + 1, i + 1, bad_x ? f->x.label : f->y.label,
                        bad_x ? p->x[i] : p->y[i],
                        (bad_x ? f->x.scale : f->y.scale) == PLOT_LOG
                            ? " on a log axis; a number above 0 would be right"
                            : "; a finite number would be right");
    }
    return SIM_OK;
}

static sim_status check_field(const plot_field *f, sim_error *err)
{
    size_t n = 0;
    sim_status status;

    for (size_t i = 0; i < f->n_panels; i++) n += f->panels[i].n;
    status = plot_facets_check(f->title, f->n_panels, n, err);
    for (size_t i = 0; status == SIM_OK && i < f->n_panels; i++)
        status = check_points(f, i, err);
    return status;
}

/* Numbers. */

static plot_tints find_tints(const plot_field *f)
{
    plot_range range = plot_range_empty();

    for (size_t p = 0; p < f->n_panels; p++)
        for (size_t i = 0; i < f->panels[p].n; i++)
            plot_range_add(&range, &f->z, f->panels[p].z[i]);
    if (f->told && range.from < range.to) range = plot_told_range(f->told, range);
    return plot_tints_find(&f->z, range);
}

/* For which an axis has cells; none where points are scattered. */
static plot_values list_values(const field_page *j, sim_pool *pool, bool is_x)
{
    const plot_measure *m = is_x ? &j->field->x : &j->field->y;
    double *list = sim_pool_take(pool, j->n_points, sizeof *list);
    size_t n = 0;

    for (size_t i = 0; list && i < j->field->n_panels; i++) {
        const plot_mesh *g = &j->parts[i].grid;
        const size_t added = is_x ? g->n_x : g->n_y;

        if (j->parts[i].panel->n > 0 && added == 0) return (plot_values){0};
        if (added > 0) memcpy(list + n, is_x ? g->x : g->y, added * sizeof *list);
        n += added;
    }
    if (!list || m->words) return (plot_values){0};
    n = plot_sort_distinct(list, n);
    for (size_t i = 0; i < n; i++) list[i] = plot_measure_value(m, list[i]);
    return (plot_values){list, n};
}

static void init_part(field_page *j, sim_pool *pool, size_t panel)
{
    const plot_field *f = j->field;
    field_part *part = &j->parts[panel];
    const plot_field_panel *p = &f->panels[panel];

    part->panel = p;
    part->x = sim_pool_take(pool, p->n, sizeof *part->x);
    part->y = sim_pool_take(pool, p->n, sizeof *part->y);
    part->z = sim_pool_take(pool, p->n, sizeof *part->z);
    part->at = sim_pool_take(pool, p->n, sizeof *part->at);
    for (size_t i = 0; !pool->failed && i < p->n; i++) {
        part->x[i] = plot_measure_even(&f->x, p->x[i]);
        part->y[i] = plot_measure_even(&f->y, p->y[i]);
        part->z[i] = plot_tints_place(&j->tints, p->z[i]);
        if (isnan(part->z[i])) part->n_failed++;
    }
    j->n_points += p->n;
    if (p->n > j->longest) j->longest = p->n;
    j->n_failed += part->n_failed;
    plot_mesh_find(&part->grid, pool, part->x, part->y, p->n);
}

static void add_scattered(plot_range *range, const plot_measure *m, const double values[],
                          size_t n)
{
    plot_range own = plot_range_empty();

    for (size_t i = 0; i < n; i++) plot_range_add(&own, m, values[i]);
    if (n == 0) return;
    own = plot_range_widen(own, m, m->words ? 0 : scatter_room);
    plot_range_add(range, m, own.from);
    plot_range_add(range, m, own.to);
}

static plot_range find_range(const field_page *j, bool is_x)
{
    const plot_measure *m = is_x ? &j->field->x : &j->field->y;
    plot_range range = plot_range_empty();

    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    for (size_t i = 0; i < j->field->n_panels; i++) {
        const field_part *p = &j->parts[i];

        if (p->grid.n_x > 0)
            plot_tiles_add_range(&range, m, is_x ? p->grid.x : p->grid.y,
                                 is_x ? p->grid.n_x : p->grid.n_y);
        else
            add_scattered(&range, m, is_x ? p->panel->x : p->panel->y, p->panel->n);
    }
    return range;
}

static void init_cloud(field_page *j, sim_pool *pool, size_t panel)
{
    const plot_ruler x = plot_ruler_exact(&j->field->x, j->facets.list[panel].range, 1);
    const plot_ruler y = plot_ruler_exact(&j->field->y, j->facets.range, 1);
    field_part *part = &j->parts[panel];
    const plot_field_panel *p = part->panel;

    for (size_t i = 0; !pool->failed && i < p->n; i++)
        part->at[i] =
            (plot_point){plot_ruler_place(&x, p->x[i]), plot_ruler_place(&y, p->y[i])};
    plot_cloud_init(&part->cloud, pool, part->at, part->z, p->n);
}

static const char *word_of(const plot_measure *m, double value)
{
    return m->words && value >= 0 && value < (double)m->n_words ? m->words[(size_t)value]
                                                                : NULL;
}

static plot_found find_places(const field_page *j, size_t from, size_t to)
{
    const plot_field *f = j->field;
    plot_found found = {f->told, &f->x, &f->y, j->places, 0};

    for (size_t panel = from; panel < to; panel++) {
        const plot_field_panel *p = &f->panels[panel];

        for (size_t i = 0; i < p->n; i++)
            found.list[found.n++] =
                (plot_place){.words = {to - from > 1 ? p->title : NULL,
                                       word_of(&f->x, p->x[i]), word_of(&f->y, p->y[i])},
                             .x = p->x[i],
                             .y = p->y[i],
                             .value = isnan(j->parts[panel].z[i]) ? NAN : p->z[i]};
    }
    return found;
}

/* Its title, and how many points are as good as the best. */
static void set_words(field_page *j, plot_draft *draft)
{
    plot_found found;

    j->places = sim_pool_take(&draft->pool, j->n_points, sizeof *j->places);
    if (!j->field->told || draft->pool.failed) return;
    found = find_places(j, 0, j->field->n_panels);
    draft->caption.title = plot_found_print(&found, &draft->pool);
    draft->saying = plot_found_say(&found, j->field->saying, &draft->pool);
    plot_draft_say_left(draft, j->facets.n, j->field->n_panels);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_field *f = shown;
    field_page *j = page;
    sim_pool *pool = &draft->pool;
    sim_status status = check_field(f, err);
    plot_values x;

    if (status != SIM_OK) return status;
    j->facets.n = plot_facets_room(draft->look->size, f->n_panels, false);
    draft->caption.title = f->title;
    draft->saying = f->saying;
    j->field = f;
    j->tints = find_tints(f);
    for (size_t i = 0; i < f->n_panels; i++) init_part(j, pool, i);
    set_words(j, draft);
    x = list_values(j, pool, true);
    j->facets = (plot_facets){.draft = draft,
                              .n = j->facets.n,
                              .n_all = f->n_panels,
                              .measure = &f->y,
                              .range = find_range(j, false),
                              .values = list_values(j, pool, false),
                              .common_x = true,
                              .failed = f->failed ? f->failed : "failed",
                              .aspect = f->n_panels == 1 ? 0.56 : 0.74};
    for (size_t i = 0; i < j->facets.n; i++)
        j->facets.list[i] = (plot_facet){.title = f->panels[i].title,
                                         .measure = &f->x,
                                         .range = find_range(j, true),
                                         .values = x};
    for (size_t i = 0; i < j->facets.n; i++)
        if (j->parts[i].grid.n_x == 0) init_cloud(j, pool, i);
    plot_tiles_init(&j->tiles, pool, &j->tints, j->longest,
                    j->facets.n > FEW_PANELS ? 2 : 1);
    j->tiles.levels = f->levels;
    j->tiles.n_levels = f->n_levels;
    return sim_pool_check(pool, "figure", err);
}

/* Header: the colors, and what signs mean. */

static bool is_scattered(const field_page *j)
{
    for (size_t i = 0; i < j->facets.n; i++)
        if (j->parts[i].grid.n_x == 0 && j->parts[i].panel->n > 0) return true;
    return false;
}

static bool shows_dots(const field_page *j)
{
    for (size_t i = 0; i < j->field->n_panels; i++)
        if (j->parts[i].grid.n_x == 0 && j->parts[i].panel->n > MOST_DOTS) return false;
    return is_scattered(j);
}

/* Levels that no point reaches, or all are beyond: they have no line. */
static void print_beyond(const field_page *j, char text[PLOT_WORDS_SIZE])
{
    const plot_field *f = j->field;
    const bool is_plain = strcmp(f->z.unit, "1") == 0;
    size_t n = 0;

    text[0] = '\0';
    for (size_t i = 0; i < f->n_levels; i++) {
        const double place = plot_tints_place(&j->tints, f->levels[i]);
        char number[PLOT_WORDS_SIZE];

        if (place >= 0 && place <= 1) continue;
        plot_print_number(number, plot_measure_told(&f->z, f->levels[i]), SIM_NUMBER_SHORT);
        sim_text_append(text, PLOT_WORDS_SIZE, "%s%.60s%s%.60s",
                        n++ == 0 ? "no line at " : ", ", number, is_plain ? "" : " ",
                        is_plain ? "" : f->z.unit);
    }
    if (n > 0) sim_text_append(text, PLOT_WORDS_SIZE, ": all points are on one side of it");
}

static size_t list_signs(const field_page *j, plot_key keys[], char failed[PLOT_WORDS_SIZE],
                         char beyond[PLOT_WORDS_SIZE])
{
    const plot_look *look = j->facets.draft->look;
    const plot_theme *theme = look->theme;
    size_t n = 0;

    if (j->n_failed > 0) {
        snprintf(failed, PLOT_WORDS_SIZE, "%s: %zu of %zu points", j->facets.failed,
                 j->n_failed, j->n_points);
        keys[n++] = is_scattered(j)
                        ? (plot_key){.kind = PLOT_KEY_CROSS,
                                     .pen = plot_plain_pen(look, theme->ink, cross_width),
                                     .text = failed}
                        : (plot_key){.kind = PLOT_KEY_HATCH,
                                     .pen = plot_tiles_pen(look),
                                     .fill = theme->shade,
                                     .text = failed};
    }
    if (is_scattered(j) && j->tints.has_any)
        keys[n++] = (plot_key){
            .kind = shows_dots(j) ? PLOT_KEY_DOT : PLOT_KEY_WORDS,
            .pen = plot_plain_pen(look, theme->ink, rim_width),
            .fill = plot_tint(0.6),
            .text =
                shows_dots(j)
                    ? "one simulated point each; between them a surface fitted to near ones"
                    : "a surface fitted to near points"};
    print_beyond(j, beyond);
    if (beyond[0]) keys[n++] = (plot_key){.kind = PLOT_KEY_WORDS, .text = beyond};
    return n;
}

/* Where it ends. */
static double draw_header(field_page *j)
{
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key keys[3];
    char failed[PLOT_WORDS_SIZE], beyond[PLOT_WORDS_SIZE];
    size_t n;

    room.y += plot_tints_draw(&j->tints, &d->canvas, d->look, room);
    n = list_signs(j, keys, failed, beyond);
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + plot_em(d->look, head_gap);
}

static void arrange(void *page)
{
    field_page *j = page;

    plot_facets_arrange(&j->facets, draw_header(j));
}

/* Drawing. */

static void draw_dots(const field_page *j, size_t panel, const plot_frame *frame)
{
    plot_draft *d = j->facets.draft;
    const field_part *p = &j->parts[panel];
    const plot_pen cross = plot_plain_pen(d->look, d->look->theme->ink, cross_width);

    for (size_t i = 0; i < p->panel->n; i++) {
        plot_point at = plot_frame_place(frame, p->panel->x[i], p->panel->y[i]);
        plot_color fill = plot_tint(p->z[i]);
        double radius = j->facets.n > 1 ? small_radius : dot_radius;
        plot_pen rim =
            plot_plain_pen(d->look, plot_color_on(d->look->theme, fill), rim_width);

        if (isnan(p->z[i]))
            plot_draw_cross(&d->canvas, &cross, at, plot_em(d->look, cross_radius));
        else if (shows_dots(j))
            plot_draw_disk(&d->canvas, fill, &rim, at, radius * d->look->size->line);
    }
}

static void draw_surface(field_page *j, size_t panel, const plot_frame *frame)
{
    bool has_surface = !j->field->z.words;

    if (has_surface) plot_tiles_draw_surface(&j->tiles, frame, &j->parts[panel].cloud);
    draw_dots(j, panel, frame);
    if (has_surface) plot_tiles_draw_contours(&j->tiles, frame);
}

static void draw_words(const field_page *j, size_t panel)
{
    char words[PLOT_WORDS_SIZE];

    snprintf(words, sizeof words, "all points: %s", j->facets.failed);
    plot_facets_draw_words(&j->facets, panel, words);
}

static void draw_panel(field_page *j, size_t panel)
{
    const plot_frame frame = plot_facets_begin(&j->facets, panel);
    const field_part *p = &j->parts[panel];

    if (p->panel->n == 0)
        plot_facets_draw_words(&j->facets, panel, "no points");
    else if (p->grid.n_x > 0)
        plot_tiles_draw_mesh(&j->tiles, &frame, &p->grid, p->z);
    else
        draw_surface(j, panel, &frame);
    if (p->panel->n > 0 && p->n_failed == p->panel->n) draw_words(j, panel);
    plot_facets_draw_axes(&j->facets, panel);
    plot_facets_end(&j->facets);
}

static void draw(void *page)
{
    field_page *j = page;

    draw_header(j);
    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

/* In sentences. */

static void tell_part(const field_page *j, size_t panel, GString *words)
{
    const plot_measure *z = &j->field->z;
    const field_part *p = &j->parts[panel];
    plot_range range = plot_range_empty();

    if (p->panel->title) g_string_append_printf(words, "%s: ", p->panel->title);
    g_string_append_printf(words, "%zu points", p->panel->n);
    if (p->grid.n_x > 0)
        g_string_append_printf(words, ", a grid of %zu by %zu", p->grid.n_x, p->grid.n_y);
    for (size_t i = 0; !z->words && i < p->panel->n; i++)
        plot_range_add(&range, z, p->panel->z[i]);
    plot_facets_tell_points(&j->facets, z, range, p->n_failed, words);
}

static void tell(const void *page, GString *words)
{
    const field_page *j = page;
    char label[PLOT_WORDS_SIZE];

    plot_draft_tell_saying(j->facets.draft, words);
    plot_measure_print(label, &j->field->z);
    g_string_append_printf(words, "%s as colors in %zu panel%s. ", label, j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    plot_facets_tell_x(&j->facets, 0, words);
    plot_facets_tell_y(&j->facets, words);
    for (size_t i = 0; i < j->field->n_panels; i++) {
        tell_part(j, i, words);
        if (j->field->told && j->field->panels[i].n > 0) {
            const plot_found found = find_places(j, i, i + 1);

            plot_found_tell(&found, j->field->panels[i].title, words);
            g_string_append(words, ". ");
        }
    }
    for (size_t i = j->facets.n; i < j->field->n_panels; i++)
        plot_draft_tell_left(words, i - j->facets.n, j->field->n_panels - j->facets.n,
                             j->field->panels[i].title ? j->field->panels[i].title
                                                       : "one more");
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const field_page *j = page;
    plot_saying saying = {.figure = figure, .panel = "", .place = "title"};
    plot_found found;

    if (!j->field->told) return;
    found = find_places(j, 0, j->field->n_panels);
    plot_found_add(&found, NULL, &saying, facts);
    saying.place = "alt";
    for (size_t i = 0; i < j->field->n_panels; i++) {
        const char *title = j->field->panels[i].title;

        if (j->field->panels[i].n == 0) continue;
        found = find_places(j, i, i + 1);
        saying.panel = title ? title : "";
        plot_found_add(&found, title, &saying, facts);
    }
}

const plot_maker plot_field_maker = {sizeof(field_page), init, arrange, draw, tell, find};
