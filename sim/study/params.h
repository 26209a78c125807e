/* params.h -- an experiment's values, laid out as its chain wants them.
 *
 * Memory: sim_params owns its arrays; the chain is borrowed.
 */
#ifndef SIM_STUDY_PARAMS_H
#define SIM_STUDY_PARAMS_H

#include "sim/study/arms.h"
#include "sim/study/chain.h"

typedef struct {
    const sim_chain *chain;
    const double **at; /* [n_arms][n_stages] into `values` */
    double *values;
} sim_params;

/* Model 0 of the experiment's catalog are the settings, the others the chain's stages.
 * sim_params_free is legal after a failure too. */
sim_status sim_params_init(sim_params *params, const sim_chain *chain,
                           const sim_experiment *experiment, sim_error *err);
void sim_params_free(sim_params *params);

/* Room for some arms, and the values of one of them. */
sim_status sim_params_room(sim_params *params, const sim_chain *chain, size_t n_arms,
                           sim_error *err);
void sim_params_put(sim_params *params, size_t at, const sim_catalog *catalog,
                    const sim_arm *arm);

/* Takes the values over as they are now. */
void sim_params_fill(sim_params *params, const sim_experiment *experiment);

/* What the experiment asks to be solved. */
sim_task sim_params_task(const sim_params *params, const sim_experiment *experiment);

#endif
