/* verdict.h -- a validation as people read it: by study, what was assumed, what was measured,
 * what the model says, and what was hit. */
#ifndef SIM_CLI_VERDICT_H
#define SIM_CLI_VERDICT_H

#include <stdio.h>

#include "sim/io/number.h"
#include "sim/study/validate.h"

/* Prints all studies, then the totals, which never mix roles or kinds. */
void sim_verdict_print(const sim_validation *validation, FILE *out);

/* What of a row counts as right: "25.1 to 38.7"; what the model says: "35.09", "+1 (2.3)", "never". */
enum { SIM_VERDICT_SIZE = 3 * SIM_NUMBER_SIZE };
void sim_verdict_print_bounds(const sim_measurement *m, char text[SIM_VERDICT_SIZE]);
void sim_verdict_print_predicted(const sim_measurement *m, char text[SIM_VERDICT_SIZE]);

/* Prints the studies of a table whose rows are chosen[n]: how many rows each has, and in which
 * files. */
void sim_verdict_print_studies(const sim_measurements *table, const bool chosen[],
                               FILE *out);

#endif
