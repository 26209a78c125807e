/* ards.c -- the model of ards.def, and its world: how patients differ, what people read.
 */
#include "models/population.h"

#include <math.h>

#define MODEL ards
#define MODEL_DEF "models/ards.def"
#include "sim/model/define_model.h"

static const sim_draw draws[] = {
#include "models/draws.def"
    {SIM_SUBJECT, "ards", "regrow", "lognormal 0.12"},
    {SIM_SUBJECT, "ards", "injure", "lognormal 0.12"},
    {SIM_SUBJECT, "ards", "recruit", "lognormal 0.10"},
    {SIM_SUBJECT, "ards", "response_rate", "lognormal 0.15"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {"live",       "secretome", "m1_m2_ratio",
                                      "tnf",        "il10",      "il6",
                                      "barrier",    "water",     "pf",
                                      "viral_load", "survival",  "pf_against_background"};

/* Nobody is read after death. */
static const sim_fate fates[] = {SIM_FATE("death", "survival", "alive", true)};

/* What tells how likely death is goes on. */
static const char *const chances[] = {"survival", "mortality_28", "mortality_60",
                                      "ventilator_free_days"};

static const char bowdish[] =
    "ventilator-free survival (Bowdish 2023, a secondary endpoint, at 60 days there); days "
    "alive and free of ventilation (Tomazini 2020); vent_pf is assumed";

/* Days are from enrolment on. */
static const sim_count counts[] = {
    {SIM_STRUCK, "dead_day_28", "death", 28, "enrol_day",
     .meaning = "dead 28 days after enrolment"},
    {SIM_STRUCK, "dead_day_60", "death", 60, "enrol_day",
     .meaning = "dead 60 days after enrolment"},
    {SIM_WORTH, "days_off_ventilator", "off_days", 28, "enrol_day",
     .meaning = "days without a ventilator in 28 days from enrolment, 0 of the dead"},
    {SIM_RESPONDS, "responder_day_28", "response_day_28", 28, "enrol_day", 1, INFINITY,
     .meaning = "responders: alive 28 days after enrolment, without a ventilator",
     .note = bowdish},
    {SIM_READ, NULL, "pf_day_7",
     .meaning = "PaO2/FiO2 7 days after enrolment, of the living"},
};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"mortality_day_28", "pf_day_7"};

const sim_population models_ards_population = {
    POPULATION("whose lung"), /* with the tables above */
    .fates = fates,           .n_fates = LENGTH(fates),
    .chances = chances,       .n_chances = LENGTH(chances),
    .counts = counts,         .n_counts = LENGTH(counts),
};
