/* unknown.h -- what is fitted: unknowns within bounds, and residuals that depend on them.
 *
 * Unknowns are looked for on a fitted scale: their logarithm where asked for, or as they are.  A
 * point is x[n_unknowns] on that scale; the residuals see values on the natural one.
 *
 * Memory: a problem borrows all it points to.
 * Safety: `residuals` may be called by several members of a team at once, each with its own number.
 */
#ifndef SIM_STUDY_UNKNOWN_H
#define SIM_STUDY_UNKNOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

typedef struct {
    const char *name; /* for messages */
    double low, high; /* natural scale; may be infinite, `low` of a logarithm 0 */
    bool log;         /* fitted as a logarithm */
    double step;      /* of differences, fitted scale; 0: as the noise of residuals asks */
} sim_fit_unknown;

/* r[n_residuals], of which the sum of squares is to be least, at values[n_unknowns] within their
 * bounds.  SIM_ESOLVER, SIM_EVALUE and SIM_EWORK refuse the point, as an r that is not finite does;
 * any other failure ends the work. */
typedef sim_status sim_residuals(void *self, size_t member, const double values[],
                                 double r[], sim_error *err);

bool sim_is_refusal(sim_status status);

/* `noise` of residuals is beside 1, as the tolerance of a solver; 0: rounding alone.  `offset` is what
 * r'r has at least, as by a fitted sd (misfit.h), and no part of the misfit. */
typedef struct {
    size_t n_unknowns, n_residuals;
    const sim_fit_unknown *unknowns;
    double noise, offset;
    sim_residuals *residuals;
    void *self;
} sim_problem;

/* Refuses what nothing could be fitted to: no residual, bounds that are not in order. */
sim_status sim_problem_check(const sim_problem *problem, sim_error *err);

/* To the fitted scale and back; values at a bound are the bound exactly. */
double sim_unknown_fitted(const sim_fit_unknown *unknown, double value);
double sim_unknown_value(const sim_fit_unknown *unknown, double x);

/* Bounds on the fitted scale. */
double sim_unknown_low(const sim_fit_unknown *unknown);
double sim_unknown_high(const sim_fit_unknown *unknown);

/* Where a range ends on both sides. */
bool sim_unknown_is_bounded(const sim_fit_unknown *unknown);

/* A sum of squares less its offset and not below 0: what tolerances are a part of. */
double sim_problem_misfit(const sim_problem *problem, double chi2);

/* The noise of residuals, at least that of rounding. */
double sim_problem_noise(const sim_problem *problem);

/* One point: values[n_unknowns] and r[n_residuals] at x, which is moved into the bounds; `refused`
 * says whether the point is.  Fails where the work is to end. */
sim_status sim_problem_try(const sim_problem *problem, size_t member, const double x[],
                           double values[], double r[], bool *refused, sim_error *err);

/* r'r. */
double sim_sum_of_squares(const double r[], size_t n);

#endif
