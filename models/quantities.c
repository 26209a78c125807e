/* quantities.c -- what laboratories and trials measure by a name, and no table shows. */
#include "models/models.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_quantity quantities[] = {
    {"cell_area", SIM_AT_REPORT,
     "area_cycling + (area_senescent - area_cycling) * senescent_fraction", "um2",
     "mean spread area of a cell"},
    {"log_phase_doubling_time", SIM_BEFORE_REPORT,
     "24 * log(2) * live / max(0, rate * cycling - death_rate * live)", "h",
     "shortest doubling time of the live cells within a passage"},
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

static const sim_pooled pooled[] = {{"doubling_time", "24 * days", "doublings"}};

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
    .report = "harvest",
    .endless = "growth does not end by the last passage of the file",
    .ended = "the culture ends before that passage",
    .outside = "that day lies before the first harvest or after the last",
    .year = 365,
    .sd = 20,
    .sd_unit = "mm",
};
