/* passaging.c -- the model of passaging.def. */
#define MODEL passaging
#define MODEL_DEF "models/passaging.def"
#include "sim/model/define_model.h"
