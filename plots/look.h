/* look.h -- how a figure looks: its colors, and the paper or screen it is made for.
 *
 * Themes and sizes are rows of two tables; everything drawn takes its colors from the one
 * and its lengths from the other.
 *
 * Units: points of the page (1/72 inch).
 */
#ifndef PLOTS_LOOK_H
#define PLOTS_LOOK_H

#include "plots/draw.h"
#include "plots/format.h"

enum { PLOT_COLORS = 8, PLOT_ALL_PANELS = 99 };

typedef struct plot_theme {
    const char *name;
    plot_color paper, ink;
    plot_color quiet; /* of words that explain */
    plot_color grid, axis, shade;
    plot_color bar;               /* of what was measured; bars may overlap */
    plot_color miss;              /* rings what went wrong */
    plot_color arms[PLOT_COLORS]; /* from most to least contrast */
    double darker;                /* part of ink in the color of words at a curve */
} plot_theme;

/* Lengths are those of the medium itself: of paper that is printed as large as it is, of a
 * screen of 960 points. */
typedef struct plot_size {
    const char *name;
    double width, height; /* of a figure; height 0: as high as its panels need */
    double most_height;   /* that it then may need, if it can be helped */
    size_t columns;       /* panels of a page side by side */
    size_t panels;        /* of a page, at most: the first in rank */
    size_t facets, broad; /* small multiples, at most; of those that need width */
    size_t wish_rows; /* panels of a wish on top of each other, before a second column */
    double panel, wish_panel, alone; /* highest plotting area of a panel, of one of several
                                      * of a wish, of the only one of a page: where the
                                      * page has no height */
    double text;                     /* size of the numbers at the axes: the em */
    double least;                    /* no text is smaller, in points */
    double large;    /* times as large is all in a panel alone, but its footer */
    double headline; /* size of the title, in em */
    double line;     /* width of lines, relative to a screen's */
    double margin;
    int headline_lines;
    int footer_lines; /* what is longer ends in the words for those who do not see it */
    double pixels;    /* per point, where a figure is made of pixels */
    bool brief;       /* panels of detail are left out */
    bool narrow;      /* labels have no room beside bars */
} plot_size;

typedef struct {
    const plot_theme *theme;
    const plot_size *size;
    const plot_format *format;
    bool alone; /* one panel, in large type */
} plot_look;

/* "light", "dark"; NULL if there is none of that name. */
const plot_theme *plot_theme_find(const char *name);

/* "a4", "column", "slide", "square"; NULL if there is none of that name. */
const plot_size *plot_size_find(const char *name);

/* Names by number, the default first; NULL past the last. */
const char *plot_size_name(size_t i);

/* What a text is for; its size, weight and color follow. */
typedef enum {
    PLOT_HEADLINE,
    PLOT_TITLE,
    PLOT_LABEL,
    PLOT_TICK,
    PLOT_SAYING,
    PLOT_NAME,
    PLOT_MARK,
    PLOT_FOOTER,
} plot_role;

plot_text plot_text_for(const plot_look *look, plot_role role);

/* Makes a text larger or smaller, but no smaller than is read. */
void plot_text_scale(const plot_look *look, plot_text *style, double by);

/* A length in em, in points. */
double plot_em(const plot_look *look, double ems);

/* One color with a part of another, 0 to 1. */
plot_color plot_mix(plot_color color, plot_color other, double part);

/* The color of arm i of n: ordered by lightness, apart for all kinds of eyes; past the
 * eighth, arms have the color of an earlier one and another line. */
plot_color plot_arm_color(const plot_theme *theme, size_t i, size_t n);

/* The color of a number, 0 to 1, where colors are an axis: from dark to bright, in both
 * themes, evenly in lightness. */
plot_color plot_tint(double share);

/* Ink or paper, whichever is easier to read on this ground. */
plot_color plot_color_on(const plot_theme *theme, plot_color ground);

/* The line of arm i of n, solid or of dashes and dots.  The first is thinnest and meant to be drawn last: where lines
 * coincide, the others show as rims around it. */
plot_pen plot_arm_pen(const plot_look *look, size_t i, size_t n);

/* The line of background number i, which arms are held against: gray, the first solid. */
plot_pen plot_background_pen(const plot_look *look, size_t i);

/* The line of the same arm in the run behind: short even dashes, which no arm in front has,
 * thinner and closer to the paper. */
plot_pen plot_behind_pen(const plot_look *look, plot_pen front);

/* A line of one color, its width in points of a screen. */
plot_pen plot_plain_pen(const plot_look *look, plot_color color, double width);

#endif
