/* brewing.c -- the model of brewing.def. */
#define MODEL brewing
#define MODEL_DEF "tests/fifth/brewing.def"
#include "sim/model/define_model.h"
