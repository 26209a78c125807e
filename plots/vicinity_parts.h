/* vicinity_parts.h -- what the files of vicinity.h share. */
#ifndef PLOTS_VICINITY_PARTS_H
#define PLOTS_VICINITY_PARTS_H

#include "plots/tiles.h"
#include "plots/vicinity.h"

/* A panel's points, put in order; coordinates are even (measure.h). */
typedef struct {
    const plot_vicinity_panel *panel;
    double *x, *y, *z;         /* [n] z as a part of the colors */
    plot_mesh grid;            /* of a map */
    double *edges_x, *edges_y; /* on the page: where cells end */
    plot_values whole;         /* that the x axis is numbered at */
} plot_vicinity_part;

typedef struct {
    const plot_vicinity *v;
    plot_vicinity_part parts[PLOT_MOST_PANELS];
    plot_facets facets;
    plot_tints tints;
    plot_tiles tiles;
    size_t n_failing[PLOT_VICINITY_CONDITIONS]; /* points of all panels */
    size_t n_points, n_met;
} plot_vicinity_page;

plot_canvas *plot_vicinity_canvas(const plot_vicinity_page *page);
const plot_look *plot_vicinity_look(const plot_vicinity_page *page);

/* So many points of the default page. */
double plot_vicinity_points(const plot_vicinity_page *page, double n);

/* Washes a box and hatches it, as of a condition that fails there. */
void plot_vicinity_draw_failing(const plot_vicinity_page *page, size_t condition,
                                plot_box box);

/* The name of a condition in the middle of a box, if it has room there. */
void plot_vicinity_draw_name(const plot_vicinity_page *page, size_t condition,
                             plot_box box);

void plot_vicinity_draw_best(const plot_vicinity_page *page, plot_point at);

void plot_vicinity_draw_map(plot_vicinity_page *page, const plot_frame *frame);

#endif
