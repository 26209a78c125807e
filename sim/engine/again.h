/* again.h -- rules that are worked out again, since the states of a course were changed. */
#ifndef SIM_ENGINE_AGAIN_H
#define SIM_ENGINE_AGAIN_H

#include "sim/engine/course.h"
#include "sim/engine/kernel.h"

typedef struct {
    const sim_model *model;
    const double *p; /* [n_constants] */
    const sim_kernel_choice *kernels;
} sim_again;

/* Puts into the rows of a course what its ratios are now. */
sim_status sim_again_ratios(const sim_again *again, sim_course *course, sim_error *err);

#endif
