#define MODEL vilar
#define MODEL_DEF "tests/data/vilar.def"
#include "sim/model/define_model.h"
