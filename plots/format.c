#include "plots/format.h"

#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>
#include <png.h>

#include "sim/io/embedded.h"

/* Ends the drawing; the bytes are then in memory. */
static sim_status end_bytes(plot_sheet *sheet, sim_error *err)
{
    sim_status status = plot_cairo_end(sheet->canvas, err);

    return status == SIM_OK ? sim_memory_close(&sheet->memory, "drawing", err) : status;
}

/* What the figure is made again from, as text that any file may carry; each line starts with
 * `before`. */
static sim_status print_run_ini(const plot_sheet *sheet, const char *before,
                                sim_memory *text, sim_error *err)
{
    const char *run_ini = sheet->caption->run_ini;
    sim_status status = sim_memory_open(text, "run.ini", err);

    if (status == SIM_OK && run_ini)
        status = sim_embedded_write(run_ini, before, text->stream, err);
    return status == SIM_OK ? sim_memory_close(text, "run.ini", err) : status;
}

/* PNG */

enum { KEY_SIZE = 80 }; /* as PNG has it */

typedef struct {
    png_structp png;
    png_infop info;
    char *text;          /* that is being added */
    png_bytep row;       /* of pixels as PNG has them */
    const char *message; /* what libpng complained about */
    sim_memory run_ini;
} encoder;

static void note_error(png_structp png, png_const_charp message)
{
    encoder *e = png_get_error_ptr(png);

    e->message = message;
    png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void write_bytes(png_structp png, png_bytep bytes, size_t n)
{
    if (fwrite(bytes, 1, n, png_get_io_ptr(png)) != n) png_error(png, strerror(errno));
}

/* tEXt holds Latin-1; what is not ASCII goes into iTXt, which holds UTF-8. */
static void add_text(encoder *e, const char *name, const char *value)
{
    char key[KEY_SIZE];
    png_text chunk = {.compression = PNG_TEXT_COMPRESSION_NONE, .key = key};

    snprintf(key, sizeof key, "%s", name);
    chunk.text = e->text = g_utf8_make_valid(value, -1);
    if (!g_str_is_ascii(chunk.text)) chunk.compression = PNG_ITXT_COMPRESSION_NONE;
    chunk.text_length = chunk.itxt_length = strlen(chunk.text);
    png_set_text(e->png, e->info, &chunk, 1);
    g_clear_pointer(&e->text, g_free);
}

static void set_header(encoder *e, const plot_pixels *image, double scale)
{
    png_uint_32 per_metre = (png_uint_32)(scale * 72 / 0.0254 + 0.5);

    png_set_IHDR(e->png, e->info, (png_uint_32)image->width, (png_uint_32)image->height, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(e->png, e->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_filter(e->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    /* the levels above take longer for a twentieth */
    png_set_compression_level(e->png, 1);
    /* zlib moves its table of hashes at each 32 KiB: a quarter of it finds as much */
    png_set_compression_mem_level(e->png, 6);
}

enum { AT_ONCE = 4 }; /* pixels; most are paper */

/* cairo has red, green and blue in a whole number of 32 bits.  Writes a byte beyond the row. */
static void take_row(png_bytep to, const guint32 pixels[], size_t width)
{
    static const guint32 white[AT_ONCE] = {G_MAXUINT32, G_MAXUINT32, G_MAXUINT32,
                                           G_MAXUINT32};

    for (size_t x = 0; x < width;) {
        if (x + AT_ONCE <= width && memcmp(pixels + x, white, sizeof white) == 0) {
            memcpy(to, white, 3 * AT_ONCE);
            to += 3 * AT_ONCE;
            x += AT_ONCE;
        } else {
            const guint32 bytes = GUINT32_TO_BE(pixels[x] << 8);

            memcpy(to, &bytes, sizeof bytes);
            to += 3;
            x++;
        }
    }
}

static void write_rows(encoder *e, const plot_pixels *image)
{
    e->row = g_malloc(3 * image->width + 1);
    for (size_t y = 0; y < image->height; y++) {
        take_row(e->row, (const guint32 *)(const void *)(image->bytes + y * image->stride),
                 image->width);
        png_write_row(e->png, e->row);
    }
}

/* Everything that may jump back happens below here; *e outlives the jump. */
static sim_status encode(encoder *e, const plot_sheet *sheet, FILE *out)
{
    const plot_pixels image = plot_cairo_pixels(sheet->canvas);
    const plot_caption *caption = sheet->caption;

    if (setjmp(png_jmpbuf(e->png))) return SIM_EIO;
    png_set_write_fn(e->png, out, write_bytes, NULL);
    set_header(e, &image, sheet->paper.pixels);
    add_text(e, "Title", caption->title);
    add_text(e, "Description", sheet->words);
    for (size_t i = 0; i < caption->n_notes; i++)
        add_text(e, caption->notes[i].name, caption->notes[i].value);
    if (e->run_ini.size > 0) add_text(e, "run.ini", e->run_ini.bytes);
    png_write_info(e->png, e->info);
    write_rows(e, &image);
    png_write_end(e->png, e->info);
    return SIM_OK;
}

static sim_status write_png(plot_sheet *sheet, FILE *out, sim_error *err)
{
    encoder e = {0};
    sim_status status = plot_cairo_end(sheet->canvas, err);

    if (status == SIM_OK) status = print_run_ini(sheet, "", &e.run_ini, err);
    if (status != SIM_OK) {
        sim_memory_free(&e.run_ini);
        return status;
    }
    e.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &e, note_error, ignore_warning);
    if (e.png) e.info = png_create_info_struct(e.png);
    if (!e.info)
        status = sim_fail_memory(err, "writing png");
    else if (encode(&e, sheet, out) != SIM_OK)
        status = sim_fail(err, SIM_EIO, "writing png: %s", e.message);
    png_destroy_write_struct(&e.png, &e.info);
    g_free(e.text);
    g_free(e.row);
    sim_memory_free(&e.run_ini);
    return status;
}

/* PDF */

/* Before the last lines of the file, where a comment moves nothing that the table of its objects
 * points to. */
static sim_status write_commented(const plot_sheet *sheet, FILE *out, sim_error *err)
{
    static const char last[] = "startxref";
    const sim_memory *pdf = &sheet->memory;
    sim_memory run_ini = {0};
    sim_status status = print_run_ini(sheet, "%", &run_ini, err);
    size_t end = pdf->size >= sizeof last - 1 ? pdf->size - (sizeof last - 1) : 0;

    while (end > 0 && memcmp(pdf->bytes + end, last, sizeof last - 1) != 0) end--;
    if (status == SIM_OK && end == 0)
        status = sim_fail(err, SIM_EIO, "writing pdf: cairo wrote no %s", last);
    if (status == SIM_OK) {
        fwrite(pdf->bytes, 1, end, out);
        fwrite(run_ini.bytes, 1, run_ini.size, out);
        fwrite(pdf->bytes + end, 1, pdf->size - end, out);
    }
    sim_memory_free(&run_ini);
    return status;
}

static sim_status write_pdf(plot_sheet *sheet, FILE *out, sim_error *err)
{
    const plot_caption *caption = sheet->caption;
    GString *notes = g_string_new(NULL);
    sim_status status;

    for (size_t i = 0; i < caption->n_notes; i++)
        g_string_append_printf(notes, "%s%s: %s", i ? "; " : "", caption->notes[i].name,
                               caption->notes[i].value);
    plot_cairo_describe(sheet->canvas, caption->title, sheet->words, notes->str);
    status = end_bytes(sheet, err);
    if (status == SIM_OK) status = write_commented(sheet, out, err);
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

static void write_xml_notes(const plot_caption *caption, const sim_memory *run_ini,
                            FILE *out)
{
    fputs("\n<metadata>", out);
    for (size_t i = 0; i < caption->n_notes; i++) {
        fputc('\n', out);
        write_xml(caption->notes[i].name, out);
        fputs(": ", out);
        write_xml(caption->notes[i].value, out);
    }
    fputc('\n', out);
    fwrite(run_ini->bytes, 1, run_ini->size, out);
    fputs("</metadata>", out);
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

static void write_renumbered(const char *from, FILE *out)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    const char *number;
    char *rest;

    for (const char *at = from; *at; at++) {
        if (!(number = find_number(at))) continue;
        fwrite(from, 1, (size_t)(number - from), out);
        fprintf(out, "%u", renumber(numbers, g_ascii_strtoull(number, &rest, 10)));
        from = at = rest;
    }
    fputs(from, out);
    g_array_free(numbers, TRUE);
}

/* With title, description and notes behind the root element's tag, which ends at `body`. */
static void write_svg_parts(const plot_sheet *sheet, const char *body,
                            const sim_memory *run_ini, FILE *out)
{
    static const char role[] = " role=\"img\" aria-labelledby=\"figure-title figure-desc\"";

    fwrite(sheet->memory.bytes, 1, (size_t)(body - sheet->memory.bytes), out);
    fprintf(out, "%s>", role);
    write_xml_element("title", sheet->caption->title, out);
    write_xml_element("desc", sheet->words, out);
    write_xml_notes(sheet->caption, run_ini, out);
    write_renumbered(body + 1, out);
}

static sim_status write_svg(plot_sheet *sheet, FILE *out, sim_error *err)
{
    const sim_memory *svg = &sheet->memory;
    sim_memory run_ini = {0};
    sim_status status = end_bytes(sheet, err);
    const char *tag, *body;

    if (status == SIM_OK) status = print_run_ini(sheet, "", &run_ini, err);
    if (status != SIM_OK) {
        sim_memory_free(&run_ini);
        return status;
    }
    tag = strstr(svg->bytes, "<svg ");
    body = tag ? strchr(tag, '>') : NULL;
    if (body)
        write_svg_parts(sheet, body, &run_ini, out);
    else
        status = sim_fail(err, SIM_EIO, "writing svg: cairo wrote no <svg> element");
    sim_memory_free(&run_ini);
    return status;
}

static const plot_format formats[] = {
    {"png", PLOT_ON_PIXELS, write_png, NULL},
    {"svg", PLOT_ON_SVG, write_svg, NULL},
    {"pdf", PLOT_ON_PDF, write_pdf, NULL},
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
    double scale = format->ground == PLOT_ON_PIXELS ? paper.pixels : 1;
    sim_status status;

    *sheet = (plot_sheet){.format = format, .paper = paper, .canvas = canvas};
    if (format->canvas) *canvas = *format->canvas;
    if (format->canvas) return SIM_OK;
    status = sim_memory_open(&sheet->memory, "drawing", err);
    if (status != SIM_OK) return status;
    return plot_cairo_init(canvas,
                           &(plot_cairo_paper){format->ground, format->name, paper.width,
                                               paper.height, scale, sheet->memory.stream,
                                               paper.measured},
                           err);
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

    sheet->caption = caption;
    sheet->words = words;
    errno = 0;
    status = sheet->format->write(sheet, out, err);
    if (status == SIM_OK && (fflush(out) != 0 || ferror(out)))
        status = sim_fail(err, SIM_EIO, "writing %s: %s", sheet->format->name,
                          errno ? strerror(errno) : "a write failed");
    return status;
}
