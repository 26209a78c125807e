#define MODEL ramp
#define MODEL_DEF "tests/data/ramp.def"
#include "sim/model/define_model.h"
