/* promises.h -- for tests: what many trials of a pool find, beside what statistics promises; pools
 * that are planted. */
#ifndef TESTS_PROMISES_H
#define TESTS_PROMISES_H

#include "sim/study/trial.h"

/* A pool of two arms, the first the control, in which all n members are: members[n][2] with
 * `value`s of a number; or whom an event befalls as courses[n][2][n_days] have it; or who are asked
 * whether they are spared, which they are as `spared` has it.  What it is made of stays the
 * caller's. */
typedef struct {
    sim_trial_pool pool;
    sim_trial_plan plan;
    sim_trial_arm arms[2];
    sim_trial_member *made; /* of courses */
    size_t *list, from[2], one;
    sim_trial_truth truths[2];
} promises_pool;
void promises_plant(promises_pool *t, sim_trial_member members[], size_t n);
void promises_plant_shares(promises_pool *t, sim_trial_member members[], size_t n);
void promises_plant_courses(promises_pool *t, double courses[], size_t n, size_t n_days);
void promises_uproot(promises_pool *t);

/* What so many trials of n subjects in each arm found of an arm. */
typedef struct {
    size_t arm, n, trials;
} promises_asked;
typedef struct {
    double trials;         /* those asked for */
    double rejected;       /* whose p is below alpha */
    double covered;        /* whose interval holds the truth */
    double covered_own;    /* or that of the trial's own laboratory */
    double undefined;      /* that have no interval */
    double narrow;         /* whose interval has no width */
    double struck;         /* subjects whom an event befell, in both arms, on average */
    sim_moments estimate;  /* differences */
    sim_moments log_ratio; /* of hazards */
} promises_found;
promises_found promises_hold(const sim_trial_pool *pool, const promises_asked *of);

/* Is a share of so many trials within three standard errors of what it should be? */
bool promises_agree(double count, double of, double expected);

/* TRIALS of the environment, or `usual`. */
size_t promises_number(size_t usual);

#endif
