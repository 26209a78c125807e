/* instant.h -- when outputs are due, and what times are one instant.
 *
 * A time that is worked out (28 h = 28/24 day, six times) may miss the output it belongs to
 * by rounding.  Times nearer to each other than 1e-12 of themselves are one: each operation
 * leaves 1e-16, a number with 15 digits 5e-15, and nothing here is timed to a microsecond.
 */
#ifndef SIM_ENGINE_INSTANT_H
#define SIM_ENGINE_INSTANT_H

#include <stdbool.h>

bool sim_is_one_instant(double a, double b);

/* Outputs of a run: at 0, every, 2 every .. end. */
typedef struct {
    double every; /* 0: there are none */
    double end;   /* may be INFINITY */
    double parts; /* how many `every` make 1; 0: no whole number of them */
} sim_outputs;

sim_outputs sim_outputs_make(double every, double end);

/* Time of output number i (whole): a quotient where every is a whole part of 1, so that the
 * tenth of a day that closes a day closes it exactly. */
double sim_outputs_time(const sim_outputs *outputs, double i);

/* How many outputs there are, for a finite end. */
double sim_outputs_count(const sim_outputs *outputs);

/* The time of the end or of an output if that is one instant with t; else t. */
double sim_outputs_snap(const sim_outputs *outputs, double t);

#endif
