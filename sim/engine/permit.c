#include "sim/engine/permit.h"

enum { STEPS_BETWEEN = 256 };

static bool is_interrupted(const sim_options *o, size_t steps)
{
    return o->stop && steps % STEPS_BETWEEN == 1 && o->stop(o->stop_data);
}

sim_status sim_permit(const sim_options *o, const sim_progress *p, sim_error *err)
{
    const size_t work = p->cost->rhs + p->cost->events;

    if (o->work > 0 && work > o->work)
        return sim_fail(err, SIM_EWORK,
                        "%s: asks for more work than was allowed, at t = %g %s",
                        p->model->name, p->t, p->model->time_unit);
    if (is_interrupted(o, p->steps))
        return sim_fail(err, SIM_ESTOP, "%s: interrupted at t = %g %s", p->model->name,
                        p->t, p->model->time_unit);
    return SIM_OK;
}
