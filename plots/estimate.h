/* estimate.h -- figures of a fit: what was observed over the model, residuals, profiles of the likelihood,
 * what starts came to, and draws in pairs.
 *
 * Units:  values in those of their set or number; residuals in standard deviations.
 * Memory: everything is borrowed.
 */
#ifndef PLOTS_ESTIMATE_H
#define PLOTS_ESTIMATE_H

#include "plots/chart.h"

/* What was observed, and what the model says to it. */
typedef struct {
    double x;
    double seen;      /* or the limit that it is beyond */
    double low, high; /* one standard deviation to each side */
    double residual;
    size_t row; /* its place among all that was observed */
    plot_chart_beyond beyond;
} plot_observed;

/* What the model says at x, and from where to where that may be; NAN: nothing. */
typedef struct {
    double x, model, low, high;
} plot_predicted;

/* Of an arm or a source. */
typedef struct {
    const char *name;
    size_t color;        /* number among the figure's names */
    plot_observed *seen; /* [n_seen] rising in x */
    size_t n_seen;
    plot_predicted *model; /* [n_model] rising in x */
    size_t n_model;
} plot_estimate_series;

/* A set of what was observed. */
typedef struct {
    const char *title;
    const char *label, *unit;     /* of what was observed */
    const char *x_label, *x_unit; /* of x */
    bool is_log;                  /* it is looked at on a logarithmic axis */
    bool is_time;                 /* x is one, in days; else a whole number */
    const char *const
        *words; /* [n_words] what x = 0, 1, ... are called; NULL: it is a number */
    size_t n_words;
    plot_estimate_series *series; /* [n] */
    size_t n;
    const char *pattern; /* what its residuals say, in a sentence */
    double few;       /* how likely so few changes of sign are; NAN: that cannot be told */
    const char *told; /* how many there are, and how far they are from the model */
} plot_estimate_set;

/* A number that was fitted. */
typedef struct {
    const char *name, *whose; /* whose "": of all */
    const char *unit;
    const char *status, *words; /* "two-sided"; what there is to be said of it, or "" */
    double value, low, high;    /* low, high NAN: open there */
    bool is_log;
    double threshold;
    plot_chart_spot *profile; /* [n] rises y over values x */
    size_t n;
} plot_estimated;

/* What the starts of a part came to. */
typedef struct {
    const char *whose;
    double *rises; /* [n] above the best of all, rising */
    size_t n, n_refused, n_reached;
} plot_estimate_starts;

/* What a sampler drew of a part. */
typedef struct {
    const char *whose;
    const plot_estimated **numbers; /* [n] */
    double *low, *high;             /* [n] between which 95 % of all draws lie */
    size_t n;
    double *x; /* [n_draws][n] some of them */
    size_t n_draws;
    bool converged;
} plot_estimate_draws;

enum { PLOT_ESTIMATE_NAMES = 8 };

typedef struct {
    const plot_estimate_set *sets; /* [n_sets] */
    size_t n_sets;
    const plot_estimated *numbers; /* [n_numbers] */
    size_t n_numbers;
    const plot_estimate_starts *starts; /* [n_starts] */
    size_t n_starts;
    const plot_estimate_draws *draws; /* NULL: none */
    const char
        *names[PLOT_ESTIMATE_NAMES]; /* [n_names] of series, where a panel has several */
    size_t n_names;
    size_t n_observed, n_beyond;
    double level;       /* of intervals: 0.95 */
    const char *from;   /* where the band is from: "the curvature at the best point" */
    const char *misfit; /* that errors are not as they were said to be, a title; "" */
} plot_estimate_of;

/* One page of a figure: as many panels from `first` on as have room. */
typedef struct {
    const plot_estimate_of *fit;
    size_t first, room; /* plot_facets_room of many */
} plot_estimate_page;

extern const plot_maker plot_estimate_maker, plot_estimate_residuals_maker,
    plot_estimate_profiles_maker, plot_estimate_starts_maker, plot_estimate_pairs_maker;

/* Panels of draws in pairs; 0 without draws. */
size_t plot_estimate_pairs(const plot_estimate_draws *draws);

/* estimate.c, for the others: the panels of a page where there are n in all, and " (page 2 of 3)" behind its title where
 * there are several. */
size_t plot_estimate_count(const plot_estimate_page *page, size_t n);
void plot_estimate_tell_page(const plot_estimate_page *page, size_t n, GString *text);

/* "27.1 h (24.9 to 29.1)", "76.1 divisions or more", "not identifiable". */
void plot_estimate_tell(const plot_estimated *number, GString *text);

/* Axes of a set, without rows. */
void plot_estimate_set_axes(const plot_estimate_set *set, plot_chart_panel *panel);

/* Names of series, their colors and how many there are. */
void plot_estimate_set_keys(const plot_estimate_of *fit, plot_chart *chart);

#endif
