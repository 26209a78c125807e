/* samples.h -- the points of a trend put in order, arm by arm, and what its axes must show.
 *
 * Pure numbers, nothing is drawn.
 *
 * Units:  those of the trend's measures.
 * Memory: arrays are those of the pool, the trend is borrowed.
 */
#ifndef PLOTS_SAMPLES_H
#define PLOTS_SAMPLES_H

#include <stdint.h>

#include "plots/trend.h"

typedef struct {
    double x, y, low, high; /* NAN: none */
    bool failed;
    size_t at; /* of the series' points */
} plot_sample;

/* A series of a panel in order of x. */
typedef struct {
    const plot_series *series;
    size_t panel, arm;
    plot_sample *list; /* [series->n] */
    size_t n_failed;
    uint64_t words; /* a bit for each category that has a point */
} plot_samples;

typedef struct {
    const plot_trend *trend;
    plot_samples *parts; /* [n_parts] panel by panel */
    size_t n_parts;
    const char **arms; /* [n_arms] equal names are one arm, in all panels */
    size_t n_arms;
    bool *is_background; /* [n_arms] */
    size_t *leads;       /* [n_arms] the first arm whose line is the same in all panels */
    const char *
        *names;     /* [n_arms] those of the others tell of which: "b (same line as a)" */
    size_t longest; /* series */
    size_t n_points, n_failed; /* those that panels repeat count once */
    bool has_bands;
    plot_place *places; /* [n_points] room for them */
} plot_sample_set;

/* Fails where there is no point, no room for the panels, or an x that its axis cannot
 * show. */
sim_status plot_sample_set_init(plot_sample_set *set, const plot_trend *trend,
                                sim_pool *pool, sim_error *err);

/* What the axes show: all points, and the bands where they are drawn; from 0 where that is
 * near; with room above for the values of points over categories; all categories. */
plot_range plot_sample_set_y(const plot_sample_set *set);
plot_range plot_sample_set_x(const plot_sample_set *set, size_t panel);

/* The only x that points of a panel have; n 0 where there are more, or it is a category. */
plot_values plot_sample_set_only_x(const plot_sample_set *set, size_t panel);

/* Which of the series with a point in the same category of its panel a series is, counted
 * from 0, and how many there are; of numbers 0 of 1. */
typedef struct {
    size_t at, n;
} plot_seat;
plot_seat plot_sample_set_seat(const plot_sample_set *set, const plot_samples *part,
                               double x);

/* Which of the arms on the same line an arm is, and how many there are. */
plot_seat plot_sample_set_turn(const plot_sample_set *set, size_t arm);

/* The pen of an arm: what others are held against has a gray one. */
plot_pen plot_sample_set_pen(const plot_sample_set *set, const plot_look *look, size_t arm);

/* All points as places, or those of a series, under whose name they are told.  Where panels
 * repeat points the ends are told by the axes of all; of all points, that which stands first. */
plot_found plot_sample_set_places(const plot_sample_set *set, const plot_samples *only);

/* Where a series has its most and its least, in a sentence; and that of all and of each as rows
 * of figures.csv.  Panels that repeat points say nothing new. */
void plot_sample_set_tell(const plot_sample_set *set, const plot_samples *part,
                          GString *words);
void plot_sample_set_add(const plot_sample_set *set, const char *figure, plot_facts *facts);

/* Points of a panel, those that failed too. */
size_t plot_sample_set_count(const plot_sample_set *set, size_t panel);

/* Those of the panel that has most. */
size_t plot_sample_set_most(const plot_sample_set *set);

#endif
