/* figure.h -- figures of a run: the pages of figures.def, and any the user wishes for; panels
 * in a grid.
 */
#ifndef PLOTS_FIGURE_H
#define PLOTS_FIGURE_H

#include "plots/draft.h"
#include "plots/panel.h"

enum { PLOT_MOST_COLUMNS = 12 }; /* of a wish */

/* A figure of the user's own: any columns of one table, a panel for each. */
typedef struct {
    const char *name;      /* of the figure, for messages */
    const char *table, *x; /* "timecourse", "day" */
    const char *const *y;  /* [n_y] columns, at most PLOT_MOST_COLUMNS */
    size_t n_y;
    plot_scale scale;
    double from, to;         /* window in x, in the unit of that column; NAN: the data */
    const char *const *arms; /* [n_arms] which; 0: all */
    size_t n_arms;
    const char *title; /* NULL: made from the meanings of the columns */
    plot_scale x_scale;
    const plot_guides *guides; /* NULL: none */
    const char *const *words; /* [n_words] x is a number of one of them; NULL: it is none */
    size_t n_words;
    const char *dots; /* column that is 1 where a row is a dot; NULL: none is */
    const char *note; /* below the title; NULL: none */
    bool is_told;     /* without a title it tells what it found, and a single panel has a
                   * caption */
} plot_wish;

/* A page of figures.def or, where there is one, a wish. */
typedef struct {
    const char *name;      /* "potency" */
    const plot_data *data; /* its arms are not listed yet */
    const plot_wish *wish; /* NULL: none */
    const char *panel;     /* the only one that is shown; NULL: all that have room */
} plot_page;

/* Shows a plot_page; a wish under its own title.  Arms are the keys of the tables, in their
 * order.  On failure the error names the figure and, where it is one, the missing table,
 * column or arm.  Where there are bands, a panel of figures.def whose table or column is
 * missing in the run in front is left out instead. */
extern const plot_maker plot_page_maker;

/* What a page comes to. */
typedef struct {
    plot_panel
        *panels; /* [n] read row by row; stacked ones column by column; then [n_left] */
    size_t n, columns;
    size_t n_left;    /* have no room */
    plot_wanted arms; /* those of the data's runs */
    double box;       /* highest plotting area, where the page has no height */
    bool is_told;     /* a wish that tells what it found */
    bool stacked;     /* panels share their x axis: only the lowest shows it */
    char title[4 * PLOT_WORDS_SIZE]; /* "": that of the caption */
} plot_grid;

/* The panels of a page of figures.def, or of all (NULL), by number; NULL past the last. */
const plot_panel *plot_panel_at(const char *page, size_t i);

/* Finds them; panels are those of the draft's pool. */
sim_status plot_grid_find(plot_grid *grid, const plot_page *page, plot_draft *draft,
                          sim_error *err);

/* Moves the last in rank behind the others, to those that have no room; where it was. */
size_t plot_grid_leave_out(plot_grid *grid);

#endif
