/* draw.h -- whole numbers at random, of any size, as doubles.
 *
 * GSL's draws hold their results in 32 bits and, for Poisson, take a time that grows with
 * the mean; a culture has more cells than that.
 */
#ifndef SIM_ENGINE_DRAW_H
#define SIM_ENGINE_DRAW_H

#include <gsl/gsl_rng.h>

/* Exact at any mean; its time does not grow with the mean.  A mean of 0 or less gives 0.
 * From a mean of 10 on: Hormann (1993) Insurance Math. Econom. 12, 39, algorithm PTRS. */
double sim_draw_poisson(gsl_rng *rng, double mean);

/* Of n, rounded to a whole number, each with probability `part`, kept within [0, 1]. */
double sim_draw_binomial(gsl_rng *rng, double n, double part);

#endif
