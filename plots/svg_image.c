#include "plots/svg_image.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/base64.h>
#include <zlib.h>

enum { N_PARTS = 4, FRAME = 12, HEADER = 13 }; /* bytes: of a pixel, around a chunk, IHDR */

static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

static void put(unsigned char *at, unsigned long word)
{
    for (size_t i = 4; i-- > 0; word >>= 8) at[i] = (unsigned char)(word & 255);
}

/* Around its n bytes, which stand there; where the next begins. */
static unsigned char *end_chunk(unsigned char *chunk, const char *type, size_t n)
{
    put(chunk, n);
    memcpy(chunk + 4, type, 4);
    put(chunk + 8 + n, crc32(0, chunk + 4, (uInt)(n + 4)));
    return chunk + FRAME + n;
}

static unsigned char *put_header(unsigned char *chunk, const plot_shape *image)
{
    static const unsigned char kind[] = {8, 6, 0, 0, 0}; /* bits, RGBA */

    put(chunk + 8, image->n_columns);
    put(chunk + 12, image->n_rows);
    memcpy(chunk + 16, kind, sizeof kind);
    return end_chunk(chunk, "IHDR", HEADER);
}

static unsigned char to_byte(double part) { return (unsigned char)lround(255 * part); }

/* Each row behind a byte: it is not filtered. */
static void put_rows(unsigned char *to, const plot_shape *image)
{
    for (size_t i = 0; i < image->n_columns * image->n_rows; i++) {
        const plot_color *c = &image->pixels[i];

        if (i % image->n_columns == 0) *to++ = 0;
        *to++ = to_byte(c->red);
        *to++ = to_byte(c->green);
        *to++ = to_byte(c->blue);
        *to++ = to_byte(c->alpha);
    }
}

/* The file; the caller frees it.  NULL where memory is short. */
static unsigned char *encode(const plot_shape *image, size_t *size)
{
    const size_t n = image->n_rows * (1 + N_PARTS * image->n_columns);
    uLongf packed = compressBound((uLong)n);
    unsigned char *rows = malloc(n), *png, *at;

    png = rows ? malloc(sizeof signature + 3 * FRAME + HEADER + packed) : NULL;
    if (png) {
        put_rows(rows, image);
        memcpy(png, signature, sizeof signature);
        at = put_header(png + sizeof signature, image);
        if (compress2(at + 8, &packed, rows, (uLong)n, Z_BEST_COMPRESSION) == Z_OK) {
            at = end_chunk(at, "IDAT", packed);
            *size = (size_t)(end_chunk(at, "IEND", 0) - png);
        } else {
            free(png);
            png = NULL;
        }
    }
    free(rows);
    return png;
}

bool plot_svg_image(FILE *out, const plot_shape *image)
{
    size_t size = 0;
    unsigned char *png = encode(image, &size);
    char *letters = png ? malloc(BASE64_ENCODE_RAW_LENGTH(size)) : NULL;

    if (letters) {
        base64_encode_raw(letters, size, png);
        fwrite(letters, 1, BASE64_ENCODE_RAW_LENGTH(size), out);
    }
    free(letters);
    free(png);
    return letters != NULL;
}
