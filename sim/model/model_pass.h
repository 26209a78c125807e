/* model_pass.h -- read the .def file once, with the row macros the caller defined.
 *
 * No include guard: define_model.h includes this once per thing it derives.  Rows the
 * caller did not define expand to nothing; all row macros are undefined after.
 */
#ifndef TITLE
#define TITLE(...)
#endif
#ifndef SECTION
#define SECTION(...)
#endif
#ifndef PARAM
#define PARAM(...)
#endif
#ifndef WHOLE
#define WHOLE(...)
#endif
#ifndef WORD
#define WORD(...)
#endif
#ifndef INPUT
#define INPUT(...)
#endif
#ifndef DERIVED
#define DERIVED(...)
#endif
#ifndef CHANCE
#define CHANCE(...)
#endif
#ifndef REFUSE
#define REFUSE(...)
#endif
#ifndef SPECIES
#define SPECIES(...)
#endif
#ifndef SIGNAL
#define SIGNAL(...)
#endif
#ifndef RECORD
#define RECORD(...)
#endif
#ifndef RULE
#define RULE(...)
#endif
#ifndef RATIO
#define RATIO(...) RULE(__VA_ARGS__)
#endif
#ifndef ZERO
#define ZERO(...)
#endif
#ifndef REACTION
#define REACTION(...)
#endif
#ifndef RATE
#define RATE(...)
#endif
#ifndef EVENT
#define EVENT(...)
#endif
#ifndef WHEN
#define WHEN(...)
#endif
#ifndef AT
#define AT(...)
#endif
#ifndef LET
#define LET(...)
#endif
#ifndef SET
#define SET(...)
#endif
#ifndef STOP
#define STOP(...)
#endif
#ifndef REPORT
#define REPORT(...)
#endif
#ifndef COLUMN
#define COLUMN(...)
#endif
#ifndef EMPTY
#define EMPTY(...)
#endif
#ifndef WARN
#define WARN(...)
#endif
#ifndef SUMMARY
#define SUMMARY(...)
#endif
#ifndef TELL
#define TELL(...)
#endif
#ifndef SHARE
#define SHARE(...)
#endif
#ifndef AGAINST
#define AGAINST(...)
#endif
#ifndef HEADLINE
#define HEADLINE(...)
#endif
#ifndef COUNTED
#define COUNTED(...)
#endif

#include MODEL_DEF

#undef TITLE
#undef SECTION
#undef PARAM
#undef WHOLE
#undef WORD
#undef INPUT
#undef DERIVED
#undef CHANCE
#undef REFUSE
#undef SPECIES
#undef SIGNAL
#undef RECORD
#undef RULE
#undef RATIO
#undef ZERO
#undef REACTION
#undef RATE
#undef EVENT
#undef WHEN
#undef AT
#undef LET
#undef SET
#undef STOP
#undef REPORT
#undef COLUMN
#undef EMPTY
#undef WARN
#undef SUMMARY
#undef TELL
#undef SHARE
#undef AGAINST
#undef HEADLINE
#undef COUNTED
