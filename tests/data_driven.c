#define MODEL driven
#define MODEL_DEF "tests/data/driven.def"
#include "sim/model/define_model.h"
