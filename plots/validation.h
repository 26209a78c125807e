/* validation.h -- the model beside what was measured: a page on which misses show.
 *
 * A gray bar is what was measured, with the interval that counts as right; a dot is the
 * model, filled where the row was used in fitting, open where it was not, ringed where it
 * misses.  Panels, and which rows each takes, are rows of validation.def.
 *
 * Units: of the rows, as they say.
 */
#ifndef PLOTS_VALIDATION_H
#define PLOTS_VALIDATION_H

#include "plots/draft.h"

/* A row of validation.csv and what the model says to it.  Texts are those of the columns of
 * the same name, "" where they are empty, never NULL. */
typedef struct {
    const char *group, *study, *row;
    const char *arm, *against, *quantity, *at, *how, *unit, *scale;
    const char
        *place; /* host and bed of the arm, "immunodeficient, muscle"; "": not told */
    bool is_calibration;        /* role; otherwise predicted */
    bool is_sign;               /* kind; otherwise a number */
    bool is_of_culture;         /* read by passage; otherwise by day after the injection */
    bool runs;                  /* false: counts nowhere, is only counted as such */
    double measured, low, high; /* a bound that is not finite is open */
    double limit;               /* of detection, in `unit`; NAN: none */
    double n;                   /* patients of an arm of the trial; NAN: not told */
    double doublings;     /* cumulative ones of the arm's culture at the end of passage
                                  * `at` in the model; NAN: of no passage */
    double predicted;     /* the number, or the sign; NAN: no value; INFINITY: never */
    double reading;       /* the number behind a sign; NAN elsewhere */
    double low90, high90; /* 90 % of the replicates; NAN: none */
    bool hit;             /* what decides on the ring */
} plot_finding;

typedef struct {
    const plot_finding *rows; /* [n] in the order of the file */
    size_t n;
    const char *band_words; /* "thin lines: 90 % of 200 replicates"; NULL: no bands */
    const char *of;         /* whose rows they are, before the title; NULL: not told */
} plot_validation;

/* Shows a plot_validation, under a title worked out from the rows.  Panels that have no rows
 * are left out; rows that no panel shows are counted on the page.  Bounds that cross are
 * refused. */
extern const plot_maker plot_validation_maker;

#endif
