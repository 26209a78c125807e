#define MODEL known
#define MODEL_DEF "tests/data/known.def"
#include "sim/model/define_model.h"
