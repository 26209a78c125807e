/* misfit.h -- how far a model is from what was measured: residuals of which the sum of squares is -2
 * log likelihood, less what does not change, and that likelihood itself.
 *
 * With `off` the distance in standard deviations, an observation adds off^2, that of a normal
 * distribution.  One below a limit of detection adds -2 log Phi(off), off = (limit - model)/sd, and is
 * its root; one above a limit, the same of -off (Tobin (1958) Econometrica 26, 24).  A standard
 * deviation that is fitted adds 2 log sd of each of its n observations.  Within low .. high, with m =
 * log sd - (log low + log high)/2, that is the sum of squares of two residuals, up to a constant:
 *
 *     sqrt(n) (1 + m)  and  sqrt(n) sqrt(C - m^2)         C = 2 max m^2 + 1
 *
 * Of the curvature 2 n that the likelihood has by log sd, that of the residuals lacks nothing where m
 * is 0 and little elsewhere, so that least squares go down as fast as without it.  (One residual,
 * sqrt(2 n log(sd/low) + C), would do, in five times as many steps.)
 *
 * Units:  value, model and sd share one; of a logarithm, sd is that of natural logarithms.
 * Memory: nothing is allocated.
 */
#ifndef SIM_STUDY_MISFIT_H
#define SIM_STUDY_MISFIT_H

#include <stddef.h>

typedef enum {
    SIM_ERROR_NORMAL,   /* sd in the unit of the value */
    SIM_ERROR_RELATIVE, /* sd a part of the value that was measured, or of the limit */
    SIM_ERROR_LOGARITHM /* sd of natural logarithms; value, model and limit above 0 */
} sim_error_kind;

typedef enum { SIM_SEEN, SIM_SEEN_BELOW, SIM_SEEN_ABOVE } sim_sighting;

/* One observation. */
typedef struct {
    sim_error_kind kind;
    sim_sighting seen;
    double value; /* measured, or the limit */
    double sd;
} sim_observation;

/* The residual; NAN or infinite where there is none, as of the logarithm of a model of 0. */
double sim_misfit(const sim_observation *observation, double model);

/* log likelihood: of a density in the unit of the value, or of a probability. */
double sim_misfit_log_likelihood(const sim_observation *observation, double model);

/* sqrt(-2 log Phi(off)) to full relative precision: from 38 standard deviations beyond it is 0, and
 * below grows as |off| does. */
double sim_misfit_censored(double off);

/* The residuals r[SIM_MISFIT_OF_SD] that stand for a fitted sd of n observations, and what they add to
 * chi2 beyond 2 n log sd: a constant. */
enum { SIM_MISFIT_OF_SD = 2 };
typedef struct {
    double low, high; /* of sd, above 0 and finite */
    size_t n;
} sim_fitted_sd;

void sim_misfit_of_sd(const sim_fitted_sd *fitted, double sd, double r[]);
double sim_misfit_of_sd_offset(const sim_fitted_sd *fitted);

/* Criteria of n observations and k fitted numbers, those of noise among them (Akaike (1974) IEEE
 * Trans. Autom. Control 19, 716; Hurvich & Tsai (1989) Biometrika 76, 297; Schwarz (1978) Ann. Stat.
 * 6, 461). */
typedef struct {
    double aic;
    double aicc; /* INFINITY where n <= k + 1 */
    double bic;
} sim_criteria;

sim_criteria sim_misfit_criteria(double log_likelihood, size_t n, size_t k);

#endif
