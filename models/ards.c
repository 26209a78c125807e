/* ards.c -- the model of ards.def. */
#define MODEL ards
#define MODEL_DEF "models/ards.def"
#include "sim/model/define_model.h"
