/* kernels.c -- of sim/engine/kernel.c: sets that a page leaves out, as its vectors hold two numbers. */
#include "sim/engine/kernel.h"

const sim_kernel sim_kernels_base_4[] = {{0}}, sim_kernels_base_8[] = {{0}};
