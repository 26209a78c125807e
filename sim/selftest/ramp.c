/* ramp.c -- the model of ramp.def. */
#define MODEL ramp
#define MODEL_DEF "sim/selftest/ramp.def"
#include "sim/model/define_model.h"
