#include "sim/engine/stepper.h"

const sim_stepper *const sim_steppers[] = {&sim_stepper_ode, &sim_stepper_ssa,
                                           &sim_stepper_tau, &sim_stepper_auto, NULL};

const char *sim_stepper_name(size_t i)
{
    size_t n = 0;

    while (n < i && sim_steppers[n]) n++;
    return sim_steppers[n] ? sim_steppers[n]->name : NULL;
}
