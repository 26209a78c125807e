#include "plots/png.h"

#include <errno.h>
#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

#include <glib.h>
#include <png.h>

enum { KEY_SIZE = 80 }; /* as PNG has it */

typedef struct {
    png_structp png;
    png_infop info;
    char *text;          /* that is being added */
    const char *message; /* what libpng complained about */
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

static void flush_bytes(png_structp png) { (void)png; }

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
    png_set_compression_level(e->png, 4);
}

static void write_rows(encoder *e, const plot_pixels *image)
{
    const bool red_is_last = G_BYTE_ORDER == G_LITTLE_ENDIAN; /* in memory */

    if (red_is_last) png_set_bgr(e->png);
    png_set_filler(e->png, 0, red_is_last ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
    for (size_t y = 0; y < image->height; y++)
        png_write_row(e->png, image->bytes + y * image->stride);
}

/* Everything that may jump back happens below here; *e outlives the jump. */
static sim_status encode(encoder *e, const plot_pixels *image, double scale,
                         const plot_caption *caption, const char *words, FILE *out)
{
    if (setjmp(png_jmpbuf(e->png))) return SIM_EIO;
    png_set_write_fn(e->png, out, write_bytes, flush_bytes);
    set_header(e, image, scale);
    add_text(e, "Title", caption->title);
    add_text(e, "Description", words);
    for (size_t i = 0; i < caption->n_notes; i++)
        add_text(e, caption->notes[i].name, caption->notes[i].value);
    png_write_info(e->png, e->info);
    write_rows(e, image);
    png_write_end(e->png, e->info);
    return SIM_OK;
}

sim_status plot_png_write(const plot_pixels *image, double scale,
                          const plot_caption *caption, const char *words, FILE *out,
                          sim_error *err)
{
    encoder e = {0};
    sim_status status = SIM_OK;

    e.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &e, note_error, ignore_warning);
    if (e.png) e.info = png_create_info_struct(e.png);
    if (!e.info)
        status = sim_fail_memory(err, "writing png");
    else if (encode(&e, image, scale, caption, words, out) != SIM_OK)
        status = sim_fail(err, SIM_EIO, "writing png: %s", e.message);
    png_destroy_write_struct(&e.png, &e.info);
    g_free(e.text);
    return status;
}
