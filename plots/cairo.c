#include "plots/cairo.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "plots/corner.h"

static const char font_family[] = "DejaVu Sans, sans";

enum { N_KEPT = 512, MEASURED_SIZE = 64 };

/* A letter that was looked up before. */
typedef struct {
    int32_t character; /* 0: none */
    bool bold;
    plot_letter letter;
} kept_letter;

typedef struct {
    const char *name;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoFontMap *fonts;
    PangoContext *context;
    PangoFontDescription *font;
    PangoAttrList *features;
    kept_letter kept[N_KEPT]; /* by their characters */
} brush;

/* Messages. */

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

/* A failure of drawing, or of the surface of this name. */
static sim_status check_status(cairo_status_t status, const char *name, sim_error *err)
{
    if (status == CAIRO_STATUS_SUCCESS) return SIM_OK;
    if (status == CAIRO_STATUS_NO_MEMORY) return sim_fail_memory(err, "drawing");
    return sim_fail(err, SIM_EIO, "drawing%s%s: cairo says '%s'", *name ? " " : "", name,
                    cairo_status_to_string(status));
}

static sim_status check(const void *self, sim_error *err)
{
    const brush *b = self;

    return check_status(cairo_status(b->cr), "", err);
}

/* Shapes. */

static void set_color(cairo_t *cr, plot_color color)
{
    cairo_set_source_rgba(cr, color.red, color.green, color.blue, color.alpha);
}

static void set_pen(cairo_t *cr, const plot_pen *pen)
{
    double dashes[PLOT_MOST_DASHES];
    const size_t n = plot_pen_dashes(pen, dashes);

    set_color(cr, pen->color);
    cairo_set_line_width(cr, pen->width);
    cairo_set_dash(cr, dashes, (int)n, 0);
}

static void add_box(cairo_t *cr, const plot_box *box)
{
    cairo_rectangle(cr, box->x, box->y, box->width, box->height);
}

static void set_polygon(cairo_t *cr, const plot_point points[], const plot_point back[],
                        size_t n)
{
    cairo_new_path(cr);
    for (size_t i = 0; i < n; i++) cairo_line_to(cr, points[i].x, points[i].y);
    for (size_t i = back ? n : 0; i-- > 0;) cairo_line_to(cr, back[i].x, back[i].y);
    cairo_close_path(cr);
}

/* By points of a line that are nearer to it no pixel differs visibly; on paper each is seen. */
static double least_seen(cairo_t *cr)
{
    double apart = 0.01, across = 0; /* pixels */

    if (cairo_surface_get_type(cairo_get_target(cr)) != CAIRO_SURFACE_TYPE_IMAGE) return 0;
    cairo_device_to_user_distance(cr, &apart, &across);
    return apart;
}

static void draw_line(cairo_t *cr, const plot_shape *s)
{
    const double apart = least_seen(cr);

    set_pen(cr, &s->pen);
    cairo_new_path(cr);
    for (size_t i = 0; i < s->n;) {
        const bool is_there = plot_is_finite(s->points[i]);

        if (is_there)
            cairo_line_to(cr, s->points[i].x, s->points[i].y);
        else
            cairo_new_sub_path(cr);
        i = is_there ? plot_corner_next(s->points, s->n, i, apart) : i + 1;
    }
    cairo_stroke(cr);
}

static void draw_area(cairo_t *cr, const plot_shape *s)
{
    set_color(cr, s->fill);
    set_polygon(cr, s->points, s->back, s->n);
    cairo_fill(cr);
}

static void draw_hatch(cairo_t *cr, const plot_shape *s)
{
    double left, top, right, bottom, height;

    cairo_save(cr);
    set_polygon(cr, s->points, NULL, s->n);
    cairo_clip(cr);
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    height = bottom - top;
    set_pen(cr, &s->pen);
    for (double x = left - height; x < right; x += s->apart) {
        cairo_move_to(cr, x, bottom);
        cairo_line_to(cr, x + height, top);
    }
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw_box(cairo_t *cr, const plot_shape *s)
{
    set_color(cr, s->fill);
    add_box(cr, &s->box);
    cairo_fill(cr);
}

static void draw_disk(cairo_t *cr, const plot_shape *s)
{
    static const double turn = 6.283185307179586;
    double radius = 0.5 * s->box.width;

    cairo_new_sub_path(cr);
    cairo_arc(cr, s->box.x + radius, s->box.y + radius, radius, 0, turn);
    set_color(cr, s->fill);
    cairo_fill_preserve(cr);
    set_pen(cr, &s->pen);
    cairo_stroke(cr);
}

static void fill_image(cairo_surface_t *image, const plot_shape *s)
{
    unsigned char *data = cairo_image_surface_get_data(image);

    if (!data) return; /* its status says why */
    plot_fill_rows(s, data, (size_t)cairo_image_surface_get_stride(image));
    cairo_surface_mark_dirty(image);
}

static void draw_image(cairo_t *cr, const plot_shape *s)
{
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)s->n_columns, (int)s->n_rows);

    fill_image(image, s);
    cairo_save(cr);
    add_box(cr, &s->box);
    cairo_clip(cr);
    cairo_translate(cr, s->box.x, s->box.y);
    cairo_scale(cr, s->box.width / (double)s->n_columns, s->box.height / (double)s->n_rows);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_BILINEAR);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(image);
}

static void draw(void *self, const plot_shape *shape)
{
    static void (*const draw_kind[])(cairo_t *, const plot_shape *) = {
        [PLOT_A_LINE] = draw_line, [PLOT_AN_AREA] = draw_area, [PLOT_A_HATCH] = draw_hatch,
        [PLOT_A_BOX] = draw_box,   [PLOT_A_DISK] = draw_disk,  [PLOT_AN_IMAGE] = draw_image,
    };
    brush *b = self;

    draw_kind[shape->kind](b->cr, shape);
}

static void clip(void *self, const plot_window *w)
{
    cairo_t *cr = ((brush *)self)->cr;

    cairo_save(cr);
    if (w->points)
        set_polygon(cr, w->points, NULL, w->n);
    else {
        if (w->n > 0) cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
        add_box(cr, &w->box);
        for (size_t i = 0; i < w->n; i++) add_box(cr, &w->holes[i]);
    }
    cairo_clip(cr);
}

static void unclip(void *self) { cairo_restore(((brush *)self)->cr); }

/* Text.  A line is shaped by itself: a layout of Pango's also asks for how high lines of the
 * font are, for which it opens each font anew. */

static void set_font(brush *b, double size, bool bold)
{
    pango_font_description_set_size(b->font, (int)lround(size * PANGO_SCALE));
    pango_font_description_set_weight(b->font,
                                      bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_context_set_font_description(b->context, b->font);
}

/* A stretch of a line in one font, and where it begins. */
typedef struct {
    const char *text;
    const PangoGlyphItem *run;
    double x;
} stretch;

typedef void take_stretch(void *self, const stretch *s);

/* Takes those of a line without breaks, from left to right. */
static void shape(brush *b, const char *text, take_stretch *take, void *self)
{
    const int length = (int)strlen(text);
    GList *items = pango_itemize(b->context, text, 0, length, b->features, NULL);
    GList *visual = pango_reorder_items(items);
    int done = 0;

    for (GList *i = visual; i; i = i->next) {
        PangoItem *item = i->data;
        PangoGlyphItem run = {.item = item, .glyphs = pango_glyph_string_new()};

        pango_shape_full(text + item->offset, item->length, text, length, &item->analysis,
                         run.glyphs);
        take(self, &(stretch){text, &run, (double)done / PANGO_SCALE});
        done += pango_glyph_string_get_width(run.glyphs);
        pango_glyph_string_free(run.glyphs);
    }
    g_list_free(visual);
    g_list_free_full(items, (GDestroyNotify)pango_item_free);
}

static void measure(void *self, const stretch *s)
{
    pango_glyph_string_extents(s->run->glyphs, s->run->item->analysis.font, NULL, self);
}

static plot_letter look_up(brush *b, int32_t character, bool bold)
{
    const double scale = (double)PANGO_SCALE * MEASURED_SIZE;
    char text[7] = "";
    PangoRectangle shown = {0, 0, 0, 0};

    set_font(b, MEASURED_SIZE, bold);
    g_unichar_to_utf8((gunichar)character, text);
    shape(b, text, measure, &shown);
    return (plot_letter){.advance = shown.width / scale,
                         .ascent = -shown.y / scale,
                         .descent = (shown.y + shown.height) / scale};
}

static plot_letter find(void *self, int32_t character, bool bold)
{
    brush *b = self;
    kept_letter *kept = &b->kept[(2 * (unsigned)character + bold) % N_KEPT];

    if (kept->character != character || kept->bold != bold)
        *kept = (kept_letter){character, bold, look_up(b, character, bold)};
    return kept->letter;
}

/* A line that is being shown. */
typedef struct {
    cairo_t *cr;
    const plot_text *style;
    plot_point at;
} shown_line;

static void show_stretch(void *self, const stretch *s)
{
    const shown_line *line = self;

    cairo_move_to(line->cr, line->at.x + s->x, line->at.y);
    if (line->style->halo > 0)
        pango_cairo_glyph_string_path(line->cr, s->run->item->analysis.font,
                                      s->run->glyphs);
    else
        pango_cairo_show_glyph_item(line->cr, s->text, (PangoGlyphItem *)s->run);
}

static void show(void *self, const plot_text *style, const plot_words *words)
{
    const plot_pen pen = {style->halo_color, style->halo, PLOT_SOLID};
    brush *b = self;
    shown_line line = {b->cr, style, {words->box.x, words->box.y + words->ascent}};

    set_font(b, style->size, style->bold);
    set_color(b->cr, style->color);
    cairo_new_path(b->cr);
    shape(b, words->text, show_stretch, &line);
    if (style->halo <= 0) return;
    set_pen(b->cr, &pen);
    cairo_stroke(b->cr);
}

/* Canvases. */

static void free_brush(void *self)
{
    brush *b = self;

    if (b->font) pango_font_description_free(b->font);
    if (b->features) pango_attr_list_unref(b->features);
    if (b->context) g_object_unref(b->context);
    if (b->fonts) g_object_unref(b->fonts);
    if (b->cr) cairo_destroy(b->cr);
    cairo_surface_destroy(b->surface);
    free(b);
}

static const plot_medium medium = {.find = find,
                                   .draw = draw,
                                   .clip = clip,
                                   .unclip = unclip,
                                   .show = show,
                                   .check = check,
                                   .free = free_brush};

/* Unhinted, so that text is as wide in pixels as on paper. */
static void set_font_options(PangoContext *context)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
}

/* A text is as wide as its letters. */
static void init_text(brush *b, const brush *like)
{
    b->fonts = like ? g_object_ref(like->fonts) : pango_cairo_font_map_new();
    if (like) memcpy(b->kept, like->kept, sizeof b->kept);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(b->fonts), 72);
    b->context = pango_font_map_create_context(b->fonts);
    set_font_options(b->context);
    pango_cairo_update_context(b->cr, b->context);
    b->font = pango_font_description_from_string(font_family);
    b->features = pango_attr_list_new();
    pango_attr_list_insert(b->features, pango_attr_font_features_new("kern=0, liga=0"));
}

static void count_unknown(void *self, const stretch *s)
{
    for (int i = 0; i < s->run->glyphs->num_glyphs; i++)
        *(int *)self += (s->run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
}

/* A text without letters is no figure. */
static sim_status check_fonts(brush *b, sim_error *err)
{
    int n_unknown = 0;

    set_font(b, MEASURED_SIZE, false);
    shape(b, "Aa0", count_unknown, &n_unknown);
    if (n_unknown == 0) return SIM_OK;
    return sim_fail(err, SIM_EIO,
                    "no font with letters was found; to install one (Debian's package "
                    "fonts-dejavu-core) would be right");
}

static cairo_status_t collect(void *memory, const unsigned char *bytes, unsigned n)
{
    return fwrite(bytes, 1, n, memory) == n ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_NO_MEMORY;
}

static cairo_surface_t *open_surface(const plot_cairo_paper *paper)
{
    double width = paper->scale * paper->width, height = paper->scale * paper->height;

    switch (paper->ground) {
    case PLOT_ON_PDF:
        return cairo_pdf_surface_create_for_stream(collect, paper->bytes, width, height);
    case PLOT_ON_PIXELS:
        return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    default:
        return cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    }
}

sim_status plot_cairo_init(plot_canvas *canvas, const plot_cairo_paper *paper,
                           sim_error *err)
{
    brush *b = calloc(1, sizeof *b);
    sim_status status;

    *canvas = (plot_canvas){0};
    if (!b) return sim_fail_memory(err, "drawing");
    b->name = paper->name;
    b->surface = open_surface(paper);
    *canvas = (plot_canvas){.medium = &medium, .self = b};
    status = check_status(cairo_surface_status(b->surface), b->name, err);
    if (status != SIM_OK) return status;
    b->cr = cairo_create(b->surface);
    status = check(b, err);
    if (status != SIM_OK) return status;
    cairo_scale(b->cr, paper->scale, paper->scale);
    cairo_set_line_join(b->cr, CAIRO_LINE_JOIN_ROUND);
    init_text(b, paper->like ? paper->like->self : NULL);
    return check_fonts(b, err);
}

sim_status plot_cairo_init_blank(plot_canvas *canvas, sim_error *err)
{
    return plot_cairo_init(canvas, &(plot_cairo_paper){.name = "", .scale = 1}, err);
}

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t kind,
                         const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    cairo_pdf_surface_set_metadata(surface, kind, valid);
    g_free(valid);
}

/* No creation date: equal runs write equal bytes. */
void plot_cairo_describe(plot_canvas *canvas, const char *title, const char *subject,
                         const char *keywords)
{
    cairo_surface_t *surface = ((brush *)canvas->self)->surface;

    set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, keywords);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
}

sim_status plot_cairo_end(plot_canvas *canvas, sim_error *err)
{
    brush *b = canvas->self;

    cairo_destroy(b->cr);
    b->cr = NULL;
    if (cairo_surface_get_type(b->surface) == CAIRO_SURFACE_TYPE_IMAGE)
        cairo_surface_flush(b->surface);
    else
        cairo_surface_finish(b->surface);
    return check_status(cairo_surface_status(b->surface), b->name, err);
}

plot_pixels plot_cairo_pixels(const plot_canvas *canvas)
{
    const brush *b = canvas->self;

    return (plot_pixels){
        .bytes = cairo_image_surface_get_data(b->surface),
        .width = (size_t)cairo_image_surface_get_width(b->surface),
        .height = (size_t)cairo_image_surface_get_height(b->surface),
        .stride = (size_t)cairo_image_surface_get_stride(b->surface),
    };
}
