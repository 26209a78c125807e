/* misfit.h -- how far a model is from what was measured: residuals of which the sum of squares is -2
 * log likelihood, less what does not change, and that likelihood itself.
 *
 * With `off` the distance in standard deviations, an observation adds off^2, that of a normal
 * distribution.  One below a limit of detection adds -2 log Phi(off), off = (limit - model)/sd, and is
 * its root; one above a limit, the same of -off (Tobin (1958) Econometrica 26, 24).  A standard
 * deviation that is fitted adds 2 log sd of each of its n observations: as the square of one residual
 * more, sqrt(n (2 log(sd/sd_low) + C)), which is real wherever sd >= sd_low and C >= 0, and which
 * with C = 1 curves as the likelihood does where sd is sd_low.  The constant n (C - 2 log sd_low)
 * moves nothing.
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

/* The residual that stands for a fitted sd of n observations, of which sd_low is the least. */
extern const double sim_misfit_constant; /* C: 1 */
double sim_misfit_of_sd(double sd, double sd_low, size_t n);

/* What it adds to chi2 beyond 2 n log sd. */
double sim_misfit_of_sd_offset(double sd_low, size_t n);

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
