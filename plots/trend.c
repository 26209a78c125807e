#include "plots/trend.h"

#include <math.h>

#include "plots/cloud.h"
#include "plots/key.h"
#include "plots/samples.h"
#include "plots/turns.h"
#include "sim/io/text.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, cross_radius = 0.27, cross_row = 0.75,
                    whisker_half = 0.25, clip_room = 0.5, value_gap = 0.15,
                    value_halo = 0.3;

/* Lengths in points of the default page. */
static const double mark_radius = 3.2, rim_width = 0.9, cross_width = 1.1,
                    whisker_width = 1.3, mean_width = 2.2, key_width = 2.2, mean_rim = 1.3;
static const double dot_radius = 1.5, small_radius = 1.1; /* of scattered points */

static const double slot_share = 0.5; /* of a category, for points side by side */
static const double band_alpha = 0.17, many_alpha = 0.11, dot_alpha = 0.5, many_dots = 0.38;

enum {
    FEW_POINTS = 25, /* that are drawn on a line */
    MANY_BANDS = 2,
    MANY_DOTS = 400,  /* of a panel: smaller and paler */
    MOST_DOTS = 1500, /* of a panel: then only some are drawn */
};

typedef struct {
    const plot_trend *trend;
    plot_facets facets;
    plot_sample_set set;
    plot_point *points; /* room for a series there and back */
    plot_key *keys;     /* room for those of the arms and two more */
} trend_page;

/* Layout. */

static void set_facets(trend_page *j, plot_draft *draft)
{
    const plot_trend *t = j->trend;

    j->facets = (plot_facets){.draft = draft,
                              .n = j->facets.n,
                              .n_all = t->n_panels,
                              .measure = &t->y,
                              .range = plot_sample_set_y(&j->set),
                              .rounded = true,
                              .failed = t->failed ? t->failed : "failed",
                              .aspect = j->facets.n == 1  ? 0.5
                                        : j->facets.n < 4 ? 0.66
                                                          : 0.56};
    for (size_t i = 0; i < j->facets.n; i++)
        j->facets.list[i] = (plot_facet){.title = t->panels[i].title,
                                         .measure = &t->panels[i].x,
                                         .range = plot_sample_set_x(&j->set, i),
                                         .values = plot_sample_set_only_x(&j->set, i)};
}

/* Its title, and how many points are as good as the best. */
static void set_words(trend_page *j, plot_draft *draft)
{
    plot_found found;

    if (!j->trend->told || draft->pool.failed) return;
    found = plot_sample_set_places(&j->set, NULL);
    draft->caption.title = plot_found_print(&found, &draft->pool);
    draft->saying = plot_found_say(&found, j->trend->saying, &draft->pool);
    plot_draft_say_left(draft, j->facets.n, j->trend->n_panels);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    trend_page *j = page;
    sim_status status;

    j->trend = shown;
    j->facets.n = plot_facets_room(draft->look->size, j->trend->n_panels, false);
    status = plot_sample_set_init(&j->set, j->trend, &draft->pool, err);
    if (status != SIM_OK) return status;
    draft->caption.title = j->trend->title;
    draft->saying = j->trend->saying;
    j->points = sim_pool_take(&draft->pool, 2 * j->set.longest, sizeof *j->points);
    j->keys = sim_pool_take(&draft->pool, j->set.n_arms + 2, sizeof *j->keys);
    set_facets(j, draft);
    set_words(j, draft);
    return sim_pool_check(&draft->pool, "figure", err);
}

/* Colors and signs. */

static plot_color arm_color(const trend_page *j, size_t arm)
{
    return plot_sample_set_pen(&j->set, j->facets.draft->look, arm).color;
}

static plot_color fade(plot_color color, double alpha)
{
    color.alpha = alpha;
    return color;
}

/* Beyond as many arms as there are colors, dots are hollow. */
static bool is_hollow(size_t arm) { return arm / PLOT_COLORS % 2 == 1; }

static double band_part(const trend_page *j)
{
    return j->set.n_arms > MANY_BANDS ? many_alpha : band_alpha;
}

static plot_pen pen_of(const trend_page *j, plot_color color, double width)
{
    return plot_plain_pen(j->facets.draft->look, color, width);
}

static double in_line_widths(const trend_page *j, double points)
{
    return points * j->facets.draft->look->size->line;
}

/* One of how many dots is drawn, so that no panel has too many. */
static size_t dot_step(const trend_page *j)
{
    return (plot_sample_set_most(&j->set) + MOST_DOTS - 1) / MOST_DOTS;
}

/* Header. */

static bool has_categories_only(const trend_page *j)
{
    for (size_t i = 0; i < j->facets.n; i++)
        if (!j->trend->panels[i].x.words) return false;
    return true;
}

static plot_key arm_key(const trend_page *j, size_t arm)
{
    plot_color color = arm_color(j, arm);
    plot_key key = {.kind = PLOT_KEY_LINE,
                    .pen = plot_sample_set_pen(&j->set, j->facets.draft->look, arm),
                    .fill = color,
                    .text = j->set.names[arm]};
    bool dots = j->trend->scatter || has_categories_only(j);

    key.pen.width = fmax(key.pen.width, in_line_widths(j, key_width));
    if (dots && j->set.has_bands && !j->trend->scatter) {
        key.kind = PLOT_KEY_WHISKER;
        key.pen = pen_of(j, color, whisker_width);
    } else if (dots) {
        key.kind = PLOT_KEY_DOT;
        key.pen = pen_of(j, color, is_hollow(arm) ? whisker_width : 0);
        if (is_hollow(arm)) key.fill = j->facets.draft->look->theme->paper;
    } else if (j->set.has_bands) {
        key.kind = PLOT_KEY_BAND;
        key.fill = fade(color, 0.25);
    }
    return key;
}

static void print_scatter(const trend_page *j, char text[PLOT_WORDS_SIZE])
{
    size_t step = dot_step(j);

    snprintf(text, PLOT_WORDS_SIZE, "%s",
             j->trend->no_means       ? "dots: one simulated point each"
             : has_categories_only(j) ? "large dots: mean of points alike in x"
                                      : "lines: mean of points alike in x");
    if (step > 1)
        sim_text_append(text, PLOT_WORDS_SIZE, "; of every %zu points 1 is drawn", step);
}

/* The arms, then what else there is to explain; where it ends. */
static double draw_header(const trend_page *j)
{
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    char scatter[PLOT_WORDS_SIZE], failed[PLOT_WORDS_SIZE];
    plot_key *keys = j->keys;
    size_t n = 0;

    print_scatter(j, scatter);
    snprintf(failed, sizeof failed, "%s: %zu of %zu points", j->facets.failed,
             j->set.n_failed, j->set.n_points);
    for (size_t i = 0; i < j->set.n_arms; i++)
        if (j->set.arms[i][0]) keys[n++] = arm_key(j, i);
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    n = 0;
    if (j->trend->scatter)
        keys[n++] = (plot_key){.kind = PLOT_KEY_WORDS, .text = scatter};
    else if (j->set.has_bands && j->trend->band_words)
        keys[n++] = (plot_key){.kind = PLOT_KEY_WORDS, .text = j->trend->band_words};
    if (j->set.n_failed > 0)
        keys[n++] = (plot_key){.kind = PLOT_KEY_CROSS,
                               .pen = pen_of(j, d->look->theme->ink, cross_width),
                               .text = failed};
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + plot_em(d->look, head_gap);
}

static void arrange(void *page)
{
    trend_page *j = page;

    plot_facets_arrange(&j->facets, draw_header(j));
}

/* Drawing. */

static plot_canvas *canvas_of(const trend_page *j) { return &j->facets.draft->canvas; }

static bool is_categorical(const trend_page *j, const plot_samples *part)
{
    return j->trend->panels[part->panel].x.words != NULL;
}

static plot_point place(const trend_page *j, const plot_samples *part, double x, double y)
{
    const plot_frame frame = plot_facets_frame(&j->facets, part->panel);

    return plot_frame_place(&frame, x, y);
}

/* From one category to the next. */
static double slot_width(const trend_page *j, const plot_samples *part)
{
    return place(j, part, 1, 1).x - place(j, part, 0, 1).x;
}

/* How far right of its category a point of this series stands; alone it stands over it. */
static double shift(const trend_page *j, const plot_samples *part, double x)
{
    const plot_seat seat = plot_sample_set_seat(&j->set, part, x);
    const double n = (double)seat.n;

    if (!is_categorical(j, part)) return 0;
    return slot_share * slot_width(j, part) * ((double)seat.at - 0.5 * (n - 1)) /
           fmax(n, 2);
}

/* Places the points of a series; how many. */
static size_t trace(const trend_page *j, const plot_samples *part)
{
    for (size_t i = 0; i < part->series->n; i++) {
        j->points[i] = place(j, part, part->list[i].x, part->list[i].y);
        j->points[i].x += shift(j, part, part->list[i].x);
    }
    return part->series->n;
}

static void fill_band(const trend_page *j, const plot_samples *part)
{
    plot_color color = fade(arm_color(j, part->arm), band_part(j));
    size_t n = part->series->n;
    plot_point *low = j->points, *high = j->points + n;

    for (size_t i = 0; i < n; i++) {
        low[i] = place(j, part, part->list[i].x, part->list[i].low);
        high[i] = place(j, part, part->list[i].x, part->list[i].high);
    }
    plot_draw_strip(canvas_of(j), color, low, high, n);
}

static bool shows_points(const trend_page *j, const plot_samples *part)
{
    return j->trend->panels[part->panel].x.whole || part->series->n <= FEW_POINTS;
}

static void draw_line(const trend_page *j, const plot_samples *part)
{
    const plot_seat turn = plot_sample_set_turn(&j->set, part->arm);
    const plot_course course = {
        .canvas = canvas_of(j),
        .look = j->facets.draft->look,
        .pen = plot_sample_set_pen(&j->set, j->facets.draft->look, part->arm),
        .points = j->points,
        .n = trace(j, part),
        .has_dots = shows_points(j, part),
        .at = turn.at,
        .of = turn.n};

    plot_course_draw(&course);
}

/* The value above its point, or what stands highest of it, where no other is in the way. */
static void draw_value(const trend_page *j, const plot_samples *part, const plot_sample *s,
                       plot_point top)
{
    const plot_look *look = j->facets.draft->look;
    plot_text style = plot_text_for(look, PLOT_TICK);
    const double n = (double)plot_sample_set_seat(&j->set, part, s->x).n;
    const double room = n > 1 ? slot_share * slot_width(j, part) / n : slot_width(j, part);
    char text[PLOT_WORDS_SIZE];
    plot_box size;

    plot_measure_print_value(text, &j->trend->y, s->y);
    size = plot_measure_text(canvas_of(j), &style, text);
    top.y -= in_line_widths(j, mark_radius) + plot_em(look, value_gap);
    if (size.width > room || top.y - size.height < j->facets.boxes[part->panel].y) return;
    style.align_x = 0.5;
    style.align_y = 1;
    style.halo = plot_em(look, value_halo);
    style.halo_color = look->theme->paper;
    plot_draw_text(canvas_of(j), &style, top, text);
}

static void draw_category(const trend_page *j, const plot_samples *part)
{
    plot_color color = arm_color(j, part->arm);
    plot_pen bar = pen_of(j, color, whisker_width);
    plot_pen rim = pen_of(j, j->facets.draft->look->theme->paper, rim_width);
    double half = plot_em(j->facets.draft->look, whisker_half);
    const bool hollow = is_hollow(part->arm);

    for (size_t i = 0; i < part->series->n; i++) {
        const plot_sample *s = &part->list[i];
        plot_point at = place(j, part, s->x, s->y), low = place(j, part, s->x, s->low),
                   high = place(j, part, s->x, s->high);

        at.x += shift(j, part, s->x);
        low.x = high.x = at.x;
        if (plot_is_finite(low) && plot_is_finite(high))
            plot_draw_whisker(canvas_of(j), &bar, low, high, half);
        if (!plot_is_finite(at)) continue;
        plot_draw_disk(canvas_of(j), hollow ? rim.color : color, hollow ? &bar : &rim, at,
                       in_line_widths(j, mark_radius - (hollow ? 0.5 * whisker_width : 0)));
        draw_value(j, part, s, plot_is_finite(high) ? high : at);
    }
}

static void draw_dots(const trend_page *j, const plot_samples *part)
{
    bool many = plot_sample_set_count(&j->set, part->panel) > MANY_DOTS;
    plot_color color = fade(arm_color(j, part->arm), many ? many_dots : dot_alpha);
    const plot_pen rim = pen_of(j, fade(color, 0), 0);
    double radius = in_line_widths(j, many ? small_radius : dot_radius);
    size_t step = dot_step(j), n = trace(j, part);

    for (size_t i = 0; i < n; i += step)
        if (plot_is_finite(j->points[i]))
            plot_draw_disk(canvas_of(j), color, &rim, j->points[i], radius);
}

/* The means of bins, evenly on the x axis. */
static void draw_means(const trend_page *j, const plot_samples *part)
{
    const plot_measure *x = &j->trend->panels[part->panel].x;
    const plot_theme *theme = j->facets.draft->look->theme;
    plot_pen pen = pen_of(j, arm_color(j, part->arm), mean_width);
    plot_pen rim = pen_of(j, theme->paper, mean_width + mean_rim);
    plot_pen no_rim = pen_of(j, theme->paper, 0.5 * rim_width);
    plot_point means[PLOT_MOST_BINS];
    size_t n = 0;

    for (size_t i = 0; i < part->series->n; i++)
        if (!part->list[i].failed)
            j->points[n++] =
                (plot_point){plot_measure_even(x, part->list[i].x), part->list[i].y};
    n = plot_bins_find(j->points, n, means);
    for (size_t i = 0; i < n; i++) {
        const double even = means[i].x;

        means[i] = place(j, part, plot_measure_value(x, even), means[i].y);
        means[i].x += shift(j, part, plot_measure_value(x, even));
    }
    if (!is_categorical(j, part)) {
        plot_draw_line(canvas_of(j), &rim, means, n);
        plot_draw_line(canvas_of(j), &pen, means, n);
    }
    for (size_t i = 0; is_categorical(j, part) && i < n; i++)
        plot_draw_disk(canvas_of(j), pen.color, &no_rim, means[i],
                       in_line_widths(j, mark_radius));
}

/* Crosses just above the axis; each arm that has some has a row. */
static void draw_failed(const trend_page *j, const plot_samples *part, size_t row)
{
    const plot_look *look = j->facets.draft->look;
    plot_box box = j->facets.boxes[part->panel];
    const plot_pen pen = pen_of(j, arm_color(j, part->arm), cross_width);
    double y = box.y + box.height - plot_em(look, cross_row) * ((double)row + 0.5);

    for (size_t i = 0; i < part->series->n; i++) {
        double x = place(j, part, part->list[i].x, 1).x;

        if (!part->list[i].failed) continue;
        plot_draw_cross(canvas_of(j), &pen,
                        (plot_point){x + shift(j, part, part->list[i].x), y},
                        plot_em(look, cross_radius));
    }
}

static void draw_all_failed(const trend_page *j, size_t panel)
{
    size_t row = 0, shown = 0;
    char words[PLOT_WORDS_SIZE];

    for (size_t p = 0; p < j->set.n_parts; p++) {
        const plot_samples *part = &j->set.parts[p];

        if (part->panel != panel) continue;
        shown += part->series->n - part->n_failed;
        if (part->n_failed > 0) draw_failed(j, part, row++);
    }
    snprintf(words, sizeof words, "all points: %s", j->facets.failed);
    if (shown == 0)
        plot_facets_draw_words(&j->facets, panel, row > 0 ? words : "no points");
}

/* The first arm is drawn last: its line is the thinnest. */
static void draw_series(const trend_page *j, size_t panel,
                        void (*draw_one)(const trend_page *, const plot_samples *))
{
    for (size_t p = j->set.n_parts; p-- > 0;) {
        if (j->set.parts[p].panel != panel) continue;
        plot_open_arm(canvas_of(j), j->set.parts[p].series->name);
        draw_one(j, &j->set.parts[p]);
        plot_close_scope(canvas_of(j));
    }
}

static void draw_panel(const trend_page *j, size_t panel)
{
    const plot_frame frame = plot_facets_begin(&j->facets, panel);

    plot_frame_draw_grid(&frame);
    plot_facets_draw_axes(&j->facets, panel);
    plot_clip(canvas_of(j), frame.box, plot_em(j->facets.draft->look, clip_room));
    if (j->trend->scatter) {
        draw_series(j, panel, draw_dots);
        if (!j->trend->no_means) draw_series(j, panel, draw_means);
    } else if (j->trend->panels[panel].x.words)
        draw_series(j, panel, draw_category);
    else {
        draw_series(j, panel, fill_band);
        draw_series(j, panel, draw_line);
    }
    plot_unclip(canvas_of(j));
    draw_all_failed(j, panel);
    plot_facets_end(&j->facets);
}

static void draw(void *page)
{
    const trend_page *j = page;

    draw_header(j);
    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

/* In sentences. */

static void tell_part(const trend_page *j, const plot_samples *part, GString *words)
{
    const plot_measure *y = &j->trend->y;
    plot_range range = plot_range_empty();

    for (size_t i = 0; i < part->series->n; i++) plot_range_add(&range, y, part->list[i].y);
    g_string_append_printf(words, "%s%s%zu points", part->series->name,
                           part->series->name[0] ? ": " : "", part->series->n);
    plot_facets_tell_points(&j->facets, y, range, part->n_failed, words);
}

static void tell(const void *page, GString *words)
{
    const trend_page *j = page;
    const plot_trend *t = j->trend;

    plot_draft_tell_saying(j->facets.draft, words);
    g_string_append_printf(words, "Figure of %zu panel%s. ", j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    if (j->set.has_bands && t->band_words && !t->scatter)
        g_string_append_printf(words, "%s. ", t->band_words);
    plot_facets_tell_y(&j->facets, words);
    for (size_t i = 0; i < t->n_panels; i++) {
        if (t->panels[i].title) g_string_append_printf(words, "%s. ", t->panels[i].title);
        if (i < j->facets.n) plot_facets_tell_x(&j->facets, i, words);
        for (size_t p = 0; p < j->set.n_parts; p++)
            if (j->set.parts[p].panel == i) {
                tell_part(j, &j->set.parts[p], words);
                plot_sample_set_tell(&j->set, &j->set.parts[p], words);
            }
    }
    for (size_t i = j->facets.n; i < t->n_panels; i++)
        plot_draft_tell_left(words, i - j->facets.n, t->n_panels - j->facets.n,
                             t->panels[i].title ? t->panels[i].title
                                                : t->panels[i].x.label);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const trend_page *j = page;

    plot_sample_set_add(&j->set, figure, facts);
}

const plot_maker plot_trend_maker = {sizeof(trend_page), init, arrange, draw, tell, find};
