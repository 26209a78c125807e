/* age.h -- parameter files of earlier versions of the program: what is no longer so in them.
 */
#ifndef SIM_STUDY_AGE_H
#define SIM_STUDY_AGE_H

#include "sim/study/arms.h"

/* A row of a file that says its version: "section", "name", "value", and where it stands.
 * `origin` is what its comment "#: " says, or anything. */
typedef struct {
    const char *section, *name, *value, *place, *origin;
} sim_age_row;

/* Is it for a version since which names or meanings have changed, or for a later one? */
sim_age sim_age_of(const sim_catalog *catalog, const sim_ini *ini);

/* Refuses a row of an old file that is gone, means something else now, or holds what was
 * the default or a preset's value then. */
sim_status sim_age_check_row(const sim_experiment *e, const sim_age_row *row,
                             sim_error *err);

/* Refuses an old file, naming what has changed of what it holds; SIM_OK if nothing has.
 * One that is for a later version than this is refused, too. */
sim_status sim_age_check(const sim_experiment *e, const sim_ini *ini, sim_error *err);

/* Tells the rows of a file that mean something else since an earlier version, unless it says
 * which it is for. */
sim_status sim_age_tell(const sim_experiment *e, sim_findings *told, sim_error *err);

#endif
