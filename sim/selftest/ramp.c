#define MODEL ramp
#define MODEL_DEF "sim/selftest/ramp.def"
#include "sim/model/define_model.h"
