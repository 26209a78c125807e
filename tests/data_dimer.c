#define MODEL dimer
#define MODEL_DEF "tests/data/dimer.def"
#include "sim/model/define_model.h"
