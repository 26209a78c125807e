#define MODEL guest
#define MODEL_DEF "tests/data/guest.def"
#include "sim/model/define_model.h"
