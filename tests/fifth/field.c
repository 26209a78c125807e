/* field.c -- the model of field.def, and its world. */
#include "tests/fifth/fifth.h"

#define MODEL field
#define MODEL_DEF "tests/fifth/field.def"
#include "sim/model/define_model.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_draw draws[] = {
    {SIM_SOURCE, "brewing", "budding", "lognormal 0.2 laboratory 0.3"},
    {SIM_SOURCE, "brewing", "fading", "lognormal 0.3"},
    {SIM_SUBJECT, "beans", "hatching", "lognormal 0.2"},
    {SIM_SUBJECT, "beans", "healing", "normal 0.015 0.01 0.2"},
};

static const char *const columns[] = {"beetles", "spray", "holes", "crop"};
static const char *const parted[] = {"holes_day_45", "crop_against_background"};
static const sim_responder responders[] = {{"saved", 0.04, 0, ""},
                                           {"saved_by_half", 0.02, 0.5, "assumed"}};

const sim_yardstick models_field_yardstick = {
    .number = "batch",
    .time = "brewed",
    .over = "turned",
    .progress = "brewed",
    .last = "last_batch",
    .report = "batch",
    .endless = "the vat lives on after the last batch",
    .ended = "nobody brews that batch",
    .outside = "that day lies before the first batch or after the last",
    .year = 365,
    .sd = 0.12,
    .sd_unit = "1",
};

const sim_population models_field_population = {
    .owners = {[SIM_LABORATORY] = {"brewery", "who brewed it"},
               [SIM_SOURCE] = {"brew", "whose spray"},
               [SIM_SUBJECT] = {"farmer", "whose beans"}},
    .chance = {"budding", "bud by bud"},
    .sharing = "brews_per_brewery",
    .draws = draws,
    .n_draws = LENGTH(draws),
    .columns = columns,
    .n_columns = LENGTH(columns),
    .parted = parted,
    .n_parted = LENGTH(parted),
    .measured = {"holes", 0, 1, 3, 30, "holes_noise"},
    .responders = responders,
    .n_responders = LENGTH(responders),
};
