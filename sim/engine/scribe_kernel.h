/* scribe_kernel.h -- states between the ends of a step, at LANES times at once: see kernel.h. */
#include "sim/engine/vector.h"

static void between(const sim_dense *step, const sim_bounds *bounds, const double t_[],
                    double x_[], double doubtful_[])
{
    const real u = (*(const real *)t_ - ALL(step->t0)) / ALL(step->h), w = ALL(1) - u;
    const double *d1 = step->dense, *d2 = d1 + step->n, *d3 = d2 + step->n;
    real *x = (real *)x_, doubtful = ALL(0);

    for (size_t i = 0; i < step->n; i++) {
        const real d = ALL(d1[i]) + u * (ALL(d2[i]) + u * ALL(d3[i]));
        const real at = w * ALL(step->x0[i]) + u * (ALL(step->x1[i]) + w * d);
        const real above = SELECT(at > ALL(bounds->low[i]), ALL(0), at);

        x[i] = SELECT(at < ALL(bounds->high[i]), above, at);
        doubtful = SELECT(at >= ALL(bounds->least[i]), doubtful, ALL(1));
        doubtful = SELECT(at <= ALL(DBL_MAX), doubtful, ALL(1));
    }
    *(real *)doubtful_ = doubtful;
}
