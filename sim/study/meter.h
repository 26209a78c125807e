/* meter.h -- what is read off the whole course of an arm, not of its outputs alone: areas, times
 * beyond a level, extremes, a day.
 *
 * It is read off traces (trace.h): of a run in the mean off the polynomials of its solver, of one
 * in counts off its jumps.  Of a subject nothing is read after its end.
 *
 * Units:  times in that of the models, the rest in that of the column.
 * Memory: a meter borrows all that it points to.
 */
#ifndef SIM_STUDY_METER_H
#define SIM_STUDY_METER_H

#include "sim/study/outcome.h"
#include "sim/study/watch.h"

typedef enum {
#define METER(id, ...) SIM_METER_##id,
#include "sim/study/meter.def"
#undef METER
    SIM_METERS,
} sim_meter_kind;

/* In what unit a reading is. */
typedef enum { SIM_METER_OF_COLUMN, SIM_METER_OF_TIME, SIM_METER_OF_BOTH } sim_meter_unit;

typedef struct {
    const char *word, *takes, *doc; /* "auc", "column, from, to" */
    sim_meter_unit unit;
    size_t n_args; /* without the two that say from when to when */
    bool may_last; /* may those follow? */
} sim_meter_row;

extern const sim_meter_row sim_meter_rows[SIM_METERS];

typedef struct {
    sim_meter_kind kind;
    sim_watched of;
    double from, to; /* INFINITY: the end of the course; AT: of it `from` */
    double level;    /* of those that compare */
    bool is_upper;   /* is what lies above it looked for? */
    bool is_strict;  /* and not at it? */
} sim_meter;

/* Of an arm and, where the column is a difference, its background; `end` is the first time that
 * is not read.  NAN where the course is shorter, where the column has an empty cell on the way,
 * and of a day that does not come. */
double sim_meter_read(const sim_meter *meter, const sim_outcome *own,
                      const sim_outcome *background, double end);

#endif
