/* prospects_print.h -- what the terminal is told of logs that were fitted. */
#ifndef SIM_CLI_PROSPECTS_PRINT_H
#define SIM_CLI_PROSPECTS_PRINT_H

#include <stdio.h>

#include "sim/study/prospects.h"

void sim_prospects_print(const sim_prospects *prospects, const sim_fit *fit, FILE *out);

#endif
