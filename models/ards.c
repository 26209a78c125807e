/* ards.c -- the model of ards.def, and its world: how patients differ, what people read.
 */
#include "models/models.h"

#define MODEL ards
#define MODEL_DEF "models/ards.def"
#include "sim/model/define_model.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_draw draws[] = {
#define DRAW(section, name, how) {SIM_SOURCE, #section, #name, how},
#include "models/draws.def"
    {SIM_SUBJECT, "ards", "regrow", "lognormal 0.12"},
    {SIM_SUBJECT, "ards", "injure", "lognormal 0.12"},
    {SIM_SUBJECT, "ards", "recruit", "lognormal 0.10"},
    {SIM_SUBJECT, "ards", "response_rate", "lognormal 0.15"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {"live", "secretome",  "m1_m2_ratio", "tnf",
                                      "il10", "il6",        "barrier",     "water",
                                      "pf",   "viral_load", "survival"};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"mortality_day_28", "pf_day_7"};

const sim_population models_ards_population = {
    .owners = {[SIM_LABORATORY] = {"laboratory", "who cultured them"},
               [SIM_SOURCE] = {"donor", "whose cells"},
               [SIM_SUBJECT] = {"patient", "whose lung"}},
    .chance = {"chance", "cell by cell"},
    .sharing = "donors_per_laboratory",
    .draws = draws,
    .n_draws = LENGTH(draws),
    .columns = columns,
    .n_columns = LENGTH(columns),
    .parted = parted,
    .n_parted = LENGTH(parted),
};
