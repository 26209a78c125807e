/* draft.h -- a figure in the making: arranged on nothing, then drawn and written, with a
 * headline above and a footer below.
 *
 * Units:  points of the page.
 * Memory: everything passed in is borrowed until the function returns.
 * Safety: no global state; equal input gives equal bytes, whatever the date.
 */
#ifndef PLOTS_DRAFT_H
#define PLOTS_DRAFT_H

#include <glib.h>

#include "plots/look.h"
#include "plots/saying.h"

typedef struct {
    const plot_look *look;
    plot_look own;        /* which is this, where a figure is written */
    bool is_crowded;      /* set by who arranges: there is too little room, and less is
                           * there to be arranged */
    plot_caption caption; /* its title may be the maker's */
    const char *name;     /* of the figure; NULL: none */
    const char *saying;   /* a line below the title; NULL: none */
    bool is_quiet;        /* it is told in words alone: what is shown needs its room */
    const char *whole;    /* that line where no panel is left out */
    sim_pool pool;        /* of what a page needs until it is written; one that fails, even
                           * while it is drawn, is an error */
    plot_canvas canvas;
    double width, height; /* of the page; height 0: as high as it needs */
    double top, below;    /* where title and saying end; height of the footer */
} plot_draft;

/* What a kind of figure does with a draft, on a page of its own. */
typedef struct {
    size_t size; /* of the page, which is zeros at first */

    /* Checks what is to be shown, sets title and saying, and keeps the draft. */
    sim_status (*init)(void *page, const void *shown, plot_draft *draft, sim_error *err);

    /* Finds where all stands, on a canvas that shows nothing; sets a height of 0.  While
     * that is crowded it is asked again: large type is then as large as elsewhere, and a
     * maker has left out what has no room. */
    void (*arrange)(void *page);
    void (*draw)(void *page);

    /* Adds what a reader who cannot see the figure is told, between title and footer. */
    void (*tell)(const void *page, GString *words);

    /* Adds what the figure says, as it is drawn; NULL: nothing. */
    void (*find)(const void *page, const char *figure, plot_facts *facts);
} plot_maker;

/* What is shown is of the maker's own type. */
typedef struct {
    const plot_maker *maker;
    const void *shown;
} plot_figure;

/* Draws the figure in this look's size and writes it to `out`, which the caller opens, checks
 * and closes.  On failure what was already written is of no use. */
sim_status plot_figure_write(const plot_figure *figure, const plot_caption *caption,
                             const plot_look *look, FILE *out, sim_error *err);

/* The same, and what it says once it is drawn is added to facts (NULL: nobody asks) under
 * that name. */
typedef struct {
    FILE *out;
    const char *name;
    plot_facts *facts;
} plot_outlet;
sim_status plot_figure_write_to(const plot_figure *figure, const plot_caption *caption,
                                const plot_look *look, const plot_outlet *outlet,
                                sim_error *err);

/* Width between the margins, and a room of that width this many em below title and saying. */
double plot_draft_inner(const plot_draft *draft);
plot_box plot_draft_room(const plot_draft *draft, double gap);

/* Tells a reader who cannot see the figure of one of n panels, counted from 0, that have no
 * room on it. */
void plot_draft_tell_left(GString *words, size_t i, size_t n, const char *panel);

/* Says below the title that only so many of n panels are drawn, whatever it said of them
 * before; nothing where all are. */
void plot_draft_say_left(plot_draft *draft, size_t n_shown, size_t n);

/* Tells what stands below its title. */
void plot_draft_tell_saying(const plot_draft *draft, GString *words);

/* Adds its title, and what stands below it, as words that are not about numbers. */
void plot_draft_find(const plot_draft *draft, const char *figure, plot_facts *facts);

/* How wide a text would be. */
double plot_draft_measure(plot_draft *draft, plot_role role, const char *text);

#endif
