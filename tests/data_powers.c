#define MODEL powers
#define MODEL_DEF "tests/data/powers.def"
#include "sim/model/define_model.h"
