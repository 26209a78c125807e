/* auto.h -- counts where they matter: `ode` for a model whose species that are there at
 * its start all exceed 1e5, `tau` for others.  Events draw either way. */
#ifndef SIM_ENGINE_AUTO_H
#define SIM_ENGINE_AUTO_H

#include "sim/engine/stepper.h"

extern const sim_stepper sim_stepper_auto;

#endif
