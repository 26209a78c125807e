#include "sim/engine/instant.h"

#include <math.h>

static const double one_instant = 1e-12;

bool sim_is_one_instant(double a, double b)
{
    return a == b || fabs(a - b) <= one_instant * fmin(fabs(a), fabs(b));
}

sim_outputs sim_outputs_make(double every, double end)
{
    const double parts = rint(1 / every);
    const bool divides = every > 0 && sim_is_one_instant(parts, 1 / every);

    return (sim_outputs){every, end, divides ? parts : 0};
}

double sim_outputs_time(const sim_outputs *o, double i)
{
    const double t = o->parts > 0 ? i / o->parts : i * o->every;

    return sim_is_one_instant(t, o->end) ? o->end : t;
}

double sim_outputs_count(const sim_outputs *o)
{
    const double nearest = rint(o->end / o->every);

    if (!(o->every > 0)) return 0;
    if (sim_outputs_time(o, nearest) <= o->end) return nearest + 1;
    return nearest;
}

double sim_outputs_snap(const sim_outputs *o, double t)
{
    double output;

    if (!isfinite(t)) return t;
    if (sim_is_one_instant(t, o->end)) return o->end;
    if (!(o->every > 0)) return t;
    output = sim_outputs_time(o, rint(t / o->every));
    return sim_is_one_instant(t, output) ? output : t;
}
