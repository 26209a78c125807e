#include "plots/draw.h"

#include <math.h>
#include <string.h>

#include <pango/pangocairo.h>

static const char font_family[] = "DejaVu Sans, sans";

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

static GLogWriterOutput say_nothing(GLogLevelFlags level, const GLogField *fields, gsize n,
                                    gpointer data)
{
    (void)level;
    (void)fields;
    (void)n;
    (void)data;
    return G_LOG_WRITER_HANDLED;
}

void plot_silence(void) { g_log_set_writer_func(say_nothing, NULL, NULL); }

/* A text without letters is no figure. */
static sim_status check_fonts(plot_canvas *canvas, sim_error *err)
{
    pango_layout_set_text(canvas->layout, "Aa0", -1);
    if (pango_layout_get_unknown_glyphs_count(canvas->layout) == 0) return SIM_OK;
    return sim_fail(err, SIM_EIO,
                    "no font with letters was found; to install one (Debian's package "
                    "fonts-dejavu-core) would be right");
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
    return check_fonts(canvas, err);
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

/* Dashes grow with the line, but no shorter than the eye needs. */
static void set_pen(plot_canvas *canvas, const plot_pen *pen)
{
    const double dash = fmax(2.2, 3.2 * pen->width);
    const double dashes[] = {dash, 0.7 * dash};

    set_color(canvas, pen->color);
    cairo_set_line_width(canvas->cr, pen->width);
    cairo_set_line_cap(canvas->cr, CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(canvas->cr, dashes, pen->line == PLOT_DASHED ? 2 : 0, 0);
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

static void set_polygon(plot_canvas *canvas, const plot_point points[], size_t n)
{
    cairo_new_path(canvas->cr);
    for (size_t i = 0; i < n; i++) cairo_line_to(canvas->cr, points[i].x, points[i].y);
    cairo_close_path(canvas->cr);
}

void plot_draw_area(plot_canvas *canvas, plot_color color, const plot_point points[],
                    size_t n)
{
    set_color(canvas, color);
    set_polygon(canvas, points, n);
    cairo_fill(canvas->cr);
}

void plot_draw_hatch(plot_canvas *canvas, const plot_pen *pen, double apart,
                     const plot_point points[], size_t n)
{
    double left, top, right, bottom, height;

    cairo_save(canvas->cr);
    set_polygon(canvas, points, n);
    cairo_clip(canvas->cr);
    cairo_clip_extents(canvas->cr, &left, &top, &right, &bottom);
    height = bottom - top;
    set_pen(canvas, pen);
    for (double x = left - height; x < right; x += apart) {
        cairo_move_to(canvas->cr, x, bottom);
        cairo_line_to(canvas->cr, x + height, top);
    }
    cairo_stroke(canvas->cr);
    cairo_restore(canvas->cr);
}

void plot_draw_strip(plot_canvas *canvas, plot_color color, const plot_point one[],
                     const plot_point other[], size_t n)
{
    set_color(canvas, color);
    cairo_new_path(canvas->cr);
    for (size_t i = 0; i < n; i++) cairo_line_to(canvas->cr, one[i].x, one[i].y);
    for (size_t i = n; i-- > 0;) cairo_line_to(canvas->cr, other[i].x, other[i].y);
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

static unsigned to_byte(double part) { return (unsigned)lround(255 * part); }

static unsigned to_pixel(plot_color c)
{
    return to_byte(c.alpha) << 24 | to_byte(c.alpha * c.red) << 16 |
           to_byte(c.alpha * c.green) << 8 | to_byte(c.alpha * c.blue);
}

static void fill_image(cairo_surface_t *image, const plot_color pixels[], size_t n_columns,
                       size_t n_rows)
{
    unsigned char *data = cairo_image_surface_get_data(image);
    size_t stride = (size_t)cairo_image_surface_get_stride(image);

    if (!data) return; /* its status says why */
    for (size_t row = 0; row < n_rows; row++)
        for (size_t i = 0; i < n_columns; i++) {
            unsigned pixel = to_pixel(pixels[row * n_columns + i]);

            memcpy(data + row * stride + i * sizeof pixel, &pixel, sizeof pixel);
        }
    cairo_surface_mark_dirty(image);
}

void plot_draw_image(plot_canvas *canvas, plot_box box, const plot_color pixels[],
                     size_t n_columns, size_t n_rows)
{
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)n_columns, (int)n_rows);

    fill_image(image, pixels, n_columns, n_rows);
    cairo_save(canvas->cr);
    cairo_rectangle(canvas->cr, box.x, box.y, box.width, box.height);
    cairo_clip(canvas->cr);
    cairo_translate(canvas->cr, box.x, box.y);
    cairo_scale(canvas->cr, box.width / (double)n_columns, box.height / (double)n_rows);
    cairo_set_source_surface(canvas->cr, image, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(canvas->cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(cairo_get_source(canvas->cr), CAIRO_FILTER_BILINEAR);
    cairo_paint(canvas->cr);
    cairo_restore(canvas->cr);
    cairo_surface_destroy(image);
}

void plot_clip_but(plot_canvas *canvas, plot_box box, const plot_box holes[], size_t n)
{
    cairo_save(canvas->cr);
    cairo_set_fill_rule(canvas->cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_rectangle(canvas->cr, box.x, box.y, box.width, box.height);
    for (size_t i = 0; i < n; i++)
        cairo_rectangle(canvas->cr, holes[i].x, holes[i].y, holes[i].width,
                        holes[i].height);
    cairo_clip(canvas->cr);
}

void plot_clip(plot_canvas *canvas, plot_box box)
{
    cairo_save(canvas->cr);
    cairo_rectangle(canvas->cr, box.x, box.y, box.width, box.height);
    cairo_clip(canvas->cr);
}

void plot_clip_area(plot_canvas *canvas, const plot_point points[], size_t n)
{
    cairo_save(canvas->cr);
    set_polygon(canvas, points, n);
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

/* Bytes that are not UTF-8 are shown as such; a line break inside a text is a space.  No
 * line ends between a number and its "%". */
static void set_text(PangoLayout *layout, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *shown = g_string_new(g_strdelimit(valid, "\t\r\n", ' '));

    g_string_replace(shown, " %", "\xC2\xA0%", 0);
    pango_layout_set_text(layout, shown->str, -1);
    g_string_free(shown, TRUE);
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
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout,
                               limited ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(layout, style->align_x == 0.5 ? PANGO_ALIGN_CENTER
                                       : style->align_x == 1 ? PANGO_ALIGN_RIGHT
                                                             : PANGO_ALIGN_LEFT);
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

    return (plot_box){at.x - style->align_x * size.x, at.y - style->align_y * size.y,
                      size.x, size.y};
}

/* Where the layout begins so that what it shows fills the box: lines that are not aligned
 * to the left begin inside the width they may have. */
static void move_to_box(plot_canvas *canvas, const plot_box *box)
{
    PangoRectangle shown;

    pango_layout_get_extents(canvas->layout, NULL, &shown);
    cairo_move_to(canvas->cr, box->x - (double)shown.x / PANGO_SCALE, box->y);
}

static void draw_halo(plot_canvas *canvas, const plot_text *style, const plot_box *box)
{
    const plot_pen pen = {style->halo_color, style->halo, PLOT_SOLID};

    move_to_box(canvas, box);
    pango_cairo_layout_path(canvas->cr, canvas->layout);
    set_pen(canvas, &pen);
    cairo_stroke(canvas->cr);
}

plot_box plot_draw_text(plot_canvas *canvas, const plot_text *style, plot_point at,
                        const char *text)
{
    plot_box box = plot_measure_text(canvas, style, at, text);

    if (style->halo > 0) draw_halo(canvas, style, &box);
    set_color(canvas, style->color);
    move_to_box(canvas, &box);
    pango_cairo_show_layout(canvas->cr, canvas->layout);
    return box;
}
