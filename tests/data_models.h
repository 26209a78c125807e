/* data_models.h -- the small models that only tests know. */
#ifndef TESTS_DATA_MODELS_H
#define TESTS_DATA_MODELS_H

#include "sim/model/model.h"

extern const sim_model model_planted, model_circle, model_every;

/* the stages of a cohort */
extern const sim_model model_giver, model_taker;

/* read in counts */
extern const sim_model model_dimer, model_vilar, model_known, model_ramp, model_faulty;

#endif
