/* dimer.c -- the model of dimer.def. */
#define MODEL dimer
#define MODEL_DEF "sim/selftest/dimer.def"
#include "sim/model/define_model.h"
