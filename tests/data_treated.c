#define MODEL treated
#define MODEL_DEF "tests/data/treated.def"
#include "sim/model/define_model.h"
