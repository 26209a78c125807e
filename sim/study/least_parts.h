/* least_parts.h -- what the files of least.h share. */
#ifndef SIM_STUDY_LEAST_PARTS_H
#define SIM_STUDY_LEAST_PARTS_H

#include "sim/study/least.h"

/* One search. */
typedef struct {
    const sim_problem *problem;
    const sim_least_ask *ask;
    sim_least *fit;
    size_t n;          /* residuals, with zeros behind them as many as unknowns at least */
    size_t p;          /* unknowns that are searched for */
    size_t *moving;    /* [p] their numbers */
    bool slopes_known; /* of those that move, at the end of a search */
    bool two_sided;    /* differences */
    double *last_x;    /* [n_unknowns] the point of which the residuals are known: */
    double *last_r;    /* [n] */
    bool last_known;
    double *point, *values; /* [n_unknowns] scratch */
    double *near, *far;     /* [n] scratch of differences */
    sim_status status;      /* not SIM_OK: the work is to end */
    sim_error *err;
} sim_descent;

/* Residuals at x, of all unknowns; false where that is refused or the work is to end. */
bool sim_descent_try(sim_descent *descent, const double x[], double r[]);

/* column[n] of dr/dx of one unknown at x, where the residuals are r; false where no step could be
 * taken. */
bool sim_descent_slope(sim_descent *descent, const double x[], const double r[],
                       size_t unknown, double column[]);

/* How sure derivatives are, beside 1. */
double sim_descent_blur(const sim_descent *descent);

#endif
