/* cohort.c -- how donors and patients differ: cohort.def as tables. */
#include "models/models.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

#define DRAW(...)
#define WATCH(...)
#define PART(...)
#define APART(...)
#define OVER_ALL(...)
#define MEASURED(...)
#define RESPONDER(...)

static const sim_draw draws[] = {
#undef DRAW
#define DRAW(whose, section, name, how) {SIM_##whose, #section, #name, how},
#include "models/cohort.def"
#undef DRAW
#define DRAW(...)
};

static const char *const columns[] = {
#undef WATCH
#define WATCH(name) #name,
#include "models/cohort.def"
#undef WATCH
#define WATCH(...)
};

static const char *const parted[] = {
#undef PART
#define PART(name) #name,
#include "models/cohort.def"
#undef PART
#define PART(...)
};

static const char *const over_all[] = {
#undef OVER_ALL
#define OVER_ALL(name) #name,
#include "models/cohort.def"
#undef OVER_ALL
#define OVER_ALL(...)
};

static const sim_responder responders[] = {
#undef RESPONDER
#define RESPONDER(name, fall, part, note) {#name, fall, part, note},
#include "models/cohort.def"
#undef RESPONDER
#define RESPONDER(...)
};

#undef APART
#define APART(name, words) .apart = #name, .others = words,
#undef MEASURED
#define MEASURED(symbol, ...) .measured = {#symbol, __VA_ARGS__},

const sim_population models_knee_population = {
#include "models/cohort.def"
    .draws = draws,
    .n_draws = LENGTH(draws),
    .columns = columns,
    .n_columns = LENGTH(columns),
    .parted = parted,
    .n_parted = LENGTH(parted),
    .over_all = over_all,
    .n_over_all = LENGTH(over_all),
    .responders = responders,
    .n_responders = LENGTH(responders),
};
