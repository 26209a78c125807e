/* selftest.h -- does the engine give what is known in closed form?
 *
 * Statistical checks compare means and variances of replicates with their expectations, in
 * standard errors.  All share one limit, such that a sound engine fails any of them for
 * one seed in a thousand (Bonferroni).  Checks of what is not drawn have a tolerance.
 *
 * Leaps have an error of their own, which is allowed for in the open.  Of a mean: in one
 * leap a species grows by a part of at most epsilon / 2, a method of second order (Anderson
 * & Koyama (2012) Multiscale Model. Simul. 10, 1493) leaves the terms of its exponential
 * from the third power on, a sixth of it, and the courses here change by at most two
 * e-folds: together a part of epsilon^2 / 12.  Of a variance: twice that, and the 0.3 %
 * about an equilibrium that a loss of a quarter in a leap leaves.
 */
#ifndef SIM_SELFTEST_SELFTEST_H
#define SIM_SELFTEST_SELFTEST_H

#include "sim/selftest/setup.h"

typedef struct {
    char what[48];
    const char *method, *number; /* "tau", "mean" */
    char letter;                 /* Z of a mean, Y of a variance, - of what is not drawn */
    double found, expected;
    double allowed; /* distance that the method's own error may explain */
    double error;   /* standard error, or the tolerance of what is not drawn */
    double z;       /* how many of them the distance has beyond what is allowed */
    double limit;   /* of |z| */
    bool passed;
} sim_check;

enum { SIM_SELFTEST_LEAST = 1000, SIM_SELFTEST_MOST = 1000000 };

typedef struct {
    const sim_model *known, *ramp, *dimer; /* those of setup.h, or a test's */
    size_t runs;                           /* of each, SIM_SELFTEST_LEAST or more */
    size_t threads;                        /* 0: as many as there are processors */
    uint64_t seed;
    void (*tell)(void *self, const sim_check *check); /* called for each check in turn */
    void *self;
} sim_selftest;

/* Makes all checks, and fails if one of them does. */
sim_status sim_selftest_run(const sim_selftest *selftest, sim_error *err);

#endif
