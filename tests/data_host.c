#define MODEL host
#define MODEL_DEF "tests/data/host.def"
#include "sim/model/define_model.h"
