/* plan.h -- which points of an experiment are solved, in which order, and what is kept of
 * each.
 *
 * Points are numbered from 1 in their order, whoever solves them.
 *
 * Memory: a plan owns its design and its lists; task and all it names are borrowed.
 */
#ifndef SIM_STUDY_PLAN_H
#define SIM_STUDY_PLAN_H

#include "sim/io/memory.h"
#include "sim/io/store.h"
#include "sim/study/design.h"
#include "sim/study/params.h"
#include "sim/study/readout.h"
#include "sim/study/screening.h"

typedef struct {
    const char *file; /* for messages */
    const sim_chain *chain;
    const sim_experiment *experiment;
    const sim_axes *axes;
    const sim_screening *screening; /* NULL: the design of [sweep] */
    bool keeps_courses;
    bool is_search; /* no points: who asks for them gives values */
    bool is_cohort; /* no points: replicates of the experiment, kept as items */
} sim_plan_task;

typedef struct {
    const sim_plan_task *task;
    sim_axis_world world;
    sim_scope scope;   /* over which rows its values stand */
    sim_design design; /* without a screening */
    sim_screen screen; /* with one */
    size_t n;          /* points */
    size_t given;      /* of them, by sim_plan_next */
    size_t replicates; /* 0: one run of the rows themselves */
    sim_readout readout;
    sim_kept kept;       /* of the outputs of a point */
    size_t n_read;       /* of the readout, what a point has */
    sim_pool pool;       /* of what follows */
    double *u;           /* [n_axes] */
    size_t *levels;      /* [n_axes] of its axes */
    size_t *dims;        /* [n_axes] which of the design's coordinates each has */
    sim_column *columns; /* [inputs, numbers, course] */
    char (*meanings)[256];
    sim_store_form form; /* into `columns` */
    double day_step;     /* between the days of a course that is kept */
} sim_plan;

/* What is kept of a number of a cohort; with none, the number itself alone. */
enum {
    SIM_KEPT_MEAN,
    SIM_KEPT_SD,
    SIM_KEPT_LOW,
    SIM_KEPT_HIGH,
    SIM_KEPT_DIFFERENCE, /* to the arm that it is held against (ensemble.h), with both ends of its
                          * 95 % interval; NAN: none is */
    SIM_KEPT_LEAST,
    SIM_KEPT_MOST,
    SIM_KEPT
};

/* Would a column of that name be one of those kept of a number, or the number itself?  Capitals do not
 * tell columns of a database apart. */
bool sim_plan_is_kept(const char *column, const char *number);

/* Refuses what cannot be swept.  sim_plan_free is legal after a failure too. */
sim_status sim_plan_init(sim_plan *plan, const sim_plan_task *task, sim_error *err);
void sim_plan_free(sim_plan *plan);

/* The plan of a cohort, which has neither axes nor points: what describes it, and the form
 * of the store that keeps it. */
sim_status sim_plan_init_cohort(sim_plan *plan, const sim_plan_task *task, sim_error *err);

void sim_plan_rewind(sim_plan *plan);

/* The next point: its values [n_axes]; false past the last. */
bool sim_plan_next(sim_plan *plan, double values[]);

/* Goes back or ahead to a point, of a design that is walked through; false if there is no
 * such point. */
bool sim_plan_find(sim_plan *plan, size_t point, double values[]);

/* Which random numbers a point has, where chance plays a part: its own or, of a screening,
 * those of its sample, whose points are compared with each other. */
uint64_t sim_plan_stream(const sim_plan *plan, size_t point);

/* Which number of the results that is; without a name, the one that figures are titled by. */
sim_status sim_plan_find_number(const sim_plan *plan, const char *name, size_t *number,
                                sim_error *err);

/* Adds what is odd about it though not wrong. */
sim_status sim_plan_advise(const sim_plan *plan, sim_findings *findings, sim_error *err);

/* A number that changes with any of what sim_plan_describe gives (FNV-1a, 64 bits). */
sim_status sim_plan_hash(const sim_plan *plan, uint64_t *hash, sim_error *err);

/* "product.dose log 1e6..1e8 x 4; joint.volume range". */
void sim_plan_print_axes(const sim_plan *plan, char text[], size_t size);

/* Gives all that its points' numbers hang on, by name. */
sim_status sim_plan_describe(const sim_plan *plan, sim_store_take_parameter *take,
                             void *self, sim_error *err);

#endif
