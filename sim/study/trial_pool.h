/* trial_pool.h -- of whom trials draw: members of a cohort, each solved once in all arms.
 *
 * Members share laboratories as the plan says: each has one of its own, or SIM_TRIAL_LABORATORIES
 * have as many members each.  In an arm those take part that could be solved, are not set apart
 * there and have the number; of a paired trial, those of whom that holds in all arms.
 *
 * The truth of an arm is the mean over them of what a reading is on average over all luck.
 *
 * Units:  those of the number.
 * Memory: a pool owns what it holds; task and experiment are borrowed.  It must not move.
 * Safety: once solved it may be read by any number of threads.
 */
#ifndef SIM_STUDY_TRIAL_POOL_H
#define SIM_STUDY_TRIAL_POOL_H

#include "sim/study/crew.h"
#include "sim/study/trial_measure.h"

enum { SIM_TRIAL_LABORATORIES = 40 };

typedef struct {
    const char *file;                 /* for messages */
    const sim_task *task;             /* of all arms as their rows say */
    const sim_experiment *experiment; /* and its trial */
    size_t threads;                   /* 0: as many as there are processors */
    const sim_hooks *hooks;           /* NULL: none */
    bool asked_size_alone;            /* trials of no other size are drawn */
} sim_trial_ask;

/* Mean and standard deviation of a number over members and luck. */
typedef struct {
    double mean, sd;
} sim_trial_truth;

/* An arm that takes part. */
typedef struct {
    size_t arm; /* of the experiment */
    const char *name;
    size_t *list; /* [n] members that take part, rising */
    size_t n;
    size_t *from; /* [n_laboratories + 1] where each laboratory's start in the list */
    size_t n_apart, n_undefined; /* of those that could be solved */
    sim_trial_truth truth;
    sim_trial_truth *truths; /* [n_laboratories] each laboratory's own */
} sim_trial_arm;

typedef struct {
    const sim_trial_ask *ask;
    const sim_trial_plan *plan;
    sim_task task; /* of the arms that take part */
    bool *asked;
    sim_assay assay;
    sim_trial_measure measure;
    sim_trial_arm *arms; /* [n_arms] in the order of the experiment */
    size_t n_arms, control;
    size_t n;              /* members */
    size_t n_laboratories; /* 1 where each has its own: all are drawn of together */
    size_t *laboratories;  /* [n_open] those with members in every arm */
    size_t n_open;
    size_t n_days;             /* of a course; 0: the number is no event */
    sim_trial_member *members; /* [n][n_arms] */
    double *courses;           /* [n][n_arms][n_days] */
    size_t n_failed;           /* could not be solved */
    sim_error why;             /* of the first of them */
    sim_pool pool;
} sim_trial_pool;

/* Finds what is asked and refuses what no trial can be of; solves nothing.  sim_trial_pool_free
 * is legal after a failure too. */
sim_status sim_trial_pool_init(sim_trial_pool *pool, const sim_trial_ask *ask,
                               sim_error *err);

/* What is kept of it: for sim_keep_options. */
extern const char sim_trial_pool_file[];
enum { SIM_TRIAL_POOL_TEXT = 512 };
void sim_trial_pool_print(const sim_trial_pool *pool, char text[SIM_TRIAL_POOL_TEXT]);

/* Solves the members, but for those that a ledger has. */
sim_status sim_trial_pool_solve(sim_trial_pool *pool, sim_ledger *ledger, sim_error *err);

void sim_trial_pool_free(sim_trial_pool *pool);

/* A member in an arm, and its course. */
const sim_trial_member *sim_trial_pool_member(const sim_trial_pool *pool, size_t member,
                                              size_t arm);
const double *sim_trial_pool_course(const sim_trial_pool *pool, size_t member, size_t arm);

#endif
