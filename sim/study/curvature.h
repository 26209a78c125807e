/* curvature.h -- what a fit's Jacobian says of its unknowns: covariance and correlation.
 *
 * Near its least value a sum of squares is chi2 + (x - best)' J'J (x - best), so that the covariance
 * of residuals of unit variance is (J'J)^-1 (Bates & Watts (1988) Nonlinear Regression Analysis, ch.
 * 2.2), by a singular value decomposition of J with columns made equally long.  A direction that
 * residuals do not tell within what derivatives are sure of has the least singular value that they
 * are: its variance is a very large number, and unknowns that share it are correlated by 1 or -1.
 *
 * Units: of the fitted scale.
 * Memory: a curvature owns its arrays.
 */
#ifndef SIM_STUDY_CURVATURE_H
#define SIM_STUDY_CURVATURE_H

#include "sim/study/least.h"

typedef struct {
    size_t n;    /* unknowns */
    size_t rank; /* directions that residuals tell, of those that were searched */
    size_t searched;
    sim_pool pool; /* of what follows */
    double *
        covariance; /* [n][n] NAN of what is held or lies on a bound; INFINITY, on the diagonal,
                           of what changes no residual */
} sim_curvature;

/* `held` as in sim_least_ask.  sim_curvature_free is legal after a failure too. */
sim_status sim_curvature_find(sim_curvature *curvature, const sim_problem *problem,
                              const sim_least *fit, const bool *held, sim_error *err);
void sim_curvature_free(sim_curvature *curvature);

/* Standard error of an unknown, and the correlation of two; NAN where there is none. */
double sim_curvature_error(const sim_curvature *curvature, size_t i);
double sim_curvature_correlation(const sim_curvature *curvature, size_t i, size_t j);

/* What unknowns that are held apart from the others would gain by moving: the fall of chi2 that a
 * linear model expects where those of `freed` may move, too.  0 where none is. */
sim_status sim_curvature_gain(const sim_problem *problem, const sim_least *fit,
                              const bool freed[], double *gain, sim_error *err);

#endif
