/* trend.h -- a number against an axis, for each arm: lines with bands, or scattered points
 * and the mean of those alike in x; as small multiples with one y axis.
 */
#ifndef PLOTS_TREND_H
#define PLOTS_TREND_H

#include "plots/facets.h"
#include "plots/found.h"
#include "plots/panel.h"

typedef struct {
    const char *name; /* of the arm: equal names have one color, in all panels */
    const double *x, *y, *low,
        *high; /* [n] in any order; low and high NULL: no band; y NAN,
                                       * or nothing that its axis can show: failed */
    size_t n;
} plot_series;

typedef struct {
    const char *title; /* NULL: none */
    plot_measure x;
    const plot_series *series; /* [n_series] */
    size_t n_series;
} plot_trend_panel;

typedef struct {
    const char *title;
    plot_measure y;
    const plot_trend_panel *panels; /* [n_panels] 1 to PLOT_MOST_PANELS */
    size_t n_panels;
    bool scatter;  /* each point by itself, and the mean of bins as a line (cloud.h):
                             * where many other things vary too */
    bool no_means; /* of scattered points: none, as they would be means of unlike ones */
    bool repeats;  /* all panels show the same points, over other axes */
    const char *const *axes; /* [n_panels] names of those, "donor age", NULL where the name
                              * of a series tells it; NULL: places are not told by them */
    const char *saying;      /* a line below the title; NULL: none */
    const char *failed;      /* what to call points without a number; NULL: failed */
    const plot_told
        *told; /* how its points are told, in place of `title`; NULL: they are not */
    plot_wanted
        backgrounds; /* names of series that others are held against: they are gray */
    const char *band_words; /* "bands: 5 to 95 % of 200 replicates"; NULL: none */
} plot_trend;

/* Shows a plot_trend.  Points that failed part the line, and are crosses at the x axis.  Along
 * categories points stand over their category, those of several series side by side, with
 * their bands as bars and, where there is room, their values.  A number of panels that has
 * no room, and an x that its axis cannot show, are refused. */
extern const plot_maker plot_trend_maker;

#endif
