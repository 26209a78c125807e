#include "sim/study/runs.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>

/* log of n over k; -INFINITY where there is no way. */
static double log_ways(size_t n, size_t k)
{
    return k > n ? -INFINITY : gsl_sf_lnchoose((unsigned)n, (unsigned)k);
}

/* How likely exactly so many runs are: (r - 1)/2 cuts, or one more of either sign. */
static double probability(size_t above, size_t below, size_t runs)
{
    const size_t k = runs / 2;
    const double all = log_ways(above + below, above);

    if (runs < 2) return 0;
    if (runs % 2 == 0)
        return 2 * exp(log_ways(above - 1, k - 1) + log_ways(below - 1, k - 1) - all);
    return exp(log_ways(above - 1, k - 1) + log_ways(below - 1, k) - all) +
           exp(log_ways(above - 1, k) + log_ways(below - 1, k - 1) - all);
}

static void count(sim_runs *r, const double residuals[], size_t n)
{
    int last = 0;

    for (size_t i = 0; i < n; i++) {
        const int sign = (residuals[i] > 0) - (residuals[i] < 0);

        if (sign == 0) continue;
        r->above += sign > 0;
        r->below += sign < 0;
        r->runs += sign != last;
        last = sign;
    }
}

sim_runs sim_runs_of(const double residuals[], size_t n)
{
    sim_runs r = {.expected = NAN, .few = NAN, .p = NAN};
    double many = 0;

    count(&r, residuals, n);
    if (r.above == 0 || r.below == 0) return r;
    r.expected = 1 + 2 * (double)r.above * (double)r.below / (double)(r.above + r.below);
    r.few = 0;
    for (size_t i = 2; i <= r.runs; i++) r.few += probability(r.above, r.below, i);
    for (size_t i = r.runs; i <= r.above + r.below; i++)
        many += probability(r.above, r.below, i);
    r.few = fmin(r.few, 1);
    r.p = fmin(2 * fmin(r.few, many), 1);
    return r;
}
