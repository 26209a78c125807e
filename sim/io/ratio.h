/* ratio.h -- exact factors between units: 1/24, 365/12, 1e-8.
 *
 * A double holds neither 1/24 nor 0.1. Whole numbers above and below the stroke do, and a
 * number that is written in decimals is one whole number over another: what is made of both
 * is rounded once, so that 28 h and 7/6 day are one instant.
 */
#ifndef SIM_IO_RATIO_H
#define SIM_IO_RATIO_H

#include <stdbool.h>

typedef struct {
    double above, below; /* whole, each below 2^53 */
} sim_ratio;

/* The simplest ratio within a few roundings of a positive number; false if its parts are not
 * both below 2^53. By continued fractions. */
bool sim_ratio_find(double number, sim_ratio *ratio);

/* The double next to the shortest decimal of `number` times the ratio; where digits are too
 * many for that, number * above / below. */
double sim_ratio_multiply(double number, sim_ratio ratio);

#endif
