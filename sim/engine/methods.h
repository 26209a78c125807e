/* methods.h -- the table of steppers: `[run] method` takes a name from it. */
#ifndef SIM_ENGINE_METHODS_H
#define SIM_ENGINE_METHODS_H

#include "sim/engine/stepper.h"

extern const sim_stepper *const sim_steppers[]; /* ends at NULL */

const char *sim_stepper_name(size_t i); /* NULL past the last */

#endif
