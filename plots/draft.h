/* draft.h -- a figure in the making: arranged on nothing, then drawn and written.
 *
 * Units:  points of the page.
 * Memory: everything passed in is borrowed until the function returns.
 */
#ifndef PLOTS_DRAFT_H
#define PLOTS_DRAFT_H

#include <stdio.h>

#include <glib.h>

#include "plots/look.h"
#include "sim/error.h"

typedef struct {
    const plot_look *look;
    const plot_caption *caption;
    plot_canvas canvas;
    double width, height; /* of the page; height 0: as high as it needs */
    double top, below;    /* where title and saying end; height of the footer */
    bool no_memory;       /* set by a maker that ran out of it */
} plot_draft;

/* What a kind of figure does with a draft. */
typedef struct {
    const char *title;
    const char *saying; /* a line below it; NULL: none */
    bool is_page;       /* as wide as a page of many panels, not as a figure */

    /* Finds where all stands, on a canvas that shows nothing; sets a height of 0. */
    void (*arrange)(void *figure, plot_draft *draft);
    void (*draw)(void *figure, plot_draft *draft);

    /* Adds what a reader who cannot see the figure is told, between title and footer. */
    void (*tell)(const void *figure, GString *words);
} plot_maker;

/* Draws the figure on paper of this look's wish_width or width, and writes it to `out`. */
sim_status plot_draft_write(plot_draft *draft, const plot_maker *maker, void *figure,
                            FILE *out, sim_error *err);

/* How wide a text would be. */
double plot_draft_measure(plot_draft *draft, plot_role role, const char *text);

#endif
