/* strata.h -- how an axis parts the points of a sweep: by its levels where they are few, or
 * into strata of about as many points each.
 *
 * Units:  values are those of the axis.
 * Memory: the axis is borrowed.
 */
#ifndef SIM_STUDY_STRATA_H
#define SIM_STUDY_STRATA_H

#include "sim/study/axis.h"

enum { SIM_STRATA_MOST = 4 };

typedef struct {
    const sim_axis *axis;
    const sim_axis_world *world;
    bool by_level;
    size_t n;
    double bounds[SIM_STRATA_MOST + 1];
    double low[SIM_STRATA_MOST], high[SIM_STRATA_MOST]; /* of the points that are in them */
} sim_strata;

/* Strata by the values[n] of the axis at the points, n > 0, which it sorts. */
void sim_strata_init(sim_strata *strata, const sim_axis *axis, const sim_axis_world *world,
                     double values[], size_t n);

/* The stratum of a value; strata->n of one that is none of the levels. */
size_t sim_strata_find(const sim_strata *strata, double value);

/* What a stratum holds: a level, in words too, or numbers from low to high, both 0 where no
 * point is. */
typedef struct {
    char level[SIM_NUMBER_SIZE]; /* "": it is none */
    bool has_words;              /* the level is a word */
    bool is_empty;
    double low, high;
} sim_stratum;
sim_stratum sim_strata_at(const sim_strata *strata, size_t stratum);

#endif
