/* reml.h -- the mean and the spread of what several sources have, each known with an error of its own:
 * the second of two stages.
 *
 * values ~ N(mean, spread^2 + error^2): the spread by restricted maximum likelihood (Patterson &
 * Thompson (1971) Biometrika 58, 545; Viechtbauer (2005) J. Educ. Behav. Stat. 30, 261), of all its
 * maxima the highest; the interval of the mean by Hartung & Knapp (2001) Stat. Med. 20, 1771, that of
 * the spread by the profile of Q (Viechtbauer (2007) Stat. Med. 26, 37).
 *
 * Units:  of the fitted scale, where values are best normal.
 * Memory: nothing is allocated.
 */
#ifndef SIM_STUDY_REML_H
#define SIM_STUDY_REML_H

#include <stddef.h>

#include "sim/error.h"

enum { SIM_REML_LEAST = 3 };

typedef struct {
    double mean, low, high;                 /* 95 % */
    double spread, spread_low, spread_high; /* 95 %; a standard deviation, 0 or more */
    double
        q; /* squared distances from the weighted mean, in errors: chi2 of n - 1 without spread */
} sim_reml;

/* Standard errors[n] above 0.  Refuses fewer than SIM_REML_LEAST; `what` names them in messages:
 * "3 NAMES at least would be right". */
sim_status sim_reml_find(const double values[], const double errors[], size_t n,
                         const char *what, sim_reml *reml, sim_error *err);

#endif
