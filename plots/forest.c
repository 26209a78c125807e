#include "plots/forest_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/amount.h"
#include "plots/key.h"
#include "plots/phrase.h"
#include "plots/sheaf.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, line_height = 0.78, least_height = 7,
                    least_room = 9;
static const double dot_radius = 0.27, arrow = 0.42, words_gap = 0.3, label_gap = 0.8,
                    label_reach = 1;

/* Points of the default page. */
static const double interval_width = 1.5, line_width = 1.1, rim_width = 1.1;

static const double line_share = 0.34,
                    dot_share = 0.42; /* of the room of a trial, at most, for its dot */
static const double aspect = 0.4, more = 0.03; /* of the axis at both ends */
static const double few = 0.1;      /* of the ends of intervals lie beyond that quantile */
static const double too_long = 2;   /* axis of all ends, by one without those few */
static const double farther = 0.25; /* of that one: ends beyond it that it goes on to */

enum { TWO = 2, THREE, FOUR, SHORT_NAME = 16 };

static double em(const plot_forest_page *j, double ems)
{
    return plot_em(j->facets.draft->look, ems);
}

static plot_canvas *canvas_of(const plot_forest_page *j)
{
    return &j->facets.draft->canvas;
}

/* ---- the axis --------------------------------------------------------------- */

static bool has_interval(const plot_estimate *e) { return e->low <= e->high; }

/* 0, the truths and all estimates. */
static plot_range range_of_estimates(const plot_forest_page *j)
{
    plot_range r = {0, 0};

    for (size_t i = 0; i < j->facets.n; i++) {
        const plot_trials_arm *arm = &j->set.arms[i];

        plot_range_add(&r, &j->across, arm->truth);
        for (size_t k = 0; k < arm->n_list; k++)
            plot_range_add(&r, &j->across, arm->list[k].at);
    }
    return r;
}

static int compare(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

/* The ends on one side of all intervals that are shown. */
static plot_sheaf list_ends(const plot_forest_page *j, bool are_low)
{
    plot_sheaf s = {0};

    s.list = sim_pool_take(j->pool, j->facets.n * PLOT_FOREST_TRIALS, sizeof *s.list);
    for (size_t i = 0; s.list && i < j->facets.n; i++)
        for (size_t k = 0; k < j->set.arms[i].n_list; k++) {
            const plot_estimate *e = &j->set.arms[i].list[k];

            if (has_interval(e)) s.list[s.n++] = are_low ? e->low : e->high;
        }
    if (s.n > 1) qsort(s.list, s.n, sizeof *s.list, compare);
    return s;
}

/* Goes on to the ends of intervals that lie at most `by` beyond it. */
static plot_range go_on(const plot_forest_page *j, plot_range r, const plot_sheaf *low,
                        const plot_sheaf *high, double by)
{
    const plot_range most = {r.from - by, r.to + by};

    for (size_t i = 0; i < low->n; i++)
        if (low->list[i] >= most.from) plot_range_add(&r, &j->across, low->list[i]);
    for (size_t i = 0; i < high->n; i++)
        if (high->list[i] <= most.to) plot_range_add(&r, &j->across, high->list[i]);
    return r;
}

static void set_range(plot_forest_page *j)
{
    const plot_sheaf low = list_ends(j, true), high = list_ends(j, false);
    plot_range r = range_of_estimates(j), all;
    double span;

    plot_range_add(&r, &j->across, plot_sheaf_quantile(&low, few));
    plot_range_add(&r, &j->across, plot_sheaf_quantile(&high, 1 - few));
    span = r.to - r.from;
    all = go_on(j, r, &low, &high, INFINITY);
    if (all.to - all.from > too_long * span) all = go_on(j, r, &low, &high, farther * span);
    j->range = plot_range_widen(all, &j->across, more);
    j->n_beyond = 0;
    for (size_t i = 0; i < low.n; i++) j->n_beyond += low.list[i] < j->range.from;
    for (size_t i = 0; i < high.n; i++) j->n_beyond += high.list[i] > j->range.to;
}

/* ---- layout ----------------------------------------------------------------- */

/* Rows have no names. */
static void name_rows(plot_forest_page *j)
{
    const char **words;

    for (size_t i = 0; i < j->set.n_arms; i++)
        if (j->set.arms[i].n_list > j->n_rows) j->n_rows = j->set.arms[i].n_list;
    if (j->n_rows == 0) j->n_rows = 1;
    words = sim_pool_take(j->pool, j->n_rows, sizeof *words);
    for (size_t i = 0; words && i < j->n_rows; i++) words[i] = "";
    j->rows = (plot_measure){
        .label = "", .unit = "1", .words = words, .n_words = words ? j->n_rows : 0};
}

/* The line below the title says to what, where the name is long. */
static const char *print_axis(const plot_forest_page *j)
{
    static const char *const sides[] = {[SIM_MORE_IS_BETTER] = ", above 0 is better",
                                        [SIM_LESS_IS_BETTER] = ", below 0 is better",
                                        [SIM_NEITHER_IS_BETTER] = ""};
    const plot_trials *asked = j->set.asked;
    GString *text = g_string_new("difference");

    if (strlen(asked->control) <= SHORT_NAME) {
        g_string_append(text, " to ");
        plot_phrase_name(asked->control, text);
    }
    g_string_append(text, sides[asked->better]);
    return plot_keep(text, j->pool);
}

static void set_facets(plot_forest_page *j, plot_draft *draft)
{
    const double height = fmax(least_height, line_height * (double)j->n_rows);

    j->facets.measure = &j->rows;
    j->facets.failed = "without an estimate";
    j->facets.aspect = aspect;
    for (size_t i = 0; i < j->facets.n; i++)
        j->facets.list[i] = (plot_facet){.title = j->set.arms[i].name,
                                         .saying = plot_forest_counts(j, &j->set.arms[i]),
                                         .measure = &j->across,
                                         .range = j->range,
                                         .y = &j->rows,
                                         .y_range = {-0.5, (double)j->n_rows - 0.5},
                                         .height = height};
    draft->caption.title = j->set.asked->title ? j->set.asked->title : plot_forest_title(j);
    draft->saying = j->said = plot_forest_say(j);
    plot_draft_say_left(draft, j->facets.n, j->set.n_arms);
}

/* Side by side, at most: narrow print has room for the words of two. */
static size_t count_columns(const plot_size *size)
{
    if (size->narrow) return size->height > 0 ? THREE : TWO;
    return size->height > 0 ? FOUR : THREE;
}

/* A page of fixed height has room for one row. */
static size_t count_panels(const plot_size *size, size_t n)
{
    const size_t most = size->height > 0 ? count_columns(size) : PLOT_MOST_PANELS;

    return n < most ? n : most;
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    plot_forest_page *j = page;
    const plot_trials *t = shown;
    sim_status status;

    sim_bug(!t->trial);
    j->pool = &draft->pool;
    status = plot_trials_init(&j->set, t, PLOT_FOREST_TRIALS, j->pool, err);
    if (status != SIM_OK) return status;
    j->facets = (plot_facets){.draft = draft,
                              .n_all = j->set.n_arms,
                              .n = count_panels(draft->look->size, j->set.n_arms),
                              .side_by_side = count_columns(draft->look->size)};
    j->across = (plot_measure){.label = print_axis(j),
                               .unit = t->told.unit,
                               .counted = t->told.times > 1 ? &plot_percent : NULL};
    name_rows(j);
    set_range(j);
    if (j->pool->failed) return sim_fail_memory(err, "figure");
    set_facets(j, draft);
    return sim_pool_check(j->pool, "figure", err);
}

/* ---- colors ----------------------------------------------------------------- */

typedef enum { CONTAINS, EXCLUDES, EXCLUDES_WRONG, N_FINDINGS } finding;

static finding finding_of(const plot_trials_arm *arm, const plot_estimate *e)
{
    if (!plot_estimate_excludes(e)) return CONTAINS;
    return plot_estimate_is_wrong(e, arm->truth) ? EXCLUDES_WRONG : EXCLUDES;
}

/* Dots of what excludes 0 are filled, and on which side of it says more than color. */
static plot_color color_of(const plot_forest_page *j, finding found)
{
    const plot_theme *theme = j->facets.draft->look->theme;

    if (found == CONTAINS) return theme->axis;
    return found == EXCLUDES ? plot_arm_color(theme, 0, 1) : theme->miss;
}

static plot_color fill_of(const plot_forest_page *j, finding found)
{
    return found == CONTAINS ? j->facets.draft->look->theme->paper : color_of(j, found);
}

static plot_pen pen_of(const plot_forest_page *j, plot_color color, double width)
{
    return plot_plain_pen(j->facets.draft->look, color, width);
}

/* ---- header ----------------------------------------------------------------- */

static bool has_finding(const plot_forest_page *j, finding found)
{
    for (size_t i = 0; i < j->facets.n; i++)
        for (size_t k = 0; k < j->set.arms[i].n_list; k++)
            if (finding_of(&j->set.arms[i], &j->set.arms[i].list[k]) == found) return true;
    return false;
}

static double draw_header(const plot_forest_page *j)
{
    static const char *const words[N_FINDINGS] = {"interval contains 0", "excludes 0",
                                                  "excludes 0 on the wrong side"};
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key keys[N_FINDINGS];
    size_t n = 0;

    for (finding f = 0; f < N_FINDINGS; f++)
        if (has_finding(j, f))
            keys[n++] = (plot_key){.kind = PLOT_KEY_WHISKER,
                                   .pen = pen_of(j, color_of(j, f), interval_width),
                                   .fill = fill_of(j, f),
                                   .text = words[f]};
    room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + em(j, head_gap);
}

static void arrange(void *page)
{
    plot_forest_page *j = page;

    plot_facets_arrange(&j->facets, draw_header(j));
    plot_facets_give_room(&j->facets, least_room);
}

/* ---- drawing ---------------------------------------------------------------- */

/* A line from top to bottom, and where it stands. */
static double draw_line(const plot_forest_page *j, const plot_frame *f, double at,
                        plot_line line)
{
    plot_pen pen = pen_of(j, f->look->theme->ink, line_width);
    const double x = plot_frame_x(f, at);

    pen.line = line;
    plot_draw_segment(canvas_of(j), &pen, (plot_point){x, f->box.y - em(j, words_gap)},
                      (plot_point){x, f->box.y + f->box.height});
    return x;
}

/* Words above a line, away from it to the right or to the left. */
static plot_range span_of(double line, double width, bool is_right)
{
    return (plot_range){is_right ? line : line - width, is_right ? line + width : line};
}

/* What fits beside those of the truth, which are `taken`: away from them or, where there is no room,
 * on to them. */
static void draw_zero_words(const plot_forest_page *j, const plot_frame *f, plot_text style,
                            double zero, plot_range taken, bool is_right)
{
    static const char *const words[] = {"no difference", "no difference", "0"};
    const double gap = em(j, label_gap), near = em(j, label_reach);
    const double y = f->box.y - em(j, words_gap);
    const double line =
        is_right ? fmin(zero, taken.from - gap) : fmax(zero, taken.to + gap);
    const plot_range room = is_right
                                ? (plot_range){f->box.x, taken.from - gap}
                                : (plot_range){taken.to + gap, f->box.x + f->box.width};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const double width = plot_measure_text(canvas_of(j), &style, words[i]).width;
        const plot_range at =
            i == 1 ? span_of(zero, width, is_right) : span_of(line, width, !is_right);

        if (at.from < room.from || at.to > room.to || zero < at.from - near ||
            zero > at.to + near)
            continue;
        plot_draw_text(canvas_of(j), &style, (plot_point){at.from, y}, words[i]);
        return;
    }
}

/* Both lines have words above the box; those of the truth have the first choice. */
static void draw_line_words(const plot_forest_page *j, const plot_frame *f,
                            const plot_trials_arm *arm, double zero, double truth)
{
    plot_text style = plot_text_for(f->look, PLOT_TICK);
    const bool is_right = arm->truth >= 0;
    GString *text = g_string_new(NULL);
    plot_range at;
    double width;

    plot_forest_tell_truth(j, arm, text);
    style.align_y = 1;
    width = plot_measure_text(canvas_of(j), &style, text->str).width;
    at = span_of(truth, width, is_right);
    at.from = fmax(fmin(at.from, f->box.x + f->box.width - width), f->box.x);
    at.to = at.from + width;
    plot_draw_text(canvas_of(j), &style, (plot_point){at.from, f->box.y - em(j, words_gap)},
                   text->str);
    g_string_free(text, TRUE);
    draw_zero_words(j, f, style, zero, at, is_right);
}

static void draw_arrow(const plot_forest_page *j, const plot_frame *f, double y,
                       bool is_right, plot_color color)
{
    const double size = em(j, arrow), tip = is_right ? f->box.x + f->box.width : f->box.x;
    const double base = is_right ? tip - size : tip + size;

    plot_draw_area(canvas_of(j), color,
                   (plot_point[]){{tip, y}, {base, y - 0.5 * size}, {base, y + 0.5 * size}},
                   3);
}

static double row_height(const plot_forest_page *j, const plot_frame *f)
{
    return f->box.height / (double)j->n_rows;
}

static void draw_interval(const plot_forest_page *j, const plot_frame *f,
                          const plot_trials_arm *arm, size_t i)
{
    const plot_estimate *e = &arm->list[i];
    const plot_color color = color_of(j, finding_of(arm, e));
    plot_pen pen = pen_of(j, color, interval_width);
    const plot_point from = plot_frame_place(f, fmax(e->low, j->range.from), (double)i),
                     to = plot_frame_place(f, fmin(e->high, j->range.to), (double)i);

    if (!has_interval(e)) return;
    pen.width = fmin(pen.width, line_share * row_height(j, f));
    plot_draw_segment(canvas_of(j), &pen, from, to);
    if (e->low < j->range.from) draw_arrow(j, f, from.y, false, color);
    if (e->high > j->range.to) draw_arrow(j, f, to.y, true, color);
}

static void draw_dot(const plot_forest_page *j, const plot_frame *f,
                     const plot_trials_arm *arm, size_t i)
{
    const finding found = finding_of(arm, &arm->list[i]);
    plot_pen rim = pen_of(j, color_of(j, found), rim_width);

    rim.width = fmin(rim.width, line_share * row_height(j, f));
    plot_draw_disk(canvas_of(j), fill_of(j, found), &rim,
                   plot_frame_place(f, arm->list[i].at, (double)i),
                   fmin(em(j, dot_radius), dot_share * row_height(j, f)));
}

static void draw_each(const plot_forest_page *j, const plot_frame *f,
                      const plot_trials_arm *arm,
                      void (*draw_one)(const plot_forest_page *, const plot_frame *,
                                       const plot_trials_arm *, size_t))
{
    plot_open_scope(canvas_of(j), &(plot_scope){.table = j->set.asked->trial->name,
                                                .column = "difference",
                                                .arm = arm->name});
    for (size_t i = 0; i < arm->n_list; i++) draw_one(j, f, arm, i);
    plot_close_scope(canvas_of(j));
}

static void draw_panel(const plot_forest_page *j, size_t panel)
{
    const plot_trials_arm *arm = &j->set.arms[panel];
    const plot_frame frame = plot_facets_begin(&j->facets, panel);
    double zero, truth;

    plot_frame_draw_grid(&frame);
    plot_facets_draw_axes(&j->facets, panel);
    draw_each(j, &frame, arm, draw_interval);
    zero = draw_line(j, &frame, 0, PLOT_SOLID);
    if (isfinite(arm->truth)) {
        truth = draw_line(j, &frame, arm->truth, PLOT_DASHED);
        draw_line_words(j, &frame, arm, zero, truth);
    }
    draw_each(j, &frame, arm, draw_dot);
    if (arm->n_list == 0) plot_facets_draw_words(&j->facets, panel, "no estimate");
    plot_facets_end(&j->facets);
}

static void draw(void *page)
{
    const plot_forest_page *j = page;

    draw_header(j);
    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

const plot_maker plot_forest_maker = {
    sizeof(plot_forest_page), init, arrange, draw, plot_forest_tell, plot_forest_find};
