#include "tests/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <check.h>

#include "plots/cairo.h"
#include "tests/vector.h"

const plot_caption page_caption = {
    .title = "not used", .footer = "Potency 0.2.0, seed 2385; for teaching and research"};

enum { EDGE = 4, LEAST_CONTENT = 500, NEAR = 2 };

plot_look page_look(int i)
{
    const char *theme = i % PAGE_THEMES ? "dark" : "light";
    size_t size = (size_t)(i / PAGE_THEMES % PAGE_SIZES);
    size_t format = (size_t)(i / (PAGE_THEMES * PAGE_SIZES));

    return (plot_look){plot_theme_find(theme), plot_size_find(plot_size_name(size)),
                       plot_format_find(plot_format_name(format)), false};
}

plot_look page_plain(const char *format)
{
    plot_look look = page_look(0);

    look.format = plot_format_find(format);
    return look;
}

static page draw(const plot_figure *figure, const plot_caption *caption,
                 const plot_look *look)
{
    page written = {NULL, 0};
    FILE *out = open_memstream(&written.bytes, &written.size);
    sim_error err = {""};
    sim_status status = plot_figure_write(figure, caption, look, out, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return written;
}

page page_draw(const plot_maker *maker, const void *shown, plot_look look)
{
    return draw(&(plot_figure){maker, shown}, &page_caption, &look);
}

void page_record_said(page_list *l, const plot_figure *figure, const plot_caption *caption,
                      const plot_look *look, plot_facts *facts)
{
    const plot_outlet outlet = {stdout, "drawn", facts};
    plot_look listed = *look;
    plot_format format;
    sim_error err = {""};
    page written;

    page_blank(&l->measure);
    l->list = (plot_recording){.measure = &l->measure};
    format = plot_recording_format(&l->list);
    listed.format = &format;
    ck_assert_msg(plot_figure_write_to(figure, caption, &listed, &outlet, &err) == SIM_OK,
                  "%s", err.text);
    listed.format = plot_format_find("svg");
    written = draw(figure, caption, &listed);
    vector_check(&l->list, &written, caption->title);
    free(written.bytes);
}

void page_record(page_list *l, const plot_maker *maker, const void *shown,
                 const plot_caption *caption, const plot_look *look)
{
    page_record_said(l, &(plot_figure){maker, shown}, caption, look, NULL);
}

static const char no_break[] = "\xC2\xA0"; /* a blank, where lines keep together */

bool page_list_shows(const page_list *l, const char *text)
{
    GString *all = g_string_new(NULL);
    char **parts, *plain;
    bool shows;

    for (size_t i = 0; i < l->list.n; i++)
        if (l->list.drawn[i].text)
            g_string_append_printf(all, "%s ", l->list.drawn[i].text);
    parts = g_strsplit(all->str, no_break, -1);
    plain = g_strjoinv(" ", parts);
    shows = strstr(plain, text) != NULL;
    g_strfreev(parts);
    g_free(plain);
    g_string_free(all, TRUE);
    return shows;
}

void page_list_free(page_list *l)
{
    plot_recording_free(&l->list);
    plot_canvas_free(&l->measure);
}

double page_middle_x(const plot_drawn *d) { return d->box.x + 0.5 * d->box.width; }
double page_middle_y(const plot_drawn *d) { return d->box.y + 0.5 * d->box.height; }

bool page_holds(const page *written, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= written->size; i++)
        if (memcmp(written->bytes + i, text, n) == 0) return true;
    return false;
}

typedef struct {
    const page *page;
    size_t at;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned n)
{
    reader *r = closure;

    if (r->at + n > r->page->size) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, r->page->bytes + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(const page *written)
{
    reader r = {written, 0};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &r);

    ck_assert_int_eq(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    return image;
}

/* Its pixels from left to right: blue, green, red and one more byte each. */
static const unsigned char *row_of(cairo_surface_t *image, int y)
{
    return cairo_image_surface_get_data(image) +
           (ptrdiff_t)y * cairo_image_surface_get_stride(image);
}

void page_check_png(const page *written)
{
    cairo_surface_t *image = read_png(written);
    int width = cairo_image_surface_get_width(image), content = 0, beyond = 0;
    int height = cairo_image_surface_get_height(image);

    for (int y = 0; y < height; y++) {
        const unsigned char *first = row_of(image, 0), *row = row_of(image, y);

        for (int x = 0; x < width; x++) {
            bool edge = x < EDGE || y < EDGE || x >= width - EDGE || y >= height - EDGE;
            bool paper = memcmp(&row[4 * x], first, 3) == 0;

            content += !paper;
            beyond += edge && !paper;
        }
    }
    ck_assert_int_eq(beyond, 0);
    ck_assert_int_gt(content, LEAST_CONTENT);
    cairo_surface_destroy(image);
}

static bool is_near(unsigned char byte, double part)
{
    return abs((int)byte - (int)(255 * part + 0.5)) <= NEAR;
}

size_t page_count_color(const page *written, plot_color c)
{
    cairo_surface_t *image = read_png(written);
    const int width = cairo_image_surface_get_width(image);
    size_t n = 0;

    for (int y = 0; y < cairo_image_surface_get_height(image); y++) {
        const unsigned char *row = row_of(image, y);

        for (const unsigned char *p = row; p < row + (ptrdiff_t)4 * width; p += 4)
            n += is_near(p[0], c.blue) && is_near(p[1], c.green) && is_near(p[2], c.red);
    }
    cairo_surface_destroy(image);
    return n;
}

void page_blank(plot_canvas *canvas)
{
    sim_error err = {""};

    ck_assert_msg(plot_cairo_init_blank(canvas, &err) == SIM_OK, "%s", err.text);
}

/* van der Corput (1935). */
double page_scatter(int i, int base)
{
    double part = 1, sum = 0;

    for (; i > 0; i /= base) {
        part /= base;
        sum += part * (i % base);
    }
    return sum;
}
