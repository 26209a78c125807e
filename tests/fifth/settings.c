/* settings.c -- the settings of the program, and those of the fifth chain. */
#define MODELS_READINGS "tests/fifth/readings.def"
#include "sim/study/settings.c"
