#define MODEL told
#define MODEL_DEF "tests/data/told.def"
#include "sim/model/define_model.h"
