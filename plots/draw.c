#include "plots/draw.h"

#include <math.h>

#include <pango/pangocairo.h>

static const char font_family[] = "DejaVu Sans, sans";

const plot_color plot_white = {1, 1, 1, 1};
const plot_color plot_black = {0.13, 0.13, 0.15, 1};
const plot_color plot_gray = {0.38, 0.38, 0.41, 1};
const plot_color plot_pale = {0.89, 0.89, 0.90, 1};

/* From near black through blue, violet and red to gold: lightness rises all the way (CIE
 * L* 3 to 73), and neighbors of these nine are at least 14 apart in CIE Lab, for eyes that
 * tell all colors and for those without the green receptor. */
static const plot_color ramp[] = {
    {0.031, 0.035, 0.059, 1}, {0.064, 0.195, 0.466, 1}, {0.147, 0.299, 0.739, 1},
    {0.534, 0.236, 0.764, 1}, {0.691, 0.204, 0.619, 1}, {0.794, 0.253, 0.498, 1},
    {0.879, 0.334, 0.389, 1}, {0.934, 0.461, 0.284, 1}, {0.910, 0.663, 0.110, 1},
};

enum { RAMP = sizeof ramp / sizeof *ramp };

plot_color plot_arm_color(size_t i, size_t n)
{
    double at = n > 1 ? (double)i * (RAMP - 1) / (double)(n - 1) : 2;
    size_t k = at < RAMP - 2 ? (size_t)at : RAMP - 2;
    const plot_color *a = &ramp[k], *b = &ramp[k + 1];
    double part = at - (double)k;

    return (plot_color){a->red + part * (b->red - a->red),
                        a->green + part * (b->green - a->green),
                        a->blue + part * (b->blue - a->blue), 1};
}

/* Unhinted, so that text is as wide in pixels as on paper. */
static void set_font_options(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
}

sim_status plot_canvas_init(plot_canvas *canvas, cairo_surface_t *surface, double scale,
                            sim_error *err)
{
    PangoContext *context;

    *canvas = (plot_canvas){.cr = cairo_create(surface)};
    if (plot_canvas_check(canvas, err) != SIM_OK) return SIM_EIO;
    cairo_scale(canvas->cr, scale, scale);
    cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
    canvas->fonts = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(canvas->fonts), 72);
    context = pango_font_map_create_context(canvas->fonts);
    set_font_options(context);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_cairo_update_context(canvas->cr, context);
    canvas->layout = pango_layout_new(context);
    g_object_unref(context);
    return SIM_OK;
}

void plot_canvas_free(plot_canvas *canvas)
{
    if (canvas->layout) g_object_unref(canvas->layout);
    if (canvas->fonts) g_object_unref(canvas->fonts);
    if (canvas->cr) cairo_destroy(canvas->cr);
    *canvas = (plot_canvas){0};
}

sim_status plot_canvas_check(const plot_canvas *canvas, sim_error *err)
{
    cairo_status_t status = cairo_status(canvas->cr);

    if (status == CAIRO_STATUS_SUCCESS) return SIM_OK;
    if (status == CAIRO_STATUS_NO_MEMORY) return sim_fail_memory(err, "drawing");
    return sim_fail(err, SIM_EIO, "drawing: cairo says '%s'",
                    cairo_status_to_string(status));
}

static void set_color(plot_canvas *canvas, plot_color color)
{
    cairo_set_source_rgba(canvas->cr, color.red, color.green, color.blue, color.alpha);
}

/* Dashes are as long as the eye needs, however thin the line; dots are round. */
static void set_pen(plot_canvas *canvas, const plot_pen *pen)
{
    static const double dashes[][2] = {
        [PLOT_SOLID] = {1, 0}, [PLOT_DASHED] = {5, 3}, [PLOT_DOTTED] = {0, 3.4}};
    bool dotted = pen->line == PLOT_DOTTED;

    set_color(canvas, pen->color);
    cairo_set_line_width(canvas->cr, pen->width);
    cairo_set_line_cap(canvas->cr, dotted ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(canvas->cr, dashes[pen->line], pen->line == PLOT_SOLID ? 0 : 2, 0);
}

static bool finite(plot_point p) { return isfinite(p.x) && isfinite(p.y); }

void plot_draw_line(plot_canvas *canvas, const plot_pen *pen, const plot_point points[],
                    size_t n)
{
    set_pen(canvas, pen);
    for (size_t i = 0; i < n; i++) {
        if (!finite(points[i])) continue;
        if (i == 0 || !finite(points[i - 1]))
            cairo_move_to(canvas->cr, points[i].x, points[i].y);
        else
            cairo_line_to(canvas->cr, points[i].x, points[i].y);
    }
    cairo_stroke(canvas->cr);
}

void plot_draw_segment(plot_canvas *canvas, const plot_pen *pen, plot_point a, plot_point b)
{
    plot_draw_line(canvas, pen, (plot_point[]){a, b}, 2);
}

void plot_draw_area(plot_canvas *canvas, plot_color color, const plot_point points[],
                    size_t n)
{
    set_color(canvas, color);
    for (size_t i = 0; i < n; i++) cairo_line_to(canvas->cr, points[i].x, points[i].y);
    cairo_close_path(canvas->cr);
    cairo_fill(canvas->cr);
}

void plot_draw_box(plot_canvas *canvas, plot_color color, plot_box box)
{
    set_color(canvas, color);
    cairo_rectangle(canvas->cr, box.x, box.y, box.width, box.height);
    cairo_fill(canvas->cr);
}

void plot_draw_disk(plot_canvas *canvas, plot_color fill, const plot_pen *rim,
                    plot_point at, double radius)
{
    static const double turn = 6.283185307179586;

    cairo_new_sub_path(canvas->cr);
    cairo_arc(canvas->cr, at.x, at.y, radius, 0, turn);
    set_color(canvas, fill);
    cairo_fill_preserve(canvas->cr);
    set_pen(canvas, rim);
    cairo_stroke(canvas->cr);
}

void plot_clip(plot_canvas *canvas, plot_box box)
{
    cairo_save(canvas->cr);
    cairo_rectangle(canvas->cr, box.x, box.y, box.width, box.height);
    cairo_clip(canvas->cr);
}

void plot_unclip(plot_canvas *canvas) { cairo_restore(canvas->cr); }

static void set_font(PangoLayout *layout, const plot_text *style)
{
    PangoFontDescription *font = pango_font_description_from_string(font_family);

    pango_font_description_set_size(font, (int)lround(style->size * PANGO_SCALE));
    if (style->bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

/* Bytes that are not UTF-8 are shown as such; a line break inside a text is a space. */
static void set_text(PangoLayout *layout, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    pango_layout_set_text(layout, g_strdelimit(valid, "\t\r\n", ' '), -1);
    g_free(valid);
}

/* Sets the layout, and gives the width and height of what it shows. */
static plot_point lay_out(plot_canvas *canvas, const plot_text *style, const char *text)
{
    PangoLayout *layout = canvas->layout;
    bool limited = style->width > 0;
    PangoRectangle shown;

    pango_layout_set_width(layout, limited ? (int)(style->width * PANGO_SCALE) : -1);
    pango_layout_set_height(layout, style->lines > 1 ? -style->lines : -1);
    pango_layout_set_ellipsize(layout,
                               limited ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    set_font(layout, style);
    set_text(layout, text);
    pango_layout_get_extents(layout, NULL, &shown);
    return (plot_point){(double)shown.width / PANGO_SCALE,
                        (double)shown.height / PANGO_SCALE};
}

plot_box plot_measure_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                           const char *text)
{
    plot_point size = lay_out(canvas, style, text);

    if (style->upward)
        return (plot_box){at.x - style->align_y * size.y,
                          at.y - (1 - style->align_x) * size.x, size.y, size.x};
    return (plot_box){at.x - style->align_x * size.x, at.y - style->align_y * size.y,
                      size.x, size.y};
}

plot_box plot_draw_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                        const char *text)
{
    plot_box box = plot_measure_text(canvas, style, at, text);

    cairo_save(canvas->cr);
    set_color(canvas, style->color);
    cairo_move_to(canvas->cr, box.x, style->upward ? box.y + box.height : box.y);
    if (style->upward) cairo_rotate(canvas->cr, -1.5707963267948966);
    pango_cairo_show_layout(canvas->cr, canvas->layout);
    cairo_restore(canvas->cr);
    return box;
}
