#define MODEL faulty
#define MODEL_DEF "tests/data/faulty.def"
#include "sim/model/define_model.h"
