#include "plots/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/band.h"
#include "plots/view.h"
#include "sim/io/number.h"

enum { RANGE_DIGITS = 3 };

/* Lengths in em. */
static const double tick_gap = 0.4, y_tick_gap = 0.45, break_half = 0.38, break_apart = 0.3;
static const double y_label_gap = 0.65, x_label_gap = 1.6, x_label_more = 0.9;

static const double grid_width = 0.7, axis_width = 0.9; /* points of the default page */

static plot_point below(const plot_view *v, double x, double ems)
{
    return (plot_point){x, v->box.y + v->box.height + plot_em(v->look, ems)};
}

static void print_x_label(const plot_view *v, size_t part, char text[PLOT_WORDS_SIZE])
{
    const char *unit = v->parts[part].x.unit->name;

    if (unit[0] == '\0') unit = v->across.unit;
    if (part + 1 < v->n_parts)
        snprintf(text, PLOT_WORDS_SIZE, "%s", unit);
    else
        plot_print_label(text, v->across.label, unit);
}

static void draw_x_grid(const plot_view *v, const plot_part *part)
{
    const plot_pen grid = plot_plain_pen(v->look, v->look->theme->grid, grid_width);

    for (size_t i = 0; i < part->x.n; i++) {
        double x =
            part->box.x + part->box.width * plot_ruler_place(&part->x, part->x.ticks[i]);

        plot_draw_segment(v->canvas, &grid, (plot_point){x, v->box.y}, below(v, x, 0));
    }
}

static void draw_y_grid(const plot_view *v)
{
    const plot_pen grid = plot_plain_pen(v->look, v->look->theme->grid, grid_width);

    for (size_t i = 0; i < v->y.n; i++) {
        double y = v->box.y + v->box.height * (1 - plot_ruler_place(&v->y, v->y.ticks[i]));

        for (size_t part = 0; part < v->n_parts; part++) {
            const plot_box *b = &v->parts[part].box;

            plot_draw_segment(v->canvas, &grid, (plot_point){b->x, y},
                              (plot_point){b->x + b->width, y});
        }
    }
}

static void draw_x_numbers(const plot_view *v, const plot_part *part)
{
    plot_text style = plot_text_for(v->look, PLOT_TICK);
    char label[PLOT_WORDS_SIZE];

    style.align_x = 0.5;
    for (size_t i = 0; i < part->x.n; i++) {
        double place = plot_ruler_place(&part->x, part->x.ticks[i]);

        plot_ruler_print(&part->x, i, label);
        plot_draw_text(v->canvas, &style,
                       below(v, part->box.x + part->box.width * place, tick_gap - 0.1),
                       label);
    }
}

static void draw_y_numbers(const plot_view *v)
{
    plot_text style = plot_text_for(v->look, PLOT_TICK);
    char label[PLOT_WORDS_SIZE];

    style.align_x = 1;
    style.align_y = 0.5;
    for (size_t i = 0; i < v->y.n; i++) {
        double place = plot_ruler_place(&v->y, v->y.ticks[i]);

        plot_ruler_print(&v->y, i, label);
        plot_draw_text(v->canvas, &style,
                       (plot_point){v->box.x - plot_em(v->look, y_tick_gap),
                                    v->box.y + v->box.height * (1 - place)},
                       label);
    }
}

/* Two strokes across the axis, where the stretched part ends. */
static void draw_break(const plot_view *v)
{
    const plot_pen pen = plot_plain_pen(v->look, v->look->theme->quiet, 1.1);
    double half = plot_em(v->look, break_half), apart = plot_em(v->look, break_apart);
    double middle = 0.5 * (v->parts[0].box.x + v->parts[0].box.width + v->parts[1].box.x);
    double y = v->box.y + v->box.height;

    for (int side = -1; side <= 1; side += 2) {
        double x = middle + side * apart;

        plot_draw_segment(v->canvas, &pen, (plot_point){x - 0.5 * half, y + half},
                          (plot_point){x + 0.5 * half, y - half});
    }
}

static void draw_level(const plot_view *v, const plot_pen *pen)
{
    double place = plot_ruler_place(&v->y, v->panel->y.level);
    double y = v->box.y + v->box.height * (1 - place);

    if (!(place >= 0 && place <= 1)) return;
    for (size_t part = 0; part < v->n_parts; part++) {
        const plot_box *b = &v->parts[part].box;

        plot_draw_segment(v->canvas, pen, (plot_point){b->x, y},
                          (plot_point){b->x + b->width, y});
    }
}

static void draw_frame(const plot_view *v)
{
    const plot_pen axis = plot_plain_pen(v->look, v->look->theme->axis, axis_width);

    draw_y_grid(v);
    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_box *b = &v->parts[i].box;

        draw_x_grid(v, &v->parts[i]);
        plot_draw_segment(v->canvas, &axis, below(v, b->x, 0),
                          below(v, b->x + b->width, 0));
    }
    plot_draw_segment(v->canvas, &axis, (plot_point){v->box.x, v->box.y},
                      below(v, v->box.x, 0));
    draw_level(v, &axis);
    if (v->n_parts > 1) draw_break(v);
}

/* Where the axis is split, each part has its unit below it, and the label, which belongs
 * to both, may be wider than the second. */
static void draw_x_labels(const plot_view *v)
{
    plot_text style = plot_text_for(v->look, PLOT_LABEL);
    double more = plot_em(v->look, x_label_more), x = v->box.x;
    char text[PLOT_WORDS_SIZE];
    plot_box written;

    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_box *b = &v->parts[i].box;
        double end = b->x + b->width + more;

        print_x_label(v, i, text);
        style.align_x = 0;
        style.width = fmax(1, end - x + (i == 0 ? more : 0));
        plot_shorten_label(v->canvas, &style, text);
        written = plot_measure_text(v->canvas, &style, (plot_point){0, 0}, text);
        x = fmin(fmax(x, b->x + 0.5 * (b->width - written.width)), end - written.width);
        written = plot_draw_text(v->canvas, &style, below(v, x, x_label_gap), text);
        x = written.x + written.width + more;
    }
}

static void draw_heading(const plot_view *v)
{
    const plot_box *room = &v->spot.room;
    plot_text style = plot_text_for(v->look, PLOT_TITLE);
    char text[PLOT_WORDS_SIZE];

    style.width = room->width;
    if (v->panel->title) {
        snprintf(text, sizeof text, "%c%s%s", v->spot.letter ? v->spot.letter : ' ',
                 v->spot.letter ? "   " : "", v->panel->title);
        plot_draw_text(v->canvas, &style, (plot_point){room->x, room->y},
                       v->spot.letter ? text : v->panel->title);
    }
    plot_measure_print(text, &v->upward);
    style = plot_text_for(v->look, PLOT_LABEL);
    style.width = room->width;
    style.align_y = 1;
    plot_shorten_label(v->canvas, &style, text);
    plot_draw_text(v->canvas, &style,
                   (plot_point){room->x, v->box.y - plot_em(v->look, y_label_gap)}, text);
}

static void draw_saying(const plot_view *v)
{
    const plot_box *room = &v->spot.room;
    plot_text style = plot_text_for(v->look, PLOT_SAYING);

    if (!v->panel->saying) return;
    style.width = room->width;
    plot_draw_text(v->canvas, &style,
                   (plot_point){room->x, room->y + room->height - v->spot.saying +
                                             plot_em(v->look, 0.3)},
                   v->panel->saying);
}

static void draw_emptiness(const plot_view *v)
{
    plot_text style = plot_text_for(v->look, PLOT_SAYING);

    style.align_x = style.align_y = 0.5;
    style.width = v->box.width;
    plot_draw_text(
        v->canvas, &style,
        (plot_point){v->box.x + 0.5 * v->box.width, v->box.y + 0.5 * v->box.height},
        "nothing to show for these arms");
}

bool plot_view_draw(const plot_view *v)
{
    plot_view_draw_shade(v);
    draw_frame(v);
    plot_band_draw(v);
    plot_view_draw_curves(v);
    if (!v->empty) draw_y_numbers(v);
    if (v->spot.shows_x) {
        for (size_t i = 0; i < v->n_parts; i++) draw_x_numbers(v, &v->parts[i]);
        draw_x_labels(v);
    }
    draw_heading(v);
    draw_saying(v);
    if (v->empty) draw_emptiness(v);
    return v->empty || plot_view_draw_labels(v);
}

/* In sentences. */

static void tell_x(const plot_view *v, GString *words)
{
    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_ruler *x = &v->parts[i].x;
        char label[PLOT_WORDS_SIZE], from[SIM_NUMBER_SIZE], to[SIM_NUMBER_SIZE];

        print_x_label(v, i, label);
        sim_number_print(from, x->from / x->unit->size, RANGE_DIGITS);
        sim_number_print(to, x->to / x->unit->size, RANGE_DIGITS);
        g_string_append_printf(words, "%s%s from %s to %s", i > 0 ? ", then " : "", label,
                               from, to);
    }
}

static void tell_y(const plot_view *v, GString *words)
{
    char label[PLOT_WORDS_SIZE], from[PLOT_WORDS_SIZE], to[PLOT_WORDS_SIZE];

    plot_measure_print(label, &v->upward);
    plot_ruler_print(&v->y, 0, from);
    plot_ruler_print(&v->y, v->y.n - 1, to);
    g_string_append_printf(words, "%s from %s to %s%s", label, from, to,
                           v->upward.scale == PLOT_LOG ? " on a log scale" : "");
}

void plot_tell_panel(const plot_view *v, GString *words)
{
    const plot_panel *panel = v->panel;

    if (v->spot.letter) g_string_append_printf(words, "%c: ", v->spot.letter);
    if (panel->title) g_string_append_printf(words, "%s. ", panel->title);
    if (v->empty)
        g_string_append(words, "Nothing to show for these arms. ");
    else {
        g_string_append(words, "Upward: ");
        tell_y(v, words);
        g_string_append(words, "; to the right: ");
        tell_x(v, words);
        g_string_append(words, ". ");
    }
    if (panel->saying) g_string_append_printf(words, "%s ", panel->saying);
}
