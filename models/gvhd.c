/* gvhd.c -- the model of gvhd.def, and its world: how patients differ, what people read.
 */
#include "models/population.h"

#include <math.h>

#define MODEL gvhd
#define MODEL_DEF "models/gvhd.def"
#include "sim/model/define_model.h"

static const sim_draw draws[] = {
#include "models/draws.def"
    {SIM_SUBJECT, "gvhd", "effector_growth", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "damage", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "repair", "lognormal 0.25"},
    {SIM_SUBJECT, "gvhd", "kill", "lognormal 0.6"},
    {SIM_SUBJECT, "gvhd", "background", "uniform 0 0.95"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {"live",
                                      "regulatory",
                                      "m1_m2_ratio",
                                      "effector",
                                      "treg",
                                      "cytokine",
                                      "barrier",
                                      "severity",
                                      "survival",
                                      "eaten",
                                      "severity_against_background",
                                      "survival_against_background"};

/* Nobody is read after death. */
static const sim_fate fates[] = {SIM_FATE("death", "survival", "alive", true)};

/* What tells how likely death is goes on. */
static const char *const chances[] = {"survival"};

static const char kurtzberg[] = "overall response at day 28 (Kurtzberg 2020)";

static const sim_count counts[] = {
    {SIM_RESPONDS, "responder_day_28", "response_day_28", 28, .least = 1, .most = INFINITY,
     .meaning =
         "responders: alive on day 28, severity at most three quarters of that at the "
         "start",
     .note = kurtzberg},
    {SIM_SPARED, "alive_day_28", "death", 28, .meaning = "alive on day 28"},
    {SIM_SPARED, "alive_day_100", "death", 100, .meaning = "alive on day 100"},
    {SIM_SPARED, "alive_day_180", "death", 180, .meaning = "alive on day 180"},
    {SIM_SPARED, "alive_day_100_of_responders", "death", 100, .among = "responder_day_28",
     .meaning = "alive on day 100, of the responders"},
    {SIM_SPARED, "alive_day_100_of_others", "death", 100, .among = "responder_day_28",
     .others = true,
     .meaning = "alive on day 100, of all others (those dead by day 28 among them)"},
    {SIM_READ, NULL, "severity_day_28", .meaning = "severity on day 28, of the living"},
};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"severity_day_28", "survival_day_100"};

const sim_population models_gvhd_population = {
    POPULATION("whose illness"), /* with the tables above */
    /* a severe patient, as version 1 took */
    .entry = {"severity_start", 0.5},
    .fates = fates,
    .n_fates = LENGTH(fates),
    .chances = chances,
    .n_chances = LENGTH(chances),
    .counts = counts,
    .n_counts = LENGTH(counts),
};
