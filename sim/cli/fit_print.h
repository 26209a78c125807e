/* fit_print.h -- what the terminal is told of a fit. */
#ifndef SIM_CLI_FIT_PRINT_H
#define SIM_CLI_FIT_PRINT_H

#include <stdio.h>

#include "sim/study/fit.h"
#include "sim/study/fit_draws.h"

void sim_fit_print(const sim_fit *fit, FILE *out);
void sim_fit_draws_print(const sim_fit_draws *draws, FILE *out);

#endif
