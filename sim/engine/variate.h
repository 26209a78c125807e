/* variate.h -- whole numbers at random, of any size, as doubles.
 *
 * GSL's draws hold their results in 32 bits and, for Poisson, take a time that grows with
 * the mean; a culture has more cells than that.  Here from a mean of 10 on: transformed
 * rejection, PTRS of Hormann (1993) Insurance Math. Econom. 12, 39 and BTRS of Hormann
 * (1993) J. Stat. Comput. Simul. 46, 101, whose time does not depend on the mean.
 */
#ifndef SIM_ENGINE_VARIATE_H
#define SIM_ENGINE_VARIATE_H

#include <gsl/gsl_rng.h>

/* A mean of 0 or less gives 0. */
double sim_variate_poisson(gsl_rng *rng, double mean);

/* Of n, rounded to a whole number, each with probability `part`, kept within [0, 1]. */
double sim_variate_binomial(gsl_rng *rng, double n, double part);

#endif
