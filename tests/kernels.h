/* kernels.h -- for tests: a kernel against the rows that it was printed from. */
#ifndef TESTS_KERNELS_H
#define TESTS_KERNELS_H

#include "sim/engine/kernel.h"

/* Where the program runs: is there an instruction set for so many lanes? */
bool kernels_run(size_t lanes);

/* At random places: its slopes are those of the compiled rows, and the matrix and df/dt of its
 * attempts are those of dual numbers. */
void kernels_check(const sim_kernel *kernel);

/* At random places, each lane with another: every lane has the bits of one alone. */
void kernels_check_lanes(const sim_kernel *kernel, const sim_kernel *one);

/* At random places: its rules are those of the compiled rows, to the bit; a 0 may have
 * another sign. */
void kernels_check_rules(const sim_kernel *kernel);

#endif
