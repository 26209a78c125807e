/* welch.h -- how far two means are apart, and a mean from 0: intervals and tests of means.
 *
 * Units:  those of the numbers; alpha is how likely an interval misses, 0.05 for one of 95 %.
 * Memory: nothing is allocated.
 */
#ifndef SIM_STUDY_WELCH_H
#define SIM_STUDY_WELCH_H

#include "sim/study/tally.h"

typedef struct {
    double difference, low, high; /* of the means, and ends of its interval */
    double p;                     /* two-sided, that there is no difference */
    double df;                    /* degrees of freedom; infinite where nothing varies */
} sim_welch_result;

/* The mean of one group less that of another, independent of it, whose spread may differ (Welch
 * (1947) Biometrika 34, 28; Satterthwaite (1946) Biometrics Bull. 2, 110).  The difference is
 * NAN where a group is empty, all else where one has fewer than two; or where neither varies and one
 * has fewer than SIM_ALIKE_LEAST, which would make an interval without width. */
sim_welch_result sim_welch(const sim_moments *group, const sim_moments *other,
                           double alpha);

/* The mean of differences within pairs (Student (1908) Biometrika 6, 1), likewise. */
sim_welch_result sim_paired(const sim_moments *differences, double alpha);

#endif
