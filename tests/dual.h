/* dual.h -- for tests: the value of a formula with all its derivatives, from its text alone, as
 * numbers that carry them along (Griewank & Walther (2008) Evaluating Derivatives, 2nd ed., SIAM,
 * ch. 3): what the engine differentiates in another way.
 *
 * Beside each number stands the sum of the sizes of what it was summed of, so that rounding can
 * be told from a fault.
 */
#ifndef TESTS_DUAL_H
#define TESTS_DUAL_H

#include "sim/engine/network.h"
#include "sim/model/formula.h"

enum { DUAL_MOST = 48, DUAL_RULES = 256, DUAL_FLOWS = 128 };

/* By each state that is integrated, and then by t. */
typedef struct {
    double value, size;
    double by[DUAL_MOST], sizes[DUAL_MOST];
} dual;

/* A formula whose names were looked up. */
typedef struct {
    sim_formula formula;
    const sim_symbol *names[SIM_FORMULA_NODES];
} dual_formula;

/* The laws and rules of a model; dual_close is due. */
typedef struct {
    const sim_model *model;
    dual_formula *flows, *rules;
    /* at a place: */
    double t;
    const double *x, *p;
    dual *values; /* [n_rules] */
    bool known[DUAL_RULES];
    unsigned long choices; /* which branches were taken, of min, max and when */
} dual_model;

void dual_open(dual_model *d, const sim_model *model);
void dual_close(dual_model *d);

/* Works out every law into flows[n_flows]. */
void dual_laws(dual_model *d, double t, const double x[], const double p[], dual flows[]);

/* The same of the slopes of the states: slopes[n_moving]. */
void dual_slopes(dual_model *d, const sim_network *net, double t, const double x[],
                 const double p[], dual slopes[]);

#endif
