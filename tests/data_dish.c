#define MODEL dish
#define MODEL_DEF "tests/data/dish.def"
#include "sim/model/define_model.h"
