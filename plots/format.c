#include "plots/format.h"

#include <errno.h>
#include <string.h>

#include <glib.h>

#include "plots/png.h"

static double scale_of(const plot_sheet *sheet)
{
    return sheet->format->ground == PLOT_ON_PIXELS ? sheet->paper.pixels : 1;
}

static sim_status open_paper(plot_sheet *sheet, sim_error *err)
{
    const plot_format *format = sheet->format;

    return plot_cairo_init(sheet->canvas,
                           &(plot_cairo_paper){format->ground, format->name,
                                               sheet->paper.width, sheet->paper.height,
                                               scale_of(sheet), sheet->memory.stream},
                           err);
}

/* Ends the drawing; the bytes are then in memory. */
static sim_status end_bytes(plot_sheet *sheet, const plot_told *told, sim_error *err)
{
    sim_status status = plot_cairo_end(sheet->canvas, told, err);

    return status == SIM_OK ? sim_memory_close(&sheet->memory, "drawing", err) : status;
}

/* PNG */

static sim_status write_png(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    sim_status status = plot_cairo_end(sheet->canvas, NULL, err);
    plot_pixels pixels;

    if (status != SIM_OK) return status;
    pixels = plot_cairo_pixels(sheet->canvas);
    return plot_png_write(&pixels, sheet->paper.pixels, caption, words, out, err);
}

/* PDF */

static sim_status write_pdf(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    GString *notes = g_string_new(NULL);
    sim_status status;

    for (size_t i = 0; i < caption->n_notes; i++)
        g_string_append_printf(notes, "%s%s: %s", i ? "; " : "", caption->notes[i].name,
                               caption->notes[i].value);
    status = end_bytes(sheet, &(plot_told){caption->title, words, notes->str}, err);
    if (status == SIM_OK) fwrite(sheet->memory.bytes, 1, sheet->memory.size, out);
    g_string_free(notes, TRUE);
    return status;
}

/* SVG */

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

/* With title, description and notes behind the root element's tag. */
static sim_status write_described(const sim_memory *svg, const plot_caption *caption,
                                  const char *words, FILE *out, sim_error *err)
{
    static const char role[] = " role=\"img\" aria-labelledby=\"figure-title figure-desc\"";
    const char *end = svg->bytes + svg->size;
    const char *tag = g_strstr_len(svg->bytes, (gssize)svg->size, "<svg ");
    const char *body = tag ? memchr(tag, '>', (size_t)(end - tag)) : NULL;

    if (!body) return sim_fail(err, SIM_EIO, "writing svg: cairo wrote no <svg> element");
    fwrite(svg->bytes, 1, (size_t)(body - svg->bytes), out);
    fprintf(out, "%s>", role);
    write_xml_element("title", caption->title, out);
    write_xml_element("desc", words, out);
    write_xml_notes(caption, out);
    write_renumbered(body + 1, end, out);
    return SIM_OK;
}

static sim_status write_svg(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    sim_status status = end_bytes(sheet, NULL, err);

    return status == SIM_OK ? write_described(&sheet->memory, caption, words, out, err)
                            : status;
}

static const plot_format formats[] = {
    {"png", PLOT_ON_PIXELS, open_paper, write_png, NULL},
    {"svg", PLOT_ON_SVG, open_paper, write_svg, NULL},
    {"pdf", PLOT_ON_PDF, open_paper, write_pdf, NULL},
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

const plot_format *plot_format_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0) return &formats[i];
    return NULL;
}

const char *plot_format_name(size_t i) { return i < N_FORMATS ? formats[i].name : NULL; }

sim_status plot_sheet_init(plot_sheet *sheet, const plot_format *format, plot_paper paper,
                           plot_canvas *canvas, sim_error *err)
{
    sim_status status;

    *sheet = (plot_sheet){.format = format, .paper = paper, .canvas = canvas};
    status = sim_memory_open(&sheet->memory, "drawing", err);
    return status == SIM_OK ? format->open(sheet, err) : status;
}

void plot_sheet_free(plot_sheet *sheet)
{
    if (sheet->canvas) plot_canvas_free(sheet->canvas);
    sim_memory_free(&sheet->memory);
    *sheet = (plot_sheet){0};
}

sim_status plot_sheet_write(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    sim_status status;

    errno = 0;
    status = sheet->format->write(sheet, caption, words, out, err);
    if (status == SIM_OK && (fflush(out) != 0 || ferror(out)))
        status = sim_fail(err, SIM_EIO, "writing %s: %s", sheet->format->name,
                          errno ? strerror(errno) : "a write failed");
    return status;
}
