/* fit_parts.h -- what the files of fit_problem.h share: fit_problem.c (unknowns and residuals), fit_groups.c (which
 * runs) and fit_model.c (solving and reading them). */
#ifndef SIM_STUDY_FIT_PARTS_H
#define SIM_STUDY_FIT_PARTS_H

#include "sim/study/fit_problem.h"

/* A number of the runs that an unknown sets. */
typedef struct {
    size_t unknown;
    double *at;
} sim_fit_target;

/* What one member of a team solves a group with. */
typedef struct {
    sim_params params;       /* of its runs, in the whole chain */
    sim_pool pool;           /* of what follows */
    const double **at;       /* [n][n_stages of the group's chain] into these */
    sim_fit_target *targets; /* [n_targets] */
    size_t n_targets;
    double *numbers; /* [readout.n] of one run */
    double *reports; /* [SIM_FIT_REPORTS][n_columns] likewise */
    size_t n_columns;
    sim_shelf shelf;
    sim_task task;
} sim_fit_bench;

struct sim_fit_scratch {
    sim_fit_bench benches[2]; /* one for each group */
    double *model;            /* [n_seen] */
};

enum { SIM_FIT_REPORTS = 64 };

/* The log that drives a run, and whose rows of it; SIM_NONE: none does. */
typedef struct {
    const sim_arm_log *of;
    size_t subject;
} sim_fit_driver;

/* Fills groups, runs and group_of. */
sim_status sim_fit_group_runs(sim_fit_problem *problem, sim_error *err);

/* What each member solves them with, once unknowns are known; sim_fit_scratch_free is legal after a failure
 * too. */
sim_status sim_fit_scratch_init(const sim_fit_problem *problem, sim_fit_scratch *scratch,
                                sim_error *err);
void sim_fit_scratch_free(sim_fit_scratch *scratch);

/* Does an unknown set a row in a run of that arm and source? */
bool sim_fit_item_is_of(const sim_fit_problem *problem, const sim_fit_item *item,
                        size_t arm, size_t source);

#endif
