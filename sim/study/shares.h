/* shares.h -- what spread.csv says, for figures: from the spread, or from the file of a run's
 * folder, to the same digits.
 *
 * Memory: shares own their list; names are borrowed from the chain's population.
 */
#ifndef SIM_STUDY_SHARES_H
#define SIM_STUDY_SHARES_H

#include "sim/study/spread.h"

/* Of the variance of a number in an arm, part by part; NAN as in a spread, and of parts that the
 * population does not have. */
typedef struct {
    double share[SIM_PARTS], error[SIM_PARTS];
} sim_shares_row;

typedef struct {
    const sim_population *population; /* NULL: there is no spread */
    size_t n_arms;
    sim_shares_row *list; /* [n_arms][population->n_parted] */
} sim_shares;

/* sim_shares_free is legal after a failure of this or the next function. */
sim_status sim_shares_init(sim_shares *shares, const sim_spread *spread, sim_error *err);

/* Of the experiment that was run. */
sim_status sim_shares_read(sim_shares *shares, const char *dir, const sim_experiment *e,
                           sim_error *err);

void sim_shares_free(sim_shares *shares);

#endif
