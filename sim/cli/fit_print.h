/* fit_print.h -- what the terminal is told of a fit. */
#ifndef SIM_CLI_FIT_PRINT_H
#define SIM_CLI_FIT_PRINT_H

#include <stdio.h>

#include "sim/study/fit.h"

void sim_fit_print(const sim_fit *fit, FILE *out);

#endif
