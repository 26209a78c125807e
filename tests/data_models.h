/* data_models.h -- the small models that only tests know. */
#ifndef TESTS_DATA_MODELS_H
#define TESTS_DATA_MODELS_H

#include "sim/selftest/setup.h"

extern const sim_model model_planted, model_circle, model_every, model_below;

/* the stages of a cohort */
extern const sim_model model_giver, model_taker, model_treated, model_mortal;

/* the stages of a mixture */
extern const sim_model model_fading, model_toss, model_told;
/* the stages of a chain for SBML */
extern const sim_model model_dish, model_host;

extern const sim_model model_vilar, model_guest; /* read in counts */

extern const sim_model model_driven; /* stiff and driven by t, in closed form */
extern const sim_model model_powers; /* what lanes have of their own */
extern const sim_model model_pulse;  /* a pulse between the stages of a step */

#endif
