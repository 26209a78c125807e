/* model_body.h -- in a function of (t, x_, p_): give every declared name its value in a
 * local constant, then expand the row macros the caller defined.  The compiler drops
 * the constants a function does not use (with -fno-math-errno, also calls of libm).
 */
(void)t, (void)x_, (void)p_;
#include "sim/model/model_constants.h"
#define CHANCE(id, ...) UNPACK_(id, p_[P_##id])
#define SPECIES(id, ...) UNPACK_(id, x_[X_##id])
#define SIGNAL(id, ...) UNPACK_(id, x_[X_##id])
#define RECORD(id, ...) UNPACK_(id, x_[X_##id])
#ifndef RULE
#define RULE(id, formula, ...) UNPACK_(id, formula)
#endif
#include "sim/model/model_pass.h"
