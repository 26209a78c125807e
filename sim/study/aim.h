/* aim.h -- what an [optimise] asks for: a number that is to be as large or as small as it can be, over
 * axes, under conditions.
 *
 *     maximise = specific_relief_month_12 * doses_per_donor     or minimise; a formula of numbers
 *     condition = specific_relief_month_12 >= 10 mm             as many as there are
 *     condition enough cells = harvested >= doses * dose        one with a name, by which it is told
 *     arm = P2                                                  whose numbers these are; the first
 *     passaging.harvest_passage = 1..12                         axes, as those of a [sweep]
 *     product.dose = log 1e5..1e8
 *
 * Of a condition with a name a later layer says otherwise, or that it is `none`; one without a name
 * stands beside all others.  Rows that are parameters (scan, climbs, means_of) are those of the
 * settings.  Formulas are kept as texts: what they mean is told by the numbers of a run.
 *
 * Memory: an aim owns its texts and axes.
 */
#ifndef SIM_STUDY_AIM_H
#define SIM_STUDY_AIM_H

#include "sim/study/axis.h"

enum { SIM_AIM_CONDITIONS = 16 };

/* A row as it was given. */
typedef struct {
    char *name, *how, *place, *origin; /* "condition enough cells"; NULL: by nobody */
    unsigned layer;
} sim_aim_row;

typedef struct {
    sim_axes axes;
    sim_aim_row number; /* maximise or minimise */
    bool is_least;      /* the latter */
    sim_aim_row arm;
    sim_aim_row *conditions; /* [n_conditions] */
    size_t n_conditions;
} sim_aim;

/* Does any row say what is asked for? */
bool sim_aim_is_given(const sim_aim *aim);

/* Is it one of the rows that sim_aim_set understands, whatever its value? */
bool sim_aim_has(const char *name);

/* Understands a row and puts it over one of a lower layer; a second one in its own layer is
 * refused.  Messages start with the row's place.  sim_aim_free is always legal. */
sim_status sim_aim_set(sim_aim *aim, const sim_axis_world *world, const sim_row *row,
                       sim_error *err);

/* What a condition is told by: its name or, without one, its text. */
const char *sim_aim_condition(const sim_aim *aim, size_t condition);

/* Writes the rows; reading them gives the same aim. */
void sim_aim_write(const sim_aim *aim, FILE *out);

void sim_aim_free(sim_aim *aim);

#endif
