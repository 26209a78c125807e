#define MODEL planted
#define MODEL_DEF "tests/data/planted.def"
#include "sim/model/define_model.h"
