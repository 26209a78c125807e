#include "plots/format.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib.h>

#include "plots/png.h"

typedef cairo_surface_t *open_surface(FILE *memory, double width, double height);
typedef void describe_surface(cairo_surface_t *surface, const plot_caption *caption,
                              const char *words);
typedef void end_surface(cairo_surface_t *surface);
typedef sim_status write_sheet(const plot_sheet *sheet, const plot_caption *caption,
                               const char *words, FILE *out, sim_error *err);

struct plot_format {
    const char *name;
    bool has_pixels; /* else its surface is drawn in points */
    open_surface *open;
    describe_surface *describe; /* before the drawing ends */
    end_surface *end;           /* makes the bytes complete */
    write_sheet *write;
};

static cairo_status_t collect(void *memory, const unsigned char *bytes, unsigned n)
{
    return fwrite(bytes, 1, n, memory) == n ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_NO_MEMORY;
}

/* PNG and SVG get their words when they are written. */
static void describe_nothing(cairo_surface_t *surface, const plot_caption *caption,
                             const char *words)
{
    (void)surface;
    (void)caption;
    (void)words;
}

/* PNG */

static cairo_surface_t *open_png(FILE *memory, double width, double height)
{
    (void)memory;
    return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
}

static sim_status write_png(const plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    return plot_png_write(sheet->surface, sheet->scale, caption, words, out, err);
}

/* PDF */

static cairo_surface_t *open_pdf(FILE *memory, double width, double height)
{
    return cairo_pdf_surface_create_for_stream(collect, memory, width, height);
}

static void set_metadata(cairo_surface_t *surface, cairo_pdf_metadata_t kind,
                         const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);

    cairo_pdf_surface_set_metadata(surface, kind, valid);
    g_free(valid);
}

/* No creation date: equal runs write equal bytes. */
static void describe_pdf(cairo_surface_t *surface, const plot_caption *caption,
                         const char *words)
{
    GString *notes = g_string_new(NULL);

    for (size_t i = 0; i < caption->n_notes; i++)
        g_string_append_printf(notes, "%s%s: %s", i ? "; " : "", caption->notes[i].name,
                               caption->notes[i].value);
    set_metadata(surface, CAIRO_PDF_METADATA_TITLE, caption->title);
    set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, words);
    set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, notes->str);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
    g_string_free(notes, TRUE);
}

static sim_status write_bytes(const plot_sheet *sheet, const plot_caption *caption,
                              const char *words, FILE *out, sim_error *err)
{
    (void)caption;
    (void)words;
    (void)err; /* plot_sheet_write looks at the file */
    fwrite(sheet->memory.bytes, 1, sheet->memory.size, out);
    return SIM_OK;
}

/* SVG */

static cairo_surface_t *open_svg(FILE *memory, double width, double height)
{
    return cairo_svg_surface_create_for_stream(collect, memory, width, height);
}

/* Control characters have no place in XML, not even escaped. */
static void write_xml(const char *text, FILE *out)
{
    char *valid = g_utf8_make_valid(text, -1), *escaped;

    for (char *c = valid; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = ' ';
    escaped = g_markup_escape_text(valid, -1);
    fputs(escaped, out);
    g_free(escaped);
    g_free(valid);
}

/* With an id, by which the root element refers to it. */
static void write_xml_element(const char *name, const char *text, FILE *out)
{
    fprintf(out, "\n<%s id=\"figure-%s\">", name, name);
    write_xml(text, out);
    fprintf(out, "</%s>", name);
}

static void write_xml_notes(const plot_caption *caption, FILE *out)
{
    fputs("\n<metadata>", out);
    for (size_t i = 0; i < caption->n_notes; i++) {
        fputc('\n', out);
        write_xml(caption->notes[i].name, out);
        fputs(": ", out);
        write_xml(caption->notes[i].value, out);
    }
    fputs("\n</metadata>", out);
}

/* cairo numbers its surfaces and images through the life of a process: "surface17".  They
 * are numbered anew, so that a page does not depend on those drawn before it. */

/* The end of the name, where a number follows, of what cairo numbers; else NULL. */
static const char *find_number(const char *at)
{
    static const char *const names[] = {"surface", "image", "source-"};

    if (*at != '"' && *at != '#') return NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);

        if (strncmp(at + 1, names[i], n) == 0 && g_ascii_isdigit(at[1 + n]))
            return at + 1 + n;
    }
    return NULL;
}

static guint renumber(GArray *numbers, guint64 number)
{
    for (guint i = 0; i < numbers->len; i++)
        if (g_array_index(numbers, guint64, i) == number) return i;
    g_array_append_val(numbers, number);
    return numbers->len - 1;
}

static void write_renumbered(const char *from, const char *end, FILE *out)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    const char *number;
    char *rest;

    for (const char *at = from; at < end; at++) {
        if (!(number = find_number(at))) continue;
        fwrite(from, 1, (size_t)(number - from), out);
        fprintf(out, "%u", renumber(numbers, g_ascii_strtoull(number, &rest, 10)));
        from = at = rest;
    }
    fwrite(from, 1, (size_t)(end - from), out);
    g_array_free(numbers, TRUE);
}

static sim_status write_svg(const plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    static const char role[] = " role=\"img\" aria-labelledby=\"figure-title figure-desc\"";
    const char *end = sheet->memory.bytes + sheet->memory.size;
    const char *tag =
        g_strstr_len(sheet->memory.bytes, (gssize)sheet->memory.size, "<svg ");
    const char *body = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;

    if (!body) return sim_fail(err, SIM_EIO, "writing svg: cairo wrote no <svg> element");
    fwrite(sheet->memory.bytes, 1, (size_t)(body - sheet->memory.bytes), out);
    fprintf(out, "%s>", role);
    write_xml_element("title", caption->title, out);
    write_xml_element("desc", words, out);
    write_xml_notes(caption, out);
    write_renumbered(body + 1, end, out);
    return SIM_OK;
}

static const plot_format formats[] = {
    {"png", true, open_png, describe_nothing, cairo_surface_flush, write_png},
    {"svg", false, open_svg, describe_nothing, cairo_surface_finish, write_svg},
    {"pdf", false, open_pdf, describe_pdf, cairo_surface_finish, write_bytes},
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

const plot_format *plot_format_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0) return &formats[i];
    return NULL;
}

const char *plot_format_name(size_t i) { return i < N_FORMATS ? formats[i].name : NULL; }

static sim_status check_surface(const plot_sheet *sheet, sim_error *err)
{
    cairo_status_t status = cairo_surface_status(sheet->surface);

    if (status == CAIRO_STATUS_SUCCESS) return SIM_OK;
    if (status == CAIRO_STATUS_NO_MEMORY) return sim_fail_memory(err, "drawing");
    return sim_fail(err, SIM_EIO, "drawing %s: cairo says '%s'", sheet->format->name,
                    cairo_status_to_string(status));
}

sim_status plot_sheet_init(plot_sheet *sheet, const plot_format *format, plot_paper paper,
                           sim_error *err)
{
    const double scale = format->has_pixels ? paper.pixels : 1;
    sim_status status;

    *sheet = (plot_sheet){.format = format, .scale = scale};
    status = sim_memory_open(&sheet->memory, "drawing", err);
    if (status != SIM_OK) return status;
    sheet->surface =
        format->open(sheet->memory.stream, scale * paper.width, scale * paper.height);
    return check_surface(sheet, err);
}

void plot_sheet_free(plot_sheet *sheet)
{
    if (sheet->surface) cairo_surface_destroy(sheet->surface);
    sim_memory_free(&sheet->memory);
    *sheet = (plot_sheet){0};
}

sim_status plot_sheet_write(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    const plot_format *format = sheet->format;
    sim_status status;

    errno = 0;
    format->describe(sheet->surface, caption, words);
    format->end(sheet->surface);
    status = check_surface(sheet, err);
    if (status == SIM_OK) status = sim_memory_close(&sheet->memory, "drawing", err);
    if (status == SIM_OK) status = format->write(sheet, caption, words, out, err);
    if (status == SIM_OK && (fflush(out) != 0 || ferror(out)))
        status = sim_fail(err, SIM_EIO, "writing %s: %s", format->name,
                          errno ? strerror(errno) : "a write failed");
    return status;
}
