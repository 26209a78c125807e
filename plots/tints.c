#include "plots/tints.h"

#include <math.h>

#include <glib.h>

#include "plots/frame.h"
#include "plots/key.h"

/* Lengths in em. */
static const double bar_width = 27, bar_height = 0.95, bar_label = 1.5, bar_ticks = 1.75,
                    tick_length = 0.25, bar_left = 0.8, bar_sides = 2;

enum { MOST_LEVELS = 9, STEPS = 256 };

plot_tints plot_tints_find(const plot_measure *m, plot_range range)
{
    plot_tints t = {.measure = m, .has_any = !plot_range_is_empty(range)};

    if (!t.has_any) return t;
    t.is_flat = range.from == range.to;
    if (m->words) range = (plot_range){0, fmax(1, (double)m->n_words - 1)};
    t.ruler = plot_ruler_exact(m, plot_range_widen(range, m, 0), MOST_LEVELS);
    return t;
}

double plot_tints_place(const plot_tints *t, double number)
{
    return t->has_any ? plot_ruler_place(&t->ruler, number) : NAN;
}

static double draw_bar(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                       plot_box room)
{
    plot_text style = plot_text_for(look, PLOT_LABEL);
    plot_box bar = {room.x + plot_em(look, bar_left), room.y + plot_em(look, bar_label),
                    fmin(room.width - plot_em(look, bar_sides), plot_em(look, bar_width)),
                    plot_em(look, bar_height)};
    const plot_frame frame = {
        .canvas = canvas, .look = look, .box = bar, .x = &t->ruler, .tick = tick_length};
    plot_color pixels[STEPS];
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, t->measure);
    style.width = room.width;
    plot_draw_text(canvas, &style, (plot_point){room.x, room.y}, label);
    for (size_t i = 0; i < STEPS; i++) pixels[i] = plot_tint((double)i / (STEPS - 1));
    plot_draw_image(canvas, bar, pixels, STEPS, 1);
    plot_frame_draw_x_numbers(&frame);
    return plot_em(look, bar_label) + (bar.height + plot_em(look, bar_ticks));
}

static double draw_words(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                         plot_box room)
{
    const plot_measure *m = t->measure;
    plot_key keys[PLOT_MOST_TICKS];
    char label[PLOT_WORDS_SIZE];
    size_t n = 0;

    plot_measure_print(label, m);
    keys[n++] = (plot_key){.kind = PLOT_KEY_WORDS, .text = label};
    for (size_t i = 0; i < m->n_words && n < PLOT_MOST_TICKS; i++)
        keys[n++] = (plot_key){.kind = PLOT_KEY_BOX,
                               .fill = plot_tint(plot_tints_place(t, (double)i)),
                               .text = m->words[i]};
    return plot_key_draw(canvas, look, keys, n, room);
}

static double draw_flat(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                        plot_box room)
{
    const plot_measure *m = t->measure;
    double middle =
        0.5 * (plot_measure_even(m, t->ruler.from) + plot_measure_even(m, t->ruler.to));
    plot_key key = {.kind = PLOT_KEY_BOX, .fill = plot_tint(0.5)};
    char label[PLOT_WORDS_SIZE], number[PLOT_WORDS_SIZE], *text;

    plot_measure_print(label, m);
    plot_measure_print_value(number, m, plot_measure_value(m, middle));
    key.text = text = g_strdup_printf("%s: %s at all points", label, number);
    room.height = plot_key_draw(canvas, look, &key, 1, room);
    g_free(text);
    return room.height;
}

double plot_tints_draw(const plot_tints *t, plot_canvas *canvas, const plot_look *look,
                       plot_box room)
{
    if (!t->has_any) return 0;
    if (t->measure->words) return draw_words(t, canvas, look, room);
    return (t->is_flat ? draw_flat : draw_bar)(t, canvas, look, room);
}
