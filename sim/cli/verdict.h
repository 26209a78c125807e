/* verdict.h -- a validation as people read it: by study, what was assumed, what was measured,
 * what the model says, and what was hit. */
#ifndef SIM_CLI_VERDICT_H
#define SIM_CLI_VERDICT_H

#include <stdio.h>

#include "sim/study/validate.h"

/* Prints all studies, then the totals, which never mix roles or kinds. */
void sim_verdict_print(const sim_validation *validation, FILE *out);

/* Prints the studies of a table whose rows are chosen[n]: how many rows each has, and in which
 * files. */
void sim_verdict_print_studies(const sim_measurements *table, const bool chosen[],
                               FILE *out);

#endif
