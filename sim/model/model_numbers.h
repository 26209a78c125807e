/* model_numbers.h -- numbers the rows of a .def file: each kind of row has an enumeration, in
 * which a name is an index of its table.  Included by define_model.h alone, once per model.
 */
enum {
#define SECTION(id) S_SECTION_##id,
#define PARAM(id, ...) S_##id,
#define WHOLE(id, ...) S_##id,
#define WORD(id, ...) S_##id,
#define INPUT(id, ...) S_##id,
#define DERIVED(id, ...) S_##id,
#define CHANCE(id, ...) S_##id,
#define SPECIES(id, ...) S_##id,
#define SIGNAL(id, ...) S_##id,
#define RECORD(id, ...) S_##id,
#define RULE(id, ...) S_##id,
#include "sim/model/model_pass.h"
    N_SYMBOLS_
};

enum {
#define PARAM(id, ...) P_##id,
#define WHOLE(id, ...) P_##id,
#define WORD(id, ...) P_##id,
#define INPUT(id, ...) P_##id,
#define DERIVED(id, ...) P_##id,
#define CHANCE(id, ...) P_##id,
#include "sim/model/model_pass.h"
    N_CONSTANTS_
};

/* The states: first those that are integrated, then those that only events change. */
enum {
#define SPECIES(id, ...) X_##id,
#define SIGNAL(id, ...) X_##id,
#include "sim/model/model_pass.h"
    N_MOVING_,
    BEFORE_RECORDS_ = N_MOVING_ - 1,
#define RECORD(id, ...) X_##id,
#include "sim/model/model_pass.h"
    N_STATES_
};

enum {
#define RULE(id, ...) O_##id,
#include "sim/model/model_pass.h"
    N_RULES_
};

enum {
#define REACTION(id, ...) V_REACTION_##id,
#include "sim/model/model_pass.h"
    N_REACTIONS_,
    BEFORE_RATES_ = N_REACTIONS_ - 1,
#define RATE(id, ...) V_##id,
#include "sim/model/model_pass.h"
    N_FLOWS_
};

enum {
#define EVENT(id, ...) E_##id,
#include "sim/model/model_pass.h"
    N_EVENTS_
};

enum {
#define WHEN(event, ...) W_##event,
#include "sim/model/model_pass.h"
    N_CROSSINGS_
};

enum {
#define AT(event, ...) A_##event,
#include "sim/model/model_pass.h"
    N_TIMETABLES_
};

enum {
#define SUMMARY(id, ...) Y_##id,
#include "sim/model/model_pass.h"
    N_SUMMARIES_
};
