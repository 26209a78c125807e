/* vary.h -- which parameters an analysis of sensitivity varies, and within what. */
#ifndef SIM_STUDY_VARY_H
#define SIM_STUDY_VARY_H

#include "sim/study/record.h"

/* Fills record->axes, and counts in *still what cannot vary: parameters that the list names, of
 * the sections and models that it names, or, where it is NULL, all; each within its range in
 * [sensitivity] or by the spread around its value in the record's first arm. */
sim_status sim_vary_choose(sim_record *record, const char *list, size_t *still,
                           sim_error *err);

#endif
