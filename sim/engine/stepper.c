#include "sim/engine/stepper.h"

#include <math.h>

const sim_stepper *const sim_steppers[] = {&sim_stepper_ode, &sim_stepper_ssa,
                                           &sim_stepper_tau, &sim_stepper_auto, NULL};

const char *sim_stepper_name(size_t i)
{
    size_t n = 0;

    while (n < i && sim_steppers[n]) n++;
    return sim_steppers[n] ? sim_steppers[n]->name : NULL;
}

/* What is wrong with a state that is not finite, or a count below -1. */
static sim_status refuse(const sim_network *net, size_t slot, double t, double x,
                         sim_error *err)
{
    const sim_model *m = net->model;
    const sim_symbol *s = net->states[slot];

    if (!isfinite(x))
        return sim_fail(err, SIM_ESOLVER,
                        "%s: %s is not finite at t = %g %s; a parameter far from its usual "
                        "value is the likely cause",
                        m->name, s->name, t, m->time_unit);
    return sim_fail(
        err, SIM_ESOLVER,
        "%s: %s = %g cell is negative at t = %g %s; a smaller run.rtol would be "
        "right",
        m->name, s->name, x, t, m->time_unit);
}

sim_status sim_stepper_check(const sim_network *net, double t, const double x[],
                             sim_error *err)
{
    for (size_t i = 0; i < net->model->n_moving; i++) {
        if (isfinite(x[i]) && !(x[i] < -1 && net->states[i]->kind == SIM_SPECIES)) continue;
        return refuse(net, i, t, x[i], err);
    }
    return SIM_OK;
}

bool sim_stepper_sees_between(const sim_stepper *stepper, const void *state)
{
    return !stepper->leaps || !stepper->leaps(state);
}

sim_status sim_stepper_is_stuck(const sim_model *m, const char *solver, double t,
                                sim_error *err)
{
    return sim_fail(
        err, SIM_ESOLVER,
        "%s: solver %s cannot go on at t = %g %s; another run.solver or a larger "
        "run.rtol may be right",
        m->name, solver, t, m->time_unit);
}
