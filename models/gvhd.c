/* gvhd.c -- the model of gvhd.def, and its world: how patients differ, what people read.
 */
#include "models/models.h"

#define MODEL gvhd
#define MODEL_DEF "models/gvhd.def"
#include "sim/model/define_model.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_draw draws[] = {
#define DRAW(section, name, how) {SIM_SOURCE, #section, #name, how},
#include "models/draws.def"
    {SIM_SUBJECT, "gvhd", "effector_growth", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "damage", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "repair", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "kill", "lognormal 0.6"},
    {SIM_SUBJECT, "gvhd", "background", "uniform 0 0.95"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {"live",     "regulatory", "m1_m2_ratio",
                                      "effector", "treg",       "cytokine",
                                      "barrier",  "severity",   "survival"};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"severity_day_28", "survival_day_100"};

const sim_population models_gvhd_population = {
    .owners = {[SIM_LABORATORY] = {"laboratory", "who cultured them"},
               [SIM_SOURCE] = {"donor", "whose cells"},
               [SIM_SUBJECT] = {"patient", "whose illness"}},
    .chance = {"chance", "cell by cell"},
    .sharing = "donors_per_laboratory",
    .draws = draws,
    .n_draws = LENGTH(draws),
    .columns = columns,
    .n_columns = LENGTH(columns),
    .parted = parted,
    .n_parted = LENGTH(parted),
};
