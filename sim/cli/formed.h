/* formed.h -- numbers of one's own on the terminal, with their units. */
#ifndef SIM_CLI_FORMED_H
#define SIM_CLI_FORMED_H

#include <stdio.h>

#include "sim/study/tables.h"

/* Prints them as tables below that of the summary, as many columns in each as fit on a line; nothing
 * where there are none. */
void sim_formed_print(const sim_tables *tables, const sim_chain *chain, FILE *out);

#endif
