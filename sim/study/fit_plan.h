/* fit_plan.h -- what a [fit] asks for: which parameters are fitted, within which bounds, on which scale,
 * what is known of them beforehand, and of whom each is.
 *
 *     passaging.cycle_time = 16..60 h                      bounds; range: the parameter's own
 *     passaging.hazard_scale = 10..60, linear              else a logarithm, where the range is positive
 *     passaging.cycle_time = 16..60, normal 24 4 h         known beforehand: mean and sd
 *     passaging.hazard_scale = range, lognormal 30 0.4     median, and sd of the logarithm
 *     product.lot_potency = range, per arm                 each arm has its own
 *     passaging.cycle_time = 16..60, per donor             each subject has (the chain's word for one)
 *
 * Units:  of the parameter.
 * Memory: a plan owns its texts.
 */
#ifndef SIM_STUDY_FIT_PLAN_H
#define SIM_STUDY_FIT_PLAN_H

#include <stdbool.h>

#include "sim/study/axis.h"

typedef enum { SIM_FIT_FOR_ALL, SIM_FIT_PER_ARM, SIM_FIT_PER_SOURCE } sim_fit_per;

/* What is known beforehand. */
typedef enum { SIM_PRIOR_NONE, SIM_PRIOR_NORMAL, SIM_PRIOR_LOGNORMAL } sim_prior_kind;
typedef struct {
    sim_prior_kind kind;
    double middle; /* mean or, of a log-normal one, median */
    double sd;     /* of a log-normal one, of natural logarithms */
} sim_prior;

/* The residual of a value. */
double sim_prior_residual(const sim_prior *prior, double value);

typedef struct {
    char *name, *how; /* "passaging.cycle_time"; as it was written */
    size_t row;       /* of the catalog */
    double low, high;
    bool log; /* fitted as a logarithm */
    sim_prior prior;
    sim_fit_per per;
    unsigned layer;       /* who says so: the higher one holds */
    char *place, *origin; /* for messages; for run.ini */
} sim_fit_row;

typedef struct {
    sim_fit_row *list; /* [n] in the order in which they were first named */
    size_t n;
} sim_fit_plan;

/* Understands a row and puts it over one of a lower layer; a second one in its own layer is refused.
 * Messages start with the row's place.  sim_fit_plan_free is always legal. */
sim_status sim_fit_plan_set(sim_fit_plan *plan, const sim_axis_world *world,
                            const sim_row *row, sim_error *err);
void sim_fit_plan_free(sim_fit_plan *plan);

/* Adds "section.name", of `length` characters, as its row in the catalog has it, unless it is there;
 * `origin` says by whom. */
sim_status sim_fit_plan_add(sim_fit_plan *plan, const sim_axis_world *world,
                            const char *name, size_t length, const char *origin,
                            sim_error *err);

/* Writes the rows; reading them gives the same plan. */
void sim_fit_plan_write(const sim_fit_plan *plan, FILE *out);

#endif
