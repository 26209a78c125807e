/* runs.h -- do residuals change sign as often as by chance?
 *
 * A run is as many residuals of one sign as follow each other; residuals of 0 are left out.  Given how
 * many there are of each sign, the number of runs has the distribution of Wald & Wolfowitz (1940) Ann.
 * Math. Stat. 11, 147, of which all terms are added: nothing is approximated.
 *
 * Memory: nothing is allocated.
 */
#ifndef SIM_STUDY_RUNS_H
#define SIM_STUDY_RUNS_H

#include <stddef.h>

typedef struct {
    size_t above, below; /* residuals above 0, below 0 */
    size_t runs;
    double expected; /* runs by chance; NAN where all have one sign */
    double few; /* how likely so few runs or fewer are by chance: a pattern; NAN likewise */
    double
        p; /* twice the smaller of `few` and of so many or more, at most 1; NAN likewise */
} sim_runs;

sim_runs sim_runs_of(const double residuals[], size_t n);

#endif
