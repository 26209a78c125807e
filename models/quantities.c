/* quantities.c -- what laboratories and trials measure by a name, and no table shows. */
#include "models/models.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* ---- the culture, of every chain ----------------------------------------------------- */

#define CULTURE_QUANTITIES \
    {"cell_area", SIM_AT_REPORT, \
     "area_cycling + (area_senescent - area_cycling) * senescent_fraction", "um2", \
     "mean spread area of a cell"}, \
    { \
        "log_phase_doubling_time", SIM_BEFORE_REPORT, \
            "24 * log(2) * live / max(0, rate * cycling - death_rate * live)", "h", \
            "shortest doubling time of the live cells within a passage" \
    }

static const sim_pooled pooled[] = {{"doubling_time", "24 * days", "doublings"}};

#define CULTURE_READING \
    .pooled = pooled, .n_pooled = LENGTH(pooled), .number = "passage", .time = "day", \
    .over = "spent", .progress = "cumulative_doublings", .last = "harvest_passage", \
    .report = "harvest", .endless = "growth does not end by the last passage of the file", \
    .ended = "the culture ends before that passage", \
    .outside = "that day lies before the first harvest or after the last", .year = 365

/* ---- the knee -------------------------------------------------------------------------- */

static const sim_quantity knee[] = {
    CULTURE_QUANTITIES,
    /* PCR finds the DNA of living and of dead cells alike. */
    {"dna_fraction", SIM_AT_OUTPUT,
     "when(injected > 0, (live_in_joint + dead + debris) / injected, 0)", "1",
     "cells in the joint with their DNA, live and dead, per live cell injected"},
    {"beside_fraction", SIM_AT_OUTPUT, "when(injected > 0, live_miss / injected, 0)", "1",
     "live cells beside the joint per live cell injected"},
    {"beside_dna_fraction", SIM_AT_OUTPUT,
     "when(injected > 0, (live_miss + dead_miss) / injected, 0)", "1",
     "cells beside the joint, live and dead, per live cell injected"},
    {"lung_fraction", SIM_AT_OUTPUT,
     "when(injected > 0, (lung_early + lung_late) / injected, 0)", "1",
     "live cells in the lung per live cell injected"},
    {"lung_dna_fraction", SIM_AT_OUTPUT,
     "when(injected > 0, (lung_early + lung_late + lung_dead) / injected, 0)", "1",
     "cells in the lung, live and dead, per live cell injected"},
};

static const char *const bed[] = {"host", "guidance", NULL};

#define PERCEIVED \
    "Ehrich 2000, J Rheumatol 27:2635: 9.7 mm on the WOMAC's scale of pain, knees and " \
    "hips"

static const sim_noticed felt[] = {
    {"specific_relief", 9.7, "nobody would feel it", PERCEIVED},
    {"total_relief", 9.7, "nobody would feel it", PERCEIVED},
};

const sim_yardstick models_knee_yardstick = {
    CULTURE_READING, .quantities = knee,        .n_quantities = LENGTH(knee),
    .sd = 20,        .sd_unit = "mm",           .places = bed,
    .noticed = felt, .n_noticed = LENGTH(felt),
};

/* ---- the other patients ------------------------------------------------------------------ */

static const sim_quantity culture[] = {CULTURE_QUANTITIES};
static const char *const host[] = {"host", NULL};

static const sim_counted gvhd[] = {
    {"dead", true, "1 - survival", "1", NULL, "1", "patients who are dead"},
    {"alive", true, "survival", "1", NULL, "1", "patients who are alive"},
    {"response", true, "survival * response", "1", NULL, "1",
     "patients who are alive and whose severity has fallen by a quarter or more"},
    {"alive_of_responders", true, "survival * then_response",
     "then_survival * then_response", "28", "1",
     "patients who are alive, of the responders of day 28"},
    {"alive_of_others", true, "survival * (1 - then_response)",
     "1 - then_survival * then_response", "28", "1",
     "patients who are alive, of all but the responders of day 28"},
};

const sim_yardstick models_gvhd_yardstick = {
    CULTURE_READING, .quantities = culture,     .n_quantities = LENGTH(culture),
    .counted = gvhd, .n_counted = LENGTH(gvhd), .weight = "survival",
    .places = host,
};

#define TRIAL_END "enrol_day + trial_days"
#define MODERATE "when(then_pf >= 100, when(then_pf < 200, 1, 0), 0)"
#define SEVERE "when(then_pf < 100, 1, 0)"

static const sim_counted ards[] = {
    {"dead", true, "1 - survival", "1", NULL, "1", "patients who are dead"},
    {"alive", true, "survival", "1", NULL, "1", "patients who are alive"},
    {"dead_moderate", true, "(1 - survival) * " MODERATE, MODERATE, "enrol_day", "1",
     "patients who are dead, of those with a PaO2/FiO2 from 100 to 200 at enrolment"},
    {"dead_severe", true, "(1 - survival) * " SEVERE, SEVERE, "enrol_day", "1",
     "patients who are dead, of those with a PaO2/FiO2 below 100 at enrolment"},
    {"ventilator_free_days", false, "ventilator_free_days", "1", NULL, "day",
     "days without a ventilator, 0 of the dead"},
    {"water_of_survivors", false, "water * then_survival", "then_survival", TRIAL_END,
     "mL/kg", "lung water of those alive 28 days after enrolment"},
    {"water_of_dead", false, "water * (1 - then_survival)", "1 - then_survival", TRIAL_END,
     "mL/kg", "lung water of those dead 28 days after enrolment"},
};

const sim_yardstick models_ards_yardstick = {
    CULTURE_READING, .quantities = culture,     .n_quantities = LENGTH(culture),
    .counted = ards, .n_counted = LENGTH(ards), .weight = "survival",
    .places = host,
};

static const sim_counted heart[] = {
    {"hf_event", true, "1 - event_free_hf", "1", NULL, "1",
     "patients whose heart failure has worsened, or who died"},
    {"mi_event", true, "1 - event_free_mi", "1", NULL, "1",
     "patients who had an infarction or a stroke"},
};

const sim_yardstick models_heart_yardstick = {
    CULTURE_READING,  .quantities = culture,      .n_quantities = LENGTH(culture),
    .counted = heart, .n_counted = LENGTH(heart), .places = host,
};
