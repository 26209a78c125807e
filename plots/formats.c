/* formats.c -- the table of formats, which alone knows all of them: what is built without libraries
 * of drawing has another. */
#include <string.h>

#include "plots/format_parts.h"

static const plot_format *const formats[] = {
    &plot_format_png,
    &plot_format_svg,
    &plot_format_pdf,
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

const plot_format *plot_format_find(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}

const char *plot_format_name(size_t i) { return i < N_FORMATS ? formats[i]->name : NULL; }
