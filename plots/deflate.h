/* deflate.h -- compresses pictures as zlib does (RFC 1950, 1951), for a drawing of plain areas,
 * lines and letters as small, and three times as fast: each place is compared with the pixel
 * before, the row before and one place that began alike, and the codes are the fixed ones.
 *
 *     plot_deflate *d = plot_deflate_start(&(plot_deflate_way){3, row, put, self});
 *     plot_deflate_add(d, bytes, n);        // as often as needed
 *     plot_deflate_end(d);                  // the last bytes
 *     plot_deflate_free(d);
 *
 * Memory: a quarter of a megabyte, whatever the picture; without it GLib ends the process.
 */
#ifndef PLOTS_DEFLATE_H
#define PLOTS_DEFLATE_H

#include <stddef.h>

typedef struct {
    size_t pixel, row; /* bytes of each; a row of more than 32 KiB is not looked back to */
    void (*put)(void *self, const unsigned char *bytes, size_t n); /* takes what is ready */
    void *self;
} plot_deflate_way;

typedef struct plot_deflate plot_deflate;

plot_deflate *plot_deflate_start(const plot_deflate_way *way);
void plot_deflate_add(plot_deflate *d, const unsigned char *bytes, size_t n);

void plot_deflate_end(plot_deflate *d);
void plot_deflate_free(plot_deflate *d); /* NULL is legal */

#endif
