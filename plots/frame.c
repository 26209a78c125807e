#include "plots/frame.h"

#include <math.h>
#include <stdio.h>

#include <glib.h>

#include "plots/words.h"

/* Lengths in em. */
static const double x_gap = 0.3, y_gap = 0.45, between_words = 0.3, halo = 0.4;

static const double grid_width = 0.7, axis_width = 0.9; /* points of the default page */

enum { WORD_LINES = 2, LABEL_LINES = 2 };

static double em(const plot_frame *f, double ems) { return plot_em(f->look, ems); }

static bool has_words(const plot_ruler *r) { return r->measure->words != NULL; }

static plot_box measure(const plot_frame *f, const plot_text *style, const char *text)
{
    return plot_measure_text(f->canvas, style, text);
}

/* Places. */

double plot_frame_x(const plot_frame *f, double value)
{
    return f->box.x + f->box.width * plot_ruler_place(f->x, value);
}

double plot_frame_y(const plot_frame *f, double value)
{
    return f->box.y + f->box.height * (1 - plot_ruler_place(f->y, value));
}

plot_point plot_frame_place(const plot_frame *f, double x, double y)
{
    return (plot_point){plot_frame_x(f, x), plot_frame_y(f, y)};
}

static double bottom(const plot_frame *f) { return f->box.y + f->box.height; }

static double right(const plot_frame *f) { return f->box.x + f->box.width; }

static plot_axis axis_of(const plot_ruler *r, double from, double to)
{
    return (plot_axis){from, to, r->from, r->to, r->measure->scale == PLOT_LOG};
}

plot_axis plot_frame_axis_x(const plot_frame *f)
{
    return axis_of(f->x, f->box.x, right(f));
}

plot_axis plot_frame_axis_y(const plot_frame *f)
{
    return axis_of(f->y, bottom(f), f->box.y);
}

/* Numbers. */

/* Categories have a room of so many lines. */
static plot_text number_style(const plot_frame *f, const plot_ruler *r, double room,
                              int lines)
{
    plot_text style = plot_text_for(f->look, PLOT_TICK);

    if (!has_words(r)) return style;
    style.width = fmax(1, room);
    style.lines = lines;
    return style;
}

/* Width that a category has to itself below the box. */
static double slot_width(const plot_frame *f)
{
    return f->box.width / fmax(1, f->x->to - f->x->from) - em(f, between_words);
}

/* Has a word of a category less room than it needs in one line? */
static bool is_crowded(const plot_frame *f)
{
    const plot_text style = plot_text_for(f->look, PLOT_TICK);
    double most = 0;

    for (size_t i = 0; has_words(f->x) && i < f->x->measure->n_words; i++) {
        char **words = g_strsplit(f->x->measure->words[i], " ", -1);

        for (char **word = words; *word; word++)
            most = fmax(most, measure(f, &style, *word).width);
        g_strfreev(words);
    }
    return has_words(f->x) && most > slot_width(f);
}

static plot_box measure_number(const plot_frame *f, const plot_text *style,
                               const plot_ruler *r, size_t i)
{
    char text[PLOT_WORDS_SIZE];

    plot_ruler_print(r, i, text);
    return measure(f, style, text);
}

/* The middle of a number below the box, moved inward where it would reach too far. */
static double number_middle(const plot_frame *f, size_t i, double width)
{
    double middle = plot_frame_x(f, f->x->ticks[i]), inside = 0.5 * width - f->reach;

    if (f->reach == 0) return middle;
    return fmin(fmax(middle, f->box.x + inside), right(f) - inside);
}

static bool numbers_collide(const plot_frame *f, double apart)
{
    const plot_text style = plot_text_for(f->look, PLOT_TICK);
    double end = -INFINITY;

    for (size_t i = 0; i < f->x->n; i++) {
        double width = measure_number(f, &style, f->x, i).width;
        double middle = number_middle(f, i, width);

        if (middle - 0.5 * width < end) return true;
        end = middle + 0.5 * width + em(f, apart);
    }
    return false;
}

plot_ruler plot_frame_fit_x(const plot_frame *frame, const plot_measure *m,
                            plot_range range, size_t most, double apart)
{
    plot_ruler r = plot_ruler_at(m, range, frame->values, most);
    plot_frame f = *frame;

    f.x = &r;
    while (!has_words(&r) && most > 1 && numbers_collide(&f, apart))
        r = plot_ruler_at(m, range, frame->values, --most);
    return r;
}

double plot_frame_left(const plot_frame *f)
{
    const plot_text style = number_style(f, f->y, f->word_room, f->word_lines);
    double most = 0;

    for (size_t i = 0; i < f->y->n; i++)
        most = fmax(most, measure_number(f, &style, f->y, i).width);
    return most + em(f, y_gap);
}

static double number_gap(const plot_frame *f)
{
    return em(f, f->tick > 0 ? f->tick : x_gap);
}

double plot_frame_below(const plot_frame *f)
{
    const plot_text style = number_style(f, f->x, slot_width(f), WORD_LINES);
    const plot_text plain = plot_text_for(f->look, PLOT_TICK);
    double most = measure(f, &plain, "0").height;

    if (is_crowded(f)) return 2 * most + number_gap(f);
    for (size_t i = 0; i < f->x->n; i++)
        most = fmax(most, measure_number(f, &style, f->x, i).height);
    return most + number_gap(f);
}

/* Lines. */

static plot_pen grid_pen(const plot_frame *f)
{
    return plot_plain_pen(f->look, f->look->theme->grid, grid_width);
}

static plot_pen axis_pen(const plot_frame *f)
{
    return plot_plain_pen(f->look, f->look->theme->axis, axis_width);
}

static void draw_upright(const plot_frame *f, plot_pen pen, double x)
{
    plot_draw_segment(f->canvas, &pen, (plot_point){x, f->box.y},
                      (plot_point){x, bottom(f)});
}

static void draw_across(const plot_frame *f, plot_pen pen, double y)
{
    plot_draw_segment(f->canvas, &pen, (plot_point){f->box.x, y},
                      (plot_point){right(f), y});
}

void plot_frame_draw_grid(const plot_frame *f)
{
    for (size_t i = 0; f->x && !has_words(f->x) && i < f->x->n; i++)
        draw_upright(f, f->marks_zero && f->x->ticks[i] == 0 ? axis_pen(f) : grid_pen(f),
                     plot_frame_x(f, f->x->ticks[i]));
    for (size_t i = 0; f->y && !has_words(f->y) && i < f->y->n; i++)
        plot_frame_draw_y_line(f, plot_frame_y(f, f->y->ticks[i]));
}

void plot_frame_draw_x_line(const plot_frame *f, double x)
{
    draw_upright(f, grid_pen(f), x);
}

void plot_frame_draw_y_line(const plot_frame *f, double y)
{
    draw_across(f, grid_pen(f), y);
}

void plot_frame_draw_bottom(const plot_frame *f) { draw_across(f, axis_pen(f), bottom(f)); }

void plot_frame_draw_side(const plot_frame *f) { draw_upright(f, axis_pen(f), f->box.x); }

void plot_frame_draw_corner(const plot_frame *f)
{
    const plot_pen pen = axis_pen(f);

    plot_draw_line(
        f->canvas, &pen,
        (plot_point[]){{f->box.x, f->box.y}, {f->box.x, bottom(f)}, {right(f), bottom(f)}},
        3);
}

/* Drawing. */

static void draw_tick(const plot_frame *f, double value)
{
    const plot_pen pen = axis_pen(f);
    double x = plot_frame_x(f, value);

    plot_draw_segment(f->canvas, &pen, (plot_point){x, bottom(f)},
                      (plot_point){x, bottom(f) + em(f, f->tick)});
}

void plot_frame_draw_x_numbers(const plot_frame *f)
{
    bool crowded = is_crowded(f);
    plot_text style =
        number_style(f, f->x, slot_width(f) * (crowded ? 2 : 1), crowded ? 1 : WORD_LINES);
    char text[PLOT_WORDS_SIZE];

    style.align_x = 0.5;
    for (size_t i = 0; i < f->x->n; i++) {
        plot_box size = measure_number(f, &style, f->x, i);
        double lower = crowded && i % 2 == 1 ? size.height : 0;

        if (f->tick > 0) draw_tick(f, f->x->ticks[i]);
        plot_ruler_print(f->x, i, text);
        plot_draw_text(f->canvas, &style,
                       (plot_point){number_middle(f, i, size.width),
                                    bottom(f) + number_gap(f) + lower},
                       text);
    }
}

void plot_frame_draw_y_numbers(const plot_frame *f)
{
    plot_text style = number_style(f, f->y, f->word_room, f->word_lines);
    char text[PLOT_WORDS_SIZE];
    double last = INFINITY;

    style.align_x = 1;
    style.align_y = 0.5;
    for (size_t i = 0; i < f->y->n; i++) {
        double y = plot_frame_y(f, f->y->ticks[i]);

        if (!has_words(f->y) && last - y < style.size) continue;
        last = y;
        plot_ruler_print(f->y, i, text);
        plot_draw_text(f->canvas, &style, (plot_point){f->box.x - em(f, y_gap), y}, text);
    }
}

void plot_frame_draw_x_label(const plot_frame *f, double y, plot_range span,
                             const char *label)
{
    plot_text style = plot_text_for(f->look, PLOT_LABEL);
    double x;

    style.lines = LABEL_LINES;
    style.width = span.to - span.from;
    style.width = measure(f, &style, label).width + 1;
    x = f->box.x + 0.5 * (f->box.width - style.width + 1);
    x = fmin(fmax(x, span.from), span.to - style.width + 1);
    plot_draw_text(f->canvas, &style, (plot_point){x, y}, label);
}

void plot_frame_draw_y_label(const plot_frame *f, double ems, plot_range span,
                             const char *label)
{
    plot_text style = plot_text_for(f->look, PLOT_LABEL);
    char text[PLOT_WORDS_SIZE];

    snprintf(text, sizeof text, "%s", label);
    style.align_y = 1;
    style.width = span.to - span.from;
    plot_shorten_label(f->canvas, &style, text);
    plot_draw_text(f->canvas, &style, (plot_point){span.from, f->box.y - em(f, ems)}, text);
}

void plot_frame_draw_words(const plot_frame *f, const char *words)
{
    plot_text style = plot_text_for(f->look, PLOT_SAYING);

    style.align_x = style.align_y = 0.5;
    style.width = f->box.width;
    style.halo = em(f, halo);
    style.halo_color = f->look->theme->paper;
    plot_draw_text(
        f->canvas, &style,
        (plot_point){f->box.x + 0.5 * f->box.width, f->box.y + 0.5 * f->box.height}, words);
}
