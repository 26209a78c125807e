/* quantity.h -- what laboratories and trials measure, in terms of a chain's symbols.
 *
 * Beside all that tables show, there are quantities that no table has: their formulas are
 * texts over the symbols of one model, and are evaluated when one is asked for.
 *
 * Memory: every pointer is to static storage.
 */
#ifndef SIM_MODEL_QUANTITY_H
#define SIM_MODEL_QUANTITY_H

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

typedef struct {
    const sim_quantity *quantities; /* [n_quantities] */
    const sim_pooled *pooled;       /* [n_pooled] */
    size_t n_quantities, n_pooled;
    /* of the stage that reports, symbols: the number of a report, its time since the start,
     * what is 1 at the last of growth, how far it has come, the parameter that is the
     * number of the last report */
    const char *number, *time, *over, *progress, *last;
    double year; /* in the time unit */
    double sd;   /* of patients, assumed, where results are in standard deviations */
    const char *sd_unit;
} sim_yardstick;

#endif
