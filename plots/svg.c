#include "plots/svg.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plots/font.h"
#include "plots/svg_image.h"
#include "plots/svg_write.h"
#include "sim/io/memory.h"

/* A box that is a window by now. */
typedef struct {
    plot_box box;
    size_t number;
} kept_window;

typedef struct {
    FILE *out; /* NULL: nothing is shown */
    const char *name;
    kept_window *windows; /* [n_windows] of the panel */
    size_t n_windows, next_window;
    uint64_t open; /* a bit for each group that is open, the last lowest: is it a panel? */
    size_t n_open;
    size_t n_halos; /* of lines of text, and the first whose letters are to be shown */
    size_t next_halo;
    bool failed; /* for want of memory */
} sketch;

/* ---- shapes --------------------------------------------------------------- */

static void draw_line(sketch *s, const plot_shape *shape)
{
    fputs("<path fill=\"none\"", s->out);
    plot_svg_pen(s->out, &shape->pen);
    fputs(" d=\"", s->out);
    plot_svg_line(s->out, shape->points, shape->n);
    fputs("\"/>\n", s->out);
}

static void draw_area(sketch *s, const plot_shape *shape)
{
    fputs("<path", s->out);
    plot_svg_color(s->out, "fill", shape->fill);
    fputs(" d=\"", s->out);
    plot_svg_polygon(s->out, shape->points, shape->back, shape->n);
    fputs("\"/>\n", s->out);
}

/* Its number; who asks writes the data of its path.  What lies in two of its outlines is not
 * within. */
static size_t open_window(sketch *s)
{
    fputs("<clipPath id=\"", s->out);
    plot_svg_id(s->out, s->name);
    fprintf(s->out, "-clip-%zu\"><path clip-rule=\"evenodd\" d=\"", s->next_window);
    return s->next_window++;
}

static void close_window(sketch *s) { fputs("\"/></clipPath>\n", s->out); }

static void write_window(sketch *s, size_t number)
{
    fputs(" clip-path=\"url(#", s->out);
    plot_svg_id(s->out, s->name);
    fprintf(s->out, "-clip-%zu)\"", number);
}

/* Lines through the polygon, which is their window. */
static void draw_hatch(sketch *s, const plot_shape *shape)
{
    const size_t number = open_window(s);
    plot_point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};

    plot_svg_polygon(s->out, shape->points, NULL, shape->n);
    close_window(s);
    for (size_t i = 0; i < shape->n; i++) {
        const plot_point p = shape->points[i];

        low = (plot_point){fmin(low.x, p.x), fmin(low.y, p.y)};
        high = (plot_point){fmax(high.x, p.x), fmax(high.y, p.y)};
    }
    fputs("<path fill=\"none\"", s->out);
    write_window(s, number);
    plot_svg_pen(s->out, &shape->pen);
    fputs(" d=\"", s->out);
    for (double x = low.x - (high.y - low.y); x < high.x; x += shape->apart)
        plot_svg_line(s->out, (plot_point[]){{x, high.y}, {x + high.y - low.y, low.y}}, 2);
    fputs("\"/>\n", s->out);
}

static void draw_box(sketch *s, const plot_shape *shape)
{
    fputs("<rect", s->out);
    plot_svg_color(s->out, "fill", shape->fill);
    plot_svg_box(s->out, &shape->box);
    fputs("/>\n", s->out);
}

static void draw_disk(sketch *s, const plot_shape *shape)
{
    const double radius = 0.5 * shape->box.width;

    fputs("<circle", s->out);
    plot_svg_color(s->out, "fill", shape->fill);
    plot_svg_pen(s->out, &shape->pen);
    plot_svg_attribute(s->out, "cx", shape->box.x + radius);
    plot_svg_attribute(s->out, "cy", shape->box.y + radius);
    plot_svg_attribute(s->out, "r", radius);
    fputs("/>\n", s->out);
}

static void draw_image(sketch *s, const plot_shape *shape)
{
    fputs("<image preserveAspectRatio=\"none\"", s->out);
    plot_svg_box(s->out, &shape->box);
    fputs(" xlink:href=\"data:image/png;base64,", s->out);
    s->failed = !plot_svg_image(s->out, shape) || s->failed;
    fputs("\"/>\n", s->out);
}

static void draw(void *self, const plot_shape *shape)
{
    static void (*const draw_kind[])(sketch *, const plot_shape *) = {
        [PLOT_A_LINE] = draw_line, [PLOT_AN_AREA] = draw_area, [PLOT_A_HATCH] = draw_hatch,
        [PLOT_A_BOX] = draw_box,   [PLOT_A_DISK] = draw_disk,  [PLOT_AN_IMAGE] = draw_image,
    };
    sketch *s = self;

    if (s->out) draw_kind[shape->kind](s, shape);
}

/* ---- groups --------------------------------------------------------------- */

static void push(sketch *s, bool is_panel)
{
    s->open = s->open << 1 | is_panel;
    s->n_open++;
}

static void pop(sketch *s)
{
    if (s->n_open == 0) return;
    fputs(s->open & 1 ? "</svg>\n" : "</g>\n", s->out);
    if (s->open & 1) s->n_windows = 0;
    s->open >>= 1;
    s->n_open--;
}

/* "16 90 0 14; 95 176 14 730 log": where a stretch runs from and to, and its values there. */
static void name_axis(FILE *out, const char *name, const plot_axis axis[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fprintf(out, i == 0 ? " %s=\"" : "; ", name);
        plot_svg_number(out, axis[i].from);
        fputc(' ', out);
        plot_svg_number(out, axis[i].to);
        fprintf(out, " %.9g %.9g%s%s", axis[i].first, axis[i].last,
                axis[i].is_log ? " log" : "", i + 1 == n ? "\"" : "");
    }
}

static void open_scope(void *self, const plot_scope *scope)
{
    sketch *s = self;
    const plot_box *room = &scope->room;

    if (!s->out) return;
    fputs(scope->panel ? "<svg overflow=\"visible\"" : "<g", s->out);
    if (scope->panel) {
        plot_svg_box(s->out, room);
        fputs(" viewBox=\"", s->out);
        for (size_t i = 0; i < 4; i++) {
            const double parts[] = {room->x, room->y, room->width, room->height};

            if (i > 0) fputc(' ', s->out);
            plot_svg_number(s->out, parts[i]);
        }
        fputc('"', s->out);
        s->n_windows = 0; /* a panel may be taken out */
    }
    plot_svg_named(s->out, "data-panel", scope->panel);
    plot_svg_named(s->out, "data-table", scope->table);
    plot_svg_named(s->out, "data-column", scope->column);
    plot_svg_named(s->out, "data-arm", scope->arm);
    plot_svg_named(s->out, "data-place", scope->place);
    name_axis(s->out, "data-x", scope->across, scope->n_across);
    name_axis(s->out, "data-y", scope->upward, scope->n_across > 0);
    fputs(">\n", s->out);
    push(s, scope->panel != NULL);
}

static void close_scope(void *self)
{
    sketch *s = self;

    if (s->out) pop(s);
}

/* The number of a box that is a window, which it becomes. */
static size_t find_window(sketch *s, const plot_box *box)
{
    size_t number;

    for (size_t i = 0; i < s->n_windows; i++)
        if (memcmp(&s->windows[i].box, box, sizeof *box) == 0) return s->windows[i].number;
    number = open_window(s);
    plot_svg_outline(s->out, box);
    close_window(s);
    if (sim_memory_grow(&s->windows, s->n_windows, sizeof *s->windows))
        s->windows[s->n_windows++] = (kept_window){*box, number};
    else
        s->failed = true;
    return number;
}

static size_t make_window(sketch *s, const plot_window *w)
{
    const size_t number = open_window(s);

    if (w->points)
        plot_svg_polygon(s->out, w->points, NULL, w->n);
    else
        plot_svg_outline(s->out, &w->box);
    for (size_t i = 0; !w->points && i < w->n; i++) plot_svg_outline(s->out, &w->holes[i]);
    close_window(s);
    return number;
}

static void clip(void *self, const plot_window *w)
{
    sketch *s = self;
    size_t number;

    if (!s->out) return;
    number = w->points || w->n > 0 ? make_window(s, w) : find_window(s, &w->box);
    fputs("<g", s->out);
    write_window(s, number);
    fputs(">\n", s->out);
    push(s, false);
}

/* ---- text ----------------------------------------------------------------- */

static plot_letter find(void *self, int32_t character, bool bold)
{
    (void)self;
    return plot_font_find(character, bold);
}

/* Has it spaces that XML would leave out? */
static bool is_spaced(const char *text)
{
    return *text == ' ' || strstr(text, "  ") || text[strlen(text) - 1] == ' ';
}

static void write_line_id(sketch *s, const char *before, size_t number)
{
    fputs(before, s->out);
    plot_svg_id(s->out, s->name);
    fprintf(s->out, "-text-%zu\"", number);
}

/* The rim of letters that are shown next, as a copy of these: it is not found where one searches.
 * (Where a text has a length Chromium paints letter by letter, and a rim upon the letter before it
 * in spite of paint-order.) */
static void show_halo(sketch *s, const plot_text *style)
{
    const plot_pen rim = {style->halo_color, style->halo, PLOT_SOLID};

    write_line_id(s, "<use xlink:href=\"#", s->n_halos++);
    plot_svg_pen(s->out, &rim);
    fputs("/>\n", s->out);
}

static void show(void *self, const plot_text *style, const plot_words *words)
{
    sketch *s = self;
    FILE *out = s->out;

    if (!out || !*words->text) return;
    if (style->halo > 0) {
        show_halo(s, style);
        return;
    }
    fputs("<text", out);
    if (s->next_halo < s->n_halos) write_line_id(s, " id=\"", s->next_halo++);
    plot_svg_attribute(out, "x", words->box.x);
    plot_svg_attribute(out, "y", words->box.y + words->ascent);
    plot_svg_attribute(out, "textLength", words->box.width);
    plot_svg_attribute(out, "font-size", style->size);
    if (is_spaced(words->text)) fputs(" xml:space=\"preserve\"", out);
    if (style->bold) fputs(" font-weight=\"bold\"", out);
    plot_svg_color(out, "fill", style->color);
    fputc('>', out);
    plot_svg_words(out, words->text);
    fputs("</text>\n", out);
}

/* ---- canvases ------------------------------------------------------------- */

static sim_status check(const void *self, sim_error *err)
{
    const sketch *s = self;

    return s->failed ? sim_fail_memory(err, "drawing") : SIM_OK;
}

static void free_sketch(void *self)
{
    sketch *s = self;

    free(s->windows);
    free(s);
}

static const plot_medium medium = {
    .find = find,
    .draw = draw,
    .clip = clip,
    .unclip = close_scope,
    .show = show,
    .open = open_scope,
    .close = close_scope,
    .check = check,
    .free = free_sketch,
};

sim_status plot_svg_init(plot_canvas *canvas, FILE *out, const char *name, sim_error *err)
{
    sketch *s = calloc(1, sizeof *s);

    *canvas = (plot_canvas){0};
    if (!s) return sim_fail_memory(err, "drawing");
    s->out = out;
    s->name = name;
    *canvas = (plot_canvas){.medium = &medium, .self = s};
    return SIM_OK;
}

sim_status plot_svg_end(plot_canvas *canvas, sim_error *err)
{
    sketch *s = canvas->self;

    while (s->n_open > 0) pop(s);
    return plot_canvas_check(canvas, err);
}
