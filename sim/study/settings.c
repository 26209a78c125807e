/* settings.c -- the rows of settings.def as a model that is never solved. */
#include "models/models.h"
#include "sim/engine/ode.h"
#include "sim/engine/stepper.h"
#include "sim/study/cohort.h"
#include "sim/study/design.h"
#include "sim/study/fit_draws.h"
#include "sim/study/trial_plan.h"

/* Another program has more readings. */
#ifndef MODELS_READINGS
#define MODELS_READINGS "models/readings.def"
#endif

#define MODEL settings
#define MODEL_DEF "sim/study/settings.def"
#include "sim/model/define_model.h"
