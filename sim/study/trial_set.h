/* trial_set.h -- the same trial many times: what each found, and what can be expected of one.
 *
 * Beside trials of the size that is asked for there are those of other sizes, the same in all
 * arms, from few subjects on to as many as it takes until nearly all trials find the difference,
 * or SIM_TRIAL_MOST.  Of these as many are drawn as the error of the power needs.  All results
 * are the same for any number of threads.
 *
 * Chances have the standard errors of their number of trials, of shares that are drawn in to the
 * middle by z^2 / 2 of both answers (Agresti & Coull (1998) Am. Stat. 52, 119), so that none is 0.
 *
 * Units:  those of the number; tables name theirs.
 * Memory: a set owns its tables; the pool is borrowed.
 */
#ifndef SIM_STUDY_TRIAL_SET_H
#define SIM_STUDY_TRIAL_SET_H

#include "sim/io/table.h"
#include "sim/study/trial.h"

/* A chance, and its standard error; NANs where there are no trials. */
typedef struct {
    double share, error;
} sim_trial_chance;

/* What trials of one size found of an arm. */
typedef struct {
    size_t n, n_of_control;         /* subjects */
    bool is_asked;                  /* is it the size that is asked for? */
    size_t trials;                  /* of them, whose difference is defined */
    double truth;                   /* of the pool: the arm's less the control's */
    sim_moments estimates;          /* differences */
    sim_moments striking;           /* those of them whose p is below alpha */
    sim_trial_chance includes_zero; /* its interval does */
    sim_trial_chance
        not_above_zero;       /* the estimate, counted in the direction of the truth */
    sim_trial_chance against; /* the same without those of 0: the other arm does better */
    sim_trial_chance at_least_twice; /* the truth; NANs where that is not worth a word */
    sim_trial_chance power;          /* p is below alpha */
    sim_trial_chance astray;         /* and the estimate goes against the truth */
    sim_trial_chance coverage;       /* the interval holds the truth */
    sim_trial_chance
        coverage_laboratory; /* that of the laboratory; NANs: each has its own */
} sim_trial_sizes;

typedef struct {
    const sim_trial_pool *pool;
    size_t trials;          /* of the size that is asked for */
    sim_trial_found *found; /* [trials][pool->n_arms] */
    sim_trial_sizes
        *sizes; /* [n_sizes][pool->n_arms] the asked one first, then rising; of the
                             * control nothing */
    size_t n_sizes;
    sim_table trial;  /* a row per arm and trial: trial.csv */
    sim_table across; /* a row per arm and size: trials.csv */
    sim_pool memory;
} sim_trial_set;

/* The sizes beside that which is asked for, rising; 0 past the last. */
size_t sim_trial_rung(size_t i);

/* Draws all trials from a solved pool and makes the tables.  SIM_ESTOP where a hook of its ask
 * said so.  sim_trial_set_free is legal after a failure too. */
sim_status sim_trial_set_run(sim_trial_set *set, const sim_trial_pool *pool,
                             sim_error *err);
void sim_trial_set_free(sim_trial_set *set);

/* Columns of both tables without their rows, for who reads them back.  sim_table_free is due
 * after a failure too. */
sim_status sim_trial_table_init(sim_table *table, const sim_trial_measure *measure,
                                sim_error *err);
sim_status sim_trials_table_init(sim_table *table, const sim_trial_measure *measure,
                                 sim_error *err);

/* For the rows of trial_set.c. */
sim_status sim_trial_table_fill(sim_trial_set *set, sim_error *err);
sim_status sim_trials_table_fill(sim_trial_set *set, sim_error *err);

#endif
