#include "plots/legend.h"

#include <math.h>
#include <stdio.h>

#include "plots/band.h"

enum { MOST_ROWS = 10, BAND_LINES = 4, NAME_SIZE = 512 };

/* Lengths in em. */
static const double line_length = 2.4, line_gap = 0.6, entry_gap = 1.8, entry_height = 1.5;

/* Of lines, in points of the default page. */
static const double least_width = 2.2, gray_width = 0.5;

typedef struct {
    plot_canvas *canvas;
    const plot_look *look;
    const plot_data *data;
} legend;

static bool has_gray(const plot_data *data) { return data->arms.n_named < data->arms.n; }

/* The arms that have a color, one for the others, one for the run behind. */
static size_t count_entries(const plot_data *data)
{
    return data->arms.n_named + has_gray(data) + (data->runs[PLOT_BEHIND].n > 0);
}

static void print_entry(const plot_data *data, size_t i, char text[NAME_SIZE])
{
    const plot_arms *arms = &data->arms;

    if (i < arms->n_named)
        snprintf(text, NAME_SIZE, "%s", arms->names[i]);
    else if (has_gray(data) && i == arms->n_named)
        snprintf(text, NAME_SIZE, "thin and gray: %zu more", arms->n - arms->n_named);
    else
        snprintf(text, NAME_SIZE, "dashed: %s", data->behind_name ? data->behind_name : "");
}

static plot_pen entry_pen(const legend *l, size_t i)
{
    const plot_arms *arms = &l->data->arms;
    plot_pen pen = plot_plain_pen(l->look, l->look->theme->quiet, 1.3);

    if (i < arms->n_front && i < arms->n_named) {
        pen = plot_arm_pen(l->look, i, arms->n_named);
        pen.width = fmax(pen.width, least_width * l->look->size->line);
    } else if (i < arms->n_named)
        pen = plot_behind_pen(l->look, i, arms->n_named);
    else if (has_gray(l->data) && i == arms->n_named)
        pen.width = gray_width * l->look->size->line;
    else
        pen.line = PLOT_DASHED;
    return pen;
}

static double widest_entry(const legend *l)
{
    plot_text style = plot_text_for(l->look, PLOT_NAME);
    char text[NAME_SIZE];
    double most = 1;

    for (size_t i = 0; i < count_entries(l->data); i++) {
        print_entry(l->data, i, text);
        most = fmax(most,
                    plot_measure_text(l->canvas, &style, (plot_point){0, 0}, text).width);
    }
    return most + plot_em(l->look, line_length + line_gap + entry_gap) + 1;
}

static void draw_entry(const legend *l, size_t i, plot_box room)
{
    plot_text style = plot_text_for(l->look, PLOT_NAME);
    const plot_pen pen = entry_pen(l, i);
    double y = room.y + 0.5 * room.height, x = room.x + plot_em(l->look, line_length);
    char text[NAME_SIZE];

    plot_draw_segment(l->canvas, &pen, (plot_point){room.x, y}, (plot_point){x, y});
    x += plot_em(l->look, line_gap);
    print_entry(l->data, i, text);
    style.align_y = 0.5;
    style.width = fmax(1, room.x + room.width - x);
    plot_draw_text(l->canvas, &style, (plot_point){x, y}, text);
}

/* The height of rows of its own, for its words are long; 0 without bands. */
static double draw_bands(const legend *l, plot_box room)
{
    plot_text style = plot_text_for(l->look, PLOT_NAME);
    double height = plot_em(l->look, entry_height), length = plot_em(l->look, line_length);
    double x = room.x + length + plot_em(l->look, line_gap), line;

    if (l->data->bands.n == 0) return 0;
    plot_band_draw_sample(
        l->canvas, l->look, l->data,
        (plot_box){room.x, room.y + 0.14 * height, length, 0.72 * height});
    line = plot_measure_text(l->canvas, &style, (plot_point){0, 0}, "x").height;
    style.width = fmax(1, room.x + room.width - x);
    style.lines = BAND_LINES;
    return height - line +
           plot_draw_text(l->canvas, &style,
                          (plot_point){x, room.y + 0.5 * (height - line)},
                          l->data->bands.words)
               .height;
}

/* As many columns as the names leave room for, and more if there were too many rows. */
double plot_legend_draw(plot_canvas *canvas, const plot_look *look, const plot_data *data,
                        plot_box room)
{
    const legend l = {canvas, look, data};
    size_t n = count_entries(data), columns, rows;
    double height = plot_em(look, entry_height), gap = plot_em(look, entry_gap), width;

    if (data->arms.n == 0) return 0;
    width = widest_entry(&l);
    columns = (size_t)fmax(1, floor((room.width + gap) / width));
    if (columns * MOST_ROWS < n) columns = (n + MOST_ROWS - 1) / MOST_ROWS;
    rows = (n + columns - 1) / columns;
    width = fmin(width, (room.width + gap) / (double)columns);
    for (size_t i = 0; i < n; i++)
        draw_entry(&l, i,
                   (plot_box){room.x + (double)(i / rows) * width,
                              room.y + (double)(i % rows) * height, width - gap, height});
    room.y += (double)rows * height;
    return (double)rows * height + draw_bands(&l, room);
}
