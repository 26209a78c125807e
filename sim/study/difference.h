/* difference.h -- how far an arm of an ensemble is from the first, replicate by replicate. */
#ifndef SIM_STUDY_DIFFERENCE_H
#define SIM_STUDY_DIFFERENCE_H

#include "sim/study/ensemble.h"

/* The mean difference of an arm to the first, and its 95 % interval (Student's t; for the share
 * of responders Newcombe's of pairs): NAN for one replicate, and for fewer than SIM_ALIKE_LEAST
 * whose differences are all alike. */
typedef struct {
    double mean, low, high;
} sim_difference;
sim_difference sim_ensemble_difference(const sim_ensemble *ensemble, size_t arm,
                                       size_t number);

#endif
