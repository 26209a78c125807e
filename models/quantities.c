/* quantities.c -- what laboratories and trials measure by a name: quantities.def as tables. */
#include "models/models.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

#define HARVEST(...)
#define WITHIN(...)
#define DAY(...)
#define POOLED(...)

static const sim_quantity quantities[] = {
#undef HARVEST
#undef WITHIN
#undef DAY
#define HARVEST(name, formula, ...) {#name, SIM_AT_REPORT, #formula, __VA_ARGS__},
#define WITHIN(name, formula, ...) {#name, SIM_BEFORE_REPORT, #formula, __VA_ARGS__},
#define DAY(name, formula, ...) {#name, SIM_AT_OUTPUT, #formula, __VA_ARGS__},
#include "models/quantities.def"
#undef HARVEST
#undef WITHIN
#undef DAY
#define HARVEST(...)
#define WITHIN(...)
#define DAY(...)
};

static const sim_pooled pooled[] = {
#undef POOLED
#define POOLED(name, above, below) {#name, #above, #below},
#include "models/quantities.def"
};

const sim_yardstick models_knee_yardstick = {
    .quantities = quantities,
    .n_quantities = LENGTH(quantities),
    .pooled = pooled,
    .n_pooled = LENGTH(pooled),
    .number = "passage",
    .time = "day",
    .over = "spent",
    .progress = "cumulative_doublings",
    .last = "harvest_passage",
    .year = 365,
    .sd = 20,
    .sd_unit = "mm",
};
