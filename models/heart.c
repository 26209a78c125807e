/* heart.c -- the model of heart.def, and its world: how patients differ, what people read.
 */
#include "models/population.h"

#include <math.h>

#define MODEL heart
#define MODEL_DEF "models/heart.def"
#include "sim/model/define_model.h"

static const sim_draw draws[] = {
#include "models/draws.def"
    {SIM_SUBJECT, "heart", "retention", "lognormal 0.5"},
    {SIM_SUBJECT, "heart", "hibernating_base", "lognormal 0.3"},
    {SIM_SUBJECT, "heart", "rouse", "lognormal 0.3"},
    {SIM_SUBJECT, "heart", "crp_base", "lognormal 0.8"},
    {SIM_SUBJECT, "heart", "tail", "lognormal 0.5"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {
    "live", "regulatory",    "m1_m2_ratio",   "tnf",  "hibernating",
    "scar", "esvi",          "lvef",          "crp",  "nt_probnp",
    "walk", "event_free_hf", "event_free_mi", "lung", "lvef_against_background"};

/* Nobody dies: hazard_hf is worsening or death together, and the model does not part them.
 * Readings go on after an event; a trial would lose some. */
static const sim_fate fates[] = {
    SIM_FATE("worsening", "event_free_hf", "free of worsening heart failure, and alive",
             false),
    SIM_FATE("infarction", "event_free_mi", "free of infarction and stroke", false),
};

static const char best[] =
    "BEST's responder, LVEF up by at least 5 units (PMC5082710), there against the first "
    "measurement; without noise of reading a share lies below a trial's";

#define READ(name, words) \
    { \
        SIM_READ, NULL, name, .meaning = words \
    }
#define STRUCK(name, fate, day, words) \
    { \
        SIM_STRUCK, name, fate, day, .meaning = words \
    }
#define RESPONDS(name, row, day, words) \
    { \
        SIM_RESPONDS, name, row, day, NULL, 5, INFINITY, .meaning = words, .note = best \
    }

static const sim_count counts[] = {
    READ("lvef_month_1", "ejection fraction after 1 month"),
    READ("lvef_month_6", "ejection fraction after 6 months"),
    READ("lvef_month_12", "ejection fraction after 12 months"),
    READ("lvef_month_24", "ejection fraction after 24 months"),
    READ("esvi_month_6", "end-systolic volume index after 6 months"),
    READ("esvi_month_12", "end-systolic volume index after 12 months"),
    RESPONDS("responder_month_6", "lvef_month_6_against_background", 182,
             "responders: LVEF at least 5 points above the background after 6 months"),
    RESPONDS("responder_month_12", "lvef_month_12_against_background", 365,
             "responders: LVEF at least 5 points above the background after 12 months"),
    STRUCK("worsening_month_12", "worsening", 365, "worsening or death within 12 months"),
    STRUCK("worsening_month_24", "worsening", 730, "worsening or death within 24 months"),
    STRUCK("infarction_month_12", "infarction", 365,
           "infarction or stroke within 12 months"),
    STRUCK("infarction_month_24", "infarction", 730,
           "infarction or stroke within 24 months"),
    STRUCK("any_event_month_12", NULL, 365, "any of these events within 12 months"),
    STRUCK("any_event_month_24", NULL, 730, "any of these events within 24 months"),
};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"lvef_month_6", "lvef_month_12"};

/* A trial tells the change of LVEF from before treatment, and each of both readings has noise. */
static const sim_gauge gauges[] = {{"lvef", 0, 100, 0, "lvef_noise"}};

/* Rows of [cohort] that are of this chain alone: what a trial reads has noise. */
static const char *const settings[] = {"lvef_noise"};

const sim_population models_heart_population = {
    POPULATION("whose heart"), /* with the tables above */
    .fates = fates,
    .n_fates = LENGTH(fates),
    .counts = counts,
    .n_counts = LENGTH(counts),
    .settings = settings,
    .n_settings = LENGTH(settings),
    .gauges = gauges,
    .n_gauges = LENGTH(gauges),
};
