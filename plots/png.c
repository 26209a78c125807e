#include "plots/png.h"

#include <errno.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <png.h>

enum { OWN_TEXTS = 2 }; /* title and description */

typedef struct {
    png_structp png;
    png_infop info;
    png_bytep row;       /* one line of RGB */
    png_text *texts;     /* [OWN_TEXTS + n_notes] */
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

static void free_encoder(encoder *e, size_t n_texts)
{
    for (size_t i = 0; e->texts && i < n_texts; i++) {
        g_free(e->texts[i].key);
        g_free(e->texts[i].text);
    }
    free(e->texts);
    free(e->row);
    png_destroy_write_struct(&e->png, &e->info);
}

/* tEXt holds Latin-1; what is not ASCII goes into iTXt, which holds UTF-8. */
static png_text text_chunk(const char *name, const char *value)
{
    png_text text = {.compression = PNG_TEXT_COMPRESSION_NONE,
                     .key = g_strndup(name, 79),
                     .text = g_utf8_make_valid(value, -1)};

    if (!g_str_is_ascii(text.text)) text.compression = PNG_ITXT_COMPRESSION_NONE;
    text.text_length = text.itxt_length = strlen(text.text);
    return text;
}

static sim_status init_encoder(encoder *e, const plot_caption *caption, const char *words,
                               size_t width, sim_error *err)
{
    e->row = malloc(3 * width);
    e->texts = calloc(OWN_TEXTS + caption->n_notes, sizeof *e->texts);
    e->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, e, note_error, ignore_warning);
    if (e->png) e->info = png_create_info_struct(e->png);
    if (!e->row || !e->texts || !e->info) return sim_fail_memory(err, "writing png");
    e->texts[0] = text_chunk("Title", caption->title);
    e->texts[1] = text_chunk("Description", words);
    for (size_t i = 0; i < caption->n_notes; i++)
        e->texts[OWN_TEXTS + i] =
            text_chunk(caption->notes[i].name, caption->notes[i].value);
    return SIM_OK;
}

static void set_header(encoder *e, const plot_pixels *image, double scale, int n_texts)
{
    png_uint_32 per_metre = (png_uint_32)(scale * 72 / 0.0254 + 0.5);

    png_set_IHDR(e->png, e->info, (png_uint_32)image->width, (png_uint_32)image->height, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(e->png, e->info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_set_text(e->png, e->info, e->texts, n_texts);
    png_set_filter(e->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(e->png, 4);
}

static void fill_row(png_bytep row, const unsigned char *pixels, size_t width)
{
    for (size_t x = 0; x < width; x++) {
        uint32_t pixel;

        memcpy(&pixel, pixels + 4 * x, sizeof pixel);
        row[3 * x] = (png_byte)(pixel >> 16 & 0xff);
        row[3 * x + 1] = (png_byte)(pixel >> 8 & 0xff);
        row[3 * x + 2] = (png_byte)(pixel & 0xff);
    }
}

/* Everything that may jump back happens below here; *e outlives the jump. */
static sim_status encode(encoder *e, const plot_pixels *image, double scale, int n_texts,
                         FILE *out)
{
    if (setjmp(png_jmpbuf(e->png))) return SIM_EIO;
    png_set_write_fn(e->png, out, write_bytes, flush_bytes);
    set_header(e, image, scale, n_texts);
    png_write_info(e->png, e->info);
    for (size_t y = 0; y < image->height; y++) {
        fill_row(e->row, image->bytes + y * image->stride, image->width);
        png_write_row(e->png, e->row);
    }
    png_write_end(e->png, e->info);
    return SIM_OK;
}

sim_status plot_png_write(const plot_pixels *image, double scale,
                          const plot_caption *caption, const char *words, FILE *out,
                          sim_error *err)
{
    encoder e = {0};
    size_t n_texts = OWN_TEXTS + caption->n_notes;
    sim_status status = init_encoder(&e, caption, words, image->width, err);

    if (status == SIM_OK) {
        status = encode(&e, image, scale, (int)n_texts, out);
        if (status != SIM_OK) sim_fail(err, status, "writing png: %s", e.message);
    }
    free_encoder(&e, n_texts);
    return status;
}
