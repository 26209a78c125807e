#define MODEL taker
#define MODEL_DEF "tests/data/taker.def"
#include "sim/model/define_model.h"
