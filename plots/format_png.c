/* format_png.c -- a page as pixels: PNG, by cairo and libpng. */
#include "plots/format_parts.h"

#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>
#include <png.h>

#include "plots/cairo.h"

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

    if (status == SIM_OK) status = plot_sheet_print_run_ini(sheet, "", &e.run_ini, err);
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

static sim_status open_png(plot_sheet *sheet, sim_error *err)
{
    const plot_paper *p = &sheet->paper;

    return plot_cairo_init(sheet->canvas,
                           &(plot_cairo_paper){PLOT_ON_PIXELS, "png", p->width, p->height,
                                               p->pixels, NULL, p->measured},
                           err);
}

const plot_format plot_format_png = {"png", plot_cairo_init_blank, open_png, write_png,
                                     NULL};
