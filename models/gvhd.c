/* gvhd.c -- the model of gvhd.def. */
#define MODEL gvhd
#define MODEL_DEF "models/gvhd.def"
#include "sim/model/define_model.h"
