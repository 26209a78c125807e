/* svg_image.h -- the pixels of an image as PNG (W3C 2003) in base64, as part of an SVG. */
#ifndef PLOTS_SVG_IMAGE_H
#define PLOTS_SVG_IMAGE_H

#include <stdio.h>

#include "plots/draw.h"

/* False where memory is short: nothing is written then.  The caller checks the stream. */
bool plot_svg_image(FILE *out, const plot_shape *image);

#endif
