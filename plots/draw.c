#include "plots/draw.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool plot_is_finite(plot_point point) { return isfinite(point.x) && isfinite(point.y); }

/* Dashes and gaps, in widths of the line; then 0. */
static const double dashes[][PLOT_MOST_DASHES + 1] = {
    [PLOT_SOLID] = {0},
    [PLOT_DASHED] = {3.2, 2.24},
    [PLOT_LONG] = {6, 1.6},
    [PLOT_DOTTED] = {1.4, 1.4},
    [PLOT_DASH_DOT] = {5, 1.4, 1.4, 1.4},
};

static const double least_unit = 0.69; /* of a dash: no shorter than the eye needs */

size_t plot_pen_dashes(const plot_pen *pen, double lengths[PLOT_MOST_DASHES])
{
    const double *pattern = dashes[pen->line], unit = fmax(least_unit, pen->width);
    size_t n = 0;

    for (; pattern[n] > 0; n++) lengths[n] = unit * pattern[n];
    return n;
}

static uint32_t to_byte(double part) { return (uint32_t)lround(255 * part); }

static uint32_t to_word(plot_color c)
{
    return to_byte(c.alpha) << 24 | to_byte(c.alpha * c.red) << 16 |
           to_byte(c.alpha * c.green) << 8 | to_byte(c.alpha * c.blue);
}

void plot_fill_rows(const plot_shape *image, unsigned char *bytes, size_t stride)
{
    for (size_t row = 0; row < image->n_rows; row++)
        for (size_t i = 0; i < image->n_columns; i++) {
            const uint32_t word = to_word(image->pixels[row * image->n_columns + i]);

            memcpy(bytes + row * stride + i * sizeof word, &word, sizeof word);
        }
}

void plot_canvas_free(plot_canvas *canvas)
{
    if (canvas->medium) canvas->medium->free(canvas->self);
    *canvas = (plot_canvas){0};
}

sim_status plot_canvas_check(const plot_canvas *canvas, sim_error *err)
{
    if (canvas->failed) return sim_fail_memory(err, "drawing");
    return canvas->medium->check(canvas->self, err);
}

static void draw(plot_canvas *canvas, const plot_shape *shape)
{
    canvas->medium->draw(canvas->self, shape);
}

void plot_draw_line(plot_canvas *canvas, const plot_pen *pen, const plot_point points[],
                    size_t n)
{
    draw(canvas, &(plot_shape){PLOT_A_LINE, .pen = *pen, .points = points, .n = n});
}

void plot_draw_segment(plot_canvas *canvas, const plot_pen *pen, plot_point a, plot_point b)
{
    plot_draw_line(canvas, pen, (plot_point[]){a, b}, 2);
}

void plot_draw_area(plot_canvas *canvas, plot_color color, const plot_point points[],
                    size_t n)
{
    draw(canvas, &(plot_shape){PLOT_AN_AREA, .fill = color, .points = points, .n = n});
}

void plot_draw_hatch(plot_canvas *canvas, const plot_pen *pen, double apart,
                     const plot_point points[], size_t n)
{
    draw(canvas, &(plot_shape){PLOT_A_HATCH, .pen = *pen, .points = points, .n = n,
                               .apart = apart});
}

void plot_draw_strip(plot_canvas *canvas, plot_color color, const plot_point one[],
                     const plot_point other[], size_t n)
{
    for (size_t first = 0, end; first < n; first = end + 1) {
        for (end = first;
             end < n && plot_is_finite(one[end]) && plot_is_finite(other[end]);)
            end++;
        if (end > first + 1)
            draw(canvas, &(plot_shape){PLOT_AN_AREA, .fill = color, .points = &one[first],
                                       .back = &other[first], .n = end - first});
    }
}

void plot_draw_box(plot_canvas *canvas, plot_color color, plot_box box)
{
    draw(canvas, &(plot_shape){PLOT_A_BOX, .fill = color, .box = box});
}

void plot_draw_disk(plot_canvas *canvas, plot_color fill, const plot_pen *rim,
                    plot_point at, double radius)
{
    const plot_box around = {at.x - radius, at.y - radius, 2 * radius, 2 * radius};

    draw(canvas, &(plot_shape){PLOT_A_DISK, .fill = fill, .pen = *rim, .box = around});
}

void plot_draw_image(plot_canvas *canvas, plot_box box, const plot_color pixels[],
                     size_t n_columns, size_t n_rows)
{
    draw(canvas, &(plot_shape){PLOT_AN_IMAGE, .box = box, .pixels = pixels,
                               .n_columns = n_columns, .n_rows = n_rows});
}

void plot_clip(plot_canvas *canvas, plot_box b, double more)
{
    plot_clip_to(canvas, (plot_window){.box = {b.x - more, b.y - more, b.width + 2 * more,
                                               b.height + 2 * more}});
}

void plot_clip_to(plot_canvas *canvas, plot_window window)
{
    canvas->medium->clip(canvas->self, &window);
}

void plot_unclip(plot_canvas *canvas) { canvas->medium->unclip(canvas->self); }

void plot_open_scope(plot_canvas *canvas, const plot_scope *scope)
{
    if (canvas->medium->open) canvas->medium->open(canvas->self, scope);
}

void plot_close_scope(plot_canvas *canvas)
{
    if (canvas->medium->close) canvas->medium->close(canvas->self);
}

void plot_open_arm(plot_canvas *canvas, const char *arm)
{
    plot_open_scope(canvas, &(plot_scope){.arm = arm});
}

static plot_lines break_lines(const plot_canvas *canvas, const plot_text *style,
                              const char *text)
{
    return (plot_lines){.find = canvas->medium->find,
                        .self = canvas->self,
                        .size = style->size,
                        .width = style->width,
                        .lines = style->lines,
                        .bold = style->bold,
                        .rest = text};
}

plot_box plot_measure_text(plot_canvas *canvas, const plot_text *style, const char *text)
{
    plot_lines lines = break_lines(canvas, style, text);
    plot_box box = {0, 0, 0, 0};
    plot_row row;

    while (plot_lines_next(&lines, &row)) {
        box.width = fmax(box.width, row.width);
        box.height += row.ascent + row.descent;
    }
    return box;
}

/* Shows the lines inside their box. */
static void show_lines(plot_canvas *canvas, const plot_text *style, plot_box box,
                       const char *text)
{
    plot_lines lines = break_lines(canvas, style, text);
    plot_row row;

    while (plot_lines_next(&lines, &row)) {
        char *shown = malloc(PLOT_ROW_SIZE(&row));
        plot_words words = {.text = shown,
                            .box = {box.x + style->align_x * (box.width - row.width), box.y,
                                    row.width, row.ascent + row.descent},
                            .ascent = row.ascent};

        canvas->failed = canvas->failed || !shown;
        if (!shown) return;
        plot_row_print(&row, shown);
        canvas->medium->show(canvas->self, style, &words);
        free(shown);
        box.y += words.box.height;
    }
}

plot_box plot_draw_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                        const char *text)
{
    plot_box box = plot_measure_text(canvas, style, text);
    plot_text letters = *style;

    box.x = at.x - style->align_x * box.width;
    box.y = at.y - style->align_y * box.height;
    if (style->halo > 0) show_lines(canvas, style, box, text);
    letters.halo = 0;
    show_lines(canvas, &letters, box, text);
    return box;
}
