/* selftest.h -- does the engine give what is known in closed form?
 *
 * Statistical checks compare means and variances of replicates with their expectations, in
 * standard errors.  All share one limit, such that a sound engine fails any of them for
 * one seed in a thousand (Bonferroni).  Other checks have a tolerance.
 */
#ifndef SIM_SELFTEST_SELFTEST_H
#define SIM_SELFTEST_SELFTEST_H

#include "sim/selftest/setup.h"

typedef struct {
    char what[64];
    const char *method, *number; /* "tau", "mean" */
    double found, expected;
    double error; /* standard error, or the tolerance of what is not drawn */
    double z;     /* how many of them lie between found and expected */
    double limit; /* of |z| */
    bool passed;
} sim_check;

enum { SIM_SELFTEST_LEAST = 100, SIM_SELFTEST_MOST = 1000000 };

typedef struct {
    const sim_model *known, *ramp, *dimer; /* those of setup.h, or what stands for them */
    size_t runs;                           /* of each, SIM_SELFTEST_LEAST or more */
    size_t threads;                        /* 0: as many as there are processors */
    uint64_t seed;
    void (*tell)(void *self, const sim_check *check); /* called for each check in turn */
    void *self;
} sim_selftest;

/* Makes all checks.  Only what could not be run at all is a failure of this function. */
sim_status sim_selftest_run(const sim_selftest *selftest, sim_error *err);

#endif
