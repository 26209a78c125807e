/* png.h -- an image as PNG, with provenance in text chunks.
 *
 * Memory: nothing is kept.  A failed write is reported; the file is then of no use.
 */
#ifndef PLOTS_PNG_H
#define PLOTS_PNG_H

#include <stdio.h>

#include "plots/format.h"

/* `scale`: pixels per point.  Compression is light, as
 * fits large even areas with thin lines. */
sim_status plot_png_write(const plot_pixels *image, double scale,
                          const plot_caption *caption, const char *words, FILE *out,
                          sim_error *err);

#endif
