/* model_constants.h -- in a function of p_: give every constant but a CHANCE its value under
 * its own name, in the next pass. */
#define PARAM(id, ...) UNPACK_(id, p_[P_##id])
#define WHOLE(id, ...) UNPACK_(id, p_[P_##id])
#define INPUT(id, ...) UNPACK_(id, p_[P_##id])
#define DERIVED(id, ...) UNPACK_(id, p_[P_##id])
