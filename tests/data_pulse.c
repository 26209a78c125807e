#define MODEL pulse
#define MODEL_DEF "tests/data/pulse.def"
#include "sim/model/define_model.h"
