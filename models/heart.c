/* heart.c -- the model of heart.def, and its world: how patients differ, what people read.
 */
#include "models/models.h"

#define MODEL heart
#define MODEL_DEF "models/heart.def"
#include "sim/model/define_model.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_draw draws[] = {
#define DRAW(section, name, how) {SIM_SOURCE, #section, #name, how},
#include "models/draws.def"
    {SIM_SUBJECT, "heart", "retention", "lognormal 0.5"},
    {SIM_SUBJECT, "heart", "hibernating_base", "lognormal 0.3"},
    {SIM_SUBJECT, "heart", "rouse", "lognormal 0.3"},
    {SIM_SUBJECT, "heart", "crp_base", "lognormal 0.8"},
    {SIM_SUBJECT, "heart", "tail", "lognormal 0.5"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {
    "live", "regulatory", "m1_m2_ratio", "tnf",  "hibernating",   "scar",         "esvi",
    "lvef", "crp",        "nt_probnp",   "walk", "event_free_hf", "event_free_mi"};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"lvef_month_6", "lvef_month_12"};

const sim_population models_heart_population = {
    .owners = {[SIM_LABORATORY] = {"laboratory", "who cultured them"},
               [SIM_SOURCE] = {"donor", "whose cells"},
               [SIM_SUBJECT] = {"patient", "whose heart"}},
    .chance = {"chance", "cell by cell"},
    .sharing = "donors_per_laboratory",
    .draws = draws,
    .n_draws = LENGTH(draws),
    .columns = columns,
    .n_columns = LENGTH(columns),
    .parted = parted,
    .n_parted = LENGTH(parted),
};
