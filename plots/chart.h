/* chart.h -- panels of plain layers: bands, lines, points with their errors, rules and spans, for figures
 * whose makers say only which.  Panels have axes of their own.
 *
 * Units:  those of a panel's measures.
 * Memory: texts are borrowed; layers are of the draft's pool.
 */
#ifndef PLOTS_CHART_H
#define PLOTS_CHART_H

#include "plots/facets.h"
#include "plots/key.h"

typedef enum {
    PLOT_CHART_BAND,    /* between low and high, over x */
    PLOT_CHART_LINE,    /* y over x */
    PLOT_CHART_SPOTS,   /* y over x, from low to high where these are numbers */
    PLOT_CHART_ACROSS,  /* a dashed line at y */
    PLOT_CHART_UPRIGHT, /* one at x */
    PLOT_CHART_SPAN, /* a bar at y from low to high; NAN: to the end of the axis, with an arrow */
} plot_chart_kind;

/* What it is beyond: an arrow goes on from a point. */
typedef enum { PLOT_IS_THERE, PLOT_IS_BELOW, PLOT_IS_ABOVE } plot_chart_beyond;

typedef struct {
    double x, y; /* one that is not finite interrupts a line or band */
    double low, high;
    plot_chart_beyond beyond;
} plot_chart_spot;

enum { PLOT_CHART_LAYERS = 64, PLOT_CHART_KEYS = 16 };
#define PLOT_CHART_INK ((size_t)-1)

typedef struct {
    plot_chart_kind kind;
    plot_chart_spot *list; /* [n] */
    size_t n;
    size_t color;     /* number of a series, whose color and mark it has; PLOT_CHART_INK */
    bool is_hollow;   /* points are not filled */
    bool is_small;    /* points are no more than that */
    const char *name; /* whose it is, for media that can say so; NULL */
} plot_chart_layer;

typedef struct {
    const char *title, *saying; /* saying NULL: none */
    const char *told;           /* what it shows, in a sentence */
    const char *quantity;       /* for figures.csv; NULL: none */
    double value;               /* of that; NAN: none */
    plot_measure x, y;
    plot_range across, upward; /* that its axes show too; plot_range_empty(): nothing */
    bool from_zero;            /* its y axis starts at 0, if it can */
    plot_chart_layer layers[PLOT_CHART_LAYERS]; /* [n] the first lies lowest */
    size_t n;
} plot_chart_panel;

typedef struct {
    const char *name;                  /* of the figure, for messages */
    const char *title;                 /* what it says */
    const char *saying;                /* below that; NULL: none */
    const char *keys[PLOT_CHART_KEYS]; /* [n_keys] names of series; none: there is one */
    size_t n_keys;
    size_t n_series; /* that colors are for */
    bool is_quiet;   /* what panels show is told to who cannot see them alone */
    bool shares;     /* panels whose axes are labelled alike have the same ranges */
    double aspect;   /* height of a panel by the width of its room */
    plot_chart_panel *panels; /* [n] */
    size_t n, n_all;          /* n_all: of the figure, of which it has these; 0: all */
    plot_draft *draft;
    plot_facets facets;
    plot_point *points; /* [2 * n_points] room */
    size_t n_points;
} plot_chart;

/* Sets up a chart of at most PLOT_MOST_PANELS panels; fails where memory is short. */
sim_status plot_chart_init(plot_chart *chart, plot_draft *draft, size_t n_panels,
                           sim_error *err);

/* A panel more, without layers: none of its axes shows anything yet. */
plot_chart_panel *plot_chart_add(plot_chart *chart);

/* A layer of n spots more, none of which has errors; of no spots where memory is short or there are too many. */
plot_chart_layer *plot_chart_add_layer(plot_chart *chart, plot_chart_panel *panel,
                                       plot_chart_kind kind, size_t n);

/* Whatever it shows is there: finds axes. */
sim_status plot_chart_finish(plot_chart *chart, sim_error *err);

/* For makers whose page starts with the chart. */
void plot_chart_arrange(void *page);
void plot_chart_draw(void *page);
void plot_chart_tell(const void *page, GString *words);
void plot_chart_find(const void *page, const char *figure, plot_facts *facts);

/* chart_draw.c */
void plot_chart_draw_layer(const plot_chart *chart, const plot_frame *frame,
                           const plot_chart_layer *layer);

#endif
