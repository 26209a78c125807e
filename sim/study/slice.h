/* slice.h -- a number of a sweep over its axes: what a figure of it shows, and where.
 *
 * One axis of numbers makes lines, two make a map.  Words part the points into lines of their
 * own, as long as there are few; more words, the third axis and, of a map, arms part them into
 * panels.  More axes than three make a panel each, of scattered points.
 *
 * Units:  values are those of the axes, and of axes with words the number of the level; the
 *         number has the unit of its column.
 * Memory: a slice owns its points and lists; plan, store and wish are borrowed.
 */
#ifndef SIM_STUDY_SLICE_H
#define SIM_STUDY_SLICE_H

#include "sim/study/plan.h"
#include "sim/study/strata.h"

enum {
    SIM_SLICE_PARTS = 2,
    SIM_SLICE_LINES = 12, /* that a panel tells apart */
    SIM_SLICE_TEXT = 256,
    SIM_SLICE_SAYING = 1024
};

typedef struct {
    const char *number; /* NULL: the one that figures are titled by */
    const char *arm;    /* NULL: all, or the first where there is room for one */
    const char *axes;   /* which, with commas; NULL: all */
    size_t panels;      /* that there is room for */
} sim_slice_wish;

/* A point in one arm; nominal values of the axes, whatever the arm's own rows say. */
typedef struct {
    size_t arm;
    double number, low, high; /* NAN: it has none; low and high: band of a cohort */
    bool is_apart;            /* without replicates: it would be set apart */
    const double *values;     /* [n_axes] */
} sim_slice_point;

typedef struct {
    sim_plan *plan;
    const sim_slice_wish *wish;
    size_t number; /* of the store's */
    bool is_mean;  /* over the replicates of a cohort */
    bool has_band;
    bool has_apart;        /* are replicates of some point set apart? */
    size_t arm;            /* the only one; n_arms of the experiment: the first n_arms */
    size_t n_arms;         /* that have the number: all, or all but backgrounds */
    const sim_axis **axes; /* [n_axes] that are shown */
    size_t n_axes;
    bool scatters;         /* a panel for each of them */
    const sim_axis *x, *y; /* y NULL: lines */
    sim_strata parts[SIM_SLICE_PARTS];
    size_t n_parts, n_panels;
    const sim_axis **words;  /* [n_words] that part the points of a panel into lines */
    size_t n_words, n_lines; /* of each arm */
    bool mixes_words; /* points of one line differ in words, of which no mean is asked */
    sim_slice_point *points; /* [n] */
    double *values;          /* what they point into */
    size_t n;
    double *nominal; /* [n_axes of the sweep] of the point in hand */
    bool *own;       /* [n_arms][the same] rows of the arm stand over the axis */
    sim_pool pool;   /* of lists, and of columns that are shown */
} sim_slice;

/* Reads the points of a sweep and gives its axes their parts in the figure.  sim_slice_free is legal after
 * a failure too. */
sim_status sim_slice_init(sim_slice *slice, sim_plan *plan, sim_store *store,
                          const sim_slice_wish *wish, sim_error *err);
void sim_slice_free(sim_slice *slice);

/* The number in words; of the mean of a cohort, those of a run. */
const sim_column *sim_slice_column(const sim_slice *slice);

/* Is the arm one of those that are shown? */
bool sim_slice_shows(const sim_slice *slice, size_t arm);

/* Are all points of the sweep there? */
bool sim_slice_is_whole(const sim_slice *slice);

/* The panel that a point is in; SIZE_MAX: in none. */
size_t sim_slice_panel(const sim_slice *slice, const sim_slice_point *point);

/* The arm by which panels are told apart, or NULL; the stratum of slice->parts[i]. */
const char *sim_slice_panel_arm(const sim_slice *slice, size_t panel);
size_t sim_slice_panel_stratum(const sim_slice *slice, size_t panel, size_t i);

/* What a panel shows, by columns, which are there as long as the slice. */
typedef struct {
    double *x, *y, *number, *low, *high; /* [n] */
    size_t n;
} sim_slice_columns;

/* Of a map, each place once, with the mean of its numbers; places of a grid that were not
 * solved yet have none. */
sim_status sim_slice_map(sim_slice *slice, size_t panel, sim_slice_columns *columns,
                         sim_error *err);

/* Lines of a panel: one for each arm that is shown and, of each, each choice of words. */
size_t sim_slice_count_lines(const sim_slice *slice);

/* Of a line, the points in the order of the sweep; `y` stays as it is.  Its name: "adipose",
 * "adipose, late"; that of the arm where words part nothing. */
sim_status sim_slice_line(sim_slice *slice, size_t panel, size_t line,
                          sim_slice_columns *columns, sim_error *err);
void sim_slice_print_line(const sim_slice *slice, size_t line, char text[SIM_SLICE_TEXT]);

/* The arm that a line is of. */
size_t sim_slice_line_arm(const sim_slice *slice, size_t line);

/* Do points of a line differ in more than x, and what it is named by? */
bool sim_slice_scatters(const sim_slice *slice);

/* What is to be said of the points, but for the number. */
void sim_slice_print_saying(const sim_slice *slice, char text[SIM_SLICE_SAYING]);

#endif
