/* format.h -- the files a page can be written as, and what they say about their making.
 *
 * A format is a row of a table: what is drawn on, and how that becomes a file.
 *
 * Units: width and height in points of the page.
 */
#ifndef PLOTS_FORMAT_H
#define PLOTS_FORMAT_H

#include <stddef.h>
#include <stdio.h>

#include "plots/draw.h"
#include "sim/error.h"
#include "sim/io/memory.h"

typedef struct {
    const char *name, *value;
} plot_note; /* one line of provenance */

typedef struct {
    const char *title;      /* the finding in words, a sentence or two; two lines at most */
    const char *footer;     /* version, seed, hash, and what the figure is not for */
    const plot_note *notes; /* [n_notes] provenance for the file's metadata */
    size_t n_notes;
    const char *run_ini; /* from which it is made again, to be carried along; NULL: none */
} plot_caption;

typedef struct plot_format plot_format;

/* "png", "svg", "pdf"; NULL if there is none of that name. */
const plot_format *plot_format_find(const char *name);

/* Names by number, for messages and --help; NULL past the last. */
const char *plot_format_name(size_t i);

typedef struct {
    double width, height; /* in points */
    double pixels;        /* per point, where the format is one of pixels */
    const plot_canvas
        *measured;    /* on which the page was measured: it knows the fonts; NULL:
                                  * none */
    const char *name; /* of the figure among others on a page; NULL: "figure" */
} plot_paper;

/* A page that is being drawn; bytes of a format that has no pixels collect in memory. */
typedef struct {
    const plot_format *format;
    plot_paper paper;
    plot_canvas *canvas;
    sim_memory memory;
    const plot_caption *caption; /* while it is written, and */
    const char *words;           /* what is told of it */
} plot_sheet;

/* A canvas that shows nothing, to arrange and measure on, as each of the format measures. */
sim_status plot_format_blank(const plot_format *format, plot_canvas *canvas,
                             sim_error *err);

struct plot_format {
    const char *name;
    sim_status (*blank)(plot_canvas *canvas, sim_error *err); /* NULL: as the first does */
    sim_status (*open)(plot_sheet *sheet, sim_error *err);    /* its canvas */
    sim_status (*write)(plot_sheet *sheet, FILE *out, sim_error *err);
    const plot_canvas *canvas; /* that is drawn on instead of one of its own; or NULL */
};

/* Sets the canvas up, which must stay where it is.  plot_sheet_free is legal after a failure
 * too, and frees it. */
sim_status plot_sheet_init(plot_sheet *sheet, const plot_format *format, plot_paper paper,
                           plot_canvas *canvas, sim_error *err);
void plot_sheet_free(plot_sheet *sheet);

/* Ends the drawing and writes it, with the caption's words in its metadata and, for
 * readers who cannot see it, `words` that tell what it shows. */
sim_status plot_sheet_write(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err);

#endif
