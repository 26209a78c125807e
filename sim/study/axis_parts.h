/* axis_parts.h -- what axis_read.c does for axis.c. */
#ifndef SIM_STUDY_AXIS_PARTS_H
#define SIM_STUDY_AXIS_PARTS_H

#include "sim/study/axis.h"

enum { SIM_AXIS_LEVELS = 1000000 }; /* at most */

/* Understands a row; the axis has its list then, after a failure too, and no texts. */
sim_status sim_axis_read(sim_axis *axis, const sim_axis_world *world, const sim_row *row,
                         sim_error *err);

/* Refuses one that is no even range. */
sim_status sim_axis_check_range(const sim_axis *axis, const sim_row *row, sim_error *err);

#endif
