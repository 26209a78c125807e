/* vector.h -- arithmetic of LANES numbers at once, for code that is compiled once for each number
 * of lanes: define LANES (1, 2, 4 or 8) before.
 *
 * `real` is a number or a vector of the compiler's own kind (GCC Vector Extensions); operations
 * are those of IEEE 754 one lane at a time, so that a lane has the bits that it has alone.
 * Macros and pointers only: no vector is an argument of a function.
 */
#ifndef SIM_ENGINE_VECTOR_H
#define SIM_ENGINE_VECTOR_H

#include <float.h>
#include <limits.h>
#include <math.h>

#include "sim/engine/kernel.h"

#if LANES == 1
typedef double real;
typedef long long truth;
#define ALL(number) (number)
#define SELECT(condition, a, b) ((condition) ? (a) : (b))
#define LANE(a, lane) (a)
#define SIZE(a) fabs(a)
#else
typedef double real __attribute__((vector_size(8 * LANES)));
typedef long long truth __attribute__((vector_size(8 * LANES)));
#define ALL(number) ((real){0} + (number))
#define SELECT(condition, a, b) \
    ((real)(((truth)(a) & (truth)(condition)) | ((truth)(b) & ~(truth)(condition))))
#define LANE(a, lane) (a)[lane]
#define SIZE(a) ((real)((truth)(a)&LLONG_MAX))
#endif
#define CALL(y, function, a) function##_of(y, a)
#define CALL2(y, function, a, b) function##_of(y, a, b)
#define LARGER(a, b) SELECT((a) > (b), a, b)
#define SMALLER(a, b) SELECT((a) < (b), a, b)

#include "sim/engine/powers.h"

/* Makes a sum 0 that is within rounding of it: of terms of this size, each of which comes from
 * a few operations. */
#define STILL(sum, size) sum = SELECT(SIZE(sum) <= 4 * DBL_EPSILON * (size), ALL(0), sum)

/* The row of a model's kernel in a table. */
#define KERNEL(name) \
    { \
        &model_##name, LANES, n_prepared_##name, n_work_##name, prepare_##name, \
            slopes_alone_##name, attempt_##name, between, observe_##name, \
            rule_reads_##name, blank_reads_##name \
    }

#endif
