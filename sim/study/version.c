#include "sim/study/version.h"

#include <gnu/libc-version.h>

#ifdef __FMA__
#define FMA "with FMA"
#else
#define FMA "without FMA"
#endif
#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif
#ifdef MATHEMATICS_OF_MUSL
#define MATHEMATICS "musl"
#else
#define MATHEMATICS "libm"
#endif
#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

const char sim_version[] = POTENCY_VERSION;
const char sim_build_id[] = "built by " COMPILER ", glibc " TEXT(__GLIBC__) "." TEXT(
    __GLIBC_MINOR__) ", mathematics of " MATHEMATICS ", " FMA ", " POTENCY_BUILD_FLAGS;
const char sim_disclaimer[] = "for teaching and research, not for treatment decisions";
