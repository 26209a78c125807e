#include "plots/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/curve.h"
#include "plots/extent.h"
#include "plots/label.h"
#include "sim/io/number.h"

enum { RANGE_DIGITS = 3 };

/* Lengths in em. */
static const double break_half = 0.38, break_apart = 0.3;
static const double y_label_gap = 0.65, x_label_gap = 1.6, x_label_more = 0.9;

static const double level_width = 0.9, break_width = 1.1; /* points of the default page */

static void print_x_label(const plot_view *v, size_t part, char text[PLOT_WORDS_SIZE])
{
    const char *unit = v->parts[part].x.unit->name;

    if (unit[0] == '\0') unit = v->across.unit;
    if (part + 1 < v->n_parts)
        snprintf(text, PLOT_WORDS_SIZE, "%s", unit);
    else
        plot_print_label(text, v->across.label, unit);
}

/* Two strokes across the axis, where the stretched part ends. */
static void draw_break(const plot_view *v)
{
    const plot_pen pen = plot_plain_pen(v->look, v->look->theme->quiet, break_width);
    double half = plot_em(v->look, break_half), apart = plot_em(v->look, break_apart);
    double middle = 0.5 * (v->parts[0].box.x + v->parts[0].box.width + v->parts[1].box.x);
    double y = v->box.y + v->box.height;

    for (int side = -1; side <= 1; side += 2) {
        double x = middle + side * apart;

        plot_draw_segment(v->canvas, &pen, (plot_point){x - 0.5 * half, y + half},
                          (plot_point){x + 0.5 * half, y - half});
    }
}

static void draw_level(const plot_view *v)
{
    const plot_pen pen = plot_plain_pen(v->look, v->look->theme->axis, level_width);
    double place = plot_ruler_place(&v->y, v->panel->y.level);

    if (!(place >= 0 && place <= 1)) return;
    for (size_t part = 0; part < v->n_parts; part++) {
        const plot_box *b = &v->parts[part].box;
        double y = b->y + b->height * (1 - place);

        plot_draw_segment(v->canvas, &pen, (plot_point){b->x, y},
                          (plot_point){b->x + b->width, y});
    }
}

static void draw_axes(const plot_view *v)
{
    const plot_frame first = plot_view_frame(v, 0);

    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_frame frame = plot_view_frame(v, i);

        plot_frame_draw_grid(&frame);
        plot_frame_draw_bottom(&frame);
    }
    plot_frame_draw_side(&first);
    draw_level(v);
    if (v->n_parts > 1) draw_break(v);
}

static void draw_numbers(const plot_view *v)
{
    const plot_frame first = plot_view_frame(v, 0);

    if (!v->empty) plot_frame_draw_y_numbers(&first);
    for (size_t i = 0; v->spot.shows_x && i < v->n_parts; i++) {
        const plot_frame frame = plot_view_frame(v, i);

        plot_frame_draw_x_numbers(&frame);
    }
}

/* Where the axis is split, each part has its unit below it, and the label, which belongs
 * to both, may be wider than the second. */
static void draw_x_labels(const plot_view *v)
{
    plot_text style = plot_text_for(v->look, PLOT_LABEL);
    double more = plot_em(v->look, x_label_more), x = v->box.x;
    double y = v->box.y + v->box.height + plot_em(v->look, x_label_gap);
    char text[PLOT_WORDS_SIZE];
    plot_box written;

    for (size_t i = 0; i < v->n_parts; i++) {
        const plot_box *b = &v->parts[i].box;
        double end = b->x + b->width + more;

        print_x_label(v, i, text);
        style.align_x = 0;
        style.width = fmax(1, end - x + (i == 0 ? more : 0));
        plot_shorten_label(v->canvas, &style, text);
        written = plot_measure_text(v->canvas, &style, text);
        x = fmin(fmax(x, b->x + 0.5 * (b->width - written.width)), end - written.width);
        written = plot_draw_text(v->canvas, &style, (plot_point){x, y}, text);
        x = written.x + written.width + more;
    }
}

static void draw_heading(const plot_view *v)
{
    const plot_box *room = &v->spot.room;
    const plot_frame frame = plot_view_frame(v, 0);
    plot_text style = plot_text_for(v->look, PLOT_TITLE);
    char text[PLOT_WORDS_SIZE];

    style.width = room->width;
    if (v->panel->title) {
        snprintf(text, sizeof text, "%c   %s", v->spot.letter, v->panel->title);
        plot_draw_text(v->canvas, &style, (plot_point){room->x, room->y},
                       v->spot.letter ? text : v->panel->title);
    }
    plot_measure_print(text, &v->upward);
    plot_frame_draw_y_label(&frame, y_label_gap,
                            (plot_range){room->x, room->x + room->width}, text);
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

bool plot_view_draw(const plot_view *v)
{
    plot_frame whole = plot_view_frame(v, 0);

    plot_view_draw_shade(v);
    draw_axes(v);
    plot_view_draw_bands(v);
    plot_view_draw_curves(v);
    draw_numbers(v);
    if (v->spot.shows_x) draw_x_labels(v);
    draw_heading(v);
    draw_saying(v);
    if (!v->empty) return plot_view_draw_labels(v);
    whole.box = v->box;
    plot_frame_draw_words(&whole, 0, "nothing to show for these arms");
    return true;
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
