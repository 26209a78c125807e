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

sim_status sim_stepper_check(const sim_model *m, double t, const double x[], sim_error *err)
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *symbol = &m->symbols[i];

        if (!sim_symbol_is_state(symbol) || symbol->kind == SIM_RECORD) continue;
        if (!isfinite(x[symbol->slot]))
            return sim_fail(err, SIM_ESOLVER,
                            "%s: %s is not finite at t = %g %s; a parameter far from its "
                            "usual value is the likely cause",
                            m->name, symbol->name, t, m->time_unit);
        if (symbol->kind == SIM_SPECIES && x[symbol->slot] < -1)
            return sim_fail(err, SIM_ESOLVER,
                            "%s: %s = %g cell is negative at t = %g %s; a smaller run.rtol "
                            "would be right",
                            m->name, symbol->name, x[symbol->slot], t, m->time_unit);
    }
    return SIM_OK;
}
