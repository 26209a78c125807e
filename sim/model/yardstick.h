/* yardstick.h -- what laboratories and trials measure, in terms of a chain's symbols: beside all
 * that tables show, there are quantities that no table has.  Their formulas are texts over the
 * symbols of one model, and are evaluated when one is asked for.  Included by model.h.
 *
 * Memory: every pointer is to static storage.
 */
#ifndef SIM_MODEL_YARDSTICK_H
#define SIM_MODEL_YARDSTICK_H

#include <stdbool.h>
#include <stddef.h>

/* Where it is read: at each report of the stage that reports (a harvest), at the lowest
 * between a report and the one before it, or at each output of the last stage (a day). */
typedef enum { SIM_AT_REPORT, SIM_BEFORE_REPORT, SIM_AT_OUTPUT } sim_span;

typedef struct {
    const char *name;
    sim_span span;
    const char *formula, *unit, *meaning;
} sim_quantity;

/* A ratio that over several reports is the sum of one formula per that of another. */
typedef struct {
    const char *name, *above, *below;
} sim_pooled;

/* What is told of those of a cohort: the sum of one formula per that of another, over all of
 * them.  A state (dead, alive) stands by its chance, as nothing is drawn.  In formulas a name
 * that starts with "then_" is read on the day that `then` gives, a formula of constants. */
typedef struct {
    const char *name;
    bool is_state;                    /* told as a share */
    const char *above, *below, *then; /* then: NULL where no formula needs it */
    const char *unit, *meaning;
} sim_counted;

/* The least of a number of the last stage that whoever has it notices. */
typedef struct {
    const char *symbol; /* what is noticed */
    double least;       /* in its unit */
    const char *words;  /* of what is less: "nobody would feel it" */
    const char *source;
} sim_noticed;

typedef struct {
    const sim_quantity *quantities; /* [n_quantities] */
    const sim_pooled *pooled;       /* [n_pooled] */
    const sim_counted *counted;     /* [n_counted] */
    size_t n_quantities, n_pooled, n_counted;
    const char
        *weight; /* symbol of the last stage that means over a cohort are weighted with:
                         * survival; NULL: all count alike */
    /* of the stage that reports, symbols: the number of a report, its time since the start,
     * what is 1 at the last of growth, how far it has come, the parameter that is the
     * number of the last report */
    const char *number, *time, *over, *progress, *last;
    const char *report;        /* a report in a word: "harvest" */
    const char *const *places; /* groups of presets that say where an arm is treated, up to
                                * NULL; NULL: none does */
    /* why nothing can be read: at the end of growth, at a number past it, at a time between
     * no two reports */
    const char *endless, *ended, *outside;
    double year; /* in the time unit */
    double sd;   /* of patients, assumed, where results are in standard deviations */
    const char *sd_unit;
    const sim_noticed *noticed; /* [n_noticed] */
    size_t n_noticed;
} sim_yardstick;

#endif
