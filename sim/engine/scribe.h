/* scribe.h -- writes the rows of courses: the state at a time, made clean, and the rules there.
 *
 * Rows that lie within one step are worked out side by side.
 *
 * Memory: a scribe owns its arrays; what it is told of is borrowed.
 */
#ifndef SIM_ENGINE_SCRIBE_H
#define SIM_ENGINE_SCRIBE_H

#include "sim/engine/below.h"
#include "sim/engine/kernel.h"
#include "sim/engine/run.h"

typedef struct {
    const sim_run *run;
    const sim_model *model;
    const sim_below *below;
    double *block; /* what holds the arrays */
    sim_bounds
        bounds;    /* within which a state stands for 0, and below which it is doubtful */
    double *x, *o; /* [n_states], [n_rules] */
    const sim_kernel *kernel; /* what works out rows side by side; NULL: nothing does */
    double *lane_t, *doubtful, *lane_x, *lane_o; /* rows in its lanes */
} sim_scribe;

/* A step, and the state at its start. */
typedef struct {
    const sim_stepper *stepper;
    void *state;
    const double *from;
} sim_scribe_step;

/* sim_scribe_free is due after a failure too. */
sim_status sim_scribe_init(sim_scribe *scribe, const sim_run *run, const sim_below *below,
                           sim_error *err);
void sim_scribe_free(sim_scribe *scribe);

/* Makes what stands for 0 a 0: a count that rounding left between -1 and 0, and a signal
 * within rounding of its scale. */
sim_status sim_scribe_clean(const sim_scribe *scribe, double t, double x[], sim_error *err);

/* Adds a row of the state x at t. */
sim_status sim_scribe_keep(sim_scribe *scribe, sim_course *course, double t,
                           const double x[], sim_error *err);

/* Adds rows of where the state was at t[n] of a step. */
sim_status sim_scribe_give(sim_scribe *scribe, sim_course *course,
                           const sim_scribe_step *step, const double t[], size_t n,
                           sim_error *err);

#endif
