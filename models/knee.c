/* knee.c -- the model of knee.def. */
#define MODEL knee
#define MODEL_DEF "models/knee.def"
#include "sim/model/define_model.h"
