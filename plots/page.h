/* page.h -- a page: a title, the arms, panels in a grid, a footer; drawn and written.
 *
 * It is a maker of a draft: views choose their axes and are put into their rooms, then drawn.
 *
 * Units:  points of the page.
 * Memory: everything passed in is borrowed until the function returns.
 */
#ifndef PLOTS_PAGE_H
#define PLOTS_PAGE_H

#include <stdio.h>

#include "plots/figure.h"
#include "plots/panel.h"

typedef struct {
    const char *title;
    plot_wanted arms;         /* those of the data's runs */
    const plot_panel *panels; /* [n] read row by row; stacked ones column by column */
    size_t n, columns;
    double panel; /* height of one, where the page has none */
    bool wide;    /* as a page, not as a figure of the user's own */
    bool stacked; /* panels share their x axis: only the lowest shows it */
} plot_page;

sim_status plot_page_make(const plot_page *page, const plot_data *data,
                          const plot_caption *caption, const plot_look *look, FILE *out,
                          sim_error *err);

#endif
