/* known.c -- the model of known.def. */
#define MODEL known
#define MODEL_DEF "sim/selftest/known.def"
#include "sim/model/define_model.h"
