/* glances.h -- when a run is looked at between its outputs: soon after the timed events of any of
 * its arms, in all of them.
 *
 * What happens within hours of a dose bends a line of daily points.  All arms have the same
 * times, so that rows of one stand beside those of another.  They are worked out before anything
 * is solved (occasions.h).
 *
 * Units:  time in the unit of the models.
 * Memory: sim_glances owns its list.
 */
#ifndef SIM_STUDY_GLANCES_H
#define SIM_STUDY_GLANCES_H

#include "sim/study/chain.h"

enum { SIM_GLANCES_MOST = 1024 }; /* of a run: of more, the first */

typedef struct {
    sim_glance *list; /* [n] as sim_run wants them */
    size_t n;
} sim_glances;

/* Of the stages of a task that have a table for them.  sim_glances_free is legal after a failure
 * too. */
sim_status sim_glances_init(sim_glances *glances, const sim_task *task, sim_error *err);

void sim_glances_free(sim_glances *glances);

#endif
