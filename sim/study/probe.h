/* probe.h -- one point of a sweep: its values put in, solved in all arms and read.
 *
 * An arm that fails does not keep the others from being solved.
 *
 * Memory: a probe owns what it holds and, until its next point, what was read.
 * Safety: a probe belongs to one thread; plan and networks may be shared.
 */
#ifndef SIM_STUDY_PROBE_H
#define SIM_STUDY_PROBE_H

#include "sim/study/plan.h"
#include "sim/study/replicate.h"

typedef struct {
    const sim_plan *plan;
    sim_experiment placed;
    sim_params params;
    sim_task task;
    sim_pool pool;           /* of what follows */
    double *values;          /* [n_axes] of the point */
    sim_store_row *rows;     /* [n_arms] */
    sim_store_input *inputs; /* [n_arms][n_axes] */
    double *numbers;         /* [n_arms][n_numbers] */
    sim_error *reasons;      /* [n_arms] */
    double *course;          /* [n_arms][n_days][n_course] */
    size_t n_days;           /* of a course; 0 where none are kept */
    double *read;            /* [n_arms][n_read] of a replicate */
    double *kept;            /* [n_arms][n_read][replicates] */
    sim_order order;         /* for quantiles of these */
    size_t *summed;          /* [n_arms][n_days][n_course] replicates in `course` */
} sim_probe;

/* `nets` are those of the plan's chain.  sim_probe_free is legal after a failure too. */
sim_status sim_probe_init(sim_probe *probe, const sim_plan *plan, const sim_network *nets,
                          sim_error *err);
void sim_probe_free(sim_probe *probe);

/* From then on `stop` ends a solve with SIM_ESTOP. */
void sim_probe_stop_by(sim_probe *probe, bool (*stop)(void *data), void *data);

/* Solves the point of that number, whose values stand in probe->values.  What fails to be
 * solved is told in its row; fails itself only where memory is short or it was stopped. */
sim_status sim_probe_solve(sim_probe *probe, size_t point, sim_error *err);

/* Points at most that are solved side by side: more of them fill lanes little better, and take
 * more memory. */
enum { SIM_PROBES = 8 };

/* A point, and what came of it. */
typedef struct {
    size_t number;
    sim_status status;
    sim_error why;
} sim_probed;

/* The same for n points, each with a probe of its own, whose values stand there. */
void sim_probe_solve_all(sim_probe probes[], sim_probed points[], size_t n);

/* The day of number i of a kept course. */
double sim_probe_day(const sim_probe *probe, size_t i);

/* The statuses of a row. */
extern const char sim_probe_ok[], sim_probe_refused[], sim_probe_failed[];

#endif
