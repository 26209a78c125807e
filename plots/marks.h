/* marks.h -- which panel of a validation's page shows a row, and where.
 *
 * Pure numbers and words, nothing is drawn.
 *
 * Units: of a panel's axes, as validation.def says.
 */
#ifndef PLOTS_MARKS_H
#define PLOTS_MARKS_H

#include "plots/measure.h"
#include "plots/validation.h"

/* What the points of a panel stand over, or how its lines compare. */
typedef enum {
    PLOT_BY_DOUBLINGS,
    PLOT_BY_PASSAGE,
    PLOT_BY_TIME, /* in months; days in the table */
    PLOT_BY_SIZE, /* which need not be told */
    PLOT_LINES,   /* from here on a row is a line */
    PLOT_LINES_RATIO,
    PLOT_LINES_SPANS,
    PLOT_LINES_SIGN,
} plot_form;

typedef struct {
    const char *name;
    plot_form form;
    const char *title;
    plot_measure at, values;
    plot_range range; /* of the values; NAN: as the rows ask */
    const char *note; /* NULL: none */
    const char *band; /* a study whose name holds it is a band across; NULL: none */
    bool by_place;    /* lines are ordered by host and bed */
    bool has_limits;  /* shows limits of detection */
    bool detail;      /* left out where a page is brief */
} plot_question;

/* In the order of validation.def; NULL past the last. */
const plot_question *plot_question_find(size_t i);

/* Where the cells are that it counts: "soft tissue"; "" where no row says. */
const char *plot_mark_bed(const plot_finding *row);

enum { PLOT_NO_PANEL = -1 };

/* A row on the axes of its panel. */
typedef struct {
    const plot_finding *row;
    int panel;            /* PLOT_NO_PANEL: nowhere */
    double at;            /* what a point stands over; INFINITY: not told; NAN of a line or
                           * of a band across */
    double measured;      /* NAN: a sign's reading has none */
    double low, high;     /* of what is right; -INFINITY, INFINITY where open */
    double predicted;     /* INFINITY: never */
    double low90, high90; /* NAN: none */
    bool is_across, is_scaled; /* scaled: multiplied for the axis */
} plot_mark;

/* A row that does not run, or without a value on either side, is nowhere; so is one whose
 * panel is left out as the page is brief. */
plot_mark plot_mark_find(const plot_finding *row, bool brief);

/* Hits and rows; kinds and roles apart. */
typedef struct {
    size_t hits, n;
} plot_share;
typedef struct {
    plot_share signs[2], numbers[2]; /* predicted, calibration */
} plot_score;

void plot_score_add(plot_score *score, const plot_finding *row);

/* "17 of 20 calibration numbers and 2 of 9 predicted ones", without a noun "17 of 20
 * calibration, 2 of 9 predicted"; "" of none. */
void plot_share_print(char text[PLOT_WORDS_SIZE], const plot_share shares[2],
                      const char *noun);

#endif
