/* heart.c -- the model of heart.def. */
#define MODEL heart
#define MODEL_DEF "models/heart.def"
#include "sim/model/define_model.h"
