/* product.c -- the model of product.def. */
#define MODEL product
#define MODEL_DEF "models/product.def"
#include "sim/model/define_model.h"
