#define MODEL below
#define MODEL_DEF "tests/data/below.def"
#include "sim/model/define_model.h"
