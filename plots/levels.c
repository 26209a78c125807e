#include "plots/levels.h"

#include <math.h>

#include "sim/io/number.h"

static const double level_width = 0.9; /* points of the default page */

/* Lengths in em. */
static const double words_gap = 0.2; /* between a line and its words */
static const double step = 0.5;      /* between places that are tried */
static const double words_halo = 0.3;

enum { DIGITS = 3 };

/* That of the axis itself, then those with words. */
static double value_of(const plot_view *v, size_t i)
{
    return i == 0 ? v->panel->y.level : v->panel->levels[i - 1].at;
}

static bool has_words(const plot_view *v, size_t i)
{
    return i > 0 && i <= PLOT_MOST_LEVELS && v->panel->levels[i - 1].words;
}

double plot_view_level(const plot_view *v, size_t i)
{
    double y;

    if (i > PLOT_MOST_LEVELS || (i > 0 && !has_words(v, i))) return NAN;
    y = plot_frame_y(&v->parts[0], value_of(v, i));
    return y >= v->box.y && y <= v->box.y + v->box.height ? y : NAN;
}

void plot_view_draw_levels(const plot_view *v)
{
    const plot_pen pen = plot_plain_pen(v->look, v->look->theme->axis, level_width);

    for (size_t i = 0; i <= PLOT_MOST_LEVELS; i++) {
        const double y = plot_view_level(v, i);

        for (size_t part = 0; isfinite(y) && part < v->n_parts; part++) {
            const plot_box *b = &v->parts[part].box;

            plot_draw_segment(v->canvas, &pen, (plot_point){b->x, y},
                              (plot_point){b->x + b->width, y});
        }
    }
}

/* Below the line, or where that is not free above it. */
static bool try_place(plot_scene *s, double x, double y, plot_box *box)
{
    const double gap = plot_em(s->view->look, words_gap);
    double own, foreign;

    for (int side = 0; side < 2; side++) {
        box->x = x;
        box->y = side == 0 ? y + gap : y - gap - box->height;
        if (plot_scene_measure(s, PLOT_NOBODY, box, plot_scene_clear(s), &own, &foreign))
            return true;
    }
    return false;
}

/* The same on the curves, where nothing else is written. */
static bool try_upon(plot_scene *s, double x, double y, plot_box *box)
{
    const double gap = plot_em(s->view->look, words_gap);

    for (int side = 0; side < 2; side++) {
        box->x = x;
        box->y = side == 0 ? y + gap : y - gap - box->height;
        if (plot_scene_is_free(s, box)) return true;
    }
    return false;
}

/* Writes the words at the first place from the right that will do. */
static bool write_words(plot_scene *s, size_t i, const plot_text *style,
                        bool (*try_one)(plot_scene *, double, double, plot_box *))
{
    const plot_view *v = s->view;
    const char *words = v->panel->levels[i - 1].words;
    const double y = plot_view_level(v, i), by = plot_em(v->look, step);
    plot_box box = plot_measure_text(v->canvas, style, words);

    for (double x = v->box.x + v->box.width - box.width - by; x > v->box.x + by; x -= by) {
        if (!try_one(s, x, y, &box)) continue;
        plot_draw_text(v->canvas, style, (plot_point){box.x, box.y}, words);
        s->taken[s->n_taken++] = box;
        return true;
    }
    return false;
}

/* What the user's own line means is written in any case. */
static void label_level(plot_scene *s, size_t i)
{
    const plot_view *v = s->view;
    plot_text style = plot_text_for(v->look, PLOT_TICK);

    if (write_words(s, i, &style, try_place) || !v->panel->guides) return;
    style.halo = plot_em(v->look, words_halo);
    style.halo_color = v->look->theme->paper;
    write_words(s, i, &style, try_upon);
}

void plot_view_label_levels(plot_scene *s)
{
    for (size_t i = 1; i <= PLOT_MOST_LEVELS; i++)
        if (isfinite(plot_view_level(s->view, i))) label_level(s, i);
}

void plot_view_tell_levels(const plot_view *v, GString *words)
{
    size_t n = 0;

    for (size_t i = 1; i <= PLOT_MOST_LEVELS; i++) {
        char number[SIM_NUMBER_SIZE];

        if (!isfinite(plot_view_level(v, i))) continue;
        sim_number_print(number, value_of(v, i), DIGITS);
        g_string_append_printf(words, "%s %s (%s)", n++ > 0 ? "," : "; lines at", number,
                               v->panel->levels[i - 1].words);
    }
}
