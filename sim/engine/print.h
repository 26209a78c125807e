/* print.h -- the kernels of models as C: what the build compiles beside the rows themselves.
 *
 * The code is straight-line, in the lanes of vector.h, from the graph of derived.h: what depends
 * on constants and records alone is worked out once after each event (`prepare`), the rest in
 * `slopes` and `linearize`; sparse factors are unrolled.
 */
#ifndef SIM_ENGINE_PRINT_H
#define SIM_ENGINE_PRINT_H

#include <stdio.h>

#include "sim/error.h"
#include "sim/model/model.h"

/* A file that, compiled with LANES and KERNELS defined, holds a table of that name of kernels for so
 * many lanes, which ends in an empty row; a model that stands twice is printed once, one that integrates no state
 * not at all.  A failure to write is the stream's. */
sim_status sim_print_kernels(FILE *out, const sim_model *const models[], size_t n_models,
                             sim_error *err);

#endif
