/* facets.h -- small multiples: panels in rows and columns, with one y axis or each with
 * its own.
 *
 * Units:  points of the page; ranges in the unit of the data.
 * Memory: everything passed in is borrowed.
 */
#ifndef PLOTS_FACETS_H
#define PLOTS_FACETS_H

#include "plots/draft.h"
#include "plots/frame.h"

enum { PLOT_MOST_PANELS = 12 };

typedef struct {
    const char *title; /* NULL: none */
    const plot_measure *measure;
    plot_range range;      /* of the x axis: its ends exactly */
    plot_values values;    /* that it is numbered at */
    const char *saying;    /* quiet words below the title; NULL: none */
    const plot_measure *y; /* of a y axis of its own, its label above it; NULL: the common
                               * one.  All panels of a page have their own, or none */
    plot_range y_range;    /* its ends exactly */
    double height;         /* that its plotting area asks for, in em; 0: none */
    double words;          /* part of its room for the categories of its own axis; 0: as
                               * elsewhere */
} plot_facet;

typedef struct {
    /* Given. */
    plot_draft *draft;
    plot_facet list[PLOT_MOST_PANELS]; /* [n] */
    size_t n; /* that are shown: fewer once a page of fixed height has no room for them */
    size_t n_all;                /* of the figure; 0: who gives them leaves none out */
    const plot_measure *measure; /* of the y axis */
    plot_range range;
    plot_values values;  /* that the y axis is numbered at */
    bool rounded;        /* the y axis ends at ticks */
    bool common_x;       /* all have the same x axis: only the lowest show it */
    bool broad;          /* a panel needs the width of a column of print */
    bool in_row;         /* a page that is wider than high has all side by side */
    size_t side_by_side; /* columns at most, in rows of even length; 0: as the page has */
    const char *failed;  /* what points without a number are called */
    double
        aspect; /* height of a panel by the width of its room, on a page without height */

    /* Arranged. */
    size_t columns, rows;
    plot_box area;      /* of all, with their words */
    double left, above; /* beside the first column; title and label above the first row */
    double sayings[PLOT_MOST_PANELS]; /* [rows] height of the words below the titles */
    double words[PLOT_MOST_PANELS]; /* [rows] height of what stands at the x axes' ticks */
    double below[PLOT_MOST_PANELS]; /* [rows] and of that with the labels */
    double heights[PLOT_MOST_PANELS]; /* [rows] of the plotting areas */
    plot_box boxes[PLOT_MOST_PANELS]; /* [n] plotting areas */
    plot_ruler y, own[PLOT_MOST_PANELS], x[PLOT_MOST_PANELS];
} plot_facets;

/* Refuses a number of panels that has no room, and figures without points. */
sim_status plot_facets_check(const char *title, size_t n_panels, size_t n_points,
                             sim_error *err);

/* How many of n panels have room on this size; of `broad` ones. */
size_t plot_facets_room(const plot_size *size, size_t n, bool broad);

/* Finds where panels stand on the draft, from `top` on.  Where the page has no height, sets
 * it; where it has too little, leaves the last row out, says so and calls the draft crowded. */
void plot_facets_arrange(plot_facets *facets, double top);

/* Where a page of fixed height leaves the panels less than that many em, leaves out what stands
 * below its title, but how many panels have room, and calls the draft crowded. */
void plot_facets_give_room(const plot_facets *facets, double ems);

/* A panel's plotting area with its rulers, which are the facets'. */
plot_frame plot_facets_frame(const plot_facets *facets, size_t panel);

/* Width of the words of categories beside a panel. */
double plot_facets_word_room(const plot_facets *facets, size_t panel);

/* Where the title and the words of a panel begin. */
double plot_facets_left(const plot_facets *facets, size_t panel);

/* Its axes as lines, what stands at them, and its title. */
void plot_facets_draw_axes(const plot_facets *facets, size_t panel);

/* Words in the middle of a panel that has nothing to show. */
void plot_facets_draw_words(const plot_facets *facets, size_t panel, const char *words);

/* facets_scope.c */

/* The frame of a panel that begins to be drawn: all until plot_facets_end is part of it, by its title
 * or, without one, the label of its y axis. */
plot_frame plot_facets_begin(const plot_facets *facets, size_t panel);
void plot_facets_end(const plot_facets *facets);

/* facets_tell.c */

/* Of so many points, how many failed and from where to where the others go. */
void plot_facets_tell_points(const plot_facets *facets, const plot_measure *measure,
                             plot_range range, size_t n_failed, GString *words);

/* "to the right: LABEL from 1 to 12". */
void plot_facets_tell_x(const plot_facets *facets, size_t panel, GString *words);

/* The same of the y axis of all. */
void plot_facets_tell_y(const plot_facets *facets, GString *words);

#endif
