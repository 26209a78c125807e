/* scribe_kernel.h -- states between the ends of a step, at LANES times at once: see kernel.h. */
#include "sim/engine/vector.h"

static void between(const sim_dense *step, const sim_bounds *bounds, const double t_[],
                    double x_[], double doubtful_[])
{
    const real u = (*(const real *)t_ - ALL(step->t0)) / ALL(step->h), w = ALL(1) - u;
    const double *d1 = step->dense, *d2 = d1 + step->n, *d3 = d2 + step->n;
    real *x = (real *)x_;
    truth sound = ALL(0) == ALL(0);

    for (size_t k = 0; k < bounds->n; k++) {
        const size_t i = bounds->states ? bounds->states[k] : k;
        const real d = ALL(d1[i]) + u * (ALL(d2[i]) + u * ALL(d3[i]));
        const real at = w * ALL(step->x0[i]) + u * (ALL(step->x1[i]) + w * d);

        x[i] = SELECT((at > ALL(bounds->low[i])) & (at < ALL(bounds->high[i])), ALL(0), at);
        sound &= (at >= ALL(bounds->least[i])) & (at <= ALL(DBL_MAX));
    }
    *(real *)doubtful_ = SELECT(sound, ALL(0), ALL(1));
}
