/* cohort.c -- how donors and patients differ, and what people read of a cohort.
 *
 * A log-normal draw has the parameter's own row as its median, a normal one as its mean;
 * behind "laboratory" stands the sd of a factor that all donors of a laboratory share.
 */
#include "models/population.h"

#include <math.h>

/* Each as a row of [cohort]. */
static const sim_draw draws[] = {
#include "models/draws.def"
    {SIM_SUBJECT, "persistence", "tail", "lognormal 0.5"},
    {SIM_SUBJECT, "joint", "polarize", "lognormal 0.25"},
    {SIM_SUBJECT, "joint", "imprint_time", "lognormal 0.35"},
    {SIM_SUBJECT, "joint", "load", "lognormal 0.10"},
    {SIM_SUBJECT, "joint", "vas_base", "normal 12 30 95"},
    {SIM_SUBJECT, "joint", "placebo", "normal 0.17 0 0.7"},
};

/* Columns of ensemble.csv. */
static const char *const columns[] = {"live_in_joint",
                                      "live_fraction",
                                      "m1",
                                      "m2",
                                      "m1_m2_ratio",
                                      "imprint",
                                      "tnf",
                                      "il10",
                                      "pge2",
                                      "mmp",
                                      "cartilage",
                                      "trained",
                                      "specific_relief",
                                      "placebo_relief",
                                      "total_relief",
                                      "vas",
                                      "flare_mm"};

/* Summaries whose variance --spread splits. */
static const char *const parted[] = {"best_specific_relief", "specific_relief_month_6"};

static const char *const over_all[] = {"extinct", "harvested"};

static const sim_responder responders[] = {
    {"responder", 20, 0, ""},
    {"responder_20_percent", 10, 0.2,
     "after the lower arm of the OMERACT-OARSI rule, but of pain alone and so laxer; "
     "unverified"},
};

/* Pain again: relief is what two readings of it give. */
static const sim_gauge gauges[] = {{"total_relief", -100, 100, NAN, "pain_noise"}};

const sim_population models_knee_population = {
    POPULATION("whose knee"), /* with the tables above */
    .luck = {"needle", "hit or miss"},
    .apart = "extinct",
    .others = "have a product",
    .happened = "no cell was left to harvest",
    .over_all = over_all,
    .n_over_all = LENGTH(over_all),
    /* pain in mm, at the first injection and after six months */
    .measured = {"vas", 0, 100, 0, 182, "pain_noise"},
    .responders = responders,
    .n_responders = LENGTH(responders),
    .gauges = gauges,
    .n_gauges = LENGTH(gauges),
};
