/* mixture.h -- what comes of the courses of an outcome once they were run: their rules, and the
 * mixture of two.
 */
#ifndef SIM_STUDY_MIXTURE_H
#define SIM_STUDY_MIXTURE_H

#include "sim/study/outcome.h"

/* Works out the rules at the end of an outcome whose result is there. */
void sim_outcome_observe(sim_outcome *outcome);

/* Makes the two courses of a mixture, one in which the CHANCE at p[chance] happens and one in
 * which it does not; they have no results yet. */
sim_status sim_outcome_part(sim_outcome *outcome, size_t chance, sim_error *err);

/* Mixes both, which were observed; of each, only the end stays. */
sim_status sim_outcome_mix(sim_outcome *outcome, size_t chance,
                           const sim_kernel_choice *kernels, sim_error *err);

#endif
