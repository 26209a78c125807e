#define MODEL circle
#define MODEL_DEF "tests/data/circle.def"
#include "sim/model/define_model.h"
