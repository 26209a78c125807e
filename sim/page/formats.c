/* formats.c -- of plots/format.h: the page's one format, which needs no library of drawing. */
#include <string.h>

#include "plots/cairo.h"
#include "plots/format_parts.h"

const plot_format *plot_format_find(const char *name)
{
    return strcmp(name, plot_format_svg.name) == 0 ? &plot_format_svg : NULL;
}

const char *plot_format_name(size_t i) { return i == 0 ? plot_format_svg.name : NULL; }

void plot_silence(void) {}
