#define MODEL giver
#define MODEL_DEF "tests/data/giver.def"
#include "sim/model/define_model.h"
