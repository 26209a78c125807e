/* ssa.h -- the exact reading of a model in counts; see jumps.h. */
#ifndef SIM_ENGINE_SSA_H
#define SIM_ENGINE_SSA_H

#include "sim/engine/stepper.h"

extern const sim_stepper sim_stepper_ssa;

#endif
