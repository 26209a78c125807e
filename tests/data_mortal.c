#define MODEL mortal
#define MODEL_DEF "tests/data/mortal.def"
#include "sim/model/define_model.h"
