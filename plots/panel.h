/* panel.h -- one panel of a figure: what its row says, drawn.
 *
 * A panel shows one column of one table, a curve for each arm.  It knows no biology:
 * words, columns and units come from the row and the table.
 *
 * Units: x.unit says in what the axis counts; x.from, x.to, x.split, y.start, y.end and
 *        y.level are in the unit of their columns.  NAN leaves a number to the data.
 */
#ifndef PLOTS_PANEL_H
#define PLOTS_PANEL_H

#include "plots/fact.h"
#include "plots/look.h"
#include "plots/measure.h"
#include "sim/io/memory.h"
#include "sim/io/table.h"

typedef struct {
    const char *column;
    const plot_unit *unit; /* plot_time: as the range asks */
    double from, to;       /* the window; the axis ends earlier where the data do */
    const char *label;     /* the unit is added */
    double split;          /* up to here the axis is stretched; 0: it is not */
} plot_x;

typedef struct {
    const char *column;
    plot_scale scale;
    double start;      /* linear: the axis starts here or lower; log: here or higher, and
                        * what is less is not drawn */
    double end;        /* linear: the axis ends here or higher */
    double level;      /* where a line helps the eye */
    const char *label; /* the unit is added */
} plot_y;

/* A point for each row instead of a bare line. */
typedef struct {
    const char *column; /* numbers the points; NULL: a bare line */
    const char *prefix; /* "P": points are called P0, P1, ...; NULL: only the last point of
                         * an arm is, with the arm's name */
    const char *owner;  /* only arms with a number in this column are drawn; NULL: all.  Of
                         * arms whose points coincide, the first is */
} plot_points;

/* One gray area, down to 0, for all arms: that of the arm in which it is largest. */
typedef struct {
    const char *column; /* NULL: none */
    const char *label;
    const char *words; /* what it is, in a sentence: "placebo's part" */
} plot_shade;

/* What curves are held against in a figure of the user's own. */
typedef struct {
    double low, high; /* the axis of y ends there, whatever the data; NAN: as they are */
    double line;      /* across the panel; NAN: none */
    const char *line_words; /* what it means */
    const char *band;       /* column that is shaded down to 0; NULL: none */
} plot_guides;

/* A line across the panel that stands for something. */
typedef struct {
    double at;
    const char *words; /* "below: severe"; NULL: none */
} plot_level;

enum { PLOT_MOST_LEVELS = 4 };

/* What is counted of a cohort and shown instead of its medians: the column of y in another
 * table. */
typedef struct {
    const char *table;      /* NULL: none */
    const char *low, *high; /* columns of its interval */
    const char *count;      /* column of how many stand behind a number; NULL: not told */
    const char *counted;    /* what these are called: "at risk" */
    const char *label;      /* of y */
    const char *saying;
    double read_at; /* the x at which it is told; 0: as the panel is */
} plot_tally;

typedef struct {
    const char *page, *name, *table;
    const char *title;  /* NULL: none */
    const char *saying; /* what it shows, in a sentence; NULL: none */
    plot_x x;
    plot_y y;
    plot_points points;
    plot_shade shade;
    plot_level levels[PLOT_MOST_LEVELS];
    const char *const *words; /* [n_words] x is a number of one of them; NULL: it is none */
    size_t n_words;
    const char *dots;          /* column that is 1 where a row is a dot; NULL: none is */
    plot_scale x_scale;        /* log: what lies at 0 or below is not drawn */
    const plot_guides *guides; /* NULL: none; its line is the first of the levels */
    plot_reading reading;      /* which number of each curve is told */
    double read_at;            /* of PLOT_READ_ON: the x */
    const char *read_after; /* counted from the first occasion of that name; NULL: from 0 */
    const char *lead; /* before what is read last: "in the harvest"; NULL: "at the end" */
    size_t rank;      /* from 1 on, among those of its page: the last are left out where not
                       * all have room */
    bool moving;      /* left out where none of its curves moves */
    bool if_there;    /* left out where the run in front has not all of its columns */
    plot_tally tally; /* of a cohort */
    bool is_tally;    /* is that what is shown? */
} plot_panel;

enum { PLOT_NAMED_MAX = 12 };

/* The keys of the tables, in the order in which they are drawn. */
typedef struct {
    const char **names; /* [n], borrowed from the tables */
    size_t n;
    size_t n_front; /* of them are in the run itself, the others only in that behind */
    size_t n_named; /* the first of them have looks of their own and labels, the others are
                     * thin and gray: all, or PLOT_NAMED_MAX spread evenly over more than
                     * that, and a background */
    /* [n] of an arm that is named among those with a color, of a background among backgrounds;
     * NULL: all have colors, in their order */
    size_t *places;
    bool *is_background; /* [n] what others are held against; NULL: none is */
    size_t n_colored;    /* of those that are named; without places n_named */
} plot_arms;

/* Which arms a figure shows. */
typedef struct {
    const char *const *names; /* [n] */
    size_t n;                 /* 0: all arms */
} plot_wanted;

/* Is it one of those that are named? */
bool plot_wanted_has(const plot_wanted *wanted, const char *name);

enum { PLOT_FRONT, PLOT_BEHIND, PLOT_LAYERS };

typedef struct {
    const sim_table *const *tables; /* [n] */
    size_t n;
    const sim_table *const
        *between; /* [n] with rows between those of each table, that are drawn
                                      * and not told; NULL: none */
} plot_run;

/* How far the rows of a table of the run in front spread: two tables of its name with its
 * rows and some of its columns. */
typedef struct {
    const sim_table *low, *high;
    const sim_table *low_between,
        *high_between; /* with the rows between theirs, where the run has
                                                  * such; NULL: none */
} plot_band;

typedef struct {
    const plot_band
        *list; /* [n_tables][n] of each table those of the widest (90 %) to those
                            * of the narrowest bands */
    size_t n;
    const char *words; /* for the legend: "lines: median; bands: 50 and 90 % of 500
                         * patients"; or, without bands, "lines: one patient"; NULL: none */
    size_t n_tables;
} plot_bands;

/* The courses of single ones of those whose spread bands show; drawn in place of these. */
typedef struct {
    const sim_table *of; /* whose columns they have: the first is x */
    size_t n, n_arms, n_rows;
    const char *const *arms; /* [n_arms] their names */
    const double *x;         /* [n_rows] */
    const double
        *numbers; /* [n][n_arms][n_rows][of->n_columns - 1]; NAN: nothing is there */
} plot_strands;

/* Something that happens to an arm: to its patient a dose is given. */
typedef struct {
    const char *arm;
    double at;         /* along x */
    const char *words; /* "dose"; those of a kind have the same pointer */
} plot_occasion;

/* They are marked on the axes of panels that show this table along this column. */
typedef struct {
    const char *table, *x;
    const plot_occasion *list; /* [n] */
    size_t n;
    const char *words; /* for the legend; set by the page that shows them; NULL: none */
} plot_occasions;

/* What is drawn: the tables of a run and, dashed behind it, those of another.  An ensemble
 * gives its medians as the run and its percentiles as bands; its tables may lack columns. */
typedef struct {
    plot_run runs[PLOT_LAYERS]; /* that behind has no tables if there is none */
    const char *behind_name;    /* for the legend: "dashed: OTHER.ini" */
    plot_bands bands;
    plot_strands strands;    /* n 0: none; only beside bands */
    plot_wanted backgrounds; /* arms that others are held against: they are gray */
    plot_occasions occasions;
    const char *cause; /* a line below the title of a page; NULL: none */
    struct plot_held
        *held; /* of panels the axes alone are drawn, and kept there; NULL: all is */
    const sim_chain *chain; /* says how columns are told; NULL: nothing does */
    plot_arms arms;         /* listed by the page that shows them */
    sim_pool *pool;         /* of what is worked out from all this; set by that page */
} plot_data;

/* Where a panel stands on its page, all its words included. */
typedef struct {
    plot_box room;
    double saying; /* height kept for what it says */
    char letter;   /* before the title; '\0': none */
    bool shows_x;  /* numbers and label of the x axis: not where the panel below has them */
    double second; /* height kept for second lines of title and label above it */
} plot_spot;

#endif
