/* counted.h -- what is counted of a cohort, printed. */
#ifndef SIM_CLI_COUNTED_H
#define SIM_CLI_COUNTED_H

#include <stdio.h>

#include "sim/study/census.h"

/* Prints each count of the population: the arms, and how far each is from the arm that it is
 * held against.  Nothing where the population counts nothing.  width: of the names. */
void sim_counted_print(const sim_ensemble *ensemble, int width, FILE *out);

/* What the difference of an arm is to: " to background", " to its background"; "" of one
 * arm. */
enum { SIM_COUNTED_TEXT = 96 };
void sim_counted_name_reference(const sim_ensemble *ensemble, char text[SIM_COUNTED_TEXT]);

/* "; 5 numbers drawn again: gvhd.damage 3, gvhd.repair 2". */
void sim_counted_print_redraws(const sim_ensemble *ensemble, FILE *out);

#endif
