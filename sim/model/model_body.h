/* model_body.h -- in a function of (t, x_, p_): give every declared name its value in a
 * local constant, then expand the row macros the caller defined.  The compiler drops
 * the constants a function does not use (with -fno-math-errno, also calls of libm).
 */
#define UNPACK(id, value) \
    const sim_real id = (value); \
    (void)id;

(void)t, (void)x_, (void)p_;
#define PARAM(id, ...) UNPACK(id, p_[P_##id])
#define WHOLE(id, ...) UNPACK(id, p_[P_##id])
#define INPUT(id, ...) UNPACK(id, p_[P_##id])
#define DERIVED(id, ...) UNPACK(id, p_[P_##id])
#define CHANCE(id, ...) UNPACK(id, p_[P_##id])
#define SPECIES(id, ...) UNPACK(id, x_[X_##id])
#define SIGNAL(id, ...) UNPACK(id, x_[X_##id])
#define RECORD(id, ...) UNPACK(id, x_[X_##id])
#ifndef RULE
#define RULE(id, formula, ...) UNPACK(id, formula)
#endif
#include "sim/model/model_pass.h"

#undef UNPACK
