#define MODEL every
#define MODEL_DEF "tests/data/every.def"
#include "sim/model/define_model.h"
