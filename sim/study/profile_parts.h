/* profile_parts.h -- what the files of profile.h share. */
#ifndef SIM_STUDY_PROFILE_PARTS_H
#define SIM_STUDY_PROFILE_PARTS_H

#include <pthread.h>

#include "sim/study/profile.h"

/* One round: all sides from one best point. */
typedef struct {
    const sim_problem *problem;
    const sim_profile_ask *ask;
    sim_profiles *profiles;
    size_t round;
    const double
        *errors; /* [n] standard errors at the best point, NAN or very large: unknown */
    pthread_mutex_t lock; /* of the store and of what fails */
    sim_relay relay;
    sim_status status;
    size_t failed; /* number of the side that failed, the lowest of them */
    sim_error *err;
} sim_profile_round;

/* How much lower a point must be to be better. */
double sim_profile_margin(const sim_problem *problem, double chi2);

/* Walks one side to its end, or to a better point, which then is its last. */
sim_status sim_profile_walk(sim_profile_round *round, size_t member, size_t unknown,
                            size_t side, sim_error *err);

#endif
