#include "plots/bars.h"

#include <math.h>
#include <string.h>

#include "plots/amount.h"
#include "plots/bars_parts.h"
#include "plots/key.h"
#include "plots/phrase.h"
#include "plots/view.h"

/* Lengths in em. */
static const double head_gap = 1, line_height = 1.75, swarm_height = 4.6, number_gap = 0.35,
                    halo = 0.3, whisker_half = 0.22, words_height = 1.25,
                    line_words_gap = 0.25, dot_diameter = 0.42, least_diameter = 0.2,
                    arrow = 0.5;

/* Points of the default page. */
static const double whisker_width = 1.2, line_width = 0.9, median_width = 1.8,
                    rim_width = 0.4, whisker_rim = 3.4;

static const double bar_share = 0.66;                /* of the room of an arm */
static const double aspect = 0.36, word_share = 0.5; /* of a column, for names */
static const double dot_alpha = 0.62;

enum {
    MOST_BARS = 48, /* arms, on a page without height */
    MOST_SWARMS = 14,
    BRIEF_BARS = 12,
    BRIEF_SWARMS = 3,
};

/* ---- arms ------------------------------------------------------------------ */

static bool is_background(const plot_bars_page *j, const char *arm)
{
    return j->bars->backgrounds.n > 0 && plot_wanted_has(&j->bars->backgrounds, arm);
}

static void order_arms(plot_bars_page *j)
{
    const plot_bars *b = j->bars;

    j->order = sim_pool_take(j->pool, b->n_arms, sizeof *j->order);
    for (int gray = 0; j->order && gray < 2; gray++)
        for (size_t arm = 0; arm < b->n_arms; arm++)
            if (is_background(j, b->arms[arm]) == (gray == 1))
                j->order[j->n_arms++] = b->arms[arm];
}

static size_t most_arms(const plot_bars_page *j, const plot_size *size)
{
    const bool is_swarm = j->bars->is_swarm;

    if (size->height > 0) return is_swarm ? BRIEF_SWARMS : BRIEF_BARS;
    return is_swarm ? MOST_SWARMS : MOST_BARS;
}

/* As curves of these arms have them; of too many, all that are treated have one. */
static plot_color color_of(const plot_bars_page *j, size_t arm)
{
    const plot_look *look = j->facets.draft->look;
    const size_t at = plot_arms_find(&j->arms, j->order[arm], 0);

    if (at < j->arms.n && j->arms.n <= PLOT_NAMED_MAX)
        return plot_arms_pen(&j->arms, look, at).color;
    if (is_background(j, j->order[arm])) return plot_background_pen(look, 0).color;
    return plot_arm_color(look->theme, 1, PLOT_NAMED_MAX);
}

static sim_status find_colors(plot_bars_page *j, sim_error *err)
{
    const sim_table *const tables[] = {j->bars->table};
    plot_data data = {
        .runs = {{tables, 1, NULL}}, .backgrounds = j->bars->backgrounds, .pool = j->pool};
    const sim_status status =
        plot_arms_find_all(&data, (plot_wanted){j->bars->arms, j->bars->n_arms}, err);

    j->arms = data.arms;
    return status;
}

/* ---- numbers --------------------------------------------------------------- */

static plot_topic topic_of(const plot_bars_page *j, size_t column)
{
    const sim_column *c = &j->bars->table->columns[column];
    const sim_unit_told told = sim_chain_unit_told(j->bars->chain, c->name, c->unit);

    return (plot_topic){.column = c->name,
                        .unit = told.unit,
                        .times = told.times,
                        .is_difference = told.is_difference,
                        .words = c->meaning,
                        .telling = sim_chain_telling(j->bars->chain, c->name),
                        .reading = PLOT_READ_LAST,
                        .lead = c->meaning,
                        .x = "",
                        .names_one = j->n_arms > 1};
}

/* Nothing is told of what others are held against. */
static plot_fact find_fact(const plot_bars_page *j, plot_bars_part *p)
{
    plot_read *reads = sim_pool_take(j->pool, j->n_arms, sizeof *reads);
    size_t n = 0;

    for (size_t arm = 0; reads && arm < j->n_arms; arm++) {
        p->topic.is_median = p->topic.is_median || p->sheaves[arm].n_rows > 1;
        if (is_background(j, j->order[arm])) continue;
        reads[n] = (plot_read){.arm = j->order[arm],
                               .value = p->sheaves[arm].middle,
                               .at = NAN,
                               .base = NAN,
                               .low = NAN,
                               .high = NAN,
                               .is_end = true,
                               .order = arm};
        n++;
    }
    return reads ? plot_fact_of(&p->topic, reads, n) : (plot_fact){0};
}

static const char *print_fact(const plot_bars_page *j, const plot_bars_part *p)
{
    GString *text = g_string_new(NULL);

    plot_phrase_caption(&p->fact, &p->topic, text);
    if (text->len > 0 && text->str[text->len - 1] == '.')
        g_string_truncate(text, text->len - 1);
    return plot_keep(text, j->pool);
}

static void init_part(plot_bars_page *j, size_t i)
{
    plot_bars_part *p = &j->parts[i];

    *p = (plot_bars_part){.column = sim_table_find(j->bars->table, j->bars->y[i])};
    p->topic = topic_of(j, p->column);
    p->sheaves = sim_pool_take(j->pool, j->n_arms, sizeof *p->sheaves);
    if (!p->sheaves) return;
    for (size_t arm = 0; arm < j->n_arms; arm++)
        p->sheaves[arm] =
            plot_sheaf_find(j->bars->table, p->column, j->order[arm], j->pool);
    if (j->pool->failed) return;
    p->measure = (plot_measure){.label = p->topic.words,
                                .unit = p->topic.unit,
                                .counted = p->topic.times > 1 ? &plot_percent : NULL};
    p->fact = find_fact(j, p);
    p->range = plot_bars_range(j, p);
    p->saying = print_fact(j, p);
}

/* ---- layout ---------------------------------------------------------------- */

/* Categories stand from the bottom up. */
static void measure_arms(plot_bars_page *j)
{
    const char **words = sim_pool_take(j->pool, j->n_shown, sizeof *words);

    for (size_t arm = 0; words && arm < j->n_shown; arm++)
        words[arm] = j->order[j->n_shown - 1 - arm];
    j->words =
        (plot_measure){.label = "", .unit = "1", .words = words, .n_words = j->n_shown};
}

static void init_facets(plot_bars_page *j, plot_draft *draft)
{
    const plot_size *size = draft->look->size;
    const double each = j->bars->is_swarm ? swarm_height : line_height;

    j->facets.measure = &j->words;
    j->facets.range = (plot_range){-0.5, (double)j->n_shown - 0.5};
    j->facets.broad = j->bars->is_swarm || (size->narrow && size->height == 0);
    j->facets.failed = "without this number";
    j->facets.aspect = aspect;
    for (size_t i = 0; i < j->facets.n; i++)
        j->facets.list[i] = (plot_facet){.measure = &j->parts[i].measure,
                                         .range = j->parts[i].range,
                                         .words = word_share,
                                         .height = each * (double)j->n_shown};
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    plot_bars_page *j = page;
    const plot_bars *b = shown;
    sim_status status = plot_facets_check(b->name, b->n_y, b->n_arms, err);
    size_t most;

    if (status != SIM_OK) return status;
    j->bars = b;
    j->pool = &draft->pool;
    j->facets = (plot_facets){.draft = draft};
    order_arms(j);
    if (j->pool->failed) return sim_fail_memory(err, "figure");
    most = most_arms(j, draft->look->size);
    j->n_shown = j->n_arms < most ? j->n_arms : most;
    status = find_colors(j, err);
    for (size_t i = 0; status == SIM_OK && i < b->n_y; i++) init_part(j, i);
    if (status == SIM_OK) status = sim_pool_check(j->pool, "figure", err);
    if (status != SIM_OK) return status;
    measure_arms(j);
    j->facets.n = plot_facets_room(draft->look->size, b->n_y, b->is_swarm);
    init_facets(j, draft);
    draft->caption.title = plot_bars_title(j);
    draft->saying = plot_bars_say(j);
    plot_draft_say_left(draft, j->facets.n, b->n_y);
    return sim_pool_check(j->pool, "figure", err);
}

static void arrange(void *page)
{
    plot_bars_page *j = page;
    const plot_draft *d = j->facets.draft;

    plot_facets_arrange(&j->facets, plot_draft_room(d, head_gap).y);
}

/* ---- drawing --------------------------------------------------------------- */

/* A row of a panel. */
typedef struct {
    const plot_bars_part *part;
    const plot_sheaf *sheaf;
    plot_frame frame;
    double y, height; /* its middle; of its room */
    plot_color color;
} row;

static plot_canvas *canvas_of(const plot_bars_page *j) { return &j->facets.draft->canvas; }

static double em(const plot_bars_page *j, double ems)
{
    return plot_em(j->facets.draft->look, ems);
}

static plot_pen pen_of(const plot_bars_page *j, plot_color color, double width)
{
    return plot_plain_pen(j->facets.draft->look, color, width);
}

/* Where a value stands, within the box. */
static double place(const row *r, double value)
{
    const plot_box *box = &r->frame.box;

    return fmin(fmax(plot_frame_x(&r->frame, value), box->x), box->x + box->width);
}

static plot_text quiet_text(const plot_bars_page *j)
{
    plot_text style = plot_text_for(j->facets.draft->look, PLOT_TICK);

    style.halo = em(j, halo);
    style.halo_color = j->facets.draft->look->theme->paper;
    return style;
}

/* Does the bar of the row cover that place? */
static bool covers(const plot_bars_page *j, const row *r, double x)
{
    const double end = place(r, r->sheaf->middle), start = place(r, 0);

    return !j->bars->is_swarm && x >= fmin(start, end) && x <= fmax(start, end);
}

/* Beyond the end of what is drawn; where that leaves the box, whole inside of it. */
static void draw_number(const plot_bars_page *j, const row *r, double from, double to)
{
    plot_text style = quiet_text(j);
    const plot_box *box = &r->frame.box;
    const double gap = em(j, number_gap), value = r->sheaf->middle;
    const bool is_left = value < 0 && from < to;
    GString *number = g_string_new(isfinite(value) ? NULL : "no number");
    plot_point at = {is_left ? from - gap : to + gap, r->y};
    double width;
    bool is_inside;

    if (isfinite(value)) plot_amount_tell_bare(value, &r->part->topic, number);
    width = plot_measure_text(canvas_of(j), &style, number->str).width;
    if (is_left) at.x -= width;
    is_inside = is_left ? at.x < box->x : at.x + width > box->x + box->width;
    if (is_inside)
        at.x = is_left ? from + gap + em(j, arrow) : to - gap - em(j, arrow) - width;
    at.x = fmin(at.x, box->x + box->width - width);
    at.x = fmax(at.x, box->x + gap + (value < r->part->range.from ? em(j, arrow) : 0));
    style.align_y = 0.5;
    if (is_inside && covers(j, r, at.x + 0.5 * width)) {
        style.color = plot_color_on(j->facets.draft->look->theme, r->color);
        style.halo_color = r->color;
    }
    plot_draw_text(canvas_of(j), &style, at, number->str);
    g_string_free(number, TRUE);
}

/* At the edge of the box beyond which what is drawn goes on. */
static void draw_arrow(const plot_bars_page *j, const row *r, bool is_right)
{
    const plot_box *box = &r->frame.box;
    const plot_theme *theme = j->facets.draft->look->theme;
    const double size = em(j, arrow), tip = is_right ? box->x + box->width : box->x;
    const double base = is_right ? tip - size : tip + size;

    plot_draw_area(
        canvas_of(j), covers(j, r, base) ? plot_color_on(theme, r->color) : theme->ink,
        (plot_point[]){{tip, r->y}, {base, r->y - 0.5 * size}, {base, r->y + 0.5 * size}},
        3);
}

static void draw_arrows(const plot_bars_page *j, const row *r, double low, double high)
{
    if (high > r->part->range.to) draw_arrow(j, r, true);
    if (low < r->part->range.from) draw_arrow(j, r, false);
}

/* Seen on the bar and beside it. */
static void draw_whisker(const plot_bars_page *j, const row *r, double low, double high)
{
    const plot_theme *theme = j->facets.draft->look->theme;
    const plot_pen pen = pen_of(j, theme->ink, whisker_width);
    const plot_pen rim = pen_of(j, theme->paper, whisker_rim);
    const plot_point from = {low, r->y}, to = {high, r->y};

    plot_draw_whisker(canvas_of(j), &rim, from, to, em(j, whisker_half));
    plot_draw_whisker(canvas_of(j), &pen, from, to, em(j, whisker_half));
}

static void draw_bar(const plot_bars_page *j, const row *r)
{
    const plot_sheaf *s = r->sheaf;
    const double start = place(r, 0), value = isfinite(s->middle) ? s->middle : 0;
    const double end = place(r, value), height = bar_share * r->height;
    const plot_box box = {fmin(start, end), r->y - 0.5 * height, fabs(end - start), height};
    const bool has_whisker = s->n > 1;
    const double low = has_whisker ? place(r, s->low) : box.x;
    const double high = has_whisker ? place(r, s->high) : box.x + box.width;

    if (box.width > 0) plot_draw_box(canvas_of(j), r->color, box);
    if (has_whisker) draw_whisker(j, r, low, high);
    draw_arrows(j, r, has_whisker ? s->low : value, has_whisker ? s->high : value);
    draw_number(j, r, fmin(low, box.x), fmax(high, box.x + box.width));
}

/* Dots stand at their numbers, upon each other where they would touch, and lower where the
 * highest pile would have no room. */
static void draw_swarm(const plot_bars_page *j, const row *r)
{
    const plot_sheaf *s = r->sheaf;
    const double room = r->height - em(j, words_height);
    const plot_color dot = {r->color.red, r->color.green, r->color.blue, dot_alpha};
    const plot_pen rim = pen_of(j, j->facets.draft->look->theme->paper, rim_width);
    double *at = sim_pool_take(j->pool, s->n, sizeof *at);
    int *steps = sim_pool_take(j->pool, s->n, sizeof *steps);
    double width = em(j, dot_diameter), each;
    size_t most;

    if (!at || !steps || s->n == 0) return;
    for (size_t i = 0; i < s->n; i++) at[i] = plot_frame_x(&r->frame, s->list[i]);
    most = plot_sheaf_pile(at, s->n, width, steps);
    while ((double)most * width > room && width > em(j, least_diameter)) {
        width = fmax(0.9 * width, em(j, least_diameter));
        most = plot_sheaf_pile(at, s->n, width, steps);
    }
    each = fmin(width, room / (double)most);
    for (size_t i = 0; i < s->n; i++)
        if (at[i] >= r->frame.box.x && at[i] <= r->frame.box.x + r->frame.box.width)
            plot_draw_disk(
                canvas_of(j), dot, &rim,
                (plot_point){at[i], r->y + 0.5 * em(j, words_height) + steps[i] * each},
                0.5 * width);
}

/* In words the median and how many reach the line; these alone where both have no room.  Lines
 * that stand upright end there. */
static void write_middle(const plot_bars_page *j, const row *r)
{
    const size_t arm = (size_t)(r->sheaf - r->part->sheaves);
    const double gap = em(j, number_gap), width = r->frame.box.width - gap;
    plot_text style = quiet_text(j);
    GString *text = g_string_new(NULL), *share = g_string_new(NULL);
    plot_box box = {r->frame.box.x + gap, r->y - 0.5 * r->height, 0, 0};

    plot_bars_tell_share(j, r->part, arm, share);
    if (r->sheaf->n > 0) {
        g_string_append(text, "median ");
        plot_amount_tell(r->sheaf->middle, &r->part->topic, text);
    } else
        g_string_append(text, "no number");
    if (share->len > 0) g_string_append_printf(text, "; %s", share->str);
    if (share->len > 0 && plot_measure_text(canvas_of(j), &style, text->str).width > width)
        g_string_assign(text, share->str);
    style.width = width;
    box.height = plot_measure_text(canvas_of(j), &style, text->str).height;
    box.width = plot_measure_text(canvas_of(j), &style, text->str).width + gap;
    plot_draw_box(canvas_of(j), j->facets.draft->look->theme->paper, box);
    plot_draw_text(canvas_of(j), &style, (plot_point){box.x, box.y}, text->str);
    g_string_free(text, TRUE);
    g_string_free(share, TRUE);
}

static void draw_middle(const plot_bars_page *j, const row *r)
{
    const plot_box *box = &r->frame.box;
    const plot_sheaf *s = r->sheaf;
    const plot_pen pen = pen_of(j, j->facets.draft->look->theme->ink, median_width);
    const double top = r->y - 0.5 * r->height + em(j, words_height);
    const double x = plot_frame_x(&r->frame, s->middle);

    if (x >= box->x && x <= box->x + box->width)
        plot_draw_segment(canvas_of(j), &pen, (plot_point){x, top},
                          (plot_point){x, r->y + 0.46 * r->height});
    write_middle(j, r);
    draw_arrows(j, r, s->n > 0 ? s->list[0] : NAN, s->n > 0 ? s->list[s->n - 1] : NAN);
}

/* The line, and above the box what it means. */
static void draw_line(const plot_bars_page *j, const plot_frame *frame)
{
    const plot_look *look = j->facets.draft->look;
    const plot_pen pen = pen_of(j, look->theme->axis, line_width);
    plot_text style = plot_text_for(look, PLOT_TICK);
    const double line = plot_bars_guide(j, PLOT_BARS_LINE), x = plot_frame_x(frame, line);
    const plot_box *box = &frame->box;
    plot_box size;
    double left;

    if (!isfinite(x)) return;
    plot_draw_segment(canvas_of(j), &pen, (plot_point){x, box->y - em(j, line_words_gap)},
                      (plot_point){x, box->y + box->height});
    style.width = box->width;
    size = plot_measure_text(canvas_of(j), &style, j->bars->guides->line_words);
    left = fmin(fmax(x - 0.5 * size.width, box->x), box->x + box->width - size.width);
    plot_draw_text(canvas_of(j), &style,
                   (plot_point){left, box->y - em(j, line_words_gap) - size.height},
                   j->bars->guides->line_words);
}

static void draw_panel(const plot_bars_page *j, size_t panel)
{
    const plot_bars_part *p = &j->parts[panel];
    plot_frame frame = plot_facets_begin(&j->facets, panel);
    const double height = frame.box.height / (double)j->n_shown;

    frame.marks_zero = true;
    plot_frame_draw_grid(&frame);
    draw_line(j, &frame);
    for (size_t arm = 0; arm < j->n_shown; arm++) {
        const row r = {p,      &p->sheaves[arm],
                       frame,  frame.box.y + ((double)arm + 0.5) * height,
                       height, color_of(j, arm)};

        plot_open_arm(canvas_of(j), j->order[arm]);
        if (j->bars->is_swarm) {
            draw_swarm(j, &r);
            draw_middle(j, &r);
        } else
            draw_bar(j, &r);
        plot_close_scope(canvas_of(j));
    }
    plot_facets_draw_axes(&j->facets, panel);
    plot_facets_end(&j->facets);
}

static void draw(void *page)
{
    const plot_bars_page *j = page;

    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

const plot_maker plot_bars_maker = {sizeof(plot_bars_page), init,          arrange, draw,
                                    plot_bars_tell,         plot_bars_find};
