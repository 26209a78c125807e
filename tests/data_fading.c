#define MODEL fading
#define MODEL_DEF "tests/data/fading.def"
#include "sim/model/define_model.h"
