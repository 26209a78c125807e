#include "plots/waterfall.h"

#include <math.h>
#include <string.h>

#include "plots/frame.h"
#include "plots/key.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.9, label_gap = 1.0, number_gap = 0.45;
static const double bar_height = 1.25, row_gap = 0.75, row_stretch = 2.4, bar_stretch = 1.8;
static const double tick_gap = 0.3, axis_label_gap = 0.25, tick_room = 0.8;
static const double dot_radius = 0.32, cap = 0.3, halo = 0.35;

static const double link_width = 0.9, whisker_width = 1.3; /* points of the default page */
static const double label_share = 0.4; /* of the page's width, at most, for labels */
/* All is far from 0 where it spans less than that part of it, but no more where it spans so
 * little that nothing differs. */
static const double far = 0.15, alike = 1e-6;

enum { MOST_TICKS = 9, LABEL_LINES = 2 };

/* A figure in the making: rows are the first number, the parts, and the last number. */
typedef struct {
    const plot_waterfall *w;
    plot_draft *draft;
    plot_measure measure;
    plot_ruler ruler;
    plot_box area;      /* of the bars */
    double left, right; /* width of labels, and of numbers behind bars */
    double row, bar;    /* from one to the next; height of a bar */
    bool is_far;
} fall_page;

static double em(const fall_page *j, double ems) { return plot_em(j->draft->look, ems); }

static double shown(const fall_page *j, double number)
{
    return number * (j->w->times > 0 ? j->w->times : 1);
}

/* ---- rows ----------------------------------------------------------------- */

static size_t count_rows(const fall_page *j) { return j->w->n + 2; }

static bool is_total(const fall_page *j, size_t row)
{
    return row == 0 || row == j->w->n + 1;
}

static const char *label_of(const fall_page *j, size_t row)
{
    if (row == 0) return j->w->from_label;
    return is_total(j, row) ? j->w->to_label : j->w->falls[row - 1].label;
}

/* Where the number stands after a row. */
static double level_after(const fall_page *j, size_t row)
{
    double level = j->w->from;

    if (row == j->w->n + 1) return shown(j, j->w->to);
    for (size_t i = 0; i < row; i++) level += j->w->falls[i].part;
    return shown(j, level);
}

static double start_of(const fall_page *j, size_t row)
{
    return is_total(j, row) ? 0 : level_after(j, row - 1);
}

static bool has_range(const plot_fall *fall)
{
    return plot_drawable(fall->low) && plot_drawable(fall->high);
}

/* "16.18 mm" of a total, "−3.53" of a part. */
static const char *print_number(const fall_page *j, size_t row, char text[PLOT_WORDS_SIZE])
{
    const bool total = is_total(j, row);
    const double number = total ? level_after(j, row) : shown(j, j->w->falls[row - 1].part);
    const bool is_none = fabs(number) < 0.5 * pow(10, -j->w->decimals);
    const bool has_unit = total && strcmp(j->w->unit, "1") != 0;
    char unit[PLOT_WORDS_SIZE];
    const char *sign = is_none ? "" : number < 0 ? "−" : total ? "" : "+";

    plot_print_unit(unit, j->w->unit);
    g_snprintf(text, PLOT_WORDS_SIZE, "%s%.*f%s%s", sign, j->w->decimals,
               is_none ? 0 : fabs(number), has_unit ? " " : "", has_unit ? unit : "");
    return text;
}

/* ---- colors --------------------------------------------------------------- */

static plot_color total_fill(const fall_page *j)
{
    const plot_theme *theme = j->draft->look->theme;

    return plot_mix(theme->quiet, theme->paper, 0.35);
}

/* Both let ink stand out, and are apart for all kinds of eyes; a sign says the same. */
static plot_color part_fill(const fall_page *j, bool adds)
{
    const plot_theme *theme = j->draft->look->theme;
    const bool is_dark = theme->paper.red < theme->ink.red;

    return theme->arms[adds == is_dark ? 4 : 5];
}

static plot_color fill_of(const fall_page *j, size_t row)
{
    return is_total(j, row) ? total_fill(j) : part_fill(j, j->w->falls[row - 1].part > 0);
}

/* ---- layout --------------------------------------------------------------- */

static plot_text label_style(const fall_page *j)
{
    plot_text style = plot_text_for(j->draft->look, PLOT_LABEL);

    style.width = fmax(1, j->left - em(j, label_gap));
    style.lines = LABEL_LINES;
    style.align_x = 1;
    style.align_y = 0.5;
    return style;
}

static plot_text number_style(const fall_page *j)
{
    plot_text style = plot_text_for(j->draft->look, PLOT_MARK);

    style.align_y = 0.5;
    style.halo = em(j, halo);
    style.halo_color = j->draft->look->theme->paper;
    return style;
}

static void set_sides(fall_page *j)
{
    const plot_text style = number_style(j);
    char text[PLOT_WORDS_SIZE];
    double most = 0;

    j->right = 0;
    for (size_t row = 0; row < count_rows(j); row++) {
        most = fmax(most, plot_draft_measure(j->draft, PLOT_LABEL, label_of(j, row)));
        j->right = fmax(
            j->right,
            plot_measure_text(&j->draft->canvas, &style, print_number(j, row, text)).width);
    }
    j->right += em(j, 2 * number_gap);
    j->left = fmin(most + 1, label_share * plot_draft_inner(j->draft)) + em(j, label_gap);
}

static double label_height(const fall_page *j, size_t row)
{
    const plot_text style = label_style(j);

    return plot_measure_text(&j->draft->canvas, &style, label_of(j, row)).height;
}

static double row_height(const fall_page *j)
{
    double most = 0;

    for (size_t row = 0; row < count_rows(j); row++)
        most = fmax(most, label_height(j, row));
    return fmax(most, em(j, bar_height)) + em(j, row_gap);
}

static double axis_height(const fall_page *j)
{
    const plot_text tick = plot_text_for(j->draft->look, PLOT_TICK);
    plot_text label = plot_text_for(j->draft->look, PLOT_LABEL);
    char text[PLOT_WORDS_SIZE];

    plot_measure_print(text, &j->measure);
    label.lines = LABEL_LINES;
    label.width = plot_draft_inner(j->draft);
    return em(j, tick_gap + axis_label_gap) +
           plot_measure_text(&j->draft->canvas, &tick, "0").height +
           plot_measure_text(&j->draft->canvas, &label, text).height;
}

static void set_rows(fall_page *j)
{
    plot_draft *d = j->draft;
    const double n = (double)count_rows(j), least = row_height(j);

    j->row = least;
    if (d->height > 0) {
        const double room = d->height - d->below - j->area.y - axis_height(j);

        j->row = fmin(fmax(room / n, 1), least + em(j, row_stretch));
    }
    j->bar = em(j, bar_height) * fmin(j->row / least, bar_stretch);
    j->area.height = n * j->row;
    if (d->height == 0)
        d->height = ceil(j->area.y + j->area.height + axis_height(j) + d->below);
}

/* All levels, and as far as ranges go. */
static plot_range find_range(const fall_page *j)
{
    plot_range range = plot_range_empty();

    for (size_t row = 0; row < count_rows(j); row++) {
        const plot_fall *fall = is_total(j, row) ? NULL : &j->w->falls[row - 1];

        plot_range_add(&range, &j->measure, level_after(j, row));
        if (!fall || !has_range(fall)) continue;
        plot_range_add(&range, &j->measure, start_of(j, row) + shown(j, fall->low));
        plot_range_add(&range, &j->measure, start_of(j, row) + shown(j, fall->high));
    }
    return range;
}

static bool is_far_from_zero(plot_range range)
{
    const double nearest = fmin(fabs(range.from), fabs(range.to));

    const double span = range.to - range.from;

    return range.from * range.to > 0 && span < far * nearest && span > alike * nearest;
}

static void set_ruler(fall_page *j)
{
    const plot_frame frame = {
        .canvas = &j->draft->canvas, .look = j->draft->look, .box = j->area};
    plot_range range = find_range(j);

    j->is_far = is_far_from_zero(range);
    if (!j->is_far) plot_range_add(&range, &j->measure, 0);
    if (!(range.from < range.to)) range = plot_range_widen(range, &j->measure, 0);
    if (j->is_far) range = plot_range_widen(range, &j->measure, 0.08);
    j->ruler = plot_frame_fit_x(&frame, &j->measure, range, MOST_TICKS, tick_room);
}

static plot_frame find_frame(const fall_page *j)
{
    return (plot_frame){.canvas = &j->draft->canvas,
                        .look = j->draft->look,
                        .box = j->area,
                        .x = &j->ruler,
                        .marks_zero = true};
}

/* ---- header --------------------------------------------------------------- */

static bool has_way(const fall_page *j, bool adds)
{
    for (size_t i = 0; i < j->w->n; i++)
        if (adds ? j->w->falls[i].part > 0 : j->w->falls[i].part < 0) return true;
    return false;
}

static double draw_header(const fall_page *j)
{
    plot_draft *d = j->draft;
    plot_box room = plot_draft_room(d, key_gap);
    const plot_pen whisker = plot_plain_pen(d->look, d->look->theme->ink, whisker_width);
    plot_key keys[3];
    size_t n = 0;

    if (has_way(j, false))
        keys[n++] = (plot_key){
            .kind = PLOT_KEY_BOX, .fill = part_fill(j, false), .text = "takes off"};
    if (has_way(j, true))
        keys[n++] =
            (plot_key){.kind = PLOT_KEY_BOX, .fill = part_fill(j, true), .text = "adds"};
    if (j->w->range_label)
        keys[n++] =
            (plot_key){.kind = PLOT_KEY_LINE, .pen = whisker, .text = j->w->range_label};
    if (n > 0) room.y += plot_key_draw(&d->canvas, d->look, keys, n, room);
    return room.y + em(j, head_gap);
}

static void arrange(void *page)
{
    fall_page *j = page;
    const double margin = j->draft->look->size->margin;

    set_sides(j);
    j->area.y = draw_header(j);
    set_rows(j);
    j->area.x = margin + j->left;
    j->area.width = fmax(1, j->draft->width - margin - j->right - j->area.x);
    set_ruler(j);
}

/* ---- drawing -------------------------------------------------------------- */

static double place(const fall_page *j, double value)
{
    const plot_frame frame = find_frame(j);

    return plot_frame_x(&frame, value);
}

/* The top of the bar of a row. */
static double top_of(const fall_page *j, size_t row)
{
    return j->area.y + (double)row * j->row + 0.5 * (j->row - j->bar);
}

static void draw_axis(const fall_page *j)
{
    const plot_frame frame = find_frame(j);
    const plot_text tick = plot_text_for(j->draft->look, PLOT_TICK);
    const double margin = j->draft->look->size->margin;
    char text[PLOT_WORDS_SIZE];

    plot_measure_print(text, &j->measure);
    plot_frame_draw_grid(&frame);
    plot_frame_draw_x_numbers(&frame);
    plot_frame_draw_x_label(&frame,
                            j->area.y + j->area.height + em(j, tick_gap + axis_label_gap) +
                                plot_measure_text(&j->draft->canvas, &tick, "0").height,
                            (plot_range){margin, j->draft->width - margin}, text);
}

/* The line on which the next bar starts. */
static void draw_link(const fall_page *j, size_t row)
{
    const plot_look *look = j->draft->look;
    const plot_pen pen = plot_plain_pen(look, look->theme->quiet, link_width);
    const double x = place(j, level_after(j, row));

    plot_draw_segment(&j->draft->canvas, &pen, (plot_point){x, top_of(j, row) + j->bar},
                      (plot_point){x, top_of(j, row + 1)});
}

static void draw_range(const fall_page *j, size_t row)
{
    const plot_fall *fall = &j->w->falls[row - 1];
    const plot_look *look = j->draft->look;
    const plot_pen pen = plot_plain_pen(look, look->theme->ink, whisker_width);
    const double y = top_of(j, row) + 0.5 * j->bar, half = em(j, cap);
    const double ends[] = {place(j, start_of(j, row) + shown(j, fall->low)),
                           place(j, start_of(j, row) + shown(j, fall->high))};

    if (!has_range(fall)) return;
    plot_draw_segment(&j->draft->canvas, &pen, (plot_point){ends[0], y},
                      (plot_point){ends[1], y});
    for (size_t i = 0; i < 2; i++)
        plot_draw_segment(&j->draft->canvas, &pen, (plot_point){ends[i], y - half},
                          (plot_point){ends[i], y + half});
}

/* The right end of what is drawn in a row. */
static double right_end(const fall_page *j, size_t row)
{
    double most =
        fmax(level_after(j, row),
             j->is_far && is_total(j, row) ? level_after(j, row) : start_of(j, row));

    if (!is_total(j, row) && has_range(&j->w->falls[row - 1]))
        most = fmax(most, start_of(j, row) + shown(j, j->w->falls[row - 1].high));
    return place(j, most) + (is_total(j, row) && j->is_far ? em(j, dot_radius) : 0);
}

static void draw_bar(const fall_page *j, size_t row)
{
    const plot_look *look = j->draft->look;
    const double y = top_of(j, row), height = j->bar;
    const plot_pen rim = plot_plain_pen(look, look->theme->ink, link_width);
    const double end = place(j, level_after(j, row));
    double start;

    if (is_total(j, row) && j->is_far) {
        plot_draw_disk(&j->draft->canvas, fill_of(j, row), &rim,
                       (plot_point){end, y + 0.5 * height}, em(j, dot_radius));
        return;
    }
    start = place(j, start_of(j, row));
    plot_draw_box(&j->draft->canvas, fill_of(j, row),
                  (plot_box){fmin(start, end), y, fabs(end - start), height});
    if (!is_total(j, row)) draw_range(j, row);
}

static void draw_words(const fall_page *j, size_t row)
{
    const plot_text label = label_style(j), number = number_style(j);
    const double middle = top_of(j, row) + 0.5 * j->bar;
    char text[PLOT_WORDS_SIZE];

    plot_draw_text(&j->draft->canvas, &label,
                   (plot_point){j->area.x - em(j, label_gap), middle}, label_of(j, row));
    plot_draw_text(&j->draft->canvas, &number,
                   (plot_point){right_end(j, row) + em(j, number_gap), middle},
                   print_number(j, row, text));
}

static void draw(void *page)
{
    const fall_page *j = page;

    draw_header(j);
    draw_axis(j);
    for (size_t row = 0; row + 1 < count_rows(j); row++) draw_link(j, row);
    for (size_t row = 0; row < count_rows(j); row++) draw_bar(j, row);
    for (size_t row = 0; row < count_rows(j); row++) draw_words(j, row);
}

/* ---- words ---------------------------------------------------------------- */

static void tell(const void *page, GString *words)
{
    const fall_page *j = page;
    char text[PLOT_WORDS_SIZE];

    plot_draft_tell_saying(j->draft, words);
    plot_measure_print(text, &j->measure);
    g_string_append_printf(words, "A waterfall of bars along %s: ", text);
    for (size_t row = 0; row < count_rows(j); row++)
        g_string_append_printf(words, "%s%s %s", row > 0 ? "; " : "", label_of(j, row),
                               print_number(j, row, text));
    g_string_append(words, ".\n");
}

/* A bar after the other, for who does not see them. */
static void find_bar(const fall_page *j, size_t row, plot_saying *s, plot_facts *facts)
{
    char text[2 * PLOT_WORDS_SIZE], number[PLOT_WORDS_SIZE];

    g_snprintf(text, sizeof text, "%s: %s", label_of(j, row), print_number(j, row, number));
    s->text = text;
    plot_facts_add(facts, s);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const fall_page *j = page;
    const plot_waterfall *w = j->w;
    plot_saying s = {.figure = figure,
                     .panel = "",
                     .place = "title",
                     .quantity = w->column,
                     .has_fact = true,
                     .fact = {.is = w->from == w->to ? PLOT_TIE : PLOT_DIFFERENT,
                              .n_all = 2,
                              .n = 2,
                              .arm = {.arm = w->from_label, .value = w->from, .at = NAN},
                              .other = {.arm = w->to_label, .value = w->to, .at = NAN}},
                     .text = (char *)w->title};

    plot_facts_add(facts, &s);
    s.has_fact = false;
    s.place = "caption";
    s.text = (char *)w->saying;
    if (s.text) plot_facts_add(facts, &s);
    s.place = "alt";
    for (size_t row = 0; row < count_rows(j); row++) find_bar(j, row, &s, facts);
}

static sim_status init(void *page, const void *to_show, plot_draft *draft, sim_error *err)
{
    const plot_waterfall *w = to_show;
    fall_page *j = page;

    (void)err;
    *j =
        (fall_page){.w = w, .draft = draft, .measure = {.label = w->axis, .unit = w->unit}};
    draft->caption.title = w->title;
    draft->saying = w->saying;
    return SIM_OK;
}

const plot_maker plot_waterfall_maker = {
    sizeof(fall_page), init, arrange, draw, tell, find};
