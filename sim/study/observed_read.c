/* observed_read.c -- of observed.h: what tables have seen. */
#include "sim/study/observed_parts.h"

sim_status sim_observing_take_table(sim_observing *o, const sim_data *data)
{
    return sim_fail(o->err, SIM_EPARSE,
                    "%s: [data %s] has no format; format = passages would be right",
                    data->place, data->name);
}
