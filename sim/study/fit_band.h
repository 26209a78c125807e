/* fit_band.h -- what a fit's model says of what was observed, where nothing was too, and how sure that is:
 * band.csv.
 *
 * Courses are looked at from the first to the last time that was observed, reports at each number, all
 * else where it was observed.  The interval is that of the curvature at the best point (the delta
 * method: in each direction that residuals tell, how far what is predicted moves while they move by
 * one; Seber & Wild (1989) Nonlinear Regression, ch. 5.1), on the scale of the set's error, times the
 * root of the threshold of profiles; and as wide as what points of the profiles say that lie within
 * it, which know of bounds, of bends, and of directions that residuals do not tell.
 *
 * Units:  those of the sets.
 * Memory: a band owns its list.
 */
#ifndef SIM_STUDY_FIT_BAND_H
#define SIM_STUDY_FIT_BAND_H

#include "sim/io/results.h"
#include "sim/study/fit.h"

enum { SIM_FIT_BAND_STEPS = 60 }; /* of a course */

typedef struct {
    size_t set, arm, source; /* of the observations */
    double x;                /* NAN of a number */
    double model;            /* at the best point; NAN: the model says nothing there */
    double low, high;
} sim_fit_band_row;

typedef struct {
    sim_pool pool;
    sim_fit_band_row
        *list; /* [n] part by part, set by set, by arm and source, rising in x */
    size_t n;
} sim_fit_band;

/* Of a fit that is solved.  sim_fit_band_free is legal after a failure too. */
sim_status sim_fit_band_find(sim_fit_band *band, const sim_fit *fit, sim_error *err);
void sim_fit_band_free(sim_fit_band *band);

extern const sim_layout sim_fit_band_layout;
sim_status sim_fit_band_write(const sim_fit_band *band, const sim_fit *fit,
                              sim_results *results, sim_error *err);

#endif
