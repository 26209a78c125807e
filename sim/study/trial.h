/* trial.h -- one trial: subjects drawn from a pool, read as a trial reads them, and compared.
 *
 * Of a trial of a number the streams of random numbers are those of seed, trial and arm, so that
 * an arm has the same subjects whatever other arms there are, and a larger trial those of a
 * smaller one before its own.  A member may be drawn more than once: each time it is another
 * subject, with luck of its own.  Of a paired trial each subject is in all arms, with one luck.
 *
 * Compared are those who are seen.  Means by Welch's t test, of pairs by Student's (welch.h);
 * shares by Newcombe's interval and Fisher's exact test (proportion.h), of pairs by Newcombe's
 * interval of pairs and McNemar's exact test (McNemar (1947) Psychometrika 12, 153); events by
 * the log-rank test (logrank.h) and the shares whom they befall within the course.
 *
 * Units:  those of the number.
 * Memory: results are plain; work owns its arrays.
 * Safety: one work belongs to one thread; the pool may be read by any number.
 */
#ifndef SIM_STUDY_TRIAL_H
#define SIM_STUDY_TRIAL_H

#include "sim/study/logrank.h"
#include "sim/study/proportion.h"
#include "sim/study/trial_pool.h"
#include "sim/study/welch.h"

/* How many subjects each arm has, and how many of the control's, the first, it is held against:
 * [pool->n_arms]; against NULL: all of them. */
typedef struct {
    const size_t *n, *against;
    size_t number; /* of the trial, from 1 */
} sim_trial_order;

/* What a trial found of an arm. */
typedef struct {
    size_t laboratory;     /* that its members share; 0 where each has its own */
    size_t n, dropped;     /* subjects, and those of them who are not seen at the end */
    sim_moments moments;   /* of the numbers of who is seen and has one */
    size_t counted, asked; /* who counts (see sim_trial_judge), of how many who are seen */
    double difference, low, high, p; /* to the control; NAN of the control itself */
    double p_of_shares;              /* of events, by the shares alone; else NAN */
    sim_difference
        wished; /* of the shares of who counts as is wished for, those who are not
                            * seen counting as not: what a number needed to treat is made of */
    double hazard_ratio, hazard_low, hazard_high; /* of events; else NAN */
} sim_trial_found;

typedef struct {
    const sim_trial_pool *pool;
    gsl_rng *rng;
    size_t room;                 /* subjects that an arm may have */
    sim_trial_reading *readings; /* [2][room] of the control, of the last arm */
    sim_followed *followed;      /* [2][room] of events, likewise */
    sim_followed *both;          /* [2 * room] */
    sim_pool memory;
} sim_trial_work;

/* sim_trial_work_free is legal after a failure too. */
sim_status sim_trial_work_init(sim_trial_work *work, const sim_trial_pool *pool,
                               size_t room, sim_error *err);
void sim_trial_work_free(sim_trial_work *work);

/* Fills found[pool->n_arms]. */
void sim_trial_run(sim_trial_work *work, const sim_trial_order *order,
                   sim_trial_found found[]);

/* The share of who counts: of those who are seen; and of all, where those who are not seen count
 * as what nobody wishes for. */
sim_share sim_trial_share_of_seen(const sim_trial_pool *pool, const sim_trial_found *found);
sim_share sim_trial_share_of_all(const sim_trial_pool *pool, const sim_trial_found *found);

/* Of pairs that differ, `one` one way and `other` the other: how likely it is that they are at
 * least as unequal if both are as likely (McNemar's exact test); 1 for none. */
double sim_mcnemar(size_t one, size_t other);

#endif
