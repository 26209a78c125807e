/* models.c -- the chains of the program, and a fifth. */
#include "tests/fifth/fifth.h"

#define MODELS_CHAINS "tests/fifth/chains.def"
#include "models/models.c"
