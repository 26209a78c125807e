#include "plots/legend.h"

#include <math.h>
#include <stdio.h>

#include "plots/curve.h"
#include "plots/key.h"

enum { MOST_KEYS = PLOT_NAMED_MAX + 2, NAME_SIZE = 512 };

/* Lengths in em. */
static const double band_length = 2.4, band_gap = 0.6, band_height = 1.08, row_height = 1.5;

/* Of lines, in points of the default page. */
static const double least_width = 2.2, quiet_width = 1.3, gray_width = 0.5;

/* The arms that have a color, one key for the others, one for the run behind. */
typedef struct {
    plot_key keys[MOST_KEYS]; /* [n] */
    size_t n;
    char gray[NAME_SIZE], behind[NAME_SIZE];
} key_list;

static plot_pen arm_pen(const plot_look *look, const plot_arms *arms, size_t i)
{
    plot_pen pen = plot_arm_pen(look, i, arms->n_named);

    if (i >= arms->n_front) return plot_behind_pen(look, i, arms->n_named);
    pen.width = fmax(pen.width, least_width * look->size->line);
    return pen;
}

static void add_key(key_list *l, plot_pen pen, const char *text)
{
    l->keys[l->n++] =
        (plot_key){.kind = PLOT_KEY_LINE, .pen = pen, .fill = pen.color, .text = text};
}

static void list_keys(key_list *l, const plot_look *look, const plot_data *data)
{
    const plot_arms *arms = &data->arms;
    plot_pen quiet = plot_plain_pen(look, look->theme->quiet, gray_width);

    l->n = 0;
    for (size_t i = 0; i < arms->n_named; i++)
        add_key(l, arm_pen(look, arms, i), arms->names[i]);
    snprintf(l->gray, NAME_SIZE, "thin and gray: %zu more", arms->n - arms->n_named);
    if (arms->n_named < arms->n) add_key(l, quiet, l->gray);
    quiet = plot_plain_pen(look, look->theme->quiet, quiet_width);
    quiet.line = PLOT_DASHED;
    snprintf(l->behind, NAME_SIZE, "dashed: %s",
             data->behind_name ? data->behind_name : "");
    if (data->runs[PLOT_BEHIND].n > 0) add_key(l, quiet, l->behind);
}

/* The height of rows of its own, for its words are long; 0 without bands. */
static double draw_bands(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                         plot_box room)
{
    const plot_key words = {.kind = PLOT_KEY_WORDS, .text = data->bands.words};
    double length = plot_em(look, band_length), before = length + plot_em(look, band_gap);
    double height = plot_em(look, band_height);
    double y = room.y + 0.5 * (plot_em(look, row_height) - height);

    if (data->bands.n == 0) return 0;
    plot_draw_band_sample(canvas, look, data, (plot_box){room.x, y, length, height});
    room.x += before;
    room.width -= before;
    return plot_key_draw(canvas, look, &words, 1, room);
}

double plot_legend_draw(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                        plot_box room)
{
    key_list list;
    double height;

    if (data->arms.n == 0) return 0;
    list_keys(&list, look, data);
    height = plot_key_draw_columns(canvas, look, list.keys, list.n, room);
    room.y += height;
    return height + draw_bands(canvas, look, data, room);
}
