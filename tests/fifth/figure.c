/* figure.c -- the pages of the program, and one more. */
#define PLOT_FIGURES "tests/fifth/figures.def"
#include "plots/figure.c"
