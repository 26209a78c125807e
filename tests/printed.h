/* printed.h -- kernels of the models that only tests know, printed by the build as those of the
 * others are.
 */
#ifndef TESTS_PRINTED_H
#define TESTS_PRINTED_H

#include "sim/engine/kernel.h"

/* Each table ends in an empty row. */
extern const sim_kernel printed_kernels_1[], printed_kernels_2[], printed_kernels_4[],
    printed_kernels_8[];

#endif
