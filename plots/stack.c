#include "plots/stack.h"

#include <math.h>
#include <string.h>

#include "plots/frame.h"
#include "plots/key.h"
#include "sim/io/text.h"

enum { MOST_TICKS = 6 };

/* Lengths in em. */
static const double title_gap = 0.8, legend_gap = 1.3, label_gap = 1.2, right_gap = 1.6,
                    entry_gap = 1.8;
static const double bar_height = 2.1, most_bar = 6.5, least_bar = 0.4, row_gap = 0.95;
static const double above_height = 1.45, axis_height = 3.3;
static const double axis_label_gap = 1.6, inside_gap = 0.7;
static const double inside_height = 1.3; /* of a bar that has room for its numbers */

static const double halo = 0.3;           /* around words that stand on the grid */
static const double row_stretch = 2.2;    /* of bars on a page that has room */
static const double least_share = 5e-4;   /* that is not written as 0 */
static const double label_share = 0.3;    /* of the width, at most */
static const double sum_tolerance = 5e-3; /* of shares that were rounded to percent */

static const char axis_label[] = "share of the variance (%)";

/* A figure in the making. */
typedef struct {
    const plot_stack *stack;
    plot_draft *draft;
    plot_box area;   /* of the bars */
    double bar, row; /* height of a bar, and from one to the next */
} stack_page;

/* Numbers. */

static double find_share(const plot_stack *s, size_t bar, size_t part)
{
    return s->shares[bar * s->n_parts + part];
}

static double drawn_share(const plot_stack *s, size_t bar, size_t part)
{
    double share = find_share(s, bar, part);

    return isfinite(share) ? fmax(0, share) : 0;
}

static double sum_drawn(const plot_stack *s, size_t bar, size_t n_parts)
{
    double sum = 0;

    for (size_t part = 0; part < n_parts; part++) sum += drawn_share(s, bar, part);
    return sum;
}

static sim_status check_sum(const plot_stack *s, size_t bar, sim_error *err)
{
    double sum = 0;

    for (size_t part = 0; part < s->n_parts; part++) {
        double share = find_share(s, bar, part);

        if (isfinite(share)) sum += share;
    }
    if (sum <= 1 + sum_tolerance) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "figure '%s': the shares of '%s' add up to %.6g; at most 1 would be right",
        s->title, s->labels[bar], sum);
}

static sim_status check_stack(const plot_stack *s, sim_error *err)
{
    sim_status status = SIM_OK;

    if (s->n_bars == 0 || s->n_bars > PLOT_MOST_BARS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu bars; 1 to %d would be right",
                        s->title, s->n_bars, PLOT_MOST_BARS);
    if (s->n_parts == 0 || s->n_parts > PLOT_MOST_PARTS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu parts; 1 to %d would be right",
                        s->title, s->n_parts, PLOT_MOST_PARTS);
    for (size_t bar = 0; status == SIM_OK && bar < s->n_bars; bar++)
        status = check_sum(s, bar, err);
    return status;
}

/* Words. */

typedef char remark[4 * PLOT_WORDS_SIZE];

static bool is_small(double share)
{
    return fabs(share) >= least_share && fabs(share) < 9.5e-3;
}

static void add_percent(remark text, double share, int digits)
{
    double percent = fabs(100 * share);
    bool none = percent < (digits > 0 ? 0.05 : 0.5);

    sim_text_append(text, sizeof(remark), "%s%.*f", share < 0 && !none ? "−" : "", digits,
                    percent);
}

/* "42 ± 3 %"; with a digit more where there would be none but 0. */
static void add_value(remark text, const plot_stack *s, size_t bar, size_t part)
{
    double share = find_share(s, bar, part);
    double error = s->errors ? s->errors[bar * s->n_parts + part] : NAN;
    int digits = is_small(isfinite(error) ? error : share);

    add_percent(text, share, digits);
    if (isfinite(error)) {
        sim_text_append(text, sizeof(remark), " ± ");
        add_percent(text, fabs(error), digits);
    }
    sim_text_append(text, sizeof(remark), " %%");
}

/* "donor 42 ± 3 %": its name is what stands before the colon. */
static void add_part(remark text, const plot_stack *s, size_t bar, size_t part)
{
    double share = find_share(s, bar, part);

    sim_text_append(text, sizeof(remark), "%s%.*s ", *text ? ", " : "",
                    (int)strcspn(s->parts[part], ":"), s->parts[part]);
    if (isfinite(share))
        add_value(text, s, bar, part);
    else
        sim_text_append(text, sizeof(remark), "not known");
    if (share <= -least_share && isfinite(share))
        sim_text_append(text, sizeof(remark), " (drawn as 0)");
}

static void tell(const void *page, GString *words)
{
    const plot_stack *s = ((const stack_page *)page)->stack;

    if (s->n_left > 0)
        g_string_append_printf(words, "%s. ", ((const stack_page *)page)->draft->saying);
    g_string_append_printf(words, "Figure of %zu bar%s, stacked of parts: ", s->n_bars,
                           s->n_bars == 1 ? "" : "s");
    for (size_t part = 0; part < s->n_parts; part++)
        g_string_append_printf(words, "%s%s", part > 0 ? "; " : "", s->parts[part]);
    g_string_append_printf(words, ". To the right: %s. ", axis_label);
    for (size_t bar = 0; bar < s->n_bars; bar++) {
        remark values = "";

        for (size_t part = 0; part < s->n_parts; part++) add_part(values, s, bar, part);
        g_string_append_printf(words, "%s: %s. ", s->labels[bar], values);
    }
}

static size_t find_largest(const plot_stack *s, size_t bar)
{
    size_t largest = 0;

    for (size_t part = 1; part < s->n_parts; part++)
        if (drawn_share(s, bar, part) > drawn_share(s, bar, largest)) largest = part;
    return largest;
}

static void add_bar(const plot_stack *s, size_t bar, const char *figure, plot_facts *facts)
{
    remark text = "", values = "";
    plot_saying saying = {
        .figure = figure,
        .panel = "",
        .place = "alt",
        .quantity = s->columns ? s->columns[bar] : "",
        .has_fact = true,
        .fact = {.is = PLOT_LARGEST,
                 .arm = {.arm = s->arms ? s->arms[bar] : "",
                         .value = find_share(s, bar, find_largest(s, bar)),
                         .at = NAN}},
        .text = text};

    for (size_t part = 0; part < s->n_parts; part++) add_part(values, s, bar, part);
    sim_text_append(text, sizeof text, "%s: %s", s->labels[bar], values);
    plot_facts_add(facts, &saying);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const stack_page *j = page;

    plot_draft_find(j->draft, figure, facts);
    for (size_t bar = 0; bar < j->stack->n_bars; bar++)
        add_bar(j->stack, bar, figure, facts);
}

/* Colors. */

static plot_color part_color(const stack_page *j, size_t part)
{
    const plot_theme *theme = j->draft->look->theme;

    if (part + 1 == j->stack->n_parts) return plot_mix(theme->shade, theme->axis, 0.25);
    return plot_arm_color(theme, part + 1, j->stack->n_parts);
}

/* Layout. */

/* No room for labels beside the bars: they stand above. */
static bool is_narrow(const stack_page *j) { return j->draft->look->size->narrow; }

static double em(const stack_page *j, double ems) { return plot_em(j->draft->look, ems); }

static plot_box find_segment(const stack_page *j, size_t bar, size_t part)
{
    const plot_stack *s = j->stack;
    double unit = j->area.width / fmax(1, sum_drawn(s, bar, s->n_parts));
    double above = is_narrow(j) ? em(j, above_height) : 0;

    return (plot_box){j->area.x + unit * sum_drawn(s, bar, part),
                      j->area.y + above + (double)bar * j->row,
                      unit * drawn_share(s, bar, part), j->bar};
}

/* The number of a segment; false if it does not fit. */
static bool print_inside(const stack_page *j, size_t bar, size_t part, remark text)
{
    plot_box box = find_segment(j, bar, part);

    text[0] = '\0';
    add_value(text, j->stack, bar, part);
    return box.width > 0 && box.height >= em(j, inside_height) &&
           plot_draft_measure(j->draft, PLOT_MARK, text) + em(j, inside_gap) <= box.width;
}

/* What the segments of a bar leave to be said. */
static void print_note(const stack_page *j, size_t bar, remark text)
{
    remark inside;

    text[0] = '\0';
    for (size_t part = 0; part < j->stack->n_parts; part++)
        if (!print_inside(j, bar, part, inside)) add_part(text, j->stack, bar, part);
}

static plot_text note_style(const stack_page *j)
{
    plot_text style = plot_text_for(j->draft->look, PLOT_SAYING);

    style.width = j->area.width;
    style.halo = em(j, halo);
    style.halo_color = j->draft->look->theme->paper;
    return style;
}

/* The height of the highest note. */
static double measure_notes(const stack_page *j)
{
    const plot_text style = note_style(j);
    double most = 0;

    for (size_t bar = 0; bar < j->stack->n_bars; bar++) {
        remark note;

        print_note(j, bar, note);
        if (*note)
            most = fmax(most, plot_measure_text(&j->draft->canvas, &style, note).height);
    }
    return most;
}

/* Heights of bars and rows; `room` is what a page of fixed height leaves them, or 0.  Lower
 * bars may leave more to the notes. */
static void set_rows(stack_page *j, double room)
{
    double more = (is_narrow(j) ? em(j, above_height) : 0) + em(j, row_gap);
    double each = room / (double)j->stack->n_bars;

    j->bar = em(j, bar_height);
    for (int round = 0; room > 0 && round < 2; round++)
        j->bar =
            fmax(em(j, least_bar), fmin(each - more - measure_notes(j), em(j, most_bar)));
    j->row = j->bar + more + measure_notes(j);
    if (room > 0) j->row = fmin(each, fmax(j->row, row_stretch * j->bar));
    j->area.height = j->row * (double)j->stack->n_bars;
}

/* Drawing. */

/* Where the bars begin. */
static double draw_header(stack_page *j)
{
    plot_draft *d = j->draft;
    plot_box room = plot_draft_room(d, title_gap);
    plot_key keys[PLOT_MOST_PARTS];

    for (size_t part = 0; part < j->stack->n_parts; part++)
        keys[part] = (plot_key){.kind = PLOT_KEY_BOX,
                                .fill = part_color(j, part),
                                .text = j->stack->parts[part],
                                .apart = entry_gap};
    return room.y + plot_key_draw(&d->canvas, d->look, keys, j->stack->n_parts, room) +
           em(j, legend_gap);
}

static void draw_axis(stack_page *j)
{
    const plot_measure percent = {.label = axis_label, .unit = "1"};
    const plot_ruler ruler = plot_ruler_exact(&percent, (plot_range){0, 100}, MOST_TICKS);
    const plot_frame frame = {
        .canvas = &j->draft->canvas, .look = j->draft->look, .box = j->area, .x = &ruler};

    plot_frame_draw_grid(&frame);
    plot_frame_draw_x_numbers(&frame);
    plot_frame_draw_x_label(&frame, j->area.y + j->area.height + em(j, axis_label_gap),
                            (plot_range){0, j->draft->width}, axis_label);
}

static void draw_label(stack_page *j, size_t bar)
{
    plot_text style = plot_text_for(j->draft->look, PLOT_LABEL);
    plot_box box = find_segment(j, bar, 0);
    plot_point at = {j->draft->look->size->margin, box.y};

    if (is_narrow(j)) {
        style.align_y = 1;
        style.width = j->area.width;
        style.halo = em(j, halo);
        style.halo_color = j->draft->look->theme->paper;
        at.y -= em(j, 0.15);
    } else {
        style.align_y = 0.5;
        style.lines = 2;
        style.width = fmax(1, j->area.x - at.x - 0.5 * em(j, label_gap));
        at.y += 0.5 * box.height;
    }
    plot_draw_text(&j->draft->canvas, &style, at, j->stack->labels[bar]);
}

static void draw_segment(stack_page *j, size_t bar, size_t part)
{
    plot_box box = find_segment(j, bar, part);
    plot_pen rim = plot_plain_pen(j->draft->look, j->draft->look->theme->paper, 0.9);
    plot_text style = plot_text_for(j->draft->look, PLOT_MARK);
    remark text;
    double right = box.x + box.width;

    if (box.width > 0) {
        plot_draw_box(&j->draft->canvas, part_color(j, part), box);
        plot_draw_segment(&j->draft->canvas, &rim, (plot_point){right, box.y},
                          (plot_point){right, box.y + box.height});
    }
    if (print_inside(j, bar, part, text)) {
        style.align_x = style.align_y = 0.5;
        style.color = plot_color_on(j->draft->look->theme, part_color(j, part));
        plot_draw_text(&j->draft->canvas, &style,
                       (plot_point){box.x + 0.5 * box.width, box.y + 0.5 * box.height},
                       text);
    }
}

static void draw_note(stack_page *j, size_t bar)
{
    const plot_text style = note_style(j);
    plot_box box = find_segment(j, bar, 0);
    remark note;

    print_note(j, bar, note);
    if (*note)
        plot_draw_text(&j->draft->canvas, &style,
                       (plot_point){j->area.x, box.y + box.height + em(j, 0.1)}, note);
}

static void draw(void *page)
{
    stack_page *j = page;

    draw_header(j);
    draw_axis(j);
    for (size_t bar = 0; bar < j->stack->n_bars; bar++) {
        for (size_t part = 0; part < j->stack->n_parts; part++) draw_segment(j, bar, part);
        draw_label(j, bar);
        draw_note(j, bar);
    }
}

/* Room for the labels, as wide as they need; none where they stand above the bars. */
static double find_left(const stack_page *j)
{
    double most = 0;

    if (is_narrow(j)) return 0;
    for (size_t bar = 0; bar < j->stack->n_bars; bar++)
        most = fmax(most, plot_draft_measure(j->draft, PLOT_LABEL, j->stack->labels[bar]));
    return fmin(most, label_share * j->draft->width) + em(j, label_gap);
}

static void arrange(void *page)
{
    stack_page *j = page;
    plot_draft *d = j->draft;
    double left = find_left(j), below = em(j, axis_height) + d->below;

    j->area = (plot_box){d->look->size->margin + left, draw_header(j),
                         plot_draft_inner(d) - left - em(j, right_gap), 0};
    set_rows(j, d->height > 0 ? fmax(1, d->height - j->area.y - below) : 0);
    if (d->height == 0) d->height = ceil(j->area.y + j->area.height + below);
}

static const char *say_left_out(const plot_stack *s, sim_pool *pool)
{
    GString *words;

    if (s->n_left == 0) return NULL;
    words = g_string_new(NULL);
    g_string_printf(words, "%zu more bar%s no room", s->n_left,
                    s->n_left == 1 ? " has" : "s have");
    return plot_keep(words, pool);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_stack *stack = shown;

    *(stack_page *)page = (stack_page){.stack = stack, .draft = draft};
    draft->caption.title = stack->title;
    draft->saying = say_left_out(stack, &draft->pool);
    return check_stack(stack, err);
}

const plot_maker plot_stack_maker = {sizeof(stack_page), init, arrange, draw, tell, find};
