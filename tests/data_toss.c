#define MODEL toss
#define MODEL_DEF "tests/data/toss.def"
#include "sim/model/define_model.h"
